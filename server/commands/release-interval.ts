import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../database/sql.ts'
import type { Certificate, Policy } from '../release/format.ts'
import type { Stage } from './guards.ts'

/** Fewest days between the data dates of two releases: a quarter, counted from the shortest one. */
export const LEAST_DAYS = 89

/** A release that the vault has made already, of a data date nearer than the policy allows. */
export interface NearRelease {
  /** YYYY-MM-DD. */
  readonly dataDate: string
}

/**
 * The nearest release made of another data date, or of an earlier import of the same one; null where none is too near. What two
 * releases subtracted can tell grows with how little changes between them (G9). Releases of the same import are not judged here:
 * see `lastExact`.
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

/** What to say where an exact release of the same data was there before. */
export const REASON_NEEDED =
  'An exact release of this data date was made before, by other rules or in another stage: each was audited by itself, and both together may give away what each withholds. To release it all the same, in place of the other: --sooner REASON'

/** An exact release that the vault has made already, and by what rules. */
export interface ExactRelease extends Pick<Certificate, 'policy' | 'stage'> {
  readonly id: string
}

/**
 * The exact release of real clients that was made last of a data date; null where none was. Another one of the same data is audited by
 * itself only, and who has both may subtract. The last alone may be made again: that gives the same figures.
 */
export async function lastExact(vault: Database, dataDate: string): Promise<ExactRelease | null> {
  // JSON that this program's own guard wrote.
  const { rows } = await vault.pool.query<ExactRelease>(
    `SELECT c.release_id AS id, c.certificate->'certificate'->'policy' AS policy, c.certificate->'certificate'->>'stage' AS stage
     FROM certificate c JOIN import i ON i.id = c.import_id
     WHERE i.data_date = $1::date AND NOT i.demo AND c.certificate->'certificate'->'policy'->>'kind' = 'exact'
     ORDER BY c.created_at DESC, c.release_id LIMIT 1`,
    [dataDate],
  )
  return rows[0] ?? null
}

/** Whether a release was made by these rules in this stage: of the same data it would be the same, but for another program. */
export function isMadeBy({ policy: made, stage: madeIn }: ExactRelease, policy: Policy, stage: Stage): boolean {
  return madeIn === stage && isDeepStrictEqual(made, policy)
}
