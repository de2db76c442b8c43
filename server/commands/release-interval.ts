import type { Database } from '../database/sql.ts'

/** Fewest days between the data dates of two releases: a quarter, counted from the shortest one. */
export const LEAST_DAYS = 89

/** A release that the vault has made already, of a data date nearer than the policy allows. */
export interface NearRelease {
  /** YYYY-MM-DD. */
  readonly dataDate: string
}

/**
 * The nearest release made of another data date, or of an earlier import of the same one; null where none is too near. What two
 * releases subtracted can tell grows with how little changes between them (G9). The same import may be released again: a later
 * stage or another policy counts the same clients.
 */
export async function nearRelease(vault: Database, dataDate: string): Promise<NearRelease | null> {
  const { rows } = await vault.pool.query<{ data_date: string }>(
    `SELECT to_char(i.data_date, 'YYYY-MM-DD') AS data_date FROM certificate c JOIN import i ON i.id = c.import_id
     WHERE abs(i.data_date - $1::date) < $2 AND (i.data_date <> $1::date OR c.created_at < i.imported_at)
     ORDER BY abs(i.data_date - $1::date), i.data_date LIMIT 1`,
    [dataDate, LEAST_DAYS],
  )
  const nearest = rows[0]
  return nearest ? { dataDate: nearest.data_date } : null
}
