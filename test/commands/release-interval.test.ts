import { beforeAll, expect, it } from 'vitest'
import { nearRelease } from '../../server/commands/release-interval.ts'
import type { Database } from '../../server/database/sql.ts'
import { onEachDatabase } from '../support/databases.ts'

onEachDatabase('how near another release is', (databases) => {
  let vault: Database
  /** An import and, where it was released, its certificate. */
  const imported = async (dataDate: string, importedAt: string, releasedAt: string | null) => {
    const { rows } = await vault.pool.query<{ id: number }>(
      `INSERT INTO import (data_date, window_from, imported_at, demo, catalogue, report) VALUES ($1, $1, $2, false, '{}', '{}')
       ON CONFLICT (data_date) DO UPDATE SET imported_at = excluded.imported_at RETURNING id`,
      [dataDate, importedAt],
    )
    if (releasedAt)
      await vault.pool.query(`INSERT INTO certificate (release_id, import_id, created_at, certificate) VALUES ($1, $2, $3, '{}')`, [
        `${dataDate} ${releasedAt}`,
        rows[0]?.id,
        releasedAt,
      ])
  }
  beforeAll(async () => {
    vault = await databases.vault()
    await imported('2025-06-30', '2025-07-10', '2025-07-11')
  })

  it('does not mind a quarter, in whatever months', async () => {
    for (const date of ['2025-09-30', '2025-03-31', '2026-06-30']) expect(await nearRelease(vault, date)).toBeNull()
  })

  it('names the data date that is nearer than a quarter, before or after', async () => {
    for (const date of ['2025-07-31', '2025-05-31', '2025-07-01', '2025-09-20'])
      expect(await nearRelease(vault, date)).toEqual({ dataDate: '2025-06-30' })
  })

  it('lets the same import be released again, and not another of the same data date', async () => {
    expect(await nearRelease(vault, '2025-06-30')).toBeNull()
    await imported('2025-06-30', '2025-07-20', null)
    expect(await nearRelease(vault, '2025-06-30')).toEqual({ dataDate: '2025-06-30' })
  })

  it('takes no account of an import that was never released', async () => {
    await imported('2024-01-31', '2024-02-10', null)
    expect(await nearRelease(vault, '2024-02-29')).toBeNull()
  })
})
