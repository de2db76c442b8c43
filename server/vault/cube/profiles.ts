import type pg from 'pg'
import { copyOut } from '../../database/copy.ts'
import { sealCounts } from './open-counts.ts'
import { type ProfileBuilder, profileBuilder } from './profile-columns.ts'
import { profilesBySql } from './profile-statement.ts'
import type { Profiles } from './sealed-counts.ts'

/** What the database may use for one grouping before it spills to disk, which takes twice the time. */
const GROUPING_MEMORY = '256MB'

/**
 * Reads an import's clients, grouped by profile in the database, in bounded memory. `connection` is inside a transaction.
 * `keySums`: false leaves the sums of record keys out, as 0. Throws what the database throws.
 */
export async function readProfiles(connection: pg.ClientBase, importId: number, options = { keySums: true }): Promise<Profiles> {
  const builder = profileBuilder()
  await connection.query(`SET LOCAL work_mem = '${GROUPING_MEMORY}'`)
  const statement = await profilesBySql(connection, importId, options.keySums)
  let at = HEADER
  await copyOut(connection, `COPY (${statement}) TO STDOUT (FORMAT binary)`, (message) => {
    addRow(builder, message, at)
    at = 0
  })
  return sealCounts(builder.finish())
}

/** Bytes before the first row, in the same message: signature, flags, an extension of no length. */
const HEADER = 19
/** Fields of a row; −1 in their place ends the copy. */
const FIELDS = 9

/** One row of the binary COPY format: a number of fields, then each with its length (four bytes). */
function addRow(builder: ProfileBuilder, row: Buffer, start: number): void {
  if (int2At(row, start) !== FIELDS) return
  // Four of two bytes, one of one byte.
  builder.begin(int2At(row, start + 6), int2At(row, start + 12), int2At(row, start + 18), int2At(row, start + 24), row[start + 30] ?? 0)
  const heavy = addList(builder.addService, row, start + 31)
  const end = addList(builder.addHeavyService, row, heavy)
  builder.end(row.readInt32BE(end + 4), row.readUInt32BE(end + 16))
}

/** An array of smallint: its length, dimensions (0 when empty), flags, type, number of elements, first index, then these; where the next field begins. */
function addList(add: (value: number) => void, row: Buffer, start: number): number {
  const dimensions = row[start + 7]
  if (dimensions === 0) return start + 16
  const end = start + 24 + 6 * int2At(row, start + 18)
  for (let at = start + 24; at < end; at += 6) add(int2At(row, at + 4))
  return end
}

/** Signed, as Buffer.readInt16BE, whose checks take most of the time that reading takes. */
const int2At = (row: Buffer, at: number): number => (((row[at] ?? 0) << 24) >> 16) | (row[at + 1] ?? 0)
