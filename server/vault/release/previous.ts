import type { Database } from '../../database/sql.ts'
import { CURRENT_FIRST } from '../../release/current-first.ts'
import { CorruptRelease, decodeBlocks } from '../../release/format.ts'
import type { ReleaseLayout } from '../../release/lattice.ts'
import type { PublishedTable } from './publish-report.ts'

/** The county's last release of an earlier data date that was not withdrawn; `null` where there is none that can be read. */
export async function previousRelease(portal: Database, countyCode: string, dataDate: string): Promise<PublishedTable | null> {
  const { rows } = await portal.pool.query<{ id: string; layout: ReleaseLayout }>(
    `SELECT id, layout FROM release WHERE withdrawn_at IS NULL AND county_code = $1 AND data_date < $2::date
     ORDER BY ${CURRENT_FIRST} LIMIT 1`,
    [countyCode, dataDate],
  )
  const newest = rows[0]
  if (!newest) return null
  const blocks = await portal.pool.query<{ name: string; sha256: string; bytes: Uint8Array }>(
    'SELECT name, sha256, bytes FROM release_block WHERE release_id = $1',
    [newest.id],
  )
  try {
    return { layout: newest.layout, cells: await decodeBlocks(newest.layout, blocks.rows) }
  } catch (cause) {
    if (cause instanceof CorruptRelease) return null
    throw cause
  }
}
