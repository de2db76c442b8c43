import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../../server/migrations.ts'
import { openApiTokens } from '../../../server/portal/access/api-tokens.ts'
import { PERMISSIONS } from '../../../server/portal/access/permissions.ts'
import { type Limits, NO_LIMITS, ROLES, type Role } from '../../../server/portal/access/viewer.ts'
import { PrismaClient } from '../../../server/portal/generated/prisma/client.ts'
import { type SignedPortal, startSignedPortal } from '../../support/signed-portal.ts'
import { makeSyntheticRelease, publishSynthetic, type SyntheticRelease } from '../../support/synthetic-release.ts'
import { UserAgent } from '../../support/user-agent.ts'

type Held = readonly (Partial<Limits> & { readonly role: Role })[]

let database: Database
let prisma: PrismaClient
let signed: SignedPortal
let release: SyntheticRelease
let perturbed: SyntheticRelease
let own = ''
let others: readonly string[] = []
const tokens = new Map<string, string>()
const SHAPE = { clients: 1500, services: 6, municipalities: 3, centres: 2 }

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  release = await publishSynthetic(database, { ...SHAPE, seed: 3, publishedAt: new Date('2026-02-01') })
  const older = { ...SHAPE, seed: 4, dataDate: '2025-09-30', publishedAt: new Date('2026-01-01') }
  await publishSynthetic(database, older)
  perturbed = await publishSynthetic(database, {
    ...older,
    ...{ seed: 5, publishedAt: new Date('2026-01-02'), policy: { kind: 'perturbed', k: 5, d: 8, v: 2, js: 4, drillDown: 10 } },
  })
  signed = await startSignedPortal(database, { release })
  const [first = '', ...rest] = release.layout.services
  own = first
  others = rest
})
afterAll(async () => {
  await signed.stop()
  await database.close()
})

/** Asks as somebody who holds exactly these roles within these limits. */
const asked = async (held: Held, query: string, variables: object = {}) =>
  new UserAgent().ask(signed.url, query, variables, await signedAs(held))

/** The data of an answer without errors. */
const told = async <T extends object>(held: Held, query: string, variables: object = {}): Promise<T> =>
  new UserAgent().told(signed.url, query, variables, await signedAs(held))

async function signedAs(held: Held): Promise<{ authorization: string }> {
  const key = JSON.stringify(held)
  const text = tokens.get(key) ?? (await makeToken(held))
  tokens.set(key, text)
  return { authorization: `Bearer ${text}` }
}

async function makeToken(held: Held): Promise<string> {
  const grants = held.map((one) => ({ ...NO_LIMITS, ...one }))
  return (await openApiTokens(prisma).create({ name: 'test', grants, expiresAt: new Date(Date.now() + 3_600_000) }, 'test')).text
}

const limits = (role: Role): Held => [role === 'SERVICE_OWNER' ? { role, services: [own] } : { role }]

/** One question for each row of the table of permissions. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'Query.overview': '{ overview { clients { count } } }',
  'Query.serviceCounts': '{ serviceCounts { clients { count } } }',
  'Query.coUsage': '{ coUsage(service: "$OWN") { clients { count } } }',
  'Query.usageMatrix': '{ usageMatrix { clients { count } } }',
  'Query.combinations': '{ combinations(size: 2, first: 3) { clients { count } } }',
  'Query.combinationsCoverage': '{ combinationsCoverage(size: 2) { shown } }',
  'Query.overviewDifference': '{ overviewDifference { clients } }',
  'Query.coUsageDifference': '{ coUsageDifference(service: "$OWN") { clients } }',
  'Query.usageMatrixDifference': '{ usageMatrixDifference }',
  'Query.series': '{ series(indicator: "clients") { points { clients { count } } } }',
  'Query.indicatorProfile': '{ indicatorProfile(indicator: "clients") { groups { clients { count } } } }',
  'Query.indicators': '{ indicators { key } }',
  'Query.pendingQuarters': '{ pendingQuarters }',
  'Query.mayFollow': '{ mayFollow }',
  'Query.targets': '{ targets(indicator: "clients") { id reached } }',
  'Query.annotations': '{ annotations(indicator: "clients") { id } }',
  'Mutation.setTarget':
    'mutation { setTarget(target: { indicator: "clients", unit: CLIENTS, direction: AT_MOST, value: 9, due: "2026-12-31", owner: "A" }) { id reached } }',
  'Mutation.removeTarget': 'mutation { removeTarget(id: "none") }',
  'Mutation.annotate': 'mutation { annotate(annotation: { kind: PRACTICE, on: "2026-01-01", text: "A" }) { id } }',
  'Mutation.removeAnnotation': 'mutation { removeAnnotation(id: "none") }',
  'Query.readySchemes': '{ readySchemes { key } }',
  'Query.checkSegments': '{ checkSegments(scope: ALL, rules: []) { findings { kind } } }',
  'Query.segmentWriter': '{ segmentWriter { name scopes } }',
  'Query.segmentDrafts': '{ segmentDrafts { id version { sizes { state } } } }',
  'Query.segmentDraft': '{ segmentDraft(id: "none") { id } }',
  'Query.adoptedSchemes': '{ adoptedSchemes { id } }',
  'Query.segmentation': '{ segmentation(scheme: "none") { state } }',
  'Query.evaluationBudget': '{ evaluationBudget { left } }',
  'Query.schemeDifferences': '{ schemeDifferences(fromDraft: "none", toDraft: "none") { kind } }',
  'Mutation.createSegmentDraft': 'mutation { createSegmentDraft(ready: "none") { id } }',
  'Mutation.saveSegmentVersion':
    'mutation { saveSegmentVersion(draft: "none", base: "1", content: { title: { fi: "A" }, segments: [] }) { id } }',
  'Mutation.commentOnSegments': 'mutation { commentOnSegments(draft: "none", version: "1", text: "A") { id } }',
  'Mutation.settleSegmentComment': 'mutation { settleSegmentComment(comment: "none") { id } }',
  'Mutation.voteOnSegments': 'mutation { voteOnSegments(draft: "none", version: "1", choice: FOR) { id } }',
  'Mutation.recordDecision': 'mutation { recordDecision(draft: "none", version: "1", kind: NOTE, text: "A") { id } }',
  'Mutation.adoptSegments': 'mutation { adoptSegments(draft: "none", version: "1") { id } }',
  'Mutation.closeSegmentDraft': 'mutation { closeSegmentDraft(draft: "none") { id } }',
  'Mutation.evaluateSegments': 'mutation { evaluateSegments(draft: "none", version: "1") { id } }',
  'Query.segmentSeries': '{ segmentSeries(scheme: "none") { points { state } } }',
  'Query.segmentDetail': '{ segmentDetail(scheme: "none") { state } }',
  'Query.vaultAnswers': '{ vaultAnswers }',
  'Mutation.countEarlierReleases': 'mutation { countEarlierReleases(scheme: "none") { points { state } } }',
  'Mutation.countSegmentDetail': 'mutation { countSegmentDetail(scheme: "none") { state } }',
  'Query.schemeCrosswalk': '{ schemeCrosswalk(fromDraft: "none", toDraft: "none") { state } }',
  'Mutation.evaluateCrosswalk':
    'mutation { evaluateCrosswalk(fromDraft: "none", fromVersion: "1", toDraft: "none", toVersion: "1") { state } }',
  'Query.release': '{ release { id services { code } municipalities { code } certificate { tableHash } } }',
  'Query.releases': '{ releases { id } }',
  'Query.viewer': '{ viewer { id fields } }',
  'Query.mySessions': '{ mySessions { id } }',
  'Query.accounts': '{ accounts { id } }',
  'Query.sessions': '{ sessions { id } }',
  'Query.apiTokens': '{ apiTokens { id } }',
  'Query.grants': '{ grants { id } }',
  'Query.roleMapping': '{ roleMapping { claim grants { value grant { role } } } }',
  'Query.administration': '{ administration { workerHere folders } }',
  'Query.vaultOrders': '{ vaultOrders { id state } }',
  'Query.managedReleases': '{ managedReleases { id state certificate { tableHash } } }',
  'Query.catalogueTables': '{ catalogueTables { file } }',
  'Query.catalogueChanges': '{ catalogueChanges { id } }',
  'Mutation.orderImport': 'mutation { orderImport(folder: "none", dataDate: "none", invented: false) { id } }',
  'Mutation.orderRelease': 'mutation { orderRelease(stage: BASE, policy: EXACT) { id } }',
  'Mutation.orderCatalogueChange': 'mutation { orderCatalogueChange(file: "none") }',
  'Mutation.cancelOrder': 'mutation { cancelOrder(id: "none") }',
  'Mutation.publishRelease': 'mutation { publishRelease(id: "none") { id } }',
  'Mutation.withdrawRelease': 'mutation { withdrawRelease(id: "none", reason: "A") { id } }',
  'Query.auditEvents': '{ auditEvents { next } }',
  'Query.auditSummary': '{ auditSummary { events } }',
  'Query.auditChain': '{ auditChain { whole } }',
  'Mutation.endMySession': 'mutation { endMySession(id: "none") }',
  'Mutation.recordExport': 'mutation { recordExport(view: OVERVIEW, format: CSV) }',
  'Mutation.endSession': 'mutation { endSession(id: "none") }',
  'Mutation.endSessionsOf': 'mutation { endSessionsOf(account: "none") }',
  'Mutation.createApiToken': 'mutation { createApiToken(name: "", grants: [], expiresAt: "2026-01-01T00:00:00Z") { id } }',
  'Mutation.endApiToken': 'mutation { endApiToken(id: "none") }',
  'Mutation.giveGrant': 'mutation { giveGrant(subjectKind: ACCOUNT, subject: "none", grant: { role: EXPERT }) }',
  'Mutation.endGrant': 'mutation { endGrant(id: "none") }',
}

const FIGURES = [
  'series',
  'indicatorProfile',
  'overview',
  'serviceCounts',
  'coUsage',
  'usageMatrix',
  'combinations',
  'combinationsCoverage',
  'overviewDifference',
  'coUsageDifference',
  'usageMatrixDifference',
]
const SIGNED_IN = [
  ...['Query.viewer', 'Query.mySessions', 'Mutation.endMySession', 'Query.release', 'Query.releases'],
  ...['Query.indicators', 'Query.pendingQuarters', 'Query.mayFollow', 'Query.readySchemes'],
]
const SEGMENTS = [
  ...[
    'checkSegments',
    'segmentWriter',
    'segmentDrafts',
    'segmentDraft',
    'adoptedSchemes',
    'segmentation',
    'evaluationBudget',
    'schemeDifferences',
    'schemeCrosswalk',
    'segmentSeries',
    'segmentDetail',
    'vaultAnswers',
  ],
].map((name) => `Query.${name}`)
const SEGMENT_WORK = [
  ...['createSegmentDraft', 'saveSegmentVersion', 'commentOnSegments', 'settleSegmentComment', 'voteOnSegments', 'recordDecision'],
  ...['adoptSegments', 'closeSegmentDraft', 'evaluateSegments', 'evaluateCrosswalk', 'countEarlierReleases', 'countSegmentDetail'],
].map((name) => `Mutation.${name}`)
const FOLLOWED = ['Query.targets', 'Query.annotations']
const FOLLOWING = ['setTarget', 'removeTarget', 'annotate', 'removeAnnotation'].map((name) => `Mutation.${name}`)
const views = (...names: readonly string[]) => names.map((name) => `Query.${name}`)

/** Written down here a second time, on purpose: a slip in the table of permissions shows. */
const MAY: Readonly<Record<Role, readonly string[]>> = {
  EXPERT: [...SIGNED_IN, ...SEGMENTS, ...SEGMENT_WORK, ...FOLLOWED, ...views(...FIGURES)],
  SERVICE_OWNER: [
    ...SIGNED_IN,
    ...SEGMENTS,
    ...views('overview', 'coUsage', 'usageMatrix', 'overviewDifference', 'coUsageDifference', 'usageMatrixDifference'),
  ],
  LEADERSHIP: [...SIGNED_IN, ...SEGMENTS, ...FOLLOWED, ...FOLLOWING, ...views(...FIGURES)],
  PUBLISHER: [...SIGNED_IN, ...SEGMENTS, ...FOLLOWED, ...views(...FIGURES), 'Mutation.recordExport'],
  ADMIN: [
    ...SIGNED_IN,
    ...FOLLOWED,
    ...FOLLOWING,
    ...['Query.accounts', 'Query.sessions', 'Query.apiTokens', 'Query.grants', 'Query.roleMapping'],
    ...['administration', 'vaultOrders', 'managedReleases', 'catalogueTables', 'catalogueChanges'].map((name) => `Query.${name}`),
    ...['orderImport', 'orderRelease', 'orderCatalogueChange', 'cancelOrder'].map((name) => `Mutation.${name}`),
    ...['publishRelease', 'withdrawRelease'].map((name) => `Mutation.${name}`),
    ...['endSession', 'endSessionsOf', 'createApiToken', 'endApiToken', 'giveGrant', 'endGrant'].map((name) => `Mutation.${name}`),
  ],
  AUDITOR: [...SIGNED_IN, 'Query.auditEvents', 'Query.auditSummary', 'Query.auditChain'],
}

describe('each role and each field', () => {
  it('has a question for every row of the table', () => {
    expect(Object.keys(PERMISSIONS).filter((field) => !(field in QUESTIONS))).toEqual([])
  })

  it.each(ROLES)('%s may ask what it may, and gets one refusal for the rest', async (role) => {
    for (const [field, question] of Object.entries(QUESTIONS)) {
      const { code, message, data } = await asked(limits(role), question.replaceAll('$OWN', own))
      if (MAY[role].includes(field)) expect([field, code]).not.toEqual([field, 'NOT_GRANTED'])
      else expect([field, code, message, data]).toEqual([field, 'NOT_GRANTED', 'Your rights do not cover this.', null])
    }
  })

  it.each(ROLES)('%s is told so by its viewer', async (role) => {
    const { viewer } = await told<{ viewer: { fields: string[] } }>(limits(role), '{ viewer { fields } }')
    expect([...viewer.fields].sort()).toEqual([...MAY[role]].filter((field) => field in QUESTIONS).sort())
  })

  it('names no row that the schema lacks', () => {
    expect(Object.keys(QUESTIONS).filter((field) => !(field in PERMISSIONS))).toEqual([])
  })
})

describe('figures within grants', () => {
  const overview = (selection: string) => `{ overview(selection: ${selection}) { clients { count atLeast } } }`
  const expert65: Held = [{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }]
  const REFUSED = { code: 'NOT_GRANTED', message: 'Your rights do not cover this.', data: null }

  it.each([
    ['{ ageGroups: [AGE_65_PLUS] }', true],
    ['{ ageGroups: [AGE_80_PLUS] }', true],
    ['{ ageGroups: [AGE_65_79, AGE_80_PLUS], sexes: [MALE] }', true],
    ['{ ageGroups: [AGE_65_PLUS], municipalities: ["M01"] }', true],
    ['{ ageGroups: [AGE_65_PLUS, AGE_18_64] }', false],
    ['{ ageGroups: [AGE_0_17] }', false],
    ['{}', false],
    ['{ ageGroups: [AGE_0_17, AGE_18_64, AGE_65_PLUS] }', false],
    ['{ municipalities: ["M01"] }', false],
    ['{ cohort: HEAVY }', false],
  ])('an expert of the old asks %s: %s', async (selection, may) => {
    const answer = await asked(expert65, overview(selection))
    if (may) expect(answer).toMatchObject({ code: null, data: { overview: expect.anything() } })
    else expect(answer).toMatchObject(REFUSED)
  })

  it('gets the same figure as somebody who sees everything', async () => {
    const query = '{ usageMatrix(selection: { ageGroups: [AGE_65_PLUS] }) { counts lifts order(by: SIMILARITY) } }'
    expect((await asked(expert65, query)).data).toEqual((await asked(limits('LEADERSHIP'), query)).data)
  })

  it('is never narrowed: a selection half outside is refused, by every alias of one request', async () => {
    const { code, data } = await asked(
      expert65,
      '{ in: overview(selection: { ageGroups: [AGE_65_PLUS] }) { clients { count } } out: overview { clients { count } } }',
    )
    expect([code, data]).toEqual(['NOT_GRANTED', null])
  })

  it('is offered no widening beyond the grants', async () => {
    const query = (field: string) =>
      `{ ${field}(selection: { ageGroups: [AGE_80_PLUS], municipalities: ["M03"], cohort: HEAVY }) { coverage { widening { selection { ageGroups } } } } }`
    for (const field of ['overview', 'serviceCounts', 'usageMatrix']) {
      const data = await told<Record<string, { coverage: { widening: { selection: { ageGroups: string[] } } | null } }>>(
        expert65,
        query(field),
      )
      const widening = data[field]?.coverage.widening
      if (widening) expect(widening.selection.ageGroups).not.toEqual([])
    }
  })

  it('by municipality covers its centres, never the county', async () => {
    const held: Held = [{ role: 'EXPERT', municipalities: ['M01'] }]
    for (const [selection, may] of [
      ['{ municipalities: ["M01"] }', true],
      ['{ centres: ["C01"] }', true],
      ['{ centres: ["C02"] }', false],
      ['{ centres: ["C01", "C02"] }', false],
      ['{ municipalities: ["M01", "M02"] }', false],
      ['{}', false],
    ] as const) {
      expect([selection, (await asked(held, overview(selection))).code]).toEqual([selection, may ? null : 'NOT_GRANTED'])
    }
  })

  it('of two grants together are the rows of both, and no product of them', async () => {
    const held: Held = [
      { role: 'EXPERT', ages: ['AGE_0_17'], municipalities: ['M01'] },
      { role: 'EXPERT', ages: ['AGE_80_PLUS'], municipalities: ['M02'] },
    ]
    expect((await asked(held, overview('{ ageGroups: [AGE_0_17], municipalities: ["M01"] }'))).code).toBeNull()
    expect((await asked(held, overview('{ ageGroups: [AGE_80_PLUS], municipalities: ["M02"] }'))).code).toBeNull()
    expect((await asked(held, overview('{ ageGroups: [AGE_0_17], municipalities: ["M02"] }'))).code).toBe('NOT_GRANTED')
    expect((await asked(held, overview('{ ageGroups: [AGE_0_17, AGE_80_PLUS], municipalities: ["M01", "M02"] }'))).code).toBe('NOT_GRANTED')
  })

  it('do not lend one role another’s view', async () => {
    const held: Held = [{ role: 'SERVICE_OWNER', services: [own] }, ...expert65]
    expect((await asked(held, '{ overview { clients { count } } }')).code).toBeNull()
    expect((await asked(held, '{ serviceCounts { clients { count } } }')).code).toBe('NOT_GRANTED')
    expect((await asked(held, '{ serviceCounts(selection: { ageGroups: [AGE_65_PLUS] }) { clients { count } } }')).code).toBeNull()
  })

  it('are refused in the same words for codes that exist and for those that do not show anything', async () => {
    const held: Held = [{ role: 'EXPERT', municipalities: ['M01'] }]
    const answers = await Promise.all(['M02', 'M03'].map((code) => asked(held, overview(`{ municipalities: ["${code}"] }`))))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })
})

describe('series within grants', () => {
  interface SeriesData {
    readonly series: {
      readonly points: { release: { id: string; dataDate: string }; clients: { count: number | null } }[]
      readonly parts: { code: string; points: { clients: { count: number | null } }[] }[]
    }
  }
  const series = (selection: string, by: string, indicator = 'clients') =>
    `{ series(indicator: "${indicator}", selection: ${selection}) {
      points { release { id dataDate } clients { count } } parts(by: ${by}) { code points { clients { count } } } } }`
  const partsOf = async (held: Held, selection: string, by: string) => (await told<SeriesData>(held, series(selection, by))).series.parts
  const codesOf = async (held: Held, selection: string, by: string) => (await partsOf(held, selection, by)).map(({ code }) => code)

  it('have the parts that the viewer sees, with the figures that everybody gets, and no others', async () => {
    const held: Held = [{ role: 'EXPERT', municipalities: ['M01'] }]
    expect(await codesOf(held, '{ municipalities: ["M01"] }', 'MUNICIPALITY')).toEqual(['M01'])
    expect(await codesOf(held, '{ municipalities: ["M01"] }', 'CENTRE')).toEqual(['C01'])
    const whole = await partsOf(limits('LEADERSHIP'), '{}', 'MUNICIPALITY')
    expect(whole.map(({ code }) => code)).toEqual(['M01', 'M02', 'M03'])
    expect(await partsOf(held, '{ municipalities: ["M01"] }', 'MUNICIPALITY')).toEqual(whole.slice(0, 1))
    expect((await asked(held, series('{}', 'MUNICIPALITY'))).code).toBe('NOT_GRANTED')
  })

  it('by age have the granted ages only, and so has the profile', async () => {
    const held: Held = [{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }]
    expect(await codesOf(held, '{ ageGroups: [AGE_65_PLUS] }', 'AGE')).toEqual(['AGE_65_79', 'AGE_80_PLUS'])
    const profile = '{ indicatorProfile(indicator: "clients", selection: { ageGroups: [AGE_65_PLUS] }) { groups { ageGroup } } }'
    const { indicatorProfile } = await told<{ indicatorProfile: { groups: { ageGroup: string }[] } }>(held, profile)
    expect([...new Set(indicatorProfile.groups.map(({ ageGroup }) => ageGroup))]).toEqual(['AGE_65_79', 'AGE_80_PLUS'])
  })

  it('name no service beyond the granted ones', async () => {
    const held: Held = [{ role: 'EXPERT', services: [own] }]
    expect((await asked(held, series('{}', 'SEX', `using:${own}`))).code).toBeNull()
    for (const key of [`using:${others[0]}`, `using:${own}+${others[0]}`, `heavy:${others[0]}`])
      expect([key, (await asked(held, series('{}', 'SEX', key))).code]).toEqual([key, 'NOT_GRANTED'])
  })

  it('go over the releases that the viewer sees, one a data date', async () => {
    const dates = async (held: Held) => (await told<SeriesData>(held, series('{}', 'SEX'))).series.points.map((point) => point.release)
    const exact = makeSyntheticRelease({ ...SHAPE, seed: 4, dataDate: '2025-09-30' }).id
    expect((await dates(limits('PUBLISHER'))).map(({ id }) => id)).toEqual([perturbed.id, release.id])
    expect((await dates(limits('PUBLISHER'))).map(({ id }) => id)).not.toContain(exact)
    expect((await dates(limits('LEADERSHIP'))).map(({ dataDate }) => dataDate)).toEqual(['2025-09-30', '2025-12-31'])
  })
})

describe('segments within grants', () => {
  const rule = (service: string) => ({ alternatives: [[{ kind: 'USES_ALL', services: [service] }]] })
  const content = () => ({
    title: { fi: 'Jako' },
    segments: [own, others[0] ?? ''].map((service, at) => ({ key: `s${at}`, name: { fi: `Segmentti ${at}` }, rule: rule(service) })),
  })
  const CREATE = 'mutation($blank: BlankDraftInput!) { createSegmentDraft(blank: $blank) { id createdBy } }'
  const STATE = 'query($id: ID!) { segmentDraft(id: $id) { version { sizes { state } } } }'
  const stateOf = async (held: Held, id: string) =>
    (await told<{ segmentDraft: { version: { sizes: { state: string } } } }>(held, STATE, { id })).segmentDraft.version.sizes.state
  const create = async (held: Held, scope: string) =>
    (await told<{ createSegmentDraft: { id: string; createdBy: string } }>(held, CREATE, { blank: { scope, content: content() } }))
      .createSegmentDraft

  it('are written by experts of the age group only, under their own name', async () => {
    const old: Held = [{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }]
    expect((await asked(old, CREATE, { blank: { scope: 'ALL', content: content() } })).code).toBe('NOT_GRANTED')
    const { id, createdBy } = await create(old, 'AGE_65_PLUS')
    expect(createdBy).toBe('test')
    const comment = 'mutation($id: ID!) { commentOnSegments(draft: $id, version: "1", text: "Huomio") { id } }'
    expect((await asked([{ role: 'EXPERT', ages: ['AGE_0_17'] }], comment, { id })).code).toBe('NOT_GRANTED')
    expect((await asked(old, comment, { id })).code).toBeNull()
    const as = 'mutation($id: ID!) { commentOnSegments(draft: $id, version: "1", text: "Huomio", as: "Joku muu") { id } }'
    expect((await asked(old, as, { id })).code).toBe('BAD_USER_INPUT')
  })

  it('show sizes to those who see the county as one in that age group, whatever the services', async () => {
    const { id } = await create(limits('EXPERT'), 'AGE_18_64')
    for (const held of [limits('EXPERT'), limits('LEADERSHIP'), [{ role: 'EXPERT', ages: ['AGE_18_64'] }] as Held])
      expect([held, await stateOf(held, id)]).toEqual([held, 'NEVER_ASKED'])
    for (const held of [
      limits('SERVICE_OWNER'),
      [{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }] as Held,
      [{ role: 'EXPERT', municipalities: ['M01'] }] as Held,
      [{ role: 'EXPERT', services: [own] }] as Held,
    ])
      expect([held, await stateOf(held, id)]).toEqual([held, 'NOT_SHOWN'])
    const evaluate = 'mutation($id: ID!) { evaluateSegments(draft: $id, version: "1") { id } }'
    expect((await asked([{ role: 'EXPERT', municipalities: ['M01'] }], evaluate, { id })).code).toBe('NOT_GRANTED')
  })

  it('show the figures of an adopted scheme to the same, and ask the vault for nobody else', async () => {
    const { id } = await create(limits('EXPERT'), 'AGE_0_17')
    await asked(limits('EXPERT'), 'mutation($id: ID!) { adoptSegments(draft: $id, version: "1") { id } }', { id })
    const scheme = (await prisma.adoptedScheme.findFirstOrThrow({ where: { draftId: id } })).id
    const state = async (held: Held) =>
      (
        await told<{ segmentation: { state: string; segments: readonly object[] } }>(
          held,
          'query($scheme: ID!) { segmentation(scheme: $scheme) { state segments { key } } }',
          { scheme },
        )
      ).segmentation
    for (const held of [limits('EXPERT'), limits('LEADERSHIP'), [{ role: 'EXPERT', ages: ['AGE_0_17'] }] as Held])
      expect([held, await state(held)]).toEqual([held, { state: 'WAITING', segments: [] }])
    for (const held of [
      limits('SERVICE_OWNER'),
      [{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }] as Held,
      [{ role: 'LEADERSHIP', municipalities: ['M01'] }] as Held,
      [{ role: 'EXPERT', services: [own] }] as Held,
    ])
      expect([held, await state(held)]).toEqual([held, { state: 'NOT_SHOWN', segments: [] }])
  })

  it('have targets that leadership sets within what it sees itself, and that others who see the sizes read', async () => {
    const { id } = await create(limits('EXPERT'), 'AGE_0_17')
    await asked(limits('EXPERT'), 'mutation($id: ID!) { adoptSegments(draft: $id, version: "1") { id } }', { id })
    const indicator = `segment:${id}/s0`
    const target = { indicator, unit: 'CLIENTS', direction: 'AT_MOST', value: 90, due: '2026-12-31', owner: 'Palvelujohtaja' }
    const set = (held: Held) => asked(held, 'mutation($target: TargetInput!) { setTarget(target: $target) { id reached } }', { target })
    const [leader, young] = [limits('LEADERSHIP'), [{ role: 'LEADERSHIP', ages: ['AGE_0_17'] }] as Held]
    const outside: readonly Held[] = [
      [{ role: 'LEADERSHIP', ages: ['AGE_65_PLUS'] }],
      [{ role: 'LEADERSHIP', municipalities: ['M01'] }],
      [{ role: 'LEADERSHIP', services: [own] }],
      [{ role: 'LEADERSHIP', municipalities: ['M01'] }, { role: 'EXPERT' }],
    ]
    for (const held of [leader, young, limits('ADMIN')]) expect([held, (await set(held)).code]).toEqual([held, null])
    for (const held of [...outside, limits('EXPERT'), limits('PUBLISHER')])
      expect([held, (await set(held)).code]).toEqual([held, 'NOT_GRANTED'])
    const read = async (held: Held) =>
      (
        await told<{ targets: readonly { id: string }[] }>(held, 'query($indicator: ID!) { targets(indicator: $indicator) { id } }', {
          indicator,
        })
      ).targets
    for (const held of [leader, young, limits('ADMIN'), limits('EXPERT')]) expect([held, (await read(held)).length]).toEqual([held, 3])
    for (const held of outside.slice(0, 3)) expect([held, await read(held)]).toEqual([held, []])
    const remove = async (held: Held) =>
      (await asked(held, 'mutation($id: ID!) { removeTarget(id: $id) }', { id: (await read(leader))[0]?.id })).code
    for (const held of outside) expect([held, await remove(held)]).toEqual([held, 'NOT_GRANTED'])
    expect(await remove(young)).toBeNull()
  })

  it('are adopted with an event of the audit log that holds no rule and no text', async () => {
    const { id } = await create(limits('EXPERT'), 'ALL')
    await asked(limits('EXPERT'), 'mutation($id: ID!) { adoptSegments(draft: $id, version: "1", text: "Hyväksytään") { id } }', { id })
    const event = await prisma.auditEvent.findFirst({ where: { kind: 'SEGMENTS', subject: 'ADOPT' }, orderBy: { seq: 'desc' } })
    expect(event).toMatchObject({ outcome: 'DONE', actorKind: 'machine', detail: { draft: id, version: 1, scope: 'ALL' } })
    expect(JSON.stringify(event?.detail)).not.toContain('Hyväksytään')
  })
})

describe('a service owner', () => {
  it('sees own service whole, and no other’s', async () => {
    const query =
      '{ coUsage(service: "$S") { clients { count } others { service { code } clients { count } shareOfOther lift } groups { dimension } } }'
    const seenBy = async (role: Role) =>
      (await told<{ coUsage: { others: unknown[]; groups: { dimension: string }[] } }>(limits(role), query.replace('$S', own))).coUsage
    const [whole, seen] = [await seenBy('LEADERSHIP'), await seenBy('SERVICE_OWNER')]
    expect(seen.others).toEqual(whole.others)
    expect(new Set(seen.groups.map(({ dimension }) => dimension))).toEqual(new Set(['AGE', 'SEX', 'COHORT']))
    for (const other of others) {
      expect((await asked(limits('SERVICE_OWNER'), query.replace('$S', other))).code).toBe('NOT_GRANTED')
      expect((await asked(limits('SERVICE_OWNER'), `{ overview(selection: { services: ["${other}"] }) { clients { count } } }`)).code).toBe(
        'NOT_GRANTED',
      )
    }
  })

  it('sees own row of the matrix only, and nothing that gives another row away', async () => {
    const query = '{ usageMatrix { counts lifts rowShares order(by: SIMILARITY) blocks coverage { shown of } } }'
    interface Matrix {
      readonly usageMatrix: { counts: (number | null)[][]; lifts: (number | null)[][]; rowShares: (number | null)[][] }
    }
    const { usageMatrix } = await told<Matrix>(limits('SERVICE_OWNER'), query)
    const { usageMatrix: whole } = await told<Matrix>(limits('LEADERSHIP'), query)
    expect(usageMatrix.counts[0]).toEqual(whole.counts[0])
    for (const [i, row] of usageMatrix.counts.entries()) {
      for (const [j, count] of row.entries()) {
        if (i === 0 || j === 0 || i === j) expect(count).toBe(whole.counts[i]?.[j])
        else expect([count, usageMatrix.lifts[i]?.[j], usageMatrix.rowShares[i]?.[j]]).toEqual([null, null, null])
      }
    }
  })

  it('sees the county as one', async () => {
    for (const place of ['municipalities: ["M01"]', 'centres: ["C01"]', 'municipalities: ["M01", "M02"]']) {
      expect((await asked(limits('SERVICE_OWNER'), `{ overview(selection: { ${place} }) { clients { count } } }`)).code).toBe('NOT_GRANTED')
    }
    expect(
      (await asked(limits('SERVICE_OWNER'), '{ overview(selection: { sexes: [MALE], ageGroups: [AGE_18_64] }) { clients { count } } }'))
        .code,
    ).toBeNull()
  })
})

describe('a publisher', () => {
  it('sees the perturbed release where one has the same data, else the exact one', async () => {
    const { releases, release: current } = await told<{
      releases: { id: string; policy: { kind: string } }[]
      release: { id: string }
    }>(limits('PUBLISHER'), '{ releases { id policy { kind } } release { id } }')
    expect(releases.map(({ policy }) => policy.kind)).toEqual(['EXACT', 'PERTURBED'])
    expect([current.id, releases[1]?.id]).toEqual([release.id, perturbed.id])
    const exact = makeSyntheticRelease({ ...SHAPE, seed: 4, dataDate: '2025-09-30' }).id
    expect((await asked(limits('PUBLISHER'), `{ overview(release: "${exact}") { clients { count } } }`)).code).toBe('RELEASE_NOT_FOUND')
    expect((await asked(limits('EXPERT'), `{ overview(release: "${exact}") { clients { count } } }`)).code).toBeNull()
  })

  it('who is an expert too sees the exact release alone, and may not take its figures out', async () => {
    const exact = makeSyntheticRelease({ ...SHAPE, seed: 4, dataDate: '2025-09-30' }).id
    const held: Held = [{ role: 'EXPERT' }, { role: 'PUBLISHER' }]
    const exporting = (id: string) => `mutation { recordExport(view: OVERVIEW, format: CSV, release: "${id}") }`
    expect((await asked(held, exporting(exact))).code).toBe('NOT_GRANTED')
    expect((await asked(held, `{ overview(release: "${perturbed.id}") { clients { count } } }`)).code).toBe('RELEASE_NOT_FOUND')
    expect((await asked(limits('PUBLISHER'), exporting(perturbed.id))).data).toEqual({ recordExport: true })
    const { rows } = await database.pool.query("SELECT outcome FROM audit_event WHERE kind = 'EXPORT' ORDER BY seq DESC LIMIT 2")
    expect(rows.map(({ outcome }) => outcome)).toEqual(['DONE', 'REFUSED'])
  })
})

describe('withdrawing one form of a data date', () => {
  const exact = () => makeSyntheticRelease({ ...SHAPE, seed: 4, dataDate: '2025-09-30' }).id
  const ids = async (role: Role) => {
    const { releases } = await told<{ releases: { id: string }[] }>(limits(role), '{ releases { id } }')
    return releases.map(({ id }) => id)
  }
  /** Withdrawn for as long as the work takes. */
  const without = async (id: string, work: () => Promise<void>) => {
    await prisma.release.update({ where: { id }, data: { withdrawnAt: new Date() } })
    try {
      await signed.portal.store.refresh()
      await work()
    } finally {
      await prisma.release.update({ where: { id }, data: { withdrawnAt: null } })
      await signed.portal.store.refresh()
    }
  }

  it('shows the other form to nobody who had the withdrawn one', async () => {
    await without(perturbed.id, async () => {
      expect(await ids('PUBLISHER')).toEqual([release.id])
      const { code } = await asked(limits('PUBLISHER'), `{ overview(release: "${exact()}") { clients { count } } }`)
      expect(code).toBe('RELEASE_NOT_FOUND')
      const exporting = `mutation { recordExport(view: OVERVIEW, format: CSV, release: "${exact()}") }`
      expect((await asked(limits('PUBLISHER'), exporting)).data).toBeNull()
    })
    await without(exact(), async () => {
      for (const role of ['EXPERT', 'LEADERSHIP'] as const) expect(await ids(role)).toEqual([release.id])
      expect(await ids('PUBLISHER')).toEqual([release.id, perturbed.id])
    })
  })

  it('that was built and never published leaves the other form to everybody', async () => {
    const step = { id: 'built', releaseId: perturbed.id, kind: 'BUILT', byId: 'a', byName: 'Aino' }
    await prisma.releaseStep.create({ data: step })
    await without(perturbed.id, async () => {
      for (const role of ['PUBLISHER', 'EXPERT'] as const) expect(await ids(role)).toEqual([release.id, exact()])
    })
    await prisma.releaseStep.delete({ where: { id: 'built' } })
  })
})

describe('a refused question', () => {
  it('is written down once, though it is executed again to tell why', async () => {
    const seq = Number((await database.pool.query('SELECT seq FROM audit_head')).rows[0].seq)
    expect((await asked([{ role: 'EXPERT', ages: ['AGE_80_PLUS'] }], '{ usageMatrix { clients { count } } }')).code).toBe('NOT_GRANTED')
    await signed.portal.audit.flush()
    const { rows } = await database.pool.query<{ outcome: string; times: string }>(
      "SELECT outcome, detail->>'times' AS times FROM audit_event WHERE seq > $1 AND kind = 'QUERY'",
      [seq],
    )
    expect(rows).toEqual([{ outcome: 'REFUSED', times: '1' }])
  })
})

describe('the summary of the audit log', () => {
  it.each([{}, { actor: 'TEST' }, { actor: '%' }, { actor: 'T_ST' }, { kinds: ['QUERY'], outcomes: ['REFUSED'] }])(
    'counts by day the events that it counts: %j',
    async (search) => {
      await asked(limits('EXPERT'), '{ overview { clients { count } } }')
      const query = 'query($search: AuditSearch) { auditSummary(search: $search) { events days { events } } }'
      const { auditSummary } = await told<{ auditSummary: { events: number; days: { events: number }[] } }>(limits('AUDITOR'), query, {
        search,
      })
      const { events, days } = auditSummary
      expect(days.reduce((sum, day) => sum + day.events, 0)).toBe(events)
      expect(events > 0).toBe(!/[%_]/.test(search.actor ?? ''))
    },
  )
})

describe('kept answers', () => {
  it('are shared between equal rights only, and written down for each who gets them', async () => {
    const query = '{ overview(selection: { sexes: [FEMALE] }) { clients { count } } }'
    const two: Held = [{ role: 'EXPERT' }]
    const seq = Number((await database.pool.query('SELECT seq FROM audit_head')).rows[0].seq)
    expect((await asked(two, query)).code).toBeNull()
    expect((await asked(two, query)).code).toBeNull()
    expect((await asked(limits('LEADERSHIP'), query)).code).toBeNull()
    expect((await asked([{ role: 'EXPERT', ages: ['AGE_65_PLUS'] }], query)).code).toBe('NOT_GRANTED')
    expect((await asked(limits('ADMIN'), query)).code).toBe('NOT_GRANTED')
    await signed.portal.audit.flush()
    const { rows } = await database.pool.query<{ outcome: string; times: string; selections: unknown; shown: string }>(
      `SELECT outcome, detail->>'times' AS times, detail->'selections' AS selections, detail->>'shown' AS shown FROM audit_event WHERE seq > $1 AND kind = 'QUERY' ORDER BY seq`,
      [seq],
    )
    const looks = rows.filter(({ outcome }) => outcome === 'DONE')
    expect(looks.reduce((sum, { times }) => sum + Number(times), 0)).toBe(3)
    expect(rows.filter(({ outcome }) => outcome === 'REFUSED').length).toBeGreaterThanOrEqual(1)
    for (const look of looks) expect(look.selections).toMatchObject([{ sexes: ['FEMALE'], cohort: 'ALL' }])
    expect(Number(looks[0]?.shown)).toBeGreaterThan(3)
  })

  it('never hold who somebody is', async () => {
    const names = await Promise.all([limits('EXPERT'), limits('LEADERSHIP')].map((held) => asked(held, '{ viewer { id } release { id } }')))
    expect(new Set(names.map(({ data }) => JSON.stringify(data))).size).toBe(2)
    const again = await Promise.all([limits('EXPERT'), limits('EXPERT')].map((held) => asked([...held, ...held], '{ viewer { id } }')))
    expect(again[0]?.data).not.toEqual(names[0]?.data)
  })
})

describe('floods', () => {
  it('of aliases are refused by their cost, and batches by their shape', async () => {
    const aliases = Array.from({ length: 70 }, (_, i) => `a${i}: usageMatrix { clients { count } }`).join(' ')
    expect((await asked(limits('LEADERSHIP'), `{ ${aliases} }`)).code).toBe('QUERY_TOO_COMPLEX')
    const text = tokens.get(JSON.stringify(limits('LEADERSHIP')))
    const batch = await new UserAgent().send(`${signed.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${text}` },
      body: JSON.stringify(Array.from({ length: 50 }, () => ({ query: '{ overview { clients { count } } }' }))),
    })
    expect(batch.status).toBe(400)
  })
})
