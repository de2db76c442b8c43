/** One import in a process of its own, so that its memory is its own: `ingest-run kooste|duckdb FOLDER DATA_DATE [VAULT_URL]`. */
import { createHash } from 'node:crypto'
import { DuckDBInstance } from '@duckdb/node-api'
import { openDatabase } from '../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { BUILT_IN_CATALOGUE } from '../../server/vault/catalogue/built-in.ts'
import { loadCatalogue } from '../../server/vault/catalogue/load-catalogue.ts'
import { importExtracts } from '../../server/vault/ingest/import-extracts.ts'
import { importByDuckdb } from './ingest-peer.ts'
import { clocked, peakMemory } from './measure.ts'

/** What a run tells on its last line. `summaries`: SHA-256 over how many clients have each summary. */
export interface IngestRun {
  readonly ms: number
  readonly peakMib: number
  readonly clients: number
  readonly summaries: string
}

async function main(): Promise<IngestRun> {
  const [engine, dir = '', dataDate = '', url = ''] = process.argv.slice(2)
  const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
  if (!loaded.ok) throw new Error('the built-in catalogue cannot be read')
  const { catalogue } = loaded
  if (engine === 'duckdb') {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const duckdb = await instance.connect()
    const { ms } = await clocked(() => importByDuckdb(duckdb, dir, catalogue, dataDate))
    const peakMib = peakMemory()
    const rows = await duckdb.runAndReadAll(`SELECT concat_ws('|', sex, age, municipality, centre, heavy_user::int,
      array_to_string(services, ' '), array_to_string(heavy, ' ')) AS summary, count(*)::int AS clients FROM summary GROUP BY 1`)
    return { ms, peakMib, ...digest(rows.getRows().map(([summary, clients]) => [String(summary), Number(clients)])) }
  }
  const database = await openDatabase({ kind: 'server', url }, VAULT_MIGRATIONS)
  const { ms, value } = await clocked(() => importExtracts({ dir, catalogue, dataDate, key: Buffer.alloc(32, 7), database, demo: true }))
  if (value.kind !== 'imported') throw new Error(`the extracts were not imported: ${value.kind}`)
  const peakMib = peakMemory()
  const { rows } = await database.pool.query<{ summary: string; clients: number }>(
    `SELECT concat_ws('|', sex, age_group, municipality, centre, heavy_user::int, array_to_string(services, ' '),
       array_to_string(heavy_services, ' ')) AS summary, count(*)::int AS clients FROM summary WHERE import_id = $1 GROUP BY 1`,
    [value.importId],
  )
  await database.close()
  return { ms, peakMib, ...digest(rows.map(({ summary, clients }) => [summary, clients])) }
}

function digest(rows: readonly (readonly [summary: string, clients: number])[]): { readonly clients: number; readonly summaries: string } {
  const lines = rows.map(([summary, clients]) => `${summary} ${clients}`).sort()
  const hash = createHash('sha256')
  for (const line of lines) hash.update(`${line}\n`)
  return { clients: rows.reduce((sum, [, clients]) => sum + clients, 0), summaries: hash.digest('hex') }
}

process.stdout.write(`${JSON.stringify(await main())}\n`)
