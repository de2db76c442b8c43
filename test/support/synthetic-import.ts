/** The clients behind a synthetic release as an import of a vault, so that both sides can be asked of the same people. */
import type { Database } from '../../server/database/sql.ts'
import type { Catalogue } from '../../server/vault/catalogue/catalogue.ts'
import type { SyntheticRelease } from './synthetic-release.ts'

const SECTORS = ['HEALTH', 'SOCIAL', 'DENTAL'] as const
/** Leaves of AGES to the summaries' age groups. */
const AGE_GROUPS: Readonly<Record<number, number>> = { 1: 0, 2: 1, 4: 2, 5: 3 }

/** Writes a made release's clients; the rules of services are those that `writeRelease` publishes. */
export async function importSynthetic(vault: Database, release: SyntheticRelease): Promise<void> {
  const names = (kind: string, code: string) => ({ fi: `${kind} ${code} fi`, sv: `${kind} ${code} sv`, en: `${kind} ${code} en` })
  const { layout } = release
  const catalogue: Catalogue = {
    county: { code: '16', name: names('County', '16'), topShare: 0.1, socialServices: 3, socialTasks: 2 },
    serviceTasks: ['FAMILIES', 'WORKING_AGE'].map((slug) => ({ slug, name: names('Task', slug) })),
    services: layout.services.map((code, at) => ({
      ...{ code, slug: `service-${code.toLowerCase()}`, sector: SECTORS[at % 3] ?? 'HEALTH', task: at % 3 === 1 ? 'FAMILIES' : null },
      ...{ name: names('Service', code), short: names('Service', code) },
      use: at % 3 === 1 ? { kind: 'DECISION_IN_FORCE' } : at % 3 === 2 ? { kind: 'CONTACT_GT_N', threshold: 5 } : { kind: 'CONTACT_ANY' },
      heavy: at % 3 === 1 ? null : { kind: 'TOP_DECILE' },
    })),
    municipalities: layout.municipalities.map((code) => ({ code, name: names('Municipality', code) })),
    centres: layout.centres.map((code, at) => ({
      ...{ code, municipality: layout.municipalities[layout.centreMunicipality[at] ?? 0] ?? '', name: names('Centre', code) },
    })),
    procedures: [],
  }
  const { rows } = await vault.pool.query<{ id: number }>(
    `INSERT INTO import (data_date, window_from, demo, catalogue, report) VALUES ($1, '2025-01-01', true, $2, '{}') RETURNING id`,
    [release.dataDate, JSON.stringify(catalogue)],
  )
  await vault.pool.query(
    `INSERT INTO summary (import_id, pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)
     SELECT $1, decode(lpad(to_hex(n), 8, '0'), 'hex'), sex, age, municipality, centre, services, heavy, heavy_user, 0
     FROM jsonb_to_recordset($2::jsonb) AS row(n int, sex smallint, age smallint, municipality smallint, centre smallint, services smallint[], heavy smallint[], heavy_user boolean)`,
    [
      rows[0]?.id,
      JSON.stringify(
        release.clients.map((client, n) => ({
          ...{ n, sex: client.sex, age: AGE_GROUPS[client.age] ?? 0, municipality: client.municipality, centre: client.centre ?? -1 },
          ...{ services: client.services, heavy: client.heavyIn, heavy_user: client.heavy },
        })),
      ),
    ],
  )
}
