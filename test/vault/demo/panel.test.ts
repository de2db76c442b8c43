import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { demoPanel, type Panel } from '../../../server/vault/demo/panel.ts'
import { quarterSummaries } from '../../../server/vault/demo/quarter-summaries.ts'
import { writeDemo } from '../../../server/vault/demo/write-demo.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { countyKeys } from '../../../server/vault/ingest/keys.ts'
import type { SummaryRow } from '../../../server/vault/ingest/summary-row.ts'
import { formatDay } from '../../../server/vault/summary/day.ts'

const KEY = Buffer.from('a county key of the tests')
const RESIDENTS = 12_000

describe('the panel of the demo county', () => {
  let panel: Panel
  /** Newest first: clients by pseudonym. */
  let quarters: readonly ReadonlyMap<string, SummaryRow>[]

  beforeAll(async () => {
    panel = await demoPanel({ residents: RESIDENTS })
    quarters = quarterSummaries(
      panel,
      panel.dataDates.map((_, back) => back),
      countyKeys(KEY),
      () => {},
    ).map(({ summaries }) => new Map([...summaries].map((row) => [Buffer.from(row.pseudonym).toString('hex'), row])))
  })

  /** Each quarter with the one after it, as [before, after]. */
  const steps = () => quarters.slice(1).map((before, at) => [before, quarters[at] ?? new Map<string, SummaryRow>()] as const)
  const both = (before: ReadonlyMap<string, SummaryRow>, after: ReadonlyMap<string, SummaryRow>) =>
    [...before].flatMap(([key, row]) => {
      const later = after.get(key)
      return later ? [[row, later] as const] : []
    })
  const share = (part: number, whole: number) => part / whole

  it('has eight quarters, the newest of them as many residents as asked', () => {
    expect(panel.dataDates.map(formatDay)).toEqual([
      ...['2025-09-30', '2025-06-30', '2025-03-31', '2024-12-31'],
      ...['2024-09-30', '2024-06-30', '2024-03-31', '2023-12-31'],
    ])
    expect(quarters[0]?.size).toBe(RESIDENTS)
  })

  it('meets the same pseudonyms again: some come and some go, about one in a hundred a quarter', () => {
    for (const [before, after] of steps()) {
      const stay = both(before, after).length
      expect(share(stay, before.size)).toBeGreaterThan(0.98)
      expect(share(before.size - stay, before.size)).toBeGreaterThan(0.003)
      expect(share(after.size - stay, after.size)).toBeGreaterThan(0.003)
    }
  })

  it('lets nobody grow younger, and some pass into the next age group each quarter', () => {
    for (const [before, after] of steps()) {
      const pairs = both(before, after)
      expect(pairs.every(([earlier, later]) => later.ageGroup >= earlier.ageGroup)).toBe(true)
      expect(pairs.filter(([earlier, later]) => later.ageGroup > earlier.ageGroup).length).toBeGreaterThan(20)
    }
  })

  it('lets some move within the county, and nobody change sex', () => {
    for (const [before, after] of steps()) {
      const pairs = both(before, after)
      const moved = pairs.filter(([earlier, later]) => earlier.municipality !== later.municipality || earlier.centre !== later.centre)
      expect(share(moved.length, pairs.length)).toBeGreaterThan(0.002)
      expect(share(moved.length, pairs.length)).toBeLessThan(0.03)
      expect(pairs.every(([earlier, later]) => earlier.sex === later.sex && earlier.recordKey === later.recordKey)).toBe(true)
    }
  })

  it('keeps most users of a service from quarter to quarter, while some start and some stop', () => {
    for (const slug of ['home-care', 'adult-psychiatry', 'gp-reception', 'adult-social-work']) {
      const service = panel.source.catalogue.services.findIndex((row) => row.slug === slug)
      const uses = (row: SummaryRow) => row.services.includes(service)
      for (const [before, after] of steps()) {
        const pairs = both(before, after)
        const used = pairs.filter(([earlier]) => uses(earlier))
        const kept = used.filter(([, later]) => uses(later))
        const started = pairs.filter(([earlier, later]) => !uses(earlier) && uses(later))
        expect(share(kept.length, used.length)).toBeGreaterThan(0.7)
        expect(kept.length).toBeLessThan(used.length)
        expect(started.length).toBeGreaterThan(0)
      }
    }
  })

  it('balances: users at the end are those at the beginning, plus who started or came, less who stopped or went', () => {
    const heavy = (rows: Iterable<SummaryRow>) => [...rows].filter((row) => row.heavyUser).length
    for (const [before, after] of steps()) {
      const pairs = both(before, after)
      const came = [...after].filter(([key, row]) => !before.has(key) && row.heavyUser).length
      const went = [...before].filter(([key, row]) => !after.has(key) && row.heavyUser).length
      const started = pairs.filter(([earlier, later]) => !earlier.heavyUser && later.heavyUser).length
      const stopped = pairs.filter(([earlier, later]) => earlier.heavyUser && !later.heavyUser).length
      expect(heavy(after.values())).toBe(heavy(before.values()) + came + started - went - stopped)
    }
  })

  it('has no service that leaps: no quarter’s users differ by more than a quarter and thirty from the one before', () => {
    panel.source.catalogue.services.forEach((_, service) => {
      const users = quarters.map((rows) => [...rows.values()].filter((row) => row.services.includes(service)).length)
      users.slice(1).forEach((n, at) => {
        const later = users[at] ?? Number.NaN
        expect(Math.abs(n - later)).toBeLessThan(0.25 * Math.max(n, later) + 30)
      })
    })
  })

  it('has more clients of four services or more each year', () => {
    const many = quarters.map((rows) => [...rows.values()].filter((row) => row.services.length >= 4).length)
    expect(many[0]).toBeGreaterThan(many[4] ?? Number.NaN)
    expect(many[3]).toBeGreaterThan(many[7] ?? Number.NaN)
  })

  it('is the same again for the same seed, and its newest quarter for whoever looks at the others', async () => {
    const again = await demoPanel({ residents: RESIDENTS })
    const alone = quarterSummaries(again, [0], countyKeys(KEY), () => {})[0]
    const text = (rows: Iterable<SummaryRow>) =>
      createHash('sha256')
        .update(JSON.stringify([...rows]))
        .digest('hex')
    expect(text(alone?.summaries ?? [])).toBe(text(quarters[0]?.values() ?? []))
  })
})

describe('a quarter of the panel', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'kooste-panel-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  it.each([0, 3, 5])('%i quarters back gives the same summaries from its extracts as without them', async (quartersBack) => {
    const panel = await demoPanel({ residents: 2_000 })
    const dataDate = formatDay(panel.dataDates[quartersBack] ?? Number.NaN)
    const dir = path.join(root, String(quartersBack))
    await writeDemo(dir, { residents: 2_000, quartersBack })
    const database = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const { catalogue } = panel.source
    const result = await importExtracts({ dir, catalogue, dataDate, key: KEY, database, demo: true, maxRejected: 0.05 })
    expect(result.kind).toBe('imported')
    const { rows } = await database.pool.query<{ line: string }>(
      `SELECT concat_ws(' ', encode(pseudonym, 'hex'), sex, age_group, municipality, centre, services::text, heavy_services::text, heavy_user::text)
         AS line FROM summary`,
    )
    await database.close()
    const direct = [...(quarterSummaries(panel, [quartersBack], countyKeys(KEY), () => {})[0]?.summaries ?? [])].map((row) =>
      [
        ...[Buffer.from(row.pseudonym).toString('hex'), row.sex, row.ageGroup, row.municipality, row.centre],
        ...[`{${row.services.join(',')}}`, `{${row.heavyServices.join(',')}}`, String(row.heavyUser)],
      ].join(' '),
    )
    expect(rows.map(({ line }) => line).sort()).toEqual(direct.sort())
    expect(readFileSync(path.join(dir, 'clients.csv'), 'utf8').split('\n').length).toBeGreaterThan(1_900)
  })
})
