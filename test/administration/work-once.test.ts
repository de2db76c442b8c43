/** `kooste work` without --watch: what waits is carried out, and the program ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { kooste } from '../support/program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kooste-once-'))
const settings = { KOOSTE_DATA: folder, KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function inPortal<T>(look: (portal: Database) => Promise<T>): Promise<T> {
  const portal = await openDatabase({ kind: 'embedded', folder: path.join(folder, 'portal') }, PORTAL_MIGRATIONS)
  try {
    return await look(portal)
  } finally {
    await portal.close()
  }
}

describe('a worker that does not watch', () => {
  it('answers every question that waits, however many', async () => {
    await inPortal(({ pool }) =>
      pool.query(
        `INSERT INTO draft_question (id, release_id, data_date, scheme_hash, scheme)
         SELECT 'q' || n, 'r', '2025-09-30', 'h' || n, '{}' FROM generate_series(1, 45) AS n`,
      ),
    )
    expect((await kooste(['work'], settings)).code).toBe(0)
    const { rows } = await inPortal(({ pool }) =>
      pool.query(`SELECT answer->>'kind' AS answer, count(*)::int AS times FROM draft_question GROUP BY 1`),
    )
    expect(rows).toEqual([{ answer: 'not possible', times: 45 }])
  })

  it('fails where the first order cannot be carried out', async () => {
    await inPortal(({ pool }) =>
      pool.query(
        `INSERT INTO vault_order (id, kind, input, ordered_by_id, ordered_by_name) VALUES ('o', 'IMPORT', '{"kind": "NONE"}', 'a', 'A')`,
      ),
    )
    expect((await kooste(['work'], settings)).code).toBe(1)
  })
})
