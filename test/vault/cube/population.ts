/** A small seeded county: its catalogue, its clients, and how they get into a vault. */
import type { Database } from '../../../server/database/sql.ts'
import type { Catalogue, Sector } from '../../../server/vault/catalogue/catalogue.ts'
import type { ProfileRow } from '../../../server/vault/cube/profile-columns.ts'
import type { ImportReport } from '../../../server/vault/ingest/import-report.ts'

/** A client as one profile of its own: `clients` is 1 and `keySum` the record key. */
export type Client = ProfileRow

export interface CountySize {
  readonly services: number
  readonly municipalities: number
  readonly centres: number
}

/** A catalogue of the given size: sectors in turn, centres spread over the municipalities. */
export function smallCatalogue({ services, municipalities, centres }: CountySize): Catalogue {
  const sectors: readonly Sector[] = ['HEALTH', 'SOCIAL', 'DENTAL']
  const name = (text: string) => ({ fi: `${text} fi`, sv: `${text} sv`, en: text })
  return {
    county: { code: 'TST', name: name('Test county'), topShare: 0.1, socialServices: 3, socialTasks: 2 },
    serviceTasks: [{ slug: 'families', name: name('Families') }],
    services: Array.from({ length: services }, (_, i) => {
      const sector = sectors[i % sectors.length] ?? 'HEALTH'
      const social = sector === 'SOCIAL'
      return {
        ...{ code: `S${i}`, slug: `s-${i}`, sector, task: social ? 'families' : null, name: name(`Service ${i}`), short: name(`S${i}`) },
        use: social ? { kind: 'DECISION_IN_FORCE' } : i === 0 ? { kind: 'CONTACT_GT_N', threshold: 5 } : { kind: 'CONTACT_ANY' },
        heavy: social ? null : { kind: 'TOP_DECILE' },
      }
    }),
    municipalities: Array.from({ length: municipalities }, (_, i) => ({ code: String(100 + i), name: name(`Municipality ${i}`) })),
    centres: Array.from({ length: centres }, (_, i) => ({
      code: `C${i}`,
      municipality: String(100 + (i % municipalities)),
      name: name(`Centre ${i}`),
    })),
    procedures: [],
  }
}

/** Seeded clients: correlated services, some of unknown sex, without a centre or at another municipality's. */
export function seededClients(seed: number, clients: number, { services, municipalities, centres }: CountySize): readonly Client[] {
  const random = mulberry32(seed)
  const below = (n: number) => Math.floor(random() * n)
  return Array.from({ length: clients }, () => {
    const busy = random() < 0.2
    const used = Array.from({ length: services }, (_, i) => i).filter((i) => random() < (busy ? 0.5 : 0.4 / (1 + i / 3)))
    const heavyServices = used.filter((i) => i % 3 !== 1 && random() < (busy ? 0.3 : 0.03))
    return {
      ...{ sex: random() < 0.03 ? 0 : 1 + below(2), age: below(4), municipality: below(municipalities) },
      ...{ centre: random() < 0.2 ? -1 : below(centres), heavyUser: heavyServices.length > 0 || (busy && random() < 0.3) },
      ...{ services: used, heavyServices, clients: 1, keySum: below(2 ** 32) },
    }
  })
}

/** So many clients of one sex, age and municipality; heavy users are those who are heavy in a service, unless it is said. */
export function alikeClients(
  n: number,
  services: readonly number[],
  heavyServices: readonly number[] = [],
  heavyUser = heavyServices.length > 0,
): readonly Client[] {
  const client = { sex: 1, age: 1, municipality: 0, centre: -1, services, heavyServices, heavyUser, clients: 1, keySum: 0 }
  return Array.from({ length: n }, () => client)
}

/** Writes clients into the vault as an import of their own; resolves to its id. */
export async function storeClients(
  vault: Database,
  catalogue: Catalogue,
  clients: readonly Client[],
  options: { readonly dataDate?: string; readonly report?: ImportReport } = {},
): Promise<number> {
  const { dataDate = '2025-12-31', report = emptyReport(clients) } = options
  const { rows } = await vault.pool.query<{ id: number }>(
    `INSERT INTO import (data_date, window_from, demo, catalogue, report)
     VALUES ($1::date, $1::date - interval '1 year' + interval '1 day', true, $2, $3) RETURNING id`,
    [dataDate, JSON.stringify(catalogue), JSON.stringify(report)],
  )
  const id = rows[0]?.id
  if (id === undefined) throw new Error('no import was written')
  const records = clients.map((client, i) => ({
    ...{ pseudonym: `\\x${i.toString(16).padStart(64, '0')}`, sex: client.sex, age_group: client.age },
    ...{ municipality: client.municipality, centre: client.centre, heavy_user: client.heavyUser, record_key: client.keySum },
    ...{ services: `{${client.services.join()}}`, heavy_services: `{${client.heavyServices.join()}}` },
  }))
  await vault.pool.query(
    `INSERT INTO summary (import_id, pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)
     SELECT $1, pseudonym::bytea, sex, age_group, municipality, centre, services::smallint[], heavy_services::smallint[], heavy_user, record_key
     FROM jsonb_to_recordset($2::jsonb) AS client(pseudonym text, sex smallint, age_group smallint, municipality smallint, centre smallint,
       services text, heavy_services text, heavy_user boolean, record_key bigint)`,
    [id, JSON.stringify(records)],
  )
  return id
}

/** A report of an import without a rejected row. */
export function emptyReport(clients: readonly Client[]): ImportReport {
  const file = (rows: number) => ({ read: rows, kept: rows, rejected: {}, leftOut: {}, rejectedLines: {} })
  return {
    files: { 'clients.csv': file(clients.length), 'contacts.csv': file(1000), 'decisions.csv': file(100) },
    clients: clients.length,
    heavyUsers: clients.filter(({ heavyUser }) => heavyUser).length,
    unknownSex: clients.filter(({ sex }) => sex === 0).length,
    linkage: { 'contacts.csv': 1, 'decisions.csv': 1 },
    services: {},
  }
}

/** Mulberry32: uniform numbers in [0, 1) from a 32-bit seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
