import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { groupsOf } from '../../server/segments/adopted.ts'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { importSynthetic } from '../support/synthetic-import.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

/** The detail of an adopted scheme over HTTP, with a real vault that answers when it is told to. */
let opened: AnsweredPortal
let release: SyntheticRelease
let older: SyntheticRelease
let scheme = ''

/** So many that the noise neither hides a service nor reaches the shares below: of all that is expected here less than one in ten thousand fails. */
const SHAPE = { clients: 120_000, services: 6 }
const GROUP = '{ place sex age clients { size low high } share { value low high } }'
const PART = `{ key clients { size } services { service clients { size } share { value } }
  pairs { services clients { size low high } share { value low high } shareOfAll { value low high } times { value low high } }
  municipalities ${GROUP} centres ${GROUP} }`
const STATE = `query($scheme: ID!, $release: ID) { segmentDetail(scheme: $scheme, release: $release) { state mayCount segments { key } } }`
const ONE = `query($scheme: ID!, $key: ID) { segmentDetail(scheme: $scheme) { segment(key: $key) ${PART} } }`
const detail = async (of: string | null = null) => (await opened.data(STATE, { scheme, release: of })).segmentDetail
/** Each segment is a question of its own: all at once are too much for one. */
const parts = (): Promise<Told[]> =>
  Promise.all(['both', 'one', null].map(async (key) => (await opened.data(ONE, { scheme, key })).segmentDetail.segment))
const count = (id = scheme) => opened.data('mutation($id: ID!) { countSegmentDetail(scheme: $id) { state mayCount } }', { id })
const spent = async () => (await opened.vault.pool.query('SELECT age, spent FROM adopted_ledger ORDER BY age')).rows

beforeAll(async () => {
  opened = await openAnsweredPortal('when told', async ({ portalDatabase, vault }) => {
    older = await publishSynthetic(portalDatabase, { ...SHAPE, seed: 5, dataDate: '2025-09-30', publishedAt: new Date('2026-01-01') })
    release = await publishSynthetic(portalDatabase, { ...SHAPE, seed: 7, publishedAt: new Date('2026-02-01') })
    await importSynthetic(vault, release)
  })
  const content = {
    title: { fi: 'Jako' },
    segments: [
      {
        key: 'both',
        name: { fi: 'Molemmat' },
        rule: { alternatives: [[{ kind: 'USES_ALL', services: release.layout.services.slice(0, 2) }]] },
      },
      {
        key: 'one',
        name: { fi: 'Toinen' },
        rule: { alternatives: [[{ kind: 'USES_ANY', services: release.layout.services.slice(0, 2) }]] },
      },
    ],
  }
  const { createSegmentDraft } = await opened.data('mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id } }', {
    blank: { scope: 'ALL', content },
  })
  await opened.data('mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1") { id } }', { draft: createSegmentDraft.id })
  scheme = (await opened.data('{ adoptedSchemes { id } }')).adoptedSchemes[0].id
  await opened.answerAll()
})
afterAll(() => opened.close())

// biome-ignore lint/suspicious/noExplicitAny: answers of GraphQL
type Told = any

describe('the detail of an adopted scheme', () => {
  let told: Told[]

  it('is counted where somebody asks for it, and not by a look', async () => {
    const before = await spent()
    expect(await detail()).toEqual({ state: 'NOT_COUNTED', mayCount: true, segments: [] })
    expect(await opened.answerAll()).toBe(0)
    expect((await count()).countSegmentDetail).toEqual({ state: 'WAITING', mayCount: true })
    expect((await detail()).state).toBe('WAITING')
    expect(await opened.answerAll()).toBe(1)
    expect((await detail()).state).toBe('FIGURES')
    told = await parts()
    expect(await spent()).toEqual(before.map(({ age, spent: n }: { age: string; spent: number }) => ({ age, spent: n + 1000 })))
  })

  it('has every two services of each segment, near the truth', () => {
    expect(told.map(({ key }) => key)).toEqual(['both', 'one', null])
    const [both] = told
    const codes = release.layout.services
    expect(both.services.map(({ service }: Told) => service)).toEqual(codes)
    expect(both.pairs).toHaveLength(15)
    for (const { services, clients, share } of both.pairs) {
      const [one, other] = services.map((code: string) => codes.indexOf(code))
      const truth = release.clients.filter((client) => [0, 1, one, other].every((service) => client.services.includes(service))).length
      // Six services have 15 pairs: everybody's are counted. Noise of ε 0.76 / 21: 600 is passed once in billions.
      if (clients.size !== null) expect(Math.abs(clients.size - truth)).toBeLessThan(600)
      if (clients.size !== null) expect(share.low <= (100 * truth) / both.clients.size + 3 && share.high >= share.low).toBe(true)
    }
    const [first] = both.pairs
    expect(first.services).toEqual([codes[1], codes[0]])
    // All of the segment use both, and all who use both are of the segment.
    expect(first.share.high).toBe(100)
    expect(first.shareOfAll.value).toBeGreaterThan(80)
    expect(first.times.low).toBeGreaterThan(1)
  })

  it('has each place with each sex and age, whose sums are near the numbers of the county', () => {
    for (const part of told) {
      for (const [list, places] of [
        [part.municipalities, release.layout.municipalities],
        [part.centres, release.layout.centres],
      ] as const) {
        expect(list.map(({ place }: Told) => place)).toEqual(places.flatMap((place: string) => groupsOf('ALL').map(() => place)))
        expect(list.slice(0, 8).map(({ sex, age }: Told) => ({ sex, age }))).toEqual(groupsOf('ALL'))
      }
      const sum = part.municipalities.reduce((all: number, { clients }: Told) => all + (clients.size ?? 0), 0)
      // Withheld cells and clients of unknown sex are missing.
      expect(sum).toBeLessThan(part.clients.size + 400)
      expect(sum).toBeGreaterThan(part.clients.size / 2)
    }
  })

  it('tells every number in tens, withheld as null, and nothing below twenty', async () => {
    const sizes = [...JSON.stringify(told).matchAll(/"size":(null|\d+)/g)].map(([, size]) => size)
    expect(sizes.length).toBeGreaterThan(90)
    for (const size of sizes) if (size !== 'null') expect([Number(size) % 10, Number(size) >= 20]).toEqual([0, true])
    const { rows } = await opened.portalDatabase.pool.query<{ answer: object }>("SELECT answer FROM draft_question WHERE kind = 'DETAIL'")
    expect(rows).toHaveLength(1)
    expect(Object.keys(rows[0]?.answer ?? {}).sort()).toEqual(['detail', 'kind'])
    for (const [, size] of JSON.stringify(rows).matchAll(/"(?:size|low|high)":(\d+)/g)) expect(Number(size) % 10).toBe(0)
  })

  it('is written into the audit log, the count and each look, without a rule or a size', async () => {
    const events = await opened.prisma.auditEvent.findMany({ where: { kind: { in: ['SEGMENTS', 'QUERY'] } } })
    expect(events.some(({ kind }) => kind === 'SEGMENTS')).toBe(true)
    expect(JSON.stringify(events.map(({ detail: words }) => words))).not.toMatch(/USES|size/)
  })

  it('is the same in a release that is built anew of the same data, once asked for, and spends nothing', async () => {
    const before = await spent()
    await publishSynthetic(opened.portalDatabase, { ...SHAPE, seed: 8, publishedAt: new Date('2026-03-01') })
    await opened.portal.store.refresh()
    expect((await detail()).state).toBe('NOT_COUNTED')
    await count()
    await opened.answerAll()
    // The first look has the figures asked for, as in every new release.
    expect((await detail()).state).toBe('WAITING')
    await opened.answerAll()
    const clientsOf = (all: Told[]) => all.map(({ pairs }) => pairs.map(({ clients }: Told) => clients))
    expect(clientsOf(await parts())).toEqual(clientsOf(told))
    expect(await spent()).toEqual(before)
  })

  it('is not counted for an earlier release, and nobody may have it counted there', async () => {
    expect(await detail(older.id)).toEqual({ state: 'NOT_COUNTED', mayCount: false, segments: [] })
  })
})
