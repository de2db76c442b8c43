/** A publication that lasts: whole, and current, whatever stood there before and whatever the clock says. */
import type { Database } from '../database/sql.ts'
import { type Actor, COMMAND_LINE } from '../portal/audit/event.ts'
import { makeCurrent, type Publishing, recordStep } from '../portal/release/publication.ts'
import { decodeBlocks, type Policy, tableHash } from '../release/format.ts'
import type { ReleaseLayout } from '../release/lattice.ts'
import { publishRelease } from '../vault/release/publish.ts'
import type { PublicDraft } from '../vault/release.ts'

/** Who built a release. */
export type Builder = Pick<Actor, 'id' | 'name'>

/**
 * Publishes a draft and makes it the newest. The same content that is stored whole is left as it is; a damaged copy, which no
 * portal serves, is replaced. Throws what the database throws; running it again finishes what was left. 'reason needed': it is stored,
 * and not served, because another exact release of its data was published and its certificate names no reason.
 */
export async function publishLasting(portal: Database, draft: PublicDraft): Promise<Publishing> {
  await storeWhole(portal, draft, false, COMMAND_LINE)
  return makeCurrent(portal.pool, draft.id, COMMAND_LINE, draft.certificate.sooner?.reason ?? null)
}

/** Stores a draft without serving it, for somebody to publish. Content that is served already stays so. */
export const holdLasting = (portal: Database, draft: PublicDraft, by: Builder): Promise<void> => storeWhole(portal, draft, true, by)

/** A new one is not served yet: what it replaces goes in the same moment in which it comes. */
async function storeWhole(portal: Database, draft: PublicDraft, held: boolean, by: Builder): Promise<void> {
  const { rows } = await portal.pool.query<{ served: boolean }>('SELECT withdrawn_at IS NULL AS served FROM release WHERE id = $1', [
    draft.id,
  ])
  // Before it is there: whoever built it must be known by the time that somebody could publish it.
  if (held || rows.length === 0) await recordStep(portal.pool, draft.id, 'BUILT', by)
  const { kind } = await publishRelease(portal, draft, { held: true })
  if (kind === 'already published' && !(await isStoredWhole(portal, draft)))
    await publishRelease(portal, draft, { held: rows[0]?.served !== true, replacing: true })
}

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
