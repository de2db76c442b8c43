/** A synthetic county in the vault's PostgreSQL and beside it as CSV for DuckDB: what the parts of the benchmark start from. */
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type { DuckDBConnection } from '@duckdb/node-api'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import type { FileReport, ImportReport } from '../../server/vault/ingest/import-report.ts'
import type { SummaryRow } from '../../server/vault/ingest/summary-row.ts'
import { writeImport } from '../../server/vault/ingest/write-import.ts'
import { createDatabase } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import type { SyntheticCounty } from './synthetic-county.ts'

export interface World {
  readonly county: SyntheticCounty
  readonly server: PostgresServer
  readonly vault: Database
  readonly vaultUrl: string
  readonly importId: number
  readonly csv: string
  close(): Promise<void>
}

export async function openWorld(county: SyntheticCounty, work: string): Promise<World> {
  const server = await startPostgres()
  const vaultUrl = await createDatabase(server.url)
  const vault = await openDatabase({ kind: 'server', url: vaultUrl }, VAULT_MIGRATIONS)
  const csv = path.join(work, `${county.size.name}-${county.size.clients}-${county.catalogue.services.length}.csv`)
  const importId = await writeSummaries(vault, county, csv)
  await vault.pool.query('VACUUM ANALYZE summary')
  return {
    ...{ county, server, vault, vaultUrl, importId, csv },
    async close() {
      await vault.close()
      await server.stop()
      await rm(csv, { force: true })
    },
  }
}

/** The table `summary` of DuckDB from the CSV of a world. */
export const duckdbSummaries = (duckdb: DuckDBConnection, csv: string) =>
  duckdb.run(`CREATE TABLE summary AS SELECT * REPLACE (
      coalesce(string_split(services, ' ')::UTINYINT[], []) AS services, coalesce(string_split(heavy, ' ')::UTINYINT[], []) AS heavy)
    FROM read_csv('${csv}', header = true, nullstr = '-', types = {'services': 'VARCHAR', 'heavy': 'VARCHAR'})`)

/** Writes the summaries into the vault as an import does, and at the same time as CSV. */
async function writeSummaries(vault: Database, county: SyntheticCounty, csv: string): Promise<number> {
  const file = createWriteStream(csv)
  file.write('cohort,sex,age,municipality,centre,services,heavy\n')
  let [heavyUsers, unknownSex] = [0, 0]
  function* both(): Generator<SummaryRow> {
    let lines: string[] = []
    const list = (positions: readonly number[]) => (positions.length === 0 ? '-' : positions.join(' '))
    for (const row of county.summaries()) {
      const { heavyUser, sex, ageGroup, municipality, centre, services, heavyServices } = row
      if (heavyUser) heavyUsers++
      if (sex === 0) unknownSex++
      lines.push(`${heavyUser ? 1 : 0},${sex},${ageGroup},${municipality},${centre},${list(services)},${list(heavyServices)}`)
      if (lines.length === 10_000) {
        file.write(`${lines.join('\n')}\n`)
        lines = []
      }
      yield row
    }
    file.end(lines.length > 0 ? `${lines.join('\n')}\n` : '')
  }
  const { clients } = county.size
  const noRow: FileReport = { read: clients, kept: clients, rejected: {}, leftOut: {}, rejectedLines: {} }
  const report = (): ImportReport => ({
    files: { 'clients.csv': noRow, 'contacts.csv': noRow, 'decisions.csv': noRow },
    ...{ clients, heavyUsers, unknownSex, linkage: { 'contacts.csv': 1, 'decisions.csv': 1 }, services: {} },
  })
  const window = { from: 19_997, to: 20_361 }
  const importId = await writeImport(vault, { window, demo: true, catalogue: county.catalogue, summaries: both(), report }, () => {})
  await finished(file)
  return importId
}
