import type pg from 'pg'
import { copyOut } from '../../database/copy.ts'
import { sealCounts } from './open-counts.ts'
import { type ProfileBuilder, profileBuilder } from './profile-columns.ts'
import type { Profiles } from './sealed-counts.ts'

/** What the database may use for one grouping before it spills to disk, which takes twice the time. */
const GROUPING_MEMORY = '256MB'

/**
 * Key sums are kept mod 2^32. Keys are moved into the range of an integer first, whose sums are bigint: sums of bigint are
 * numeric, and cost more than the rest of the grouping.
 */
const KEY_SUM = '((sum((record_key - 2147483648)::int4) + (count(*) << 31)) & 4294967295)'

const byProfile = (importId: number, keySums: boolean) => `
  SELECT sex, age_group, municipality, centre, heavy_user, services, heavy_services, count(*)::int4, ${keySums ? KEY_SUM : '0::int8'}
  FROM summary WHERE import_id = ${importId}
  GROUP BY sex, age_group, municipality, centre, heavy_user, services, heavy_services`

/**
 * Reads an import's clients, grouped by profile in the database, in bounded memory. `connection` is inside a transaction.
 * `keySums`: false leaves the sums of record keys out, as 0. Throws what the database throws.
 */
export async function readProfiles(connection: pg.ClientBase, importId: number, options = { keySums: true }): Promise<Profiles> {
  if (!Number.isSafeInteger(importId)) throw new Error('an import has a number')
  const builder = profileBuilder()
  await connection.query(`SET LOCAL work_mem = '${GROUPING_MEMORY}'`)
  let at = HEADER
  await copyOut(connection, `COPY (${byProfile(importId, options.keySums)}) TO STDOUT (FORMAT binary)`, (message) => {
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
