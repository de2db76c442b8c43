import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { DEMO_DATA_DATE } from '../../server/vault/demo/panel.ts'
import { writeDemo } from '../../server/vault/demo/write-demo.ts'
import { createDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'
import type { IngestRun } from './ingest-run.ts'
import { median } from './measure.ts'

/** From CSV to stored summaries: Kooste into PostgreSQL, DuckDB into its own memory by SQL with the same rules. Medians. */
export interface IngestFigures {
  readonly contacts: number
  readonly clients: number
  readonly koosteMs: number
  readonly duckdbMs: number
  readonly koosteMib: number
  readonly duckdbMib: number
}

/** Contacts of a resident in a year, in the demo's model. */
const CONTACTS_A_RESIDENT = 9.32
const run = promisify(execFile)

/** Imports about so many contacts by both, in turn, each in a process of its own; the summaries must be the same. */
export async function benchIngest(wished: number, work: string, rounds: number, say: (line: string) => void): Promise<IngestFigures> {
  const dir = path.join(work, `extracts-${wished}`)
  say(`ingest: writing ${wished} contacts …`)
  const { contacts } = await writeDemo(dir, { residents: Math.round(wished / CONTACTS_A_RESIDENT), dataDate: DEMO_DATA_DATE })
  const server = await startPostgres()
  try {
    const kooste: IngestRun[] = []
    const duckdb: IngestRun[] = []
    for (let round = 0; round < rounds; round++) {
      kooste.push(await inProcess('kooste', dir, DEMO_DATA_DATE, await createDatabase(server.url)))
      duckdb.push(await inProcess('duckdb', dir, DEMO_DATA_DATE))
      say(
        `ingest ${wished}: round ${round + 1} of ${rounds}: ${Math.round(kooste.at(-1)?.ms ?? 0)} ms, DuckDB ${Math.round(duckdb.at(-1)?.ms ?? 0)} ms`,
      )
    }
    const first = kooste[0]
    if (!first || [...kooste, ...duckdb].some(({ summaries }) => summaries !== first.summaries))
      throw new Error('Kooste and DuckDB summarise differently')
    const of = (runs: readonly IngestRun[], value: (one: IngestRun) => number) => median(runs.map(value))
    return {
      ...{ contacts, clients: first.clients },
      ...{ koosteMs: of(kooste, ({ ms }) => ms), duckdbMs: of(duckdb, ({ ms }) => ms) },
      ...{ koosteMib: of(kooste, ({ peakMib }) => peakMib), duckdbMib: of(duckdb, ({ peakMib }) => peakMib) },
    }
  } finally {
    await server.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

async function inProcess(...words: readonly string[]): Promise<IngestRun> {
  const script = path.join(import.meta.dirname, 'ingest-run.ts')
  const { stdout } = await run(process.execPath, ['--import', 'tsx', script, ...words], { maxBuffer: 1 << 20 })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
