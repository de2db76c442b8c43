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

/** One row of the binary COPY format: a number of fields, then each with its length. */
function addRow(builder: ProfileBuilder, row: Buffer, start: number): void {
  if (row.readInt16BE(start) !== FIELDS) return
  let at = start + 2
  const int2 = () => {
    at += 6
    return row.readInt16BE(at - 2)
  }
  /** Array of smallint: its dimensions (0 when empty), flags, type, length, first index, then the elements. */
  const int2s = (push: (value: number) => void) => {
    const dimensions = row.readInt32BE(at + 4)
    const length = dimensions === 0 ? 0 : row.readInt32BE(at + 16)
    at += dimensions === 0 ? 16 : 24
    for (let i = 0; i < length; i++) push(int2())
  }
  const [sex, age, municipality, centre] = [int2(), int2(), int2(), int2()]
  const heavyUser = row[at + 4] ?? 0
  at += 5
  builder.begin(sex, age, municipality, centre, heavyUser)
  int2s(builder.addService)
  int2s(builder.addHeavyService)
  builder.end(row.readInt32BE(at + 4), row.readUInt32BE(at + 16))
}
