/** A publication that lasts: whole, and current, whatever stood there before and whatever the clock says. */
import type { Database } from '../database/sql.ts'
import { decodeBlocks, type Policy, tableHash } from '../release/format.ts'
import type { ReleaseLayout } from '../release/lattice.ts'
import { publishRelease } from '../vault/release/publish.ts'
import type { PublicDraft } from '../vault/release.ts'

/**
 * Publishes a draft and makes it the newest. The same content that is stored whole is left as it is; a damaged copy, which no
 * portal serves, is replaced. Throws what the database throws; running it again finishes what was left.
 */
export async function publishLasting(portal: Database, draft: PublicDraft): Promise<void> {
  const { kind } = await publishRelease(portal, draft)
  if (kind === 'already published' && !(await isStoredWhole(portal, draft))) {
    await portal.pool.query('DELETE FROM release WHERE id = $1', [draft.id])
    await publishRelease(portal, draft)
  }
  await portal.pool.query(NEWEST, [draft.id])
  await portal.pool.query(REPLACED, [draft.id])
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

/** Whether blocks, table, certificate and catalogue are stored as the draft has them. */
async function isStoredWhole(portal: Database, { id, layout, certificate }: PublicDraft): Promise<boolean> {
  const { rows } = await portal.pool.query<{
    layout: ReleaseLayout
    policy: Policy
    hash: string
    services: string[]
    municipalities: string[]
    centres: string[]
  }>(
    `SELECT layout, policy, certificate->>'tableHash' AS hash,
            ARRAY(SELECT code FROM service WHERE release_id = $1 ORDER BY position) AS services,
            ARRAY(SELECT code FROM municipality WHERE release_id = $1 ORDER BY position) AS municipalities,
            ARRAY(SELECT code FROM centre WHERE release_id = $1 ORDER BY position) AS centres
     FROM release WHERE id = $1`,
    [id],
  )
  const stored = rows[0]
  if (!stored || stored.hash !== certificate.tableHash) return false
  const catalogue = [stored.services, stored.municipalities, stored.centres]
  if (JSON.stringify(catalogue) !== JSON.stringify([layout.services, layout.municipalities, layout.centres])) return false
  const blocks = await portal.pool.query<{ name: string; sha256: string; bytes: Uint8Array }>(
    'SELECT name, sha256, bytes FROM release_block WHERE release_id = $1',
    [id],
  )
  try {
    return tableHash(stored.layout, stored.policy, await decodeBlocks(stored.layout, blocks.rows)) === certificate.tableHash
  } catch {
    return false
  }
}
