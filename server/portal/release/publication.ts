/** Whether a stored release is served: published, withdrawn, or waiting for somebody to publish it; and who did what to it. */
import type pg from 'pg'
import { inTransaction } from '../../database/transaction.ts'
import type { Actor } from '../audit/event.ts'

export const STEP_KINDS = ['BUILT', 'PUBLISHED', 'WITHDRAWN'] as const
export type StepKind = (typeof STEP_KINDS)[number]
type Queryable = Pick<pg.Pool, 'query'>
type By = Pick<Actor, 'id' | 'name'>

/** 'reason needed': nothing changed, because another exact release of the data was published once (see `needingReason`). */
export type Publishing = 'current' | 'reason needed'

/**
 * Makes a stored release the newest, whatever stood there before and whatever the clock says. Earlier stages of the same data go, and of
 * real clients every other exact release of it: one at a time is served. `reason`: why, although another was published; it is recorded in
 * the certificate and in what was done.
 */
export function makeCurrent(pool: pg.Pool, id: string, by: By, reason: string | null = null): Promise<Publishing> {
  return inTransaction(pool, async (database) => {
    // Two who publish at once must not both find that nobody did; nobody who reads waits.
    await database.query('LOCK TABLE release IN SHARE ROW EXCLUSIVE MODE')
    const needed = (await needingReason(database, [id])).has(id)
    if (needed && reason === null) return 'reason needed'
    if (needed) await database.query(WITH_REASON, [id, reason])
    const { rowCount } = await database.query(
      'UPDATE release SET withdrawn_at = NULL, published_at = clock_timestamp() WHERE id = $1 AND withdrawn_at IS NOT NULL',
      [id],
    )
    await database.query(NEWEST, [id])
    await database.query(REPLACED, [id])
    const known = await database.query(`SELECT 1 FROM release_step WHERE release_id = $1 AND kind = 'PUBLISHED' LIMIT 1`, [id])
    if (rowCount === 1 || known.rowCount === 0) await recordStep(database, id, 'PUBLISHED', by, needed ? reason : null)
    return 'current'
  })
}

/**
 * Those of the releases that are published only for a reason: exact ones of real clients that are not served, where another exact one of
 * the same county and data date was published once. Each was audited by itself, and who kept the other one has both. The reason that one
 * was built with serves for its first publication.
 */
export async function needingReason(database: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT id FROM release
     WHERE id = ANY($1) AND withdrawn_at IS NOT NULL AND NOT demo AND policy->>'kind' = 'exact'
       AND ((certificate->'sooner'->>'than') IS DISTINCT FROM to_char(data_date, 'YYYY-MM-DD') OR ${everPublished('release')})
       AND EXISTS (
         SELECT 1 FROM release other
         WHERE other.id <> release.id AND other.county_code = release.county_code AND other.data_date = release.data_date
           AND NOT other.demo AND other.policy->>'kind' = 'exact' AND ${everPublished('other')})`,
    [ids],
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * SQL: whether a row of `release` is served, or was once: who had its figures may have kept them. One without any step was published
 * before steps were written down.
 */
export const everPublished = (release: string): string =>
  `(${release}.withdrawn_at IS NULL
    OR EXISTS (SELECT 1 FROM release_step WHERE release_id = ${release}.id AND kind <> 'BUILT')
    OR NOT EXISTS (SELECT 1 FROM release_step WHERE release_id = ${release}.id))`

/** Takes a release out of what is served; false where it was not served. */
export async function withdraw(database: Queryable, id: string, by: By, note: string): Promise<boolean> {
  const { rowCount } = await database.query('UPDATE release SET withdrawn_at = clock_timestamp() WHERE id = $1 AND withdrawn_at IS NULL', [
    id,
  ])
  if (rowCount !== 1) return false
  await recordStep(database, id, 'WITHDRAWN', by, note)
  return true
}

export async function recordStep(database: Queryable, id: string, kind: StepKind, by: By, note: string | null = null): Promise<void> {
  await database.query(
    'INSERT INTO release_step (id, release_id, kind, by_id, by_name, note) VALUES (gen_random_uuid()::text, $1, $2, $3, $4, $5)',
    [id, kind, by.id, by.name, note],
  )
}

/** The certificate says why, as it does where another data date is near. */
const WITH_REASON = `
  UPDATE release SET certificate = certificate
    || jsonb_build_object('sooner', jsonb_build_object('than', to_char(data_date, 'YYYY-MM-DD'), 'reason', $2::text))
  WHERE id = $1`

/** A clock that was set back, or content that was published before, must not leave an older release current. */
const NEWEST = `
  UPDATE release SET published_at = greatest(clock_timestamp(), others.newest + interval '1 millisecond')
  FROM (SELECT max(published_at) AS newest FROM release WHERE id <> $1 AND withdrawn_at IS NULL) others
  WHERE id = $1 AND published_at <= others.newest`

/**
 * A release of a later stage replaces those of earlier stages of the same county, data date and policy. An exact one of real clients
 * replaces every other: two are each audited, and nobody audited what they tell together.
 */
const REPLACED = `
  UPDATE release SET withdrawn_at = clock_timestamp()
  FROM release later
  WHERE later.id = $1 AND release.id <> $1 AND release.withdrawn_at IS NULL
    AND release.county_code = later.county_code AND release.data_date = later.data_date AND release.demo = later.demo
    AND release.policy->>'kind' = later.policy->>'kind'
    AND ((later.policy->>'kind' = 'exact' AND NOT later.demo)
      OR array_position(ARRAY['rules', 'base', 'lifted'], release.certificate->>'stage')
        < array_position(ARRAY['rules', 'base', 'lifted'], later.certificate->>'stage'))`
