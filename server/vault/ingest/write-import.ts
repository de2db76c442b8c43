import type pg from 'pg'
import { copyIn } from '../../database/copy.ts'
import type { Database } from '../../database/sql.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { formatDay } from '../summary/day.ts'
import type { Window } from '../summary/window.ts'
import type { ImportReport } from './import-report.ts'
import { keepKeyCheck } from './key-check.ts'
import { COPY_SUMMARIES, summaryCopy } from './summary-copy.ts'
import type { SummaryRow } from './summary-row.ts'

export interface ImportToWrite {
  readonly window: Window
  readonly demo: boolean
  /** Of the key that real clients' pseudonyms were made with; absent where clients are invented. */
  readonly keyCheck?: string
  /** When the import is said to have been made; now where absent. */
  readonly importedAt?: Date
  readonly catalogue: Catalogue
  readonly summaries: Iterable<SummaryRow>
  /** Asked for when the summaries have been gone through. */
  readonly report: () => ImportReport
}

/**
 * Writes an import and its summaries in one transaction, in place of an earlier import of the same data date; its id. A failure
 * leaves what was there. `onRows`: rows handed to the database so far. Summaries are made while it stores those before.
 */
export async function writeImport(database: Database, written: ImportToWrite, onRows: (rows: number) => void): Promise<number> {
  return inTransaction(database.pool, async (client) => {
    if (written.keyCheck !== undefined) await keepKeyCheck(client, written.keyCheck)
    const { rows: instants } = await client.query<{ instant: string }>(NEXT_INSTANT)
    const found = await client.query<{ id: number }>(UPSERT_IMPORT, [
      formatDay(written.window.to),
      formatDay(written.window.from),
      written.demo,
      JSON.stringify(written.catalogue),
      written.importedAt ?? instants[0]?.instant,
    ])
    const id = found.rows[0]?.id
    if (id === undefined) throw new Error('an upsert returns its row')
    await client.query('DELETE FROM summary WHERE import_id = $1', [id])
    const summaries = counted(written.summaries, onRows)
    // The embedded database takes no COPY from its client.
    if (database.kind === 'server') await copyIn(client, COPY_SUMMARIES, summaryCopy(id, summaries))
    else await insertInBatches(client, id, summaries)
    await client.query('UPDATE import SET report = $2 WHERE id = $1', [id, JSON.stringify(written.report())])
    return id
  })
}

/** One batch is stored while the next is made. */
async function insertInBatches(client: pg.ClientBase, id: number, summaries: Iterable<SummaryRow>): Promise<void> {
  let storing: Promise<unknown> = Promise.resolve()
  for (const batch of batches(summaries)) {
    await storing
    storing = client.query({ name: 'insert-summaries', text: INSERT_SUMMARIES, values: [id, ...columnsOf(batch)] })
    // Awaited a batch later; until then a failure must not count as nobody's.
    storing.catch(() => {})
    // Lets the batch go to the database before this thread makes the next.
    await new Promise(setImmediate)
  }
  await storing
}

/** The same rows, counted as they are taken. */
function* counted(summaries: Iterable<SummaryRow>, onRows: (rows: number) => void): Generator<SummaryRow> {
  let rows = 0
  for (const summary of summaries) {
    if (rows > 0 && rows % BATCH === 0) onRows(rows)
    rows++
    yield summary
  }
  onRows(rows)
}

const BATCH = 5_000

/** Later than every import before, also where the clock was set back: the newest import is the one that is released. */
const NEXT_INSTANT = `SELECT greatest(CURRENT_TIMESTAMP, max(imported_at) + interval '1 millisecond')::text AS instant FROM import`

const UPSERT_IMPORT = `
  INSERT INTO import (data_date, window_from, demo, catalogue, imported_at, report) VALUES ($1, $2, $3, $4, $5, '{}')
  ON CONFLICT (data_date) DO UPDATE SET window_from = excluded.window_from, imported_at = excluded.imported_at,
    demo = excluded.demo, catalogue = excluded.catalogue, report = excluded.report
  RETURNING id`

const INSERT_SUMMARIES = `
  INSERT INTO summary (import_id, pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)
  SELECT $1, pseudonym, sex, age_group, municipality, centre, services::smallint[], heavy_services::smallint[], heavy_user, record_key
  FROM unnest($2::bytea[], $3::smallint[], $4::smallint[], $5::smallint[], $6::smallint[], $7::text[], $8::text[], $9::boolean[], $10::bigint[])
    AS t(pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)`

function* batches(summaries: Iterable<SummaryRow>): Generator<readonly SummaryRow[]> {
  let batch: SummaryRow[] = []
  for (const summary of summaries) {
    batch.push(summary)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The columns of a batch as array literals of PostgreSQL: text that needs no escaping, since all of it is digits. */
function columnsOf(batch: readonly SummaryRow[]): readonly string[] {
  const list = (value: (row: SummaryRow) => string | number | boolean) => `{${batch.map(value).join(',')}}`
  const inner = (positions: readonly number[]) => `"{${positions.join(',')}}"`
  return [
    list((row) => `"\\\\x${Buffer.from(row.pseudonym).toString('hex')}"`),
    list((row) => row.sex),
    list((row) => row.ageGroup),
    list((row) => row.municipality),
    list((row) => row.centre),
    list((row) => inner(row.services)),
    list((row) => inner(row.heavyServices)),
    list((row) => row.heavyUser),
    list((row) => row.recordKey),
  ]
}
