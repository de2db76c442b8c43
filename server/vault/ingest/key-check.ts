/** Real clients of all imports have pseudonyms by one key, for good: with another nobody is the same client any more. */
import type pg from 'pg'
import type { Database } from '../../database/sql.ts'
import { countyKeys, keyCheckOf, recordKeyOf } from './keys.ts'

/** Whether the vault's real clients were imported with another key. */
export async function isOtherKey(vault: Database, key: Uint8Array): Promise<boolean> {
  const { rows } = await vault.pool.query<{ value: string }>('SELECT value FROM key_check')
  const [kept] = rows
  return kept ? kept.value !== keyCheckOf(key) : !(await givesRecordKeys(vault, key))
}

/** Imports from before there was a check value: their record keys follow from pseudonyms by the same key. True where there is none. */
async function givesRecordKeys(vault: Database, key: Uint8Array): Promise<boolean> {
  const { rows: imports } = await vault.pool.query<{ id: number }>(
    'SELECT id FROM import WHERE NOT demo ORDER BY imported_at DESC, id DESC LIMIT 1',
  )
  const { rows } = await vault.pool.query<{ pseudonym: Buffer; record_key: string }>(
    'SELECT pseudonym, record_key FROM summary WHERE import_id = $1 LIMIT 4',
    [imports[0]?.id ?? null],
  )
  const keys = countyKeys(key)
  return rows.every(({ pseudonym, record_key }) => Number(record_key) === recordKeyOf(keys, pseudonym))
}

/** Keeps the check value of the first import; throws where another import has just been the first, with another key. */
export async function keepKeyCheck(client: pg.ClientBase, value: string): Promise<void> {
  await client.query('INSERT INTO key_check (value) VALUES ($1) ON CONFLICT (id) DO NOTHING', [value])
  const { rows } = await client.query('SELECT 1 FROM key_check WHERE value = $1', [value])
  if (rows.length === 0) throw new Error('another import was made with another key meanwhile')
}
