import type pg from 'pg'
import { sealCounts } from './open-counts.ts'
import { profileBuilder } from './profile-columns.ts'
import { profilesBySql } from './profile-statement.ts'
import type { Profiles } from './sealed-counts.ts'

/** Profiles fetched from the database at a time. */
const BATCH = 20_000

/**
 * Reads an import's clients, grouped by profile in the database, through a cursor in bounded memory. `connection` is inside a
 * transaction. Throws what the database throws.
 */
export async function readProfiles(connection: pg.ClientBase, importId: number): Promise<Profiles> {
  const builder = profileBuilder()
  await connection.query(`DECLARE profile NO SCROLL CURSOR FOR ${await profilesBySql(connection)}`, [importId])
  for (;;) {
    const { rows } = await connection.query<string[]>({
      text: `FETCH ${BATCH} FROM profile`,
      rowMode: 'array',
      types: { getTypeParser: () => String },
    })
    for (const [sex, age, municipality, centre, heavyUser, services = '', heavyServices = '', clients, keySum] of rows) {
      builder.add({
        sex: Number(sex),
        age: Number(age),
        municipality: Number(municipality),
        centre: Number(centre),
        heavyUser: heavyUser === '1',
        services: positions(services),
        heavyServices: positions(heavyServices),
        clients: Number(clients),
        keySum: Number(keySum),
      })
    }
    if (rows.length < BATCH) break
  }
  await connection.query('CLOSE profile')
  return sealCounts(builder.finish())
}

/** '{1,2,13}' as [1, 2, 13]. */
function positions(array: string): readonly number[] {
  const list: number[] = []
  let value = -1
  for (let at = 0; at < array.length; at++) {
    const digit = array.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) value = Math.max(value, 0) * 10 + digit
    else if (value >= 0) {
      list.push(value)
      value = -1
    }
  }
  return list
}
