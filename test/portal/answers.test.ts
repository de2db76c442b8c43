import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { publishSynthetic, type SyntheticClient, type SyntheticRelease } from '../support/synthetic-release.ts'

/** Answers over HTTP against the invented clients, counted here by filters. */
let database: Database
let portal: Portal
let release: SyntheticRelease
let url = ''

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  release = await publishSynthetic(database, { seed: 7, clients: 1500, services: 6, municipalities: 3, centres: 3 })
  portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
  url = `http://127.0.0.1:${await portal.listen(0, '127.0.0.1')}/graphql`
})
afterAll(async () => {
  await portal.stop()
  await database.close()
})

interface Answer<T> {
  readonly data: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

async function ask<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return response.json()
}

async function data<T>(query: string, variables: object = {}): Promise<T> {
  const answer = await ask<T>(query, variables)
  if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data
}

interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}

interface Asked {
  readonly ageGroups?: readonly string[]
  readonly sexes?: readonly string[]
  readonly municipalities?: readonly string[]
  readonly centres?: readonly string[]
  readonly cohort?: string
  readonly services?: readonly string[]
}

const AGE: Record<string, readonly number[]> = {
  AGE_0_17: [1],
  AGE_18_64: [2],
  AGE_65_79: [4],
  AGE_80_PLUS: [5],
  AGE_65_PLUS: [4, 5],
}

/** The canonical selections that an asked one adds up, each as a test of a client. Written apart from the program's. */
function partsOf(asked: Asked): readonly ((client: SyntheticClient) => boolean)[] {
  const every = [() => true]
  let ages = asked.ageGroups ?? []
  if (ages.includes('AGE_65_79') && ages.includes('AGE_80_PLUS')) {
    ages = [...ages.filter((age) => !['AGE_65_79', 'AGE_80_PLUS'].includes(age)), 'AGE_65_PLUS']
  }
  const allAges = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'].every((age) => ages.includes(age))
  const age = ages.length === 0 || allAges ? every : ages.map((one) => (client: SyntheticClient) => AGE[one]?.includes(client.age) ?? false)
  const { sexes = [], municipalities = [], centres = [] } = asked
  const sex = sexes.length !== 1 ? every : [(client: SyntheticClient) => client.sex === (sexes[0] === 'MALE' ? 1 : 2)]
  const { layout } = release
  const place =
    centres.length > 0 && centres.length < layout.centres.length
      ? centres.map((code) => (client: SyntheticClient) => client.centre === layout.centres.indexOf(code))
      : municipalities.length > 0 && municipalities.length < layout.municipalities.length
        ? municipalities.map((code) => (client: SyntheticClient) => client.municipality === layout.municipalities.indexOf(code))
        : every
  return age.flatMap((a) =>
    sex.flatMap((s) =>
      place.map((p) => (client: SyntheticClient) => a(client) && s(client) && p(client) && (asked.cohort !== 'HEAVY' || client.heavy)),
    ),
  )
}

/** The figure that the rules G2 and G3 give from the truth. */
function expected(asked: Asked, counts: (client: SyntheticClient) => boolean): Figure {
  const cells = partsOf(asked).map((part) => release.clients.filter((client) => part(client) && counts(client)).length)
  const shown = cells.filter((n) => n >= 5)
  if (shown.length === 0) return { count: null, atLeast: false }
  return { count: shown.reduce((sum, n) => sum + n, 0), atLeast: shown.length < cells.length }
}

const uses = (asked: Asked, ...codes: readonly string[]) => {
  const positions = [...(asked.services ?? []), ...codes].map((code) => release.layout.services.indexOf(code))
  return (client: SyntheticClient) => positions.every((position) => client.services.includes(position))
}

const share = (part: Figure, whole: Figure): number | null =>
  part.count === null || whole.count === null || part.atLeast || whole.atLeast || whole.count < 20
    ? null
    : Math.round((100 * part.count) / whole.count)

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined })
const AGES_APART = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS']
const selections = fc.record(
  {
    ageGroups: fc.oneof(some(AGES_APART), some(['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'])),
    sexes: some(['MALE', 'FEMALE']),
    municipalities: some(['M01', 'M02', 'M03']),
    cohort: fc.constantFrom('ALL', 'HEAVY'),
    services: fc.option(fc.subarray(['S01', 'S02', 'S04', 'S06'], { minLength: 1, maxLength: 1 }), { nil: undefined }),
  },
  { requiredKeys: [] },
)
const defined = (asked: object): Asked => Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined))

describe('answers', () => {
  it('of overview, matrix and co-usage are the guarded counts of the clients, whatever is selected', async () => {
    await fc.assert(
      fc.asyncProperty(selections, async (any) => {
        const selection = defined(any)
        const answer = await data<{
          overview: {
            clients: Figure
            services: { service: { code: string }; clients: Figure; share: number | null; heavyInService: Figure }[]
          }
          usageMatrix: {
            services: { code: string }[]
            counts: (number | null)[][]
            atLeast: boolean[][]
            rowShares: (number | null)[][]
            lifts: (number | null)[][]
          }
          coUsage: {
            clients: Figure
            others: { service: { code: string }; clients: Figure; shareOfService: number | null; shareOfOther: number | null }[]
          }
        }>(
          `query ($s: Selection) {
            overview(selection: $s) { clients { count atLeast } services { service { code } clients { count atLeast } share heavyInService { count atLeast } } }
            usageMatrix(selection: $s) { services { code } counts atLeast rowShares lifts }
            coUsage(service: "S03", selection: $s) { clients { count atLeast } others { service { code } clients { count atLeast } shareOfService shareOfOther } }
          }`,
          { s: selection },
        )
        const all = expected(selection, uses(selection))
        expect(answer.overview.clients).toEqual(all)
        expect(answer.overview.services.map(({ service }) => service.code)).toEqual(release.layout.services)
        for (const { service, clients, share: shown, heavyInService } of answer.overview.services) {
          const own = expected(selection, uses(selection, service.code))
          expect(clients).toEqual(own)
          expect(shown).toBe(share(own, all))
          const position = release.layout.services.indexOf(service.code)
          expect(heavyInService).toEqual(
            selection.services ? { count: null, atLeast: false } : expected(selection, (client) => client.heavyIn.includes(position)),
          )
        }
        const { services, counts, atLeast, rowShares, lifts } = answer.usageMatrix
        for (const [i, { code: row }] of services.entries()) {
          const single = expected(selection, uses(selection, row))
          for (const [j, { code: column }] of services.entries()) {
            const joint = expected(selection, uses(selection, row, column))
            expect({ count: counts[i]?.[j], atLeast: atLeast[i]?.[j] }).toEqual(joint)
            expect(rowShares[i]?.[j]).toBe(share(joint, single))
            const other = expected(selection, uses(selection, column))
            const bases = [single, other, all].every(({ count, atLeast: part }) => count !== null && count >= 20 && !part)
            const lift =
              i === j || !bases || joint.count === null || joint.atLeast
                ? null
                : Math.round((10 * joint.count * (all.count ?? 0)) / ((single.count ?? 0) * (other.count ?? 0))) / 10
            expect(lifts[i]?.[j] === null ? null : Math.abs((lifts[i]?.[j] ?? 99) - (lift ?? -99)) < 0.11).toBe(lift === null ? null : true)
          }
        }
        const inService = expected(selection, uses(selection, 'S03'))
        expect(answer.coUsage.clients).toEqual(inService)
        for (const { service, clients, shareOfService, shareOfOther } of answer.coUsage.others) {
          const joint = expected(selection, uses(selection, 'S03', service.code))
          expect(clients).toEqual(joint)
          expect(shareOfService).toBe(share(joint, inService))
          expect(shareOfOther).toBe(share(joint, expected(selection, uses(selection, service.code))))
        }
        const sizes = answer.coUsage.others.map(({ clients }) => clients.count ?? 0)
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
      }),
      { seed: 20251231, numRuns: 40 },
    )
  })

  it('of service counts are bins, bands and a grid of the same clients', async () => {
    const selection = { ageGroups: ['AGE_18_64', 'AGE_80_PLUS'], centres: ['C01', 'C02'] }
    const { serviceCounts: answer } = await data<{
      serviceCounts: {
        clients: Figure
        all: { from: string; to: string | null; clients: Figure; share: number | null }[]
        bands: { label: string; clients: Figure }[]
        grid: { health: string[]; counts: (number | null)[][]; atLeast: boolean[][] }
      }
    }>(
      `query ($s: Selection) { serviceCounts(selection: $s) { clients { count atLeast } all { from to clients { count atLeast } share } bands { label clients { count atLeast } } grid { health counts atLeast } } }`,
      { s: selection },
    )
    const { tops } = release.layout
    for (const { from, to, clients } of answer.all) {
      const within = (n: number) => n >= Number(from) && (to === null || n <= Number(to))
      expect(clients).toEqual(expected(selection, (client) => within(client.services.length)))
    }
    expect(answer.bands.map(({ label }) => label)).toEqual(['0–1', '2–3', '4+'])
    expect(answer.grid.health).toEqual(['0', '1', '2', '3+'])
    for (const [h, row] of answer.grid.counts.entries()) {
      for (const [s, count] of row.entries()) {
        const kinds = (client: SyntheticClient, kind: number, top: number) =>
          Math.min(top, client.services.filter((service) => service % 3 === kind).length)
        const cell = expected(selection, (client) => kinds(client, 0, tops.health) === h && kinds(client, 1, tops.social) === s)
        expect({ count, atLeast: answer.grid.atLeast[h]?.[s] }).toEqual(cell)
      }
    }
  })

  it('of co-usage say who the clients are, within the selection', async () => {
    const selection = { ageGroups: ['AGE_65_PLUS'], municipalities: ['M01', 'M02'] }
    const { coUsage } = await data<{
      coUsage: { groups: { dimension: string; value: string; clients: Figure; share: number | null; shareOfAll: number | null }[] }
    }>(
      `query ($s: Selection) { coUsage(service: "S01", selection: $s) { groups { dimension value clients { count atLeast } share shareOfAll } } }`,
      { s: selection },
    )
    expect(coUsage.groups.map(({ dimension, value }) => `${dimension} ${value}`)).toEqual([
      'AGE AGE_65_79',
      'AGE AGE_80_PLUS',
      'SEX MALE',
      'SEX FEMALE',
      'COHORT HEAVY',
      'MUNICIPALITY M01',
      'MUNICIPALITY M02',
    ])
    const of: Record<string, Asked> = {
      AGE_65_79: { ...selection, ageGroups: ['AGE_65_79'] },
      AGE_80_PLUS: { ...selection, ageGroups: ['AGE_80_PLUS'] },
      MALE: { ...selection, sexes: ['MALE'] },
      FEMALE: { ...selection, sexes: ['FEMALE'] },
      HEAVY: { ...selection, cohort: 'HEAVY' },
      M01: { ...selection, municipalities: ['M01'] },
      M02: { ...selection, municipalities: ['M02'] },
    }
    const [all, inService] = [expected(selection, uses({})), expected(selection, uses({}, 'S01'))]
    for (const { value, clients, share: shown, shareOfAll } of coUsage.groups) {
      const group = of[value] ?? {}
      expect(clients).toEqual(expected(group, uses({}, 'S01')))
      expect(shown).toBe(share(clients, inService))
      expect(shareOfAll).toBe(share(expected(group, uses({})), all))
    }
  })

  it('of combinations are the published ones in order, with the selection’s services among them', async () => {
    const query = `query ($size: Int!, $s: Selection, $order: CombinationOrder) { combinations(size: $size, selection: $s, order: $order, first: 200) { services { code } clients { count atLeast } lift } }`
    type Rows = { combinations: { services: { code: string }[]; clients: Figure; lift: number | null }[] }
    const { combinations } = await data<Rows>(query, { size: 3, s: { services: ['S02'], sexes: ['FEMALE'] } })
    const codes = combinations.map(({ services }) => services.map(({ code }) => code))
    expect(codes.length).toBeGreaterThan(3)
    for (const [i, row] of combinations.entries()) {
      expect(codes[i]).toContain('S02')
      expect(row.clients).toEqual(expected({ sexes: ['FEMALE'] }, uses({}, ...(codes[i] ?? []))))
      expect(row.clients.count).toBeLessThanOrEqual(combinations[i - 1]?.clients.count ?? Infinity)
    }
    // Ten threes of six services hold S02; the eleventh figure is of all women.
    const { combinationsCoverage } = await data<{ combinationsCoverage: { shown: number; of: number } }>(
      '{ combinationsCoverage(size: 3, selection: { services: ["S02"], sexes: [FEMALE] }) { shown of } }',
    )
    expect(combinationsCoverage).toEqual({ shown: 1 + combinations.filter(({ clients }) => !clients.atLeast).length, of: 11 })
    for (const [order, sign] of [
      ['LIFT', -1],
      ['LOWEST_LIFT', 1],
    ] as const) {
      const lifts = (await data<Rows>(query, { size: 2, order })).combinations.map(({ lift }) => lift ?? Number.NaN)
      expect(lifts).toEqual([...lifts].sort((a, b) => sign * (a - b)))
    }
  })

  it('of differences take A from B where both are published', async () => {
    const [a, b] = [
      { sexes: ['MALE'], ageGroups: ['AGE_18_64'] },
      { sexes: ['FEMALE'], ageGroups: ['AGE_80_PLUS'] },
    ]
    const answer = await data<{
      overviewDifference: {
        service: { code: string }
        a: Figure
        b: Figure
        shareA: number | null
        shareB: number | null
        clients: number | null
        share: number | null
      }[]
      usageMatrixDifference: (number | null)[][]
      a: { rowShares: (number | null)[][] }
      b: { rowShares: (number | null)[][] }
    }>(
      `query ($a: Selection, $b: Selection) {
        overviewDifference(a: $a, b: $b) { service { code } a { count atLeast } b { count atLeast } shareA shareB clients share }
        usageMatrixDifference(a: $a, b: $b)
        a: usageMatrix(selection: $a) { rowShares }
        b: usageMatrix(selection: $b) { rowShares }
      }`,
      { a, b },
    )
    for (const row of answer.overviewDifference) {
      expect(row.a).toEqual(expected(a, uses({}, row.service.code)))
      expect(row.b).toEqual(expected(b, uses({}, row.service.code)))
      expect(row.clients).toBe(row.a.count === null || row.b.count === null ? null : row.b.count - row.a.count)
      expect(row.share).toBe(row.shareA === null || row.shareB === null ? null : row.shareB - row.shareA)
    }
    for (const [i, row] of answer.usageMatrixDifference.entries()) {
      for (const [j, points] of row.entries()) {
        const [x, y] = [answer.a.rowShares[i]?.[j] ?? null, answer.b.rowShares[i]?.[j] ?? null]
        expect(points).toBe(x === null || y === null ? null : y - x)
      }
    }
  })

  it('are the same under aliases, in any order of values and in every view', async () => {
    const answer = await data<Record<string, { clients?: Figure; counts?: unknown; selection?: unknown }>>(`{
      a: usageMatrix(selection: { ageGroups: [AGE_80_PLUS, AGE_0_17], municipalities: ["M02", "M01"] }) { selection { ageGroups municipalities } counts clients { count atLeast } }
      b: usageMatrix(selection: { ageGroups: [AGE_0_17, AGE_80_PLUS, AGE_0_17], municipalities: ["M01", "M02", "M02"] }) { selection { ageGroups municipalities } counts clients { count atLeast } }
      c: overview(selection: { ageGroups: [AGE_0_17, AGE_80_PLUS], municipalities: ["M01", "M02"] }) { clients { count atLeast } }
      d: serviceCounts(selection: { ageGroups: [AGE_0_17, AGE_80_PLUS], municipalities: ["M01", "M02"] }) { clients { count atLeast } }
    }`)
    expect(answer.a).toEqual(answer.b)
    expect(answer.c?.clients).toEqual(answer.a?.clients)
    expect(answer.d?.clients).toEqual(answer.a?.clients)
    expect(answer.a?.selection).toEqual({ ageGroups: ['AGE_0_17', 'AGE_80_PLUS'], municipalities: ['M01', 'M02'] })
  })

  it('order services by likeness: those of one group stand together', async () => {
    const { usageMatrix } = await data<{ usageMatrix: { size: string[]; sector: string[]; similarity: string[]; blocks: string[][] } }>(
      '{ usageMatrix { size: order(by: SIZE) sector: order(by: SECTOR) similarity: order(by: SIMILARITY) blocks } }',
    )
    for (const order of [usageMatrix.size, usageMatrix.sector, usageMatrix.similarity])
      expect([...order].sort()).toEqual(release.layout.services)
    expect(usageMatrix.sector).toEqual(['S01', 'S04', 'S03', 'S06', 'S02', 'S05'])
    // Services are invented in groups of four: S01–S04 and S05–S06.
    const [first, last] = [usageMatrix.similarity.slice(0, 2).sort(), usageMatrix.similarity.slice(-2).sort()]
    expect([first.join(), last.join()]).toContain('S05,S06')
    for (const block of usageMatrix.blocks) {
      expect(block.length).toBeGreaterThan(1)
      expect(usageMatrix.similarity.join()).toContain(block.join())
    }
  })
})

describe('a question outside the closed table', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['place and centre together', 'overview(selection: { municipalities: ["M01"], centres: ["C01"] }) { clients { count } }'],
    ['four services', 'usageMatrix(selection: { services: ["S01", "S02"] }) { counts }'],
    ['three services chosen', 'overview(selection: { services: ["S01", "S02", "S03"] }) { clients { count } }'],
    ['four services in co-usage', 'coUsage(service: "S03", selection: { services: ["S01", "S02"] }) { clients { count } }'],
    ['an empty list', 'overview(selection: { sexes: [] }) { clients { count } }'],
    ['overlapping age groups', 'overview(selection: { ageGroups: [AGE_65_PLUS, AGE_80_PLUS] }) { clients { count } }'],
    ['services in the histograms', 'serviceCounts(selection: { services: ["S01"] }) { clients { count } }'],
    ['three services at a centre', 'combinations(size: 3, selection: { centres: ["C01"] }) { clients { count } }'],
    ['combinations of four', 'combinations(size: 4) { clients { count } }'],
    ['combinations of one', 'combinations(size: 1) { clients { count } }'],
    ['a coverage of combinations of four', 'combinationsCoverage(size: 4) { shown }'],
    ['a difference with an empty list', 'overviewDifference(a: {}, b: { services: [] }) { clients }'],
  ]
  it.each(refused)('is refused without an answer: %s', async (_, field) => {
    const answer = await ask(`{ ${field} }`)
    expect(answer.data).toBeNull()
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'SELECTION_NOT_PUBLISHED' }])
    expect(answer.errors?.[0]?.message).not.toMatch(/\d/)
  })

  it.each([
    ['a service', 'coUsage(service: "S99") { clients { count } }'],
    ['a chosen service', 'overview(selection: { services: ["S99"] }) { clients { count } }'],
    ['a municipality', 'overview(selection: { municipalities: ["M99"] }) { clients { count } }'],
    ['a centre', 'overview(selection: { centres: ["M01"] }) { clients { count } }'],
  ])('has an unknown code: %s', async (_, field) => {
    const answer = await ask(`{ ${field} }`)
    expect(answer.data).toBeNull()
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'UNKNOWN_CODE' }])
  })

  it('takes null for absent', async () => {
    const answer = await data<Record<string, { clients: Figure }>>(`{
      a: overview { clients { count atLeast } }
      b: overview(selection: null) { clients { count atLeast } }
      c: overview(selection: { sexes: null, ageGroups: null, municipalities: null, centres: null, cohort: null, services: null }, release: null) { clients { count atLeast } }
    }`)
    expect(answer.b).toEqual(answer.a)
    expect(answer.c).toEqual(answer.a)
  })

  it('names a release that is not there', async () => {
    const answer = await ask('{ overview(release: "000000000000") { clients { count } } }')
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'RELEASE_NOT_FOUND' }])
  })
})
