/** Whether a stored release is served: published, withdrawn, or waiting for somebody to publish it; and who did what to it. */
import type pg from 'pg'
import type { Actor } from '../audit/event.ts'

export const STEP_KINDS = ['BUILT', 'PUBLISHED', 'WITHDRAWN'] as const
export type StepKind = (typeof STEP_KINDS)[number]
type Queryable = Pick<pg.Pool, 'query'>

/** Makes a stored release the newest, whatever stood there before and whatever the clock says; earlier stages of the same data go. */
export async function makeCurrent(database: Queryable, id: string, by: Pick<Actor, 'id' | 'name'>): Promise<void> {
  const { rowCount } = await database.query(
    'UPDATE release SET withdrawn_at = NULL, published_at = clock_timestamp() WHERE id = $1 AND withdrawn_at IS NOT NULL',
    [id],
  )
  await database.query(NEWEST, [id])
  await database.query(REPLACED, [id])
  const known = await database.query(`SELECT 1 FROM release_step WHERE release_id = $1 AND kind = 'PUBLISHED' LIMIT 1`, [id])
  if (rowCount === 1 || known.rowCount === 0) await recordStep(database, id, 'PUBLISHED', by)
}

/** Takes a release out of what is served; false where it was not served. */
export async function withdraw(database: Queryable, id: string, by: Pick<Actor, 'id' | 'name'>, note: string): Promise<boolean> {
  const { rowCount } = await database.query('UPDATE release SET withdrawn_at = clock_timestamp() WHERE id = $1 AND withdrawn_at IS NULL', [
    id,
  ])
  if (rowCount !== 1) return false
  await recordStep(database, id, 'WITHDRAWN', by, note)
  return true
}

export async function recordStep(
  database: Queryable,
  id: string,
  kind: StepKind,
  by: Pick<Actor, 'id' | 'name'>,
  note: string | null = null,
): Promise<void> {
  await database.query(
    'INSERT INTO release_step (id, release_id, kind, by_id, by_name, note) VALUES (gen_random_uuid()::text, $1, $2, $3, $4, $5)',
    [id, kind, by.id, by.name, note],
  )
}

/** A clock that was set back, or content that was published before, must not leave an older release current. */
const NEWEST = `
  UPDATE release SET published_at = greatest(clock_timestamp(), others.newest + interval '1 millisecond')
  FROM (SELECT max(published_at) AS newest FROM release WHERE id <> $1 AND withdrawn_at IS NULL) others
  WHERE id = $1 AND published_at <= others.newest`

/** A release of a later stage replaces those of earlier stages of the same county, data date and policy. */
const REPLACED = `
  UPDATE release SET withdrawn_at = clock_timestamp()
  FROM release later
  WHERE later.id = $1 AND release.id <> $1 AND release.withdrawn_at IS NULL
    AND release.county_code = later.county_code AND release.data_date = later.data_date AND release.demo = later.demo
    AND release.policy->>'kind' = later.policy->>'kind'
    AND array_position(ARRAY['rules', 'base', 'lifted'], release.certificate->>'stage')
      < array_position(ARRAY['rules', 'base', 'lifted'], later.certificate->>'stage')`
