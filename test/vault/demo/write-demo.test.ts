import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { countyOf } from '../../../server/vault/demo/county-of.ts'
import { type DemoSource, readDemoSource } from '../../../server/vault/demo/demo-source.ts'
import { DEMO_DATA_DATE } from '../../../server/vault/demo/panel.ts'
import { type DemoWritten, writeDemo } from '../../../server/vault/demo/write-demo.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import type { ImportReport } from '../../../server/vault/ingest/import-report.ts'

const RESIDENTS = 67_723
const root = mkdtempSync(path.join(tmpdir(), 'kooste-demo-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

interface Client {
  readonly age: number
  readonly services: readonly number[]
  readonly heavy: boolean
}

describe('the demo county, imported', () => {
  let database: Database
  let source: DemoSource
  let written: DemoWritten
  let report: ImportReport
  let clients: readonly Client[]
  beforeAll(async () => {
    source = await readDemoSource()
    const dir = path.join(root, 'county')
    written = await writeDemo(dir)
    database = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const { catalogue } = source
    const key = Buffer.from('a county key of the tests')
    const result = await importExtracts({ dir, catalogue, dataDate: DEMO_DATA_DATE, key, database, demo: true })
    if (result.kind !== 'imported') throw new Error(result.kind)
    report = result.report
    clients = (await database.pool.query<Client>('SELECT age_group AS age, services, heavy_user AS heavy FROM summary')).rows
  })
  afterAll(() => database?.close())

  const inGroup = (age: number) => clients.filter((client) => client.age === age)
  const shareOf = (some: readonly unknown[], all: readonly unknown[]) => some.length / all.length
  const uses = (service: number) => (client: Client) => client.services.includes(service)

  it('has its 67,723 residents, by municipality as published', async () => {
    expect(report.clients).toBe(RESIDENTS)
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM summary GROUP BY municipality ORDER BY municipality',
    )
    expect(rows.map((row) => row.n)).toEqual(source.populations.map(({ population }) => population))
  })

  it('has the ages of the estimate, within 1 %', () => {
    source.ages.forEach((persons, age) => {
      expect(Math.abs(inGroup(age).length / persons - 1)).toBeLessThan(0.01)
    })
  })

  it('has hundreds of thousands of contacts, some rows of every file rejected or left out, and under 1 %', () => {
    expect(written.contacts).toBeGreaterThan(400_000)
    expect(written.contacts).toBeLessThan(700_000)
    for (const file of Object.values(report.files)) {
      const rejected = Object.values(file.rejected).reduce((a, b) => a + b, 0)
      expect(rejected).toBeGreaterThan(0)
      expect(rejected / file.read).toBeLessThan(0.01)
      expect(Object.keys(file.leftOut).length).toBeGreaterThan(0)
    }
  })

  it('has residents of unknown centre, none of unknown sex', async () => {
    const { rows } = await database.pool.query<{ sex: number; centre: number }>(
      'SELECT count(*) FILTER (WHERE sex = 0)::int AS sex, count(*) FILTER (WHERE centre < 0 AND municipality = 3)::int AS centre FROM summary',
    )
    expect(rows[0]?.sex).toBe(0)
    expect(rows[0]?.centre).toBeGreaterThan(100)
  })

  it('has about one heavy user in ten', () => {
    expect(report.heavyUsers / report.clients).toBeGreaterThan(0.095)
    expect(report.heavyUsers / report.clients).toBeLessThan(0.11)
  })

  it('has mostly one to four services a client, with a tail past ten', () => {
    const counts = clients.map((client) => client.services.length)
    const users = counts.filter((n) => n > 0)
    expect(
      shareOf(
        users.filter((n) => n <= 4),
        users,
      ),
    ).toBeGreaterThan(0.8)
    expect(counts.filter((n) => n > 10).length).toBeGreaterThan(50)
  })

  it('has a large low-use and a small high-use class, as published: 93 % of the heavy use two services or more', () => {
    const heavy = clients.filter((client) => client.heavy)
    const mean = (some: readonly Client[]) => some.reduce((sum, client) => sum + client.services.length, 0) / some.length
    expect(
      shareOf(
        heavy.filter((client) => client.services.length >= 2),
        heavy,
      ),
    ).toBeGreaterThan(0.93)
    expect(
      shareOf(
        heavy.filter((client) => client.services.length >= 4),
        heavy,
      ),
    ).toBeGreaterThan(0.53)
    expect(mean(heavy)).toBeGreaterThan(2 * mean(clients.filter((client) => !client.heavy)))
  })

  it('has the assumed share of users of every service in every age group', () => {
    source.needs.forEach(({ shares }, service) => {
      shares.forEach((share, age) => {
        const group = inGroup(age)
        const got = shareOf(group.filter(uses(service)), group)
        // Four standard deviations of a sample of this size.
        expect(Math.abs(got - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / group.length) + 0.003)
      })
    })
  })

  it('has the assumed lifts, where enough clients use both', () => {
    for (const { a, b, ageGroup, lift } of source.lifts) {
      const group = inGroup(ageGroup)
      const both = group.filter((client) => uses(a)(client) && uses(b)(client)).length
      if (both < 60) continue
      const expected = shareOf(group.filter(uses(a)), group) * group.filter(uses(b)).length || Number.NaN
      expect(both / expected / lift).toBeGreaterThan(0.75)
      expect(both / expected / lift).toBeLessThan(1.25)
    }
  })
})

describe('the demo', () => {
  const hashes = (dir: string) =>
    ['clients.csv', 'contacts.csv', 'decisions.csv'].map((file) =>
      createHash('sha256')
        .update(readFileSync(path.join(dir, file)))
        .digest('hex'),
    )
  const small = async (name: string, seed: number) => {
    const dir = path.join(root, name)
    await writeDemo(dir, { seed, residents: 2_000 })
    return hashes(dir)
  }

  it('is the same for the same seed and another for another', async () => {
    const first = await small('first', 1)
    expect(await small('again', 1)).toEqual(first)
    expect(await small('other', 2)).not.toEqual(first)
  })

  it('tells how far it is', async () => {
    const progress: number[] = []
    await writeDemo(path.join(root, 'progress'), { residents: 5_000, onProgress: ({ done, of }) => progress.push(done / of) })
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    expect(progress.at(-1)).toBe(1)
  })

  it('may be another county at another scale', async () => {
    const dir = path.join(root, 'larger')
    const source = countyOf(await readDemoSource(), [
      { code: '501', population: 30_000, centres: 3 },
      { code: '502', population: 10_000, centres: 0 },
    ])
    const written = await writeDemo(dir, { source, residents: 4_000 })
    const rows = readFileSync(path.join(dir, 'clients.csv'), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((row) => row.split(','))
    expect(written.clients).toBe(rows.length)
    expect(rows.filter((row) => row[3] === '501' && row[0]?.startsWith('K')).length).toBeGreaterThanOrEqual(3_000)
    expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(['', '501-1', '501-2', '501-3']))
  })

  it('keeps to the data date it is asked for', async () => {
    const dir = path.join(root, 'dated')
    await writeDemo(dir, { residents: 2_000, dataDate: '2023-12-31' })
    const dates = readFileSync(path.join(dir, 'contacts.csv'), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((row) => row.split(',')[2] ?? '')
    const proper = dates.filter((date) => date !== '2023-02-30' && date !== '')
    expect(proper.every((date) => date <= '2023-12-31' && date >= '2022-06-01')).toBe(true)
  })
})
