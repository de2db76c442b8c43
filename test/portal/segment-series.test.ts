import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeBudget } from '../../server/vault/segments/questions.ts'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { importSynthetic } from '../support/synthetic-import.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

/** Segments over the releases, over HTTP, with a real vault that answers when it is told to. */
let opened: AnsweredPortal
const releases: SyntheticRelease[] = []
/** The vault keeps the clients of all but the first. */
const DATES = ['2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30'] as const

beforeAll(async () => {
  opened = await openAnsweredPortal('when told', async ({ portalDatabase, vault }) => {
    for (const [at, dataDate] of DATES.entries()) {
      const release = await publishSynthetic(portalDatabase, {
        ...{ clients: 12_000 + 2_000 * at, services: 6, seed: 20 + at, dataDate },
        publishedAt: new Date(Date.UTC(2026, at, 1)),
      })
      releases.push(release)
      if (at > 0) await importSynthetic(vault, release)
    }
  })
})
afterAll(() => opened.close())

const data: AnsweredPortal['data'] = (query, variables) => opened.data(query, variables)

interface Point {
  readonly dataDate: string
  readonly state: string
  readonly clients: { readonly size: number; readonly low: number; readonly high: number } | null
  readonly share: { readonly value: number; readonly low: number; readonly high: number } | null
  readonly residents: { readonly persons: number; readonly source: string } | null
  readonly perThousand: { readonly value: number; readonly low: number; readonly high: number } | null
  readonly change: { readonly value: number; readonly low: number; readonly high: number } | null
  readonly breaks: readonly { readonly reason: string; readonly codes: readonly string[] }[]
}
const POINT =
  '{ dataDate state version clients { size low high } share { value low high } residents { persons source } perThousand { value low high } change { value low high } breaks { reason codes } }'
const series = async (scheme: string, segment: string | null = 's0') =>
  (
    await data(
      `query($scheme: ID!, $segment: ID) { segmentSeries(scheme: $scheme, segment: $segment) { indicator mayCount points ${POINT}
        centres: parts(by: CENTRES) { code points ${POINT} }
        places: parts(by: PLACES) { code points ${POINT} } groups: parts(by: GROUPS) { code points ${POINT} } } }`,
      { scheme, segment },
    )
  ).segmentSeries
const states = async (scheme: string) => (await series(scheme)).points.map(({ state }: Point) => state)
const service = (at: number) => releases[0]?.layout.services[at] ?? ''
const content = (...at: readonly number[]) => ({
  title: { fi: 'Jako' },
  segments: at.map((one, n) => ({
    ...{ key: `s${n}`, name: { fi: `Segmentti ${n}` } },
    rule: { alternatives: [[{ kind: 'USES_ALL', services: [service(one)] }]] },
  })),
})
async function adopt(draft: string, version = '1'): Promise<string> {
  await data('mutation($draft: ID!, $version: ID!) { adoptSegments(draft: $draft, version: $version) { id } }', { draft, version })
  return (await data('{ adoptedSchemes { id draft } }')).adoptedSchemes.find((one: { draft: string }) => one.draft === draft).id
}
const drafted = async (...at: readonly number[]): Promise<string> =>
  (
    await data('mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id } }', {
      blank: { scope: 'ALL', content: content(...at) },
    })
  ).createSegmentDraft.id
const countEarlier = (scheme: string) => data('mutation($scheme: ID!) { countEarlierReleases(scheme: $scheme) { mayCount } }', { scheme })
const spent = async () =>
  (
    await opened.vault.pool.query(
      "SELECT to_char(data_date, 'YYYY-MM-DD') AS date, spent FROM adopted_ledger WHERE age = 'AGE_0_17' ORDER BY 1",
    )
  ).rows

describe('a segment over the releases', () => {
  let draft = ''
  let scheme = ''

  it('has the release that it was adopted in; earlier ones are not counted unless somebody asks', async () => {
    draft = await drafted(0, 1)
    scheme = await adopt(draft)
    expect(await states(scheme)).toEqual(['NOT_COUNTED', 'NOT_COUNTED', 'NOT_COUNTED', 'WAITING'])
    await opened.answerAll()
    const { points, mayCount } = await series(scheme)
    expect(points.map(({ state }: Point) => state)).toEqual(['NOT_COUNTED', 'NOT_COUNTED', 'NOT_COUNTED', 'FIGURES'])
    expect(points.map(({ dataDate }: Point) => dataDate)).toEqual(DATES)
    expect(points.map(({ change }: Point) => change)).toEqual([null, null, null, null])
    expect(mayCount).toBe(true)
    expect(await spent()).toEqual([{ date: '2025-09-30', spent: 1000 }])
  })

  it('is counted for earlier data dates by the same books, one scheme each, and says where the data are no longer kept', async () => {
    await countEarlier(scheme)
    expect(await states(scheme)).toEqual(['WAITING', 'WAITING', 'WAITING', 'FIGURES'])
    expect(await opened.answerAll()).toBe(3)
    expect(await states(scheme)).toEqual(['NOT_POSSIBLE', 'FIGURES', 'FIGURES', 'FIGURES'])
    expect(await spent()).toEqual(DATES.slice(1).map((date) => ({ date, spent: 1000 })))
    await countEarlier(scheme)
    expect(await opened.answerAll()).toBe(0)
  })

  it('is near the truth of each release, and its change allows for the noise of both', async () => {
    const { points } = await series(scheme)
    const truths = releases.map(({ clients }) => clients.filter(({ services }) => services.includes(0)).length)
    for (const [at, { clients, change }] of (points as Point[]).entries()) {
      if (at === 0) continue
      // Noise of ε 0.12: 190 is passed once in billions.
      expect(Math.abs((clients?.size ?? 0) - (truths[at] ?? 0))).toBeLessThan(190)
      const before = points[at - 1].clients
      if (at === 1) expect(change).toBeNull()
      else {
        expect(change?.value).toBe((clients?.size ?? 0) - before.size)
        expect((change?.high ?? 0) - (change?.low ?? 0)).toBe(before.high - before.low + (clients?.high ?? 0) - (clients?.low ?? 0))
      }
    }
  })

  it('has the same releases by municipality, centre, and sex and age, in the order of the catalogue', async () => {
    const { places, centres, groups } = await series(scheme)
    expect(places.map(({ code }: { code: string }) => code)).toEqual(releases[3]?.layout.municipalities)
    expect(centres.map(({ code }: { code: string }) => code)).toEqual(releases[3]?.layout.centres)
    expect(groups.map(({ code }: { code: string }) => code)).toHaveLength(8)
    for (const { points } of [...places, ...centres, ...groups])
      expect(points.map(({ clients }: Point) => clients === null)).toEqual([true, false, false, false])
  })

  it('is near the truth at each centre, which clients without one are not at', async () => {
    const { centres } = await series(scheme)
    for (const [at, { points }] of (centres as { points: Point[] }[]).entries())
      for (const [n, release] of releases.entries()) {
        if (n === 0) continue
        const truth = release.clients.filter(({ services, centre }) => services.includes(0) && centre === at).length
        expect(Math.abs((points[n]?.clients?.size ?? 0) - truth)).toBeLessThan(190)
      }
  })

  it('is a rate of the residents that statistics know: of the county and of municipalities, of no centre, sex or age', async () => {
    expect((await series(scheme)).points.map(({ residents, perThousand }: Point) => [residents, perThousand])).toEqual(
      DATES.map(() => [null, null]),
    )
    const { id: releaseId = '' } = releases[3] ?? {}
    const row = (position: number, area: string, persons: number, ageGroup = 'ALL') => ({
      ...{ releaseId, position, area, ageGroup, persons },
      ...{ countedOn: new Date('2024-12-31'), source: 'Tilastokeskus' },
    })
    await opened.prisma.residentCount.createMany({
      data: [row(0, '16', 40_000), row(1, 'M01', 9_000), row(2, 'M02', 19), row(3, '16', 5_000, 'AGE_0_17')],
    })
    const { points, places, centres, groups } = await series(scheme)
    expect(points.map(({ perThousand }: Point) => perThousand === null)).toEqual([true, true, true, false])
    const { clients, residents, perThousand } = points[3] as Point
    expect(residents).toEqual({ persons: 40_000, source: 'Tilastokeskus' })
    const rate = (n: number, round: (n: number) => number) => round((10_000 * n) / 40_000) / 10
    expect(perThousand).toEqual({
      value: rate(clients?.size ?? 0, Math.round),
      low: rate(clients?.low ?? 0, Math.floor),
      high: rate(clients?.high ?? 0, Math.ceil),
    })
    const newest = (parts: readonly { points: readonly Point[] }[]) => parts.map((part) => part.points[3]?.perThousand ?? null)
    expect(newest(places).map((one) => one === null)).toEqual([false, true, true, true])
    expect([...newest(centres), ...newest(groups)].every((one) => one === null)).toBe(true)
  })

  it('is not counted by centre where it was answered before centres were: nothing is asked or spent for it', async () => {
    const asked = await opened.prisma.draftQuestion.findMany({ where: { kind: 'FIGURES', answeredAt: { not: null } } })
    const before = await spent()
    for (const { id } of asked)
      await opened.prisma.$executeRaw`
        UPDATE draft_question SET answer = answer #- '{figures,centres}' #- '{figures,tables,CENTRES}' WHERE id = ${id} AND answer->>'kind' = 'figures'`
    const { points, centres, places } = await series(scheme)
    expect([points.map(({ state }: Point) => state), centres]).toEqual([['NOT_POSSIBLE', 'FIGURES', 'FIGURES', 'FIGURES'], []])
    expect(places).toHaveLength(4)
    const { segmentation } = await data('query($scheme: ID!) { segmentation(scheme: $scheme) { segments { centres { centre } } } }', {
      scheme,
    })
    expect(segmentation.segments.map((one: { centres: unknown }) => one.centres)).toEqual([null, null, null])
    expect([await opened.answerAll(), await spent()]).toEqual([0, before])
    for (const { id, answer } of asked) await opened.prisma.draftQuestion.update({ where: { id }, data: { answer: answer ?? {} } })
    expect((await series(scheme)).centres).toHaveLength(3)
  })

  it('has targets, reached or not as far as the interval of its number tells', async () => {
    const { indicator, points, places } = await series(scheme)
    const of = { indicator, due: '2026-12-31', owner: 'Palvelujohtaja' }
    const set = async (target: object) =>
      (
        await data('mutation($target: TargetInput!) { setTarget(target: $target) { id reached municipality } }', {
          target: { ...of, unit: 'CLIENTS', direction: 'AT_MOST', ...target },
        })
      ).setTarget
    const { clients, share } = points[3] as Point
    const [low, high] = [clients?.low ?? 0, clients?.high ?? 0]
    for (const [value, direction, reached] of [
      [high, 'AT_MOST', 'REACHED'],
      [high - 1, 'AT_MOST', 'UNDECIDED'],
      [low - 1, 'AT_MOST', 'NOT_REACHED'],
      [low, 'AT_LEAST', 'REACHED'],
      [high + 1, 'AT_LEAST', 'NOT_REACHED'],
    ] as const)
      expect(await set({ value, direction })).toMatchObject({ reached })
    // Targets are whole per cent, shares are told in tenths: whether a whole number lies inside the interval is the noise's.
    const [least, most] = [share?.low ?? 0, share?.high ?? 0]
    const sharesAround = [Math.floor(least) - 1, Math.floor(least), Math.ceil(least), Math.ceil(most)]
    for (const value of sharesAround)
      expect(await set({ unit: 'SHARE', value })).toMatchObject({
        reached: value >= most ? 'REACHED' : value >= least ? 'UNDECIDED' : 'NOT_REACHED',
      })
    const place = (places[0].points[3] as Point).clients
    expect(await set({ municipality: 'M01', value: place?.high ?? 0 })).toMatchObject({ reached: 'REACHED', municipality: 'M01' })
    expect(await set({ municipality: 'M01', value: (place?.low ?? 0) - 1 })).toMatchObject({ reached: 'NOT_REACHED' })
    const { targets } = await data('query($of: ID!) { targets(indicator: $of) { id owner due } }', { of: indicator })
    expect(targets).toHaveLength(7 + sharesAround.length)
    await expect(set({ value: 5, ageGroup: 'AGE_0_17' })).rejects.toThrow('BAD_USER_INPUT')
    for (const unknown of [`${indicator}9`, `segment:none/s0`, 'segment:'])
      await expect(set({ value: 5, indicator: unknown })).rejects.toThrow('BAD_USER_INPUT')
  })

  it('breaks where a service that decides it is counted otherwise, and tells no change across it', async () => {
    const { id = '' } = releases[3] ?? {}
    const limit = (useThreshold: number | null, at: number) =>
      opened.prisma.service.updateMany({ where: { releaseId: id, code: service(at) }, data: { useThreshold } })
    await limit(99, 0)
    const point = async (segment: string | null) => (await series(scheme, segment)).points[3] as Point
    expect(await point('s0')).toMatchObject({ change: null, breaks: [{ reason: 'SERVICES', codes: [service(0)] }] })
    expect(await point(null)).toMatchObject({ breaks: [{ reason: 'SERVICES' }] })
    await limit(null, 0)
    await limit(99, 1)
    // The second segment's service does not decide who is in the first; it decides the second and the rest.
    expect(await point('s0')).toMatchObject({ breaks: [] })
    expect(await point('s1')).toMatchObject({ breaks: [{ codes: [service(1)] }] })
    await limit(null, 1)
  })

  it('goes on with the figures of the version before where a new one was not counted, and breaks there', async () => {
    await data(
      'mutation($draft: ID!, $content: SchemeContentInput!) { saveSegmentVersion(draft: $draft, base: "1", content: $content) { id } }',
      { draft, content: content(0, 2) },
    )
    const next = await adopt(draft, '2')
    await opened.answerAll()
    const { points } = await series(next)
    expect(points.map(({ state, version }: Point & { version: string }) => [state, version])).toEqual([
      ['NOT_COUNTED', '2'],
      ['FIGURES', '1'],
      ['FIGURES', '1'],
      ['FIGURES', '2'],
    ])
    expect(points[3]).toMatchObject({ change: null, breaks: [{ reason: 'SCHEME', codes: [] }] })
    expect(points[2].breaks).toEqual([])
    expect((await series(scheme)).mayCount).toBe(false)
    await expect(countEarlier(scheme)).rejects.toThrow('BAD_USER_INPUT')
  })

  it('says of a data date that had its four schemes that no place was left', async () => {
    await opened.vault.pool.query("UPDATE adopted_ledger SET spent = 4000 WHERE data_date = '2025-03-31'")
    const other = await adopt(await drafted(3, 4))
    await countEarlier(other)
    await opened.answerAll()
    expect(await states(other)).toEqual(['NOT_POSSIBLE', 'SPENT', 'FIGURES', 'FIGURES'])
  })

  it('is of no segment that the scheme has not', async () => {
    await expect(series(scheme, 's9')).rejects.toThrow('UNKNOWN_CODE')
  })

  it('is audited: who had releases counted, and a look at figures', async () => {
    expect(await opened.prisma.auditEvent.count({ where: { kind: 'SEGMENTS', subject: 'COUNT_EARLIER' } })).toBeGreaterThan(0)
    await expect
      .poll(() => opened.prisma.auditEvent.count({ where: { kind: 'QUERY', subject: 'segmentSeries' } }), { timeout: 20_000 })
      .toBeGreaterThan(0)
  })
})

it('what is left of the schemes of a data date is told beside the evaluations, once the vault has said', async () => {
  const left = async () => (await data('{ evaluationBudget { scope left of schemesLeft schemesOf } }')).evaluationBudget
  expect(await left()).toEqual([])
  const warm = await opened.evaluator.warm()
  if (warm) await writeBudget(opened.portalDatabase, warm.dataDate, warm.budget)
  expect((await left())[0]).toMatchObject({ left: 100, schemesLeft: null, schemesOf: null })
  if (warm) await writeBudget(opened.portalDatabase, warm.dataDate, warm.budget, warm.adopted)
  // Three schemes for all ages were counted of the newest data date.
  for (const line of await left()) expect(line).toMatchObject({ schemesLeft: 1, schemesOf: 4 })
  if (warm) await writeBudget(opened.portalDatabase, warm.dataDate, warm.budget)
  expect((await left())[0]).toMatchObject({ schemesLeft: 1 })
})
