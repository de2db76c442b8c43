import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../../server/migrations.ts'
import { PrismaClient } from '../../../server/portal/generated/prisma/client.ts'
import { createPortal, type Portal } from '../../../server/portal/http.ts'
import { publishSynthetic, type SyntheticClient, type SyntheticRelease } from '../../support/synthetic-release.ts'

/** Five quarters of invented clients, published out of order: the newest data date first. */
const DATES = ['2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'] as const
const OPTIONS = { clients: 700, services: 6, municipalities: 3, centres: 3 }

let database: Database
let portal: Portal
let prisma: PrismaClient
let made: readonly SyntheticRelease[]
let url = ''

interface Answer<T> {
  readonly data: T | null
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

async function ask<T>(query: string, variables: object = {}): Promise<Answer<T>> {
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

interface Point {
  readonly release: { readonly dataDate: string; readonly current: boolean }
  readonly clients: { readonly count: number | null; readonly atLeast: boolean }
  readonly of: { readonly count: number | null; readonly atLeast: boolean }
  readonly share: number | null
  readonly shareOfResidents: number | null
  readonly perThousand: number | null
  readonly residents: { readonly persons: number; readonly source: string } | null
  readonly sincePrevious: number | null
  readonly sinceYear: number | null
  readonly shareSinceYear: number | null
  readonly breaks: readonly { readonly reason: string; readonly codes: readonly string[] }[]
}
interface Series {
  readonly series: {
    readonly sinceFirst: number | null
    readonly points: readonly Point[]
    readonly parts: readonly { readonly code: string; readonly points: readonly Point[] }[]
  }
}

const POINT = `release { dataDate current } clients { count atLeast } of { count atLeast } share shareOfResidents perThousand
  residents { persons source } sincePrevious sinceYear shareSinceYear breaks { reason codes }`
const SERIES = `query ($indicator: ID!, $selection: Selection, $release: ID, $by: PartDimension!) {
  series(indicator: $indicator, selection: $selection, release: $release) {
    sinceFirst points { ${POINT} } parts(by: $by) { code points { ${POINT} } }
  }
}`
const series = (indicator: string, selection: object = {}, more: object = {}) =>
  data<Series>(SERIES, { indicator, selection, by: 'MUNICIPALITY', ...more }).then((answer) => answer.series)

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  const published = []
  for (const [at, dataDate] of [...DATES.entries()].reverse())
    published.push(
      await publishSynthetic(database, { ...OPTIONS, seed: at + 1, dataDate, publishedAt: new Date(Date.UTC(2026, 1, 20 - at)) }),
    )
  made = published.reverse()
  await prisma.residentCount.createMany({
    data: made.flatMap(({ id }) => [
      { releaseId: id, position: 0, area: '16', ageGroup: 'ALL', persons: 1000, countedOn: new Date('2024-12-31'), source: 'a register' },
      { releaseId: id, position: 1, area: 'M01', ageGroup: 'ALL', persons: 12, countedOn: new Date('2024-12-31'), source: 'a register' },
    ]),
  })
  portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
  url = `http://127.0.0.1:${await portal.listen(0, '127.0.0.1')}/graphql`
})
afterAll(async () => {
  await portal.stop()
  await prisma.$disconnect()
  await database.close()
})

/** What a release shows of clients counted here by a filter. */
const shown = (release: SyntheticRelease, test: (client: SyntheticClient) => boolean): number | null => {
  const n = release.clients.filter(test).length
  return n < 5 ? null : n
}

describe('a series of releases', () => {
  it('has a point for each data date, oldest first, whatever was published last', async () => {
    const { points } = await series('clients')
    expect(points.map(({ release }) => release.dataDate)).toEqual([...DATES])
    expect(points.map(({ release }) => release.current)).toEqual([false, false, false, false, true])
    expect((await data<{ release: { dataDate: string } }>('{ release { dataDate } }')).release.dataDate).toBe('2025-12-31')
  })

  it.each([
    ['clients', {}, () => true],
    ['several-services', {}, (client: SyntheticClient) => client.heavy],
    ['using:S02', {}, (client: SyntheticClient) => client.services.includes(1)],
    ['using:S01+S02', {}, (client: SyntheticClient) => client.services.includes(0) && client.services.includes(1)],
    ['heavy:S03', {}, (client: SyntheticClient) => client.heavyIn.includes(2)],
    ['using:S01', { cohort: 'HEAVY' }, (client: SyntheticClient) => client.heavy && client.services.includes(0)],
    [
      'using:S01',
      { services: ['S02'], sexes: ['MALE'] },
      (c: SyntheticClient) => c.sex === 1 && c.services.includes(0) && c.services.includes(1),
    ],
    ['several-services', { municipalities: ['M02'] }, (client: SyntheticClient) => client.heavy && client.municipality === 1],
  ] as const)('reads %s in %j from every release', async (indicator, selection, test) => {
    const { points } = await series(indicator, selection)
    expect(points.map(({ clients }) => clients.count)).toEqual(made.map((release) => shown(release, test)))
  })

  it('adds numbers of services up: 0 to 1, four or more', async () => {
    const few = await series('few-services')
    const many = await series('four-services')
    few.points.forEach(({ clients }, at) => {
      const all = made[at]?.clients ?? []
      expect(clients.count).toBe(all.filter(({ services }) => services.length <= 1).length)
      const atLeast = all.filter(({ services }) => services.length >= 4).length
      expect(many.points[at]?.clients.count ?? 0).toBeLessThanOrEqual(atLeast)
      if (many.points[at]?.clients.atLeast === false) expect(many.points[at]?.clients.count).toBe(atLeast)
    })
  })

  it('gives changes as differences of published figures, and none where one is withheld', async () => {
    for (const indicator of ['clients', 'several-services', 'using:S06', 'heavy:S06']) {
      for (const { points } of (await series(indicator, {}, { by: 'CENTRE' })).parts) {
        points.forEach((point, at) => {
          const minus = (other: Point | undefined) =>
            other === undefined || point.clients.count === null || other.clients.count === null
              ? null
              : point.clients.count - other.clients.count
          expect(point.sincePrevious).toBe(minus(points[at - 1]))
          expect(point.sinceYear).toBe(minus(points[at - 4]))
        })
      }
    }
  })

  it('adds quarterly changes up to the change over the year and over the whole', async () => {
    const { points, sinceFirst } = await series('several-services')
    const sum = points.slice(1).reduce((all, point) => all + (point.sincePrevious ?? Number.NaN), 0)
    expect(points.at(-1)?.sinceYear).toBe(sum)
    expect(sinceFirst).toBe(sum)
  })

  it('gives shares of clients and of residents, the latter where statistics name the area and at least twenty live there', async () => {
    const { points, parts } = await series('several-services')
    for (const point of points) {
      expect(point.residents).toEqual({ persons: 1000, source: 'a register' })
      expect(point.share).toBe(Math.round((100 * (point.clients.count ?? Number.NaN)) / (point.of.count ?? Number.NaN)))
      expect(point.shareOfResidents).toBe(Math.round((point.clients.count ?? Number.NaN) / 10))
      expect(point.perThousand).toBe(point.clients.count)
    }
    const [small, other] = parts
    expect(small?.points.every(({ residents, perThousand }) => residents?.persons === 12 && perThousand === null)).toBe(true)
    expect(other?.points.every(({ residents, shareOfResidents }) => residents === null && shareOfResidents === null)).toBe(true)
    const women = await series('several-services', { sexes: ['FEMALE'] })
    expect(women.points.every(({ residents }) => residents === null)).toBe(true)
  })

  it('lists places and ages in the order of the catalogue, never by size', async () => {
    const codes = async (by: string) => (await series('clients', {}, { by })).parts.map(({ code }) => code)
    expect(await codes('MUNICIPALITY')).toEqual(['M01', 'M02', 'M03'])
    expect(await codes('CENTRE')).toEqual(['C01', 'C02', 'C03'])
    expect(await codes('AGE')).toEqual(['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'])
    expect(await codes('SEX')).toEqual(['MALE', 'FEMALE'])
  })

  it('ends at the release that is asked for, so that a link keeps its figures', async () => {
    const { points } = await series('clients', {}, { release: made[2]?.id })
    expect(points.map(({ release }) => release.dataDate)).toEqual(DATES.slice(0, 3))
  })

  it.each([
    ['nothing', {}, 'UNKNOWN_CODE'],
    ['using:S99', {}, 'UNKNOWN_CODE'],
    ['using:S02+S01', {}, 'UNKNOWN_CODE'],
    ['count:7+', {}, 'UNKNOWN_CODE'],
    ['count:3-2', {}, 'UNKNOWN_CODE'],
    ['housing-24h', {}, 'UNKNOWN_CODE'],
    ['few-services', { services: ['S01'] }, 'SELECTION_NOT_PUBLISHED'],
    ['using:S01+S02', { services: ['S03'] }, 'SELECTION_NOT_PUBLISHED'],
    ['clients', { municipalities: ['M01'], centres: ['C01'] }, 'SELECTION_NOT_PUBLISHED'],
  ] as const)('refuses %s in %j', async (indicator, selection, code) => {
    const { errors } = await ask(SERIES, { indicator, selection, by: 'SEX' })
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code])
  })
})

interface Covered {
  readonly shown: number
  readonly of: number
  readonly widening: { readonly gain: number; readonly selection: Readonly<Record<string, readonly string[] | string>> } | null
}
const WIDER = '{ ageGroups sexes municipalities centres cohort services }'
/** How much of a page is shown: the lines of these parts, with who the clients are where `profile` says so. */
async function covered(indicator: string, selection: object, by: readonly string[], profile: boolean): Promise<Covered> {
  const { series } = await data<{ series: { coverage: Covered } }>(
    `query ($indicator: ID!, $selection: Selection, $by: [PartDimension!]!, $profile: Boolean!) { series(indicator: $indicator,
       selection: $selection) { coverage(by: $by, profile: $profile) { shown of widening { gain selection ${WIDER} } } } }`,
    { indicator, selection, by, profile },
  )
  return series.coverage
}
const isExact = ({ count, atLeast }: Point['clients']): boolean => count !== null && !atLeast

describe('how much of a series is shown', () => {
  it.each([
    ['several-services', {}, 2],
    ['using:S05', { municipalities: ['M02'], ageGroups: ['AGE_80_PLUS'] }, 2],
    ['clients', {}, 1],
  ] as const)(
    'counts every point of the whole and of the parts of %s in %j once, with what it is a share of',
    async (indicator, selection, each) => {
      const { points, parts } = await series(indicator, selection)
      const all = [points, ...parts.map((part) => part.points)].flat()
      const coverage = await covered(indicator, selection, ['MUNICIPALITY', 'MUNICIPALITY'], false)
      const figures = all.flatMap(({ clients, of }) => [clients, of].slice(0, each))
      expect(coverage).toMatchObject({ shown: figures.filter(isExact).length, of: figures.length })
      expect(all).toHaveLength(DATES.length * (1 + OPTIONS.municipalities))
    },
  )

  it('counts who the clients are and what they use where the page shows it', async () => {
    const bare = await covered('several-services', {}, [], false)
    expect(bare).toEqual({ shown: 2 * DATES.length, of: 2 * DATES.length, widening: null })
    const { indicatorProfile: profile } = await data<{ indicatorProfile: Record<'groups' | 'services', readonly Point[]> }>(
      '{ indicatorProfile(indicator: "several-services") { groups { clients { count atLeast } } services { clients { count atLeast } } } }',
    )
    const figures = [...profile.groups, ...profile.services].map(({ clients }) => clients)
    expect(figures).toHaveLength(8 + OPTIONS.services)
    const coverage = await covered('several-services', {}, [], true)
    expect(coverage).toMatchObject({ shown: bare.shown + figures.filter(isExact).length, of: bare.of + figures.length })
  })

  it('names the smallest widening, which shows so many more', async () => {
    const selection = { municipalities: ['M03'], ageGroups: ['AGE_80_PLUS'], sexes: ['MALE'] }
    const narrow = await covered('using:S05', selection, ['CENTRE'], true)
    expect(narrow.shown).toBeLessThan(narrow.of)
    const { widening } = narrow
    if (!widening) throw new Error('nothing wider shows more')
    const named = Object.entries(widening.selection).filter(([, value]) => value.length > 0)
    const wide = await covered('using:S05', Object.fromEntries(named), ['CENTRE'], true)
    expect(wide.of).toBe(narrow.of)
    expect(wide.shown).toBe(narrow.shown + widening.gain)
  })
})

describe('a break in the line', () => {
  const breaks = async (indicator: string, selection: object = {}) => {
    const { points } = await series(indicator, selection)
    return { reasons: points.map((point) => point.breaks.map(({ reason, codes }) => [reason, ...codes].join(' '))), points }
  }
  const alter = async (sql: string, values: readonly unknown[]) => {
    await database.pool.query(sql, [...values])
    // What is in memory was read before: a new portal reads the altered catalogue.
    await portal.stop()
    portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
    url = `http://127.0.0.1:${await portal.listen(0, '127.0.0.1')}/graphql`
  }
  const fourth = () => made[3]?.id

  it('is not there between releases that count the same', async () => {
    expect((await breaks('several-services')).reasons).toEqual([[], [], [], [], []])
  })

  it('stands where a service is counted by another rule, for the indicators that rest on it', async () => {
    await alter("UPDATE service SET use_threshold = 7 WHERE release_id = $1 AND code = 'S03'", [fourth()])
    const { reasons, points } = await breaks('several-services')
    expect(reasons).toEqual([[], [], [], ['SERVICES S03'], ['SERVICES S03']])
    expect(points.slice(3).map(({ sincePrevious, sinceYear }) => [sincePrevious, sinceYear])).toEqual([
      [null, null],
      [null, null],
    ])
    expect(points[2]?.sincePrevious).not.toBeNull()
    expect((await breaks('using:S03')).reasons[3]).toEqual(['SERVICES S03'])
    expect((await breaks('using:S01')).reasons.flat()).toEqual([])
    expect((await breaks('clients')).reasons.flat()).toEqual([])
    expect((await series('several-services')).sinceFirst).toBeNull()
    await alter("UPDATE service SET use_threshold = 5 WHERE release_id = $1 AND code = 'S03'", [fourth()])
  })

  it('stands where the limits of heavy use changed, for heavy users alone', async () => {
    await alter(`UPDATE release SET rules = jsonb_set(rules, '{socialServices}', '4') WHERE id = $1`, [fourth()])
    expect((await breaks('several-services')).reasons).toEqual([[], [], [], ['RULES'], ['RULES']])
    expect((await breaks('few-services')).reasons.flat()).toEqual([])
    await alter(`UPDATE release SET rules = jsonb_set(rules, '{socialServices}', '3') WHERE id = $1`, [fourth()])
  })

  it('is one between two releases side by side too: no difference is given across it', async () => {
    interface Side {
      readonly count: number | null
    }
    interface Row {
      readonly service: { readonly code: string }
      readonly a: Side
      readonly b: Side
      readonly clients: number | null
      readonly share: number | null
      readonly breaks: readonly { readonly reason: string; readonly codes: readonly string[] }[]
    }
    const compared = (selection: object = {}) =>
      data<{ overview: Row[]; coUsage: Row[]; matrix: (number | null)[][] }>(
        `query ($s: Selection, $a: ID, $b: ID) {
          overview: overviewDifference(a: $s, b: $s, release: $a, releaseB: $b) { ...Row }
          coUsage: coUsageDifference(service: "S03", a: $s, b: $s, release: $a, releaseB: $b) { ...Row }
          matrix: usageMatrixDifference(a: $s, b: $s, release: $a, releaseB: $b)
        } fragment Row on ServiceDifference { service { code } a { count } b { count } clients share breaks { reason codes } }`,
        { s: selection, a: fourth(), b: made[2]?.id },
      )
    const broken = (rows: readonly Row[]) => rows.filter(({ breaks }) => breaks.length > 0).map(({ service }) => service.code)
    const given = (rows: readonly Row[]) => rows.filter(({ clients, share }) => clients !== null || share !== null)
    const before = await compared()
    expect(broken([...before.overview, ...before.coUsage])).toEqual([])
    expect(before.overview.every(({ clients }) => clients !== null)).toBe(true)
    const heavyBefore = await compared({ cohort: 'HEAVY' })
    expect(given(heavyBefore.overview).length).toBeGreaterThan(0)

    await alter("UPDATE service SET use_threshold = 7 WHERE release_id = $1 AND code = 'S03'", [fourth()])
    const { overview, coUsage, matrix } = await compared()
    expect(broken(overview)).toEqual(['S03'])
    expect(given(overview).map(({ service }) => service.code)).not.toContain('S03')
    expect(overview.find(({ service }) => service.code === 'S03')).toMatchObject({
      ...{ a: { count: expect.any(Number) }, b: { count: expect.any(Number) } },
      ...{ clients: null, share: null, breaks: [{ reason: 'SERVICES', codes: ['S03'] }] },
    })
    expect(overview.filter(({ breaks }) => breaks.length === 0)).toEqual(before.overview.filter(({ service }) => service.code !== 'S03'))
    expect(given(coUsage)).toEqual([])
    expect(matrix).toEqual(before.matrix.map((row, i) => row.map((points, j) => (i === 2 || j === 2 ? null : points))))
    expect(given((await compared({ cohort: 'HEAVY' })).overview)).toEqual([])
    await alter("UPDATE service SET use_threshold = 5 WHERE release_id = $1 AND code = 'S03'", [fourth()])

    await alter(`UPDATE release SET rules = jsonb_set(rules, '{socialServices}', '4') WHERE id = $1`, [fourth()])
    expect(await compared()).toEqual(before)
    const heavy = await compared({ cohort: 'HEAVY' })
    expect(given(heavy.overview)).toEqual([])
    expect(heavy.overview[0]?.breaks).toEqual([{ reason: 'RULES', codes: [] }])
    expect((await breaks('using:S01', { cohort: 'HEAVY' })).reasons[3]).toEqual(['RULES'])
    await alter(`UPDATE release SET rules = jsonb_set(rules, '{socialServices}', '3') WHERE id = $1`, [fourth()])
  })

  it('stands where the county came to have another municipality, in the county and there, and the other lines go on', async () => {
    const wider = await publishSynthetic(database, {
      ...{ ...OPTIONS, municipalities: 4, seed: 9, dataDate: '2026-03-31', publishedAt: new Date('2026-04-10') },
    })
    await portal.store.refresh()
    const { points, parts } = await series('clients')
    expect(points.at(-1)?.breaks).toEqual([{ reason: 'AREAS', codes: ['M04'] }])
    expect(points.at(-1)?.clients.count).toBe(wider.clients.length)
    const part = (code: string) => parts.find((one) => one.code === code)?.points
    expect(part('M04')?.map(({ clients }) => clients.count === null)).toEqual([true, true, true, true, true, false])
    expect(part('M04')?.at(-1)?.breaks).toEqual([{ reason: 'AREAS', codes: ['M04'] }])
    expect(part('M01')?.at(-1)?.breaks).toEqual([])
    expect(part('M01')?.at(-1)?.sincePrevious).not.toBeNull()
  })
})
