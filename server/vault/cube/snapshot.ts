import type pg from 'pg'
import type { Database } from '../../database/sql.ts'

/** Runs reads that must see one and the same state: a read-only transaction on a connection of its own, held until `work` is done. */
export async function inSnapshot<T>(database: Database, work: (connection: pg.ClientBase) => Promise<T>): Promise<T> {
  const connection = await database.pool.connect()
  try {
    await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const result = await work(connection)
    await connection.query('COMMIT')
    connection.release()
    return result
  } catch (error) {
    // Its transaction ends with the connection.
    connection.release(true)
    throw error
  }
}
