import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { PrismaPg } from '@prisma/adapter-pg'
import { graphql } from 'graphql'
import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { openAccess } from '../../../server/portal/access/access.ts'
import { beginAsking } from '../../../server/portal/access/asking.ts'
import { DEMO_VIEWER, type Limits, NO_LIMITS, ROLES, type Role, type Viewer } from '../../../server/portal/access/viewer.ts'
import { PrismaClient } from '../../../server/portal/generated/prisma/client.ts'
import { createPortal, type Portal } from '../../../server/portal/http.ts'
import { requestContext } from '../../../server/portal/schema/context.ts'
import { schema } from '../../../server/portal/schema/schema.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { publishSynthetic, type SyntheticRelease } from '../../support/synthetic-release.ts'

const TARGET = {
  indicator: 'several-services',
  unit: 'CLIENTS',
  direction: 'AT_MOST',
  value: 90,
  due: '2026-12-31',
  owner: 'Palvelujohtaja',
}
const NOTE = { kind: 'PRACTICE', on: '2025-03-01', text: 'Perhekeskusmalli alkoi', indicator: 'several-services' }
const SET = 'mutation ($target: TargetInput!) { setTarget(target: $target) { id value reached due owner setBy municipality ageGroup } }'
const ANNOTATE = 'mutation ($annotation: AnnotationInput!) { annotate(annotation: $annotation) { id text on kind madeBy } }'
const READ =
  '{ targets(indicator: "several-services") { id value owner } annotations(indicator: "several-services") { id text } mayFollow }'

onEachDatabase('following', (databases) => {
  let portal: Portal
  let database: Database
  let prisma: PrismaClient
  let release: SyntheticRelease
  let port = 0

  beforeAll(async () => {
    database = await databases.portal()
    prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
    release = await publishSynthetic(database, { clients: 600, services: 6, municipalities: 3, centres: 2, seed: 3 })
    portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
    port = await portal.listen(0, '127.0.0.1')
    return async () => {
      await portal.stop()
      await prisma.$disconnect()
    }
  })

  const post = async (query: string, variables: object = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return response.json()
  }
  const as = (roles: readonly Role[], limits: Partial<Limits> = {}, until: Date | null = null): Viewer => ({
    ...{ kind: 'person', id: 'issuer|someone', name: 'Someone', session: null },
    grants: roles.map((role) => ({ role, ...NO_LIMITS, ...limits, until })),
  })
  const askAs = (viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) => {
    const { audit, store } = portal
    const access = openAccess({ kind: 'open', mode: 'local' }, { prisma, audit, log: () => {} })
    const sources = { prisma, database, store, access, audit, preparing: () => '', pendingQuarters: () => [] }
    const asking = beginAsking(new IncomingMessage(new Socket()), viewer)
    return graphql({ schema, source, variableValues, contextValue: requestContext(sources, asking) })
  }

  it('keeps a target with who set it, and tells whether the current release reaches it', async () => {
    const heavy = release.clients.filter((client) => client.heavy).length
    for (const [value, direction, reached] of [
      [heavy, 'AT_MOST', 'REACHED'],
      [heavy - 1, 'AT_MOST', 'NOT_REACHED'],
      [heavy, 'AT_LEAST', 'REACHED'],
      [heavy + 1, 'AT_LEAST', 'NOT_REACHED'],
    ] as const) {
      const { data } = await post(SET, { target: { ...TARGET, value, direction } })
      expect(data.setTarget).toMatchObject({
        value,
        reached,
        due: '2026-12-31',
        owner: 'Palvelujohtaja',
        setBy: DEMO_VIEWER.name,
        municipality: null,
      })
    }
  })

  it('does not say whether a withheld figure reaches it', async () => {
    const target = { ...TARGET, indicator: 'heavy:S06', ageGroup: 'AGE_80_PLUS', municipality: 'M03', value: 3 }
    const hidden = release.clients.filter((c) => c.age === 5 && c.municipality === 2 && c.heavyIn.includes(5)).length
    expect(hidden).toBeLessThan(5)
    expect((await post(SET, { target })).data.setTarget.reached).toBeNull()
  })

  it('answers what was just written, again and again, and does not write twice what was asked twice otherwise', async () => {
    const before = (await post(READ)).data.annotations.length
    await post(ANNOTATE, { annotation: NOTE })
    expect((await post(READ)).data.annotations.length).toBe(before + 1)
    await post(ANNOTATE, { annotation: NOTE })
    const { annotations } = (await post(READ)).data
    expect(annotations.length).toBe(before + 2)
    const remove = 'mutation ($id: ID!) { removeAnnotation(id: $id) }'
    expect((await post(remove, { id: annotations[0].id })).data).toEqual({ removeAnnotation: true })
    expect((await post(remove, { id: annotations[0].id })).data).toEqual({ removeAnnotation: false })
    expect((await post(READ)).data.annotations.length).toBe(before + 1)
    expect(await prisma.annotation.count({ where: { removedAt: { not: null }, removedBy: 'demo' } })).toBe(1)
  })

  it('shows an annotation of every indicator beside each', async () => {
    await post(ANNOTATE, { annotation: { ...NOTE, indicator: null, text: 'Uusi potilastietojärjestelmä' } })
    const { data } = await post('{ annotations(indicator: "few-services") { text } }')
    expect(data.annotations).toEqual([{ text: 'Uusi potilastietojärjestelmä' }])
  })

  it.each([
    [{ indicator: 'nothing' }, 'indicator'],
    [{ municipality: '999' }, 'municipality'],
    [{ value: -1 }, 'whole number'],
    [{ unit: 'SHARE', value: 101 }, '100 per cent'],
    [{ due: '2026-02-30' }, 'YYYY-MM-DD'],
    [{ due: 'soon' }, 'YYYY-MM-DD'],
    [{ owner: '  ' }, 'owner'],
    [{ owner: 'x'.repeat(81) }, 'owner'],
    [{ owner: 'two\u0007words' }, 'owner'],
  ])('refuses a target with %j', async (change, words) => {
    const { errors } = await post(SET, { target: { ...TARGET, ...change } })
    expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
    expect(errors[0].message).toContain(words)
  })

  it.each([[{ text: '' }], [{ text: 'x'.repeat(161) }], [{ on: '1999-01-01' }], [{ indicator: 'nothing' }], [{ municipality: '1' }]])(
    'refuses an annotation with %j',
    async (change) => {
      const { errors } = await post(ANNOTATE, { annotation: { ...NOTE, ...change } })
      expect(errors[0].extensions.code).toBe('BAD_USER_INPUT')
    },
  )

  it.each(ROLES)('lets %s read where it sees the view or administers, and change only as administrator or leadership', async (role) => {
    const mayRead = role !== 'SERVICE_OWNER' && role !== 'AUDITOR'
    const may = role === 'ADMIN' || role === 'LEADERSHIP'
    const read = await askAs(as([role]), READ)
    if (mayRead) expect(read.data).toMatchObject({ mayFollow: may })
    else expect(read.errors?.[0]?.extensions.code).toBe('NOT_GRANTED')
    const { id } = (await post(SET, { target: TARGET })).data.setTarget
    for (const [source, variables] of [
      [SET, { target: TARGET }],
      [ANNOTATE, { annotation: NOTE }],
      ['mutation ($id: ID!) { removeTarget(id: $id) }', { id }],
      ['mutation ($id: ID!) { removeAnnotation(id: $id) }', { id: 'none' }],
    ] as const) {
      const { errors } = await askAs(as([role]), source, variables)
      expect(errors?.map((error) => error.extensions.code)).toEqual(may ? undefined : ['NOT_GRANTED'])
    }
  })

  it('lets nobody change anything by a role that has ended', async () => {
    const { errors } = await askAs(as(['ADMIN'], {}, new Date('2020-01-01')), SET, { target: TARGET })
    expect(errors?.[0]?.extensions.code).toBe('NOT_GRANTED')
  })

  it('shows targets of what the viewer sees, and says of none but those whether they are reached', async () => {
    const own = (await post(SET, { target: { ...TARGET, municipality: 'M01' } })).data.setTarget
    const other = (await post(SET, { target: { ...TARGET, municipality: 'M02' } })).data.setTarget
    expect(own.reached).not.toBeNull()
    const read = '{ targets(indicator: "several-services") { id reached } }'
    const seen = (await askAs(as(['EXPERT'], { municipalities: ['M01'] }), read)).data as {
      targets: { id: string; reached: string | null }[]
    }
    expect(seen.targets.map(({ id }) => id)).toContain(own.id)
    expect(seen.targets.map(({ id }) => id)).not.toContain(other.id)
    expect(seen.targets.find(({ id }) => id === own.id)?.reached).toBe(own.reached)
    const administered = (await askAs(as(['ADMIN']), read)).data as typeof seen
    expect(administered.targets.map(({ id }) => id)).toEqual(expect.arrayContaining([own.id, other.id]))
    expect(new Set(administered.targets.map(({ reached }) => reached))).toEqual(new Set([null]))
  })

  it('lets leadership write within its limits only', async () => {
    const limited = as(['LEADERSHIP'], { municipalities: ['M01'] })
    const { id } = (await post(SET, { target: { ...TARGET, municipality: 'M02' } })).data.setTarget
    const codes = async (source: string, variables: Record<string, unknown>) =>
      (await askAs(limited, source, variables)).errors?.map((error) => error.extensions.code)
    expect(await codes(SET, { target: { ...TARGET, municipality: 'M01' } })).toBeUndefined()
    for (const municipality of ['M02', null]) expect(await codes(SET, { target: { ...TARGET, municipality } })).toEqual(['NOT_GRANTED'])
    expect(await codes('mutation ($id: ID!) { removeTarget(id: $id) }', { id })).toEqual(['NOT_GRANTED'])
  })

  it('writes changes to the audit log, without what was written', async () => {
    const { id } = (await post(ANNOTATE, { annotation: NOTE })).data.annotate
    const event = await prisma.auditEvent.findFirst({ where: { kind: 'FOLLOWING', subject: 'ANNOTATE' }, orderBy: { seq: 'desc' } })
    expect(event).toMatchObject({ actorId: 'demo', outcome: 'DONE', detail: { id } })
    expect(JSON.stringify(event?.detail)).not.toContain('Perhekeskus')
  })
})
