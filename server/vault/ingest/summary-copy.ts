/** Summaries in PostgreSQL's binary COPY format. */
import type { SummaryRow } from './summary-row.ts'

/** The columns in the order of the rows; `import_id` is the same for all. */
export const COPY_SUMMARIES = `
  COPY summary (import_id, pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)
  FROM STDIN (FORMAT binary)`

const COLUMNS = 10
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
/** Type smallint, of the elements of both arrays. */
const INT2 = 21
const CHUNK = 1 << 18

/** A copy of the summaries in pieces of about a quarter of a megabyte, each a buffer of its own and made when it is asked for. */
export function* summaryCopy(importId: number, summaries: Iterable<SummaryRow>): Generator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK)
  let at = SIGNATURE.copy(chunk)
  at = chunk.writeInt32BE(0, at) // flags
  at = chunk.writeInt32BE(0, at) // no extension of the header

  const int2 = (value: number) => {
    at = chunk.writeInt32BE(2, at)
    at = chunk.writeInt16BE(value, at)
  }
  const int2s = (values: readonly number[]) => {
    at = chunk.writeInt32BE(values.length === 0 ? 12 : 20 + values.length * 6, at)
    at = chunk.writeInt32BE(values.length === 0 ? 0 : 1, at) // dimensions
    at = chunk.writeInt32BE(0, at) // no nulls
    at = chunk.writeInt32BE(INT2, at)
    if (values.length === 0) return
    at = chunk.writeInt32BE(values.length, at)
    at = chunk.writeInt32BE(1, at) // first index
    for (const value of values) int2(value)
  }

  for (const row of summaries) {
    if (at + longest(row) > CHUNK) {
      yield chunk.subarray(0, at)
      chunk = Buffer.allocUnsafe(CHUNK)
      at = 0
    }
    at = chunk.writeInt16BE(COLUMNS, at)
    at = chunk.writeInt32BE(4, at)
    at = chunk.writeInt32BE(importId, at)
    at = chunk.writeInt32BE(row.pseudonym.length, at)
    chunk.set(row.pseudonym, at)
    at += row.pseudonym.length
    int2(row.sex)
    int2(row.ageGroup)
    int2(row.municipality)
    int2(row.centre)
    int2s(row.services)
    int2s(row.heavyServices)
    at = chunk.writeInt32BE(1, at)
    at = chunk.writeUInt8(row.heavyUser ? 1 : 0, at)
    at = chunk.writeInt32BE(8, at)
    at = chunk.writeInt32BE(0, at)
    at = chunk.writeUInt32BE(row.recordKey, at)
  }
  chunk.writeInt16BE(-1, at)
  yield chunk.subarray(0, at + 2)
}

/** Bytes that a row takes at most, the two that end the copy included. */
const longest = (row: SummaryRow): number => 128 + row.pseudonym.length + 6 * (row.services.length + row.heavyServices.length)
