import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askAllFigures } from '../../server/portal/segments/adopted.ts'
import { adoptForDemo } from '../../server/portal/segments/demo-scheme.ts'
import { type AnsweredPortal, openAnsweredPortal } from '../support/answered-portal.ts'
import { importSynthetic } from '../support/synthetic-import.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

/** Adopted schemes over HTTP, with a real vault that answers when it is told to. */
let opened: AnsweredPortal
let release: SyntheticRelease
let older: SyntheticRelease

const SHAPE = { clients: 20_000, services: 6 }

beforeAll(async () => {
  opened = await openAnsweredPortal('when told', async ({ portalDatabase, vault }) => {
    older = await publishSynthetic(portalDatabase, { ...SHAPE, seed: 5, dataDate: '2025-09-30', publishedAt: new Date('2026-01-01') })
    release = await publishSynthetic(portalDatabase, { ...SHAPE, seed: 7, publishedAt: new Date('2026-02-01') })
    await importSynthetic(vault, release)
  })
})
afterAll(() => opened.close())

const data: AnsweredPortal['data'] = (query, variables) => opened.data(query, variables)

const PART = `{ key clients { size low high } share { value low high } heavyUsers { size } heavyShare { value } heavyCoverage { value }
  marks groups { sex age clients { size } } places { municipality clients { size } share { value } }
  bands { from to clients { size } } services { service clients { size low high } share { value } times { value low high } } }`
const FIGURES = `query($scheme: ID!, $release: ID) { segmentation(scheme: $scheme, release: $release) { state all ${PART} segments ${PART} } }`
const figures = async (scheme: string, of: string | null = null) => (await data(FIGURES, { scheme, release: of })).segmentation
const service = (at: number) => release.layout.services[at] ?? ''

/** Adopts a scheme whose first segment uses a service and is made distinct by a second one; resolves to its id. */
async function adopted(first: number, second: number, scope = 'ALL'): Promise<string> {
  const content = {
    title: { fi: 'Jako' },
    segments: [first, second].map((at, n) => ({
      ...{ key: `s${n}`, name: { fi: `Segmentti ${n}` } },
      rule: { alternatives: [[{ kind: 'USES_ALL', services: [service(at)] }]] },
    })),
  }
  const { createSegmentDraft } = await data('mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id } }', {
    blank: { scope, content },
  })
  await data('mutation($draft: ID!) { adoptSegments(draft: $draft, version: "1") { id } }', { draft: createSegmentDraft.id })
  const { adoptedSchemes } = await data('{ adoptedSchemes { id draft } }')
  return adoptedSchemes.find(({ draft }: { draft: string }) => draft === createSegmentDraft.id).id
}

describe('the demo county', () => {
  it('adopts a ready scheme once, and asks once for its figures of every data date', async () => {
    await askAllFigures(opened.prisma, older.id)
    expect(await opened.prisma.draftQuestion.count()).toBe(0)
    for (const _ of [1, 2]) {
      await adoptForDemo(opened.prisma, release.id)
      await askAllFigures(opened.prisma, release.id)
    }
    expect(await opened.prisma.adoptedScheme.count()).toBe(1)
    expect(await opened.prisma.draftQuestion.count({ where: { kind: 'FIGURES', releaseId: release.id } })).toBe(1)
    await askAllFigures(opened.prisma, older.id)
    expect(await opened.prisma.draftQuestion.count({ where: { kind: 'FIGURES', releaseId: older.id } })).toBe(1)
    await opened.answerAll()
  })

  it('alone: of real clients, schemes are asked for of the newest data date only', async () => {
    await opened.prisma.draftQuestion.deleteMany({ where: { releaseId: older.id } })
    await opened.prisma.release.update({ where: { id: older.id }, data: { demo: false } })
    await askAllFigures(opened.prisma, older.id)
    expect(await opened.prisma.draftQuestion.count({ where: { releaseId: older.id } })).toBe(0)
  })
})

describe('an adopted scheme', () => {
  let scheme = ''
  // biome-ignore lint/suspicious/noExplicitAny: an answer of GraphQL
  let told: any

  it('waits for the vault, then has figures of each segment and of all', async () => {
    scheme = await adopted(0, 1)
    expect(await figures(scheme)).toEqual({ state: 'WAITING', all: null, segments: [] })
    await opened.answerAll()
    told = await figures(scheme)
    expect(told.state).toBe('FIGURES')
    expect(told.segments.map(({ key }: { key: string | null }) => key)).toEqual(['s0', 's1', null])
    const truth = release.clients.filter(({ services }) => services.includes(0)).length
    // Noise of ε 0.12: 150 is passed once in tens of millions.
    expect(Math.abs(told.segments[0].clients.size - truth)).toBeLessThan(150)
    expect(Math.abs(told.all.clients.size - release.clients.length)).toBeLessThan(400)
    const uses = told.segments[0].services[0]
    expect(uses.service).toBe(service(0))
    expect(uses.share.value).toBeGreaterThan(90)
    expect(uses.times.low).toBeGreaterThan(1)
    expect(told.segments[0].marks[0]).toBe(service(0))
    expect(told.segments[1].services[0].times).toBeNull()
    expect(told.segments[0].places.map(({ municipality }: { municipality: string }) => municipality)).toEqual(release.layout.municipalities)
    expect(told.all.services[0].times).toBeNull()
  })

  it('tells every number in tens, withheld as null, and nothing below twenty', async () => {
    const sizes = [...JSON.stringify(told).matchAll(/"size":(null|\d+)/g)].map(([, size]) => size)
    expect(sizes.length).toBeGreaterThan(90)
    for (const size of sizes) if (size !== 'null') expect([Number(size) % 10, Number(size) >= 20]).toEqual([0, true])
    const { rows } = await opened.portalDatabase.pool.query<{ answer: { kind: string; figures?: object } }>(
      "SELECT answer FROM draft_question WHERE kind = 'FIGURES' AND answer->>'kind' = 'figures'",
    )
    for (const { answer } of rows) {
      expect(Object.keys(answer).sort()).toEqual(['figures', 'kind'])
      for (const [, size] of JSON.stringify(answer).matchAll(/"(?:size|low|high)":(\d+)/g)) expect(Number(size) % 10).toBe(0)
    }
  })

  it('tells no share of what is withheld as a whole: of the segment, or of all segments together', async () => {
    const key = { releaseId: release.id, kind: 'FIGURES' }
    const kept = await opened.prisma.draftQuestion.findMany({ where: key })
    const withheld = `'{"size": null, "low": 0, "high": 100}'`
    const withhold = (path: string) =>
      opened.portalDatabase.pool.query(
        `UPDATE draft_question SET answer = jsonb_set(answer, '{figures,tables,${path}}', ${withheld}) WHERE kind = 'FIGURES' AND release_id = $1`,
        [release.id],
      )
    expect(told.segments[0].services[0].share).not.toBeNull()
    await withhold('SERVICES,all,0')
    const [first, second] = (await figures(scheme)).segments
    expect([first.services[0].clients, first.services[0].share]).toEqual([told.segments[0].services[0].clients, null])
    expect(first.services[1].share).toEqual(told.segments[0].services[1].share)
    const places = second.places.filter(({ share }: { share: object | null }) => share !== null)
    expect([places.length > 0, second.heavyCoverage !== null]).toEqual([true, true])
    await withhold('SIZES,segments,1,0')
    const alone = (await figures(scheme)).segments[1]
    expect([alone.share, alone.heavyShare, alone.heavyCoverage]).toEqual([null, null, null])
    for (const { share } of [...alone.places, ...alone.services]) expect(share).toBeNull()
    for (const { id, answer } of kept) await opened.prisma.draftQuestion.update({ where: { id }, data: { answer: answer ?? {} } })
    expect(await figures(scheme)).toEqual(told)
  })

  it('has the same figures in a release that is built anew of the same data, and spends nothing for it', async () => {
    const spent = async () => (await opened.vault.pool.query('SELECT age, spent FROM adopted_ledger ORDER BY age')).rows
    const before = await spent()
    const anew = await publishSynthetic(opened.portalDatabase, { ...SHAPE, seed: 8, publishedAt: new Date('2026-03-01') })
    await opened.portal.store.refresh()
    expect((await figures(scheme)).state).toBe('WAITING')
    expect(await opened.answerAll()).toBe(1)
    const again = await figures(scheme, anew.id)
    expect(again.segments.map(({ clients }: { clients: object }) => clients)).toEqual(
      told.segments.map(({ clients }: { clients: object }) => clients),
    )
    expect(again).toEqual(told)
    expect(await spent()).toEqual(before)
  })

  it('is not counted for an earlier data date', async () => {
    expect((await figures(scheme, older.id)).state).toBe('NOT_COUNTED')
    expect(await opened.answerAll()).toBe(0)
  })

  it('keeps its figures once another is adopted in its place, and the fifth of a data date is refused', async () => {
    // Three counts of all ages were made: the demo's figures and detail, and this one. Who asks first is counted.
    const [fourth, fifth] = [await adopted(2, 3), await adopted(3, 4)]
    await opened.answerAll()
    expect((await figures(scheme)).state).toBe('FIGURES')
    expect((await figures(fourth)).state).toBe('FIGURES')
    expect((await figures(fifth)).state).toBe('SPENT')
  })

  it('is audited as a look at figures', async () => {
    await figures(scheme)
    await expect
      .poll(async () => (await opened.prisma.auditEvent.findMany({ where: { kind: 'QUERY', subject: 'segmentation' } })).length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0)
  })

  it('is unknown where there is none', async () => {
    await expect(figures('none')).rejects.toThrow('UNKNOWN_CODE')
  })
})

describe('a release that waits for its publication', () => {
  const publish = (id: string) => data('mutation($id: ID!) { publishRelease(id: $id) { id state } }', { id })
  const hold = (id: string) => opened.prisma.release.update({ where: { id }, data: { withdrawnAt: new Date() } })
  const asked = (releaseId: string) => opened.prisma.draftQuestion.count({ where: { releaseId, kind: 'FIGURES' } })

  it('has its schemes asked for as it is published', async () => {
    const { id } = await publishSynthetic(opened.portalDatabase, { ...SHAPE, seed: 9, publishedAt: new Date('2026-04-01') })
    await hold(id)
    expect(await asked(id)).toBe(0)
    expect((await publish(id)).publishRelease).toMatchObject({ id, state: 'SERVED' })
    expect(await asked(id)).toBeGreaterThan(0)
  })

  it('is served also where nothing can be asked', async () => {
    const { id } = await publishSynthetic(opened.portalDatabase, { ...SHAPE, seed: 10, publishedAt: new Date('2026-05-01') })
    await hold(id)
    await opened.portalDatabase.pool.query('ALTER TABLE draft_question RENAME TO draft_question_away')
    try {
      expect((await publish(id)).publishRelease).toMatchObject({ id, state: 'SERVED' })
    } finally {
      await opened.portalDatabase.pool.query('ALTER TABLE draft_question_away RENAME TO draft_question')
    }
  })
})
