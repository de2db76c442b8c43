import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { isOtherKey, keepKeyCheck } from '../../../server/vault/ingest/key-check.ts'
import { countyKeys, keyCheckOf, pseudonymOf } from '../../../server/vault/ingest/keys.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { extractsFolder, type Rows } from './extracts-folder.ts'
import { CATALOGUE } from './small-catalogue.ts'

const KEY = Buffer.from('a county key of the tests')
const OTHER = Buffer.from('another county key of the tests')
const FILES: Readonly<Record<string, Rows>> = {
  'clients.csv': ['ANNA-1,1950-05-05,2,001,C1', 'BERT-2,2010-01-31,1,002,'],
  'contacts.csv': ['ANNA-1,GP,2025-01-01,'],
  'decisions.csv': ['ANNA-1,HOME,2020-01-01,'],
}
interface Given {
  readonly key?: Buffer
  readonly dataDate?: string
  readonly demo?: boolean
  readonly files?: Readonly<Record<string, Rows>>
}
const run = async (database: Database, { key = KEY, dataDate = '2025-09-30', demo = false, files = FILES }: Given = {}) =>
  (await importExtracts({ dir: extractsFolder(files), catalogue: CATALOGUE, dataDate, key, demo, database })).kind

onEachDatabase('the key of the imports of real clients', (databases) => {
  let vault: Database
  const held = async () => (await vault.pool.query("SELECT to_char(data_date, 'YYYY-MM-DD') AS on FROM import ORDER BY 1")).rows
  beforeAll(async () => {
    vault = await databases.vault()
  })
  beforeEach(() => vault.pool.query('TRUNCATE import, summary, key_check RESTART IDENTITY CASCADE'))

  it('is the first one for good: with another nothing is imported, of the same data date or of a later', async () => {
    expect(await run(vault)).toBe('imported')
    expect(await run(vault, { key: OTHER })).toBe('other-key')
    expect(await run(vault, { key: OTHER, dataDate: '2025-12-31' })).toBe('other-key')
    expect(await held()).toEqual([{ on: '2025-09-30' }])
    expect(await run(vault, { dataDate: '2025-12-31' })).toBe('imported')
    expect([await isOtherKey(vault, KEY), await isOtherKey(vault, OTHER)]).toEqual([false, true])
  })

  it('is not that of invented clients', async () => {
    expect(await run(vault, { key: OTHER, demo: true })).toBe('imported')
    expect(await run(vault, { dataDate: '2025-12-31' })).toBe('imported')
    expect(await run(vault, { key: OTHER, demo: true })).toBe('imported')
  })

  it('is known by the record keys of imports from before there was a check value', async () => {
    expect(await run(vault)).toBe('imported')
    await vault.pool.query('TRUNCATE key_check')
    expect(await run(vault, { key: OTHER, dataDate: '2025-12-31' })).toBe('other-key')
    expect(await run(vault, { dataDate: '2025-12-31' })).toBe('imported')
    expect((await vault.pool.query('SELECT value FROM key_check')).rows).toEqual([{ value: keyCheckOf(KEY) }])
  })

  it('is not kept of an import that failed', async () => {
    expect(await run(vault, { files: { ...FILES, 'decisions.csv': ['ANNA-1,HOME,no day,'] } })).toBe('too-many-rejected')
    expect(await run(vault, { key: OTHER })).toBe('imported')
  })

  it('is not taken from another that has just become the first', async () => {
    expect(await run(vault)).toBe('imported')
    await vault.pool.query("UPDATE key_check SET value = 'of another'")
    const client = await vault.pool.connect()
    await expect(keepKeyCheck(client, keyCheckOf(KEY))).rejects.toThrow('another key')
    client.release()
  })

  it('leaves 64 bits that are no pseudonym', () => {
    expect(keyCheckOf(KEY)).toMatch(/^[0-9a-f]{16}$/)
    for (const label of ['kooste key check', '', 'key check'])
      expect(pseudonymOf(countyKeys(KEY), Buffer.from(label)).toString('hex')).not.toContain(keyCheckOf(KEY))
  })
})
