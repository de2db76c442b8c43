import type pg from 'pg'

/**
 * Does the work in one transaction. Where it throws, nothing of it stays; a connection whose rollback fails is thrown away, and its
 * transaction ends with it.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (cause) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (failure: unknown) => client.release(failure instanceof Error ? failure : true),
    )
    throw cause
  }
}
