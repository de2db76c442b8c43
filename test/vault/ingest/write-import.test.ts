import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { countyKeys, pseudonymOf, recordKeyOf } from '../../../server/vault/ingest/keys.ts'
import type { SummaryRow } from '../../../server/vault/ingest/summary-row.ts'
import { writeImport } from '../../../server/vault/ingest/write-import.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { extractsFolder, type Rows } from './extracts-folder.ts'
import { CATALOGUE } from './small-catalogue.ts'

const KEY = Buffer.from('a county key of the tests')
const FILES: Readonly<Record<string, Rows>> = {
  'clients.csv': ['ANNA-1,1950-05-05,2,001,C1', 'BERT-2,2010-01-31,1,002,'],
  'contacts.csv': ['ANNA-1,GP,2025-01-01,', 'ANNA-1,DENT,2025-01-01,EBB10'],
  'decisions.csv': ['ANNA-1,HOME,2020-01-01,', 'BERT-2,HOME,2020-01-01,'],
}
const run = (database: Database, files = FILES, dataDate = '2025-09-30') =>
  importExtracts({ dir: extractsFolder(files), catalogue: CATALOGUE, dataDate, key: KEY, database, demo: false })
const summaries = async (database: Database) => (await database.pool.query('SELECT * FROM summary ORDER BY import_id, age_group')).rows

onEachDatabase('an import', (databases) => {
  let vault: Database
  beforeAll(async () => {
    vault = await databases.vault()
  })
  beforeEach(() => vault.pool.query('TRUNCATE import, summary RESTART IDENTITY CASCADE'))

  it('stores one pseudonymised summary a client', async () => {
    const result = await run(vault)
    const keys = countyKeys(KEY)
    const pseudonym = pseudonymOf(keys, Buffer.from('ANNA-1'))
    expect(result.kind).toBe('imported')
    const stored = await summaries(vault)
    expect(stored).toHaveLength(2)
    expect(stored[1]).toEqual({
      ...{ import_id: 1, pseudonym, sex: 2, age_group: 2, municipality: 0, centre: 0 },
      ...{ services: [0, 2, 3], heavy_services: [2], heavy_user: true, record_key: String(recordKeyOf(keys, pseudonym)) },
    })
    expect(stored[0]).toMatchObject({
      sex: 1,
      age_group: 0,
      municipality: 1,
      centre: -1,
      services: [3],
      heavy_services: [],
      heavy_user: false,
    })
  })

  it('keeps its window, catalogue and report', async () => {
    const result = await run(vault)
    const { rows } = await vault.pool.query('SELECT data_date::text, window_from::text, demo, catalogue, report FROM import')
    expect(rows).toEqual([
      {
        ...{ data_date: '2025-09-30', window_from: '2024-10-01', demo: false, catalogue: CATALOGUE },
        report: result.kind === 'imported' ? result.report : null,
      },
    ])
  })

  it('keeps no identifier, no birth date and no contact', async () => {
    await run(vault)
    const tables = await vault.pool.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    )
    const stored: string[] = []
    for (const { name } of tables.rows) stored.push(JSON.stringify((await vault.pool.query(`SELECT t::text FROM "${name}" AS t`)).rows))
    expect(stored.join()).not.toMatch(/ANNA|BERT|1950|2010-|2025-01-01/)
    expect(stored.join()).not.toContain(Buffer.from('ANNA-1').toString('hex'))
  })

  it('takes the place of the earlier one of its data date, and of no other', async () => {
    await run(vault)
    await run(vault, FILES, '2025-06-30')
    const again = await run(vault, { ...FILES, 'clients.csv': ['ANNA-1,1950-05-05,2,001,C1'], 'decisions.csv': [] })
    expect(again.kind === 'imported' && again.report.clients).toBe(1)
    const { rows } = await vault.pool.query(
      'SELECT data_date::text, count(*)::int AS clients FROM import JOIN summary ON import_id = id GROUP BY 1 ORDER BY 1',
    )
    expect(rows).toEqual([
      { data_date: '2025-06-30', clients: 2 },
      { data_date: '2025-09-30', clients: 1 },
    ])
  })

  it('is deleted with its summaries, and with no others', async () => {
    await run(vault)
    await run(vault, FILES, '2025-06-30')
    await vault.pool.query("DELETE FROM import WHERE data_date = '2025-06-30'")
    const { rows } = await vault.pool.query('SELECT import_id, count(*)::int AS clients FROM summary GROUP BY import_id')
    expect(rows).toEqual([{ import_id: 1, clients: 2 }])
  })

  it('leaves the earlier one untouched when too many rows are rejected', async () => {
    await run(vault)
    const before = await summaries(vault)
    const stopped = await run(vault, { ...FILES, 'contacts.csv': ['ANNA-1,XX,2025-01-01,'] })
    expect(stopped.kind).toBe('too-many-rejected')
    expect(await summaries(vault)).toEqual(before)
  })

  it('leaves the earlier one untouched when it fails half-way', async () => {
    await run(vault)
    const before = await summaries(vault)
    const catalogue = { ...CATALOGUE, county: { ...CATALOGUE.county, code: 'OTHER' } }
    const report = await run(vault, FILES, '2025-03-31')
    if (report.kind !== 'imported') throw new Error(report.kind)
    await vault.pool.query("DELETE FROM import WHERE data_date = '2025-03-31'")
    function* failing(): Generator<SummaryRow> {
      const row = { sex: 1, ageGroup: 1, municipality: 0, centre: 0, services: [], heavyServices: [], heavyUser: false, recordKey: 1 }
      for (let i = 0; i < 45_000; i++) yield { ...row, pseudonym: Buffer.alloc(32, `client ${i}`) }
      throw new Error('the disk is gone')
    }
    const window = { from: 19_997, to: 20_361 }
    const written = { window, demo: true, catalogue, report: () => report.report, summaries: failing() }
    const rows: number[] = []
    await expect(writeImport(vault, written, (n) => void rows.push(n))).rejects.toThrow('the disk is gone')
    expect(rows[0]).toBeGreaterThan(0)
    expect(rows.every((n) => n < 45_000)).toBe(true)
    expect(await summaries(vault)).toEqual(before)
    const { rows: imports } = await vault.pool.query("SELECT catalogue->'county'->>'code' AS code FROM import")
    expect(imports).toEqual([{ code: 'T' }])
  })

  it('of many clients writes them all, in batches, in the order of their pseudonyms', async () => {
    const identifiers = Array.from({ length: 12_345 }, (_, i) => `K0000${i}`)
    const clients = identifiers.map((identifier, i) => `${identifier},1950-05-05,2,00${1 + (i % 2)},`)
    const progress: number[] = []
    const result = await importExtracts({
      ...{
        dir: extractsFolder({ 'clients.csv': clients, 'contacts.csv': ['K00000,GP,2025-01-01,'] }),
        catalogue: CATALOGUE,
        dataDate: '2025-09-30',
        key: KEY,
        database: vault,
        demo: true,
      },
      onProgress: ({ step, done, of }) => {
        if (step === 'summaries') progress.push(done / of)
      },
    })
    expect(result.kind).toBe('imported')
    const keys = countyKeys(KEY)
    const expected = identifiers.map((identifier, i) => {
      const pseudonym = pseudonymOf(keys, Buffer.from(identifier))
      return `${pseudonym.toString('hex')} ${recordKeyOf(keys, pseudonym)} ${i % 2}`
    })
    const { rows } = await vault.pool.query<{ client: string }>(
      `SELECT encode(pseudonym, 'hex') || ' ' || record_key || ' ' || municipality AS client FROM summary ORDER BY ctid`,
    )
    expect(rows.map(({ client }) => client)).toEqual(expected.sort())
    expect(progress.at(-1)).toBe(1)
  })
})
