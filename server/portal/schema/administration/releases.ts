/** Releases as an administrator sees them: those that wait, are served, were withdrawn; who did what. */
import { actorOf } from '../../access/sign-in.ts'
import { cleanText } from '../../audit/clean.ts'
import type { Release, ReleaseStep } from '../../generated/prisma/client.ts'
import { makeCurrent, needingReason, STEP_KINDS, withdraw } from '../../release/publication.ts'
import { parseCertificate, parsePolicy } from '../../release/stored.ts'
import { askAllFigures } from '../../segments/adopted.ts'
import { builder } from '../builder.ts'
import { nameIn } from '../catalogue.ts'
import type { RequestContext } from '../context.ts'
import { LocaleEnum } from '../enums.ts'
import { PortalError } from '../errors.ts'
import { FEW } from '../limits.ts'
import { CertificateType, PolicyType } from '../release.ts'

const STATES = ['WAITING', 'SERVED', 'REPLACED', 'WITHDRAWN'] as const
const StateEnum = builder.enumType('PublicationState', {
  description: 'REPLACED: by a later stage of the same data, or another exact release of it.',
  values: STATES,
})
const StepEnum = builder.enumType('ReleaseStepKind', { values: STEP_KINDS })

type Row = Omit<Release, 'layout' | 'rules' | 'importReport'>
interface Managed {
  readonly release: Row
  /** Oldest first. */
  readonly steps: readonly ReleaseStep[]
  readonly needsReason: boolean
}

const StepType = builder.objectRef<ReleaseStep>('ReleaseStep').implement({
  fields: (t) => ({
    kind: t.field({ type: StepEnum, resolve: ({ kind }) => STEP_KINDS.find((one) => one === kind) ?? 'BUILT' }),
    at: t.expose('at', { type: 'DateTime' }),
    by: t.exposeString('byName'),
    note: t.exposeString('note', { nullable: true }),
  }),
})

const ManagedType = builder.objectRef<Managed>('ManagedRelease').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ release }) => release.id }),
    dataDate: t.field({ type: 'Date', resolve: ({ release }) => release.dataDate }),
    publishedAt: t.field({
      type: 'DateTime',
      description: 'Of one that waits: when it was built.',
      resolve: ({ release }) => release.publishedAt,
    }),
    demo: t.boolean({ resolve: ({ release }) => release.demo }),
    name: t.string({
      args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) },
      resolve: ({ release }, { locale }) => nameIn(release, locale ?? 'FI'),
    }),
    contentHash: t.string({ resolve: ({ release }) => release.contentHash }),
    current: t.boolean({ resolve: ({ release }, _, { served }) => served.current?.release.id === release.id }),
    state: t.field({ type: StateEnum, resolve: stateOf }),
    policy: t.field({ type: PolicyType, resolve: ({ release }) => parsePolicy(release.policy) }),
    certificate: t.field({ type: CertificateType, resolve: ({ release }) => parseCertificate(release.certificate) }),
    steps: t.field({ type: [StepType], complexity: FEW, description: 'Oldest first.', resolve: ({ steps }) => [...steps] }),
    mayPublish: t.boolean({
      description: 'It is not served, and whoever asks may publish it.',
      resolve: (managed, _, context) => managed.release.withdrawnAt !== null && !builtByOneself(managed, context),
    }),
    needsReason: t.boolean({
      description: 'Another exact release of the same data was published once: it is published in its place only for a reason.',
      resolve: ({ needsReason }) => needsReason,
    }),
    ownWork: t.boolean({
      description: 'Whoever asks built it, and another must publish it.',
      resolve: (managed, _, context) => builtByOneself(managed, context),
    }),
  }),
})

/** Everything but blocks and layouts: those are large and nobody asks for them here. */
const COLUMNS = {
  ...{ id: true, contentHash: true, dataDate: true, windowFrom: true, publishedAt: true, withdrawnAt: true, countyCode: true },
  ...{ nameFi: true, nameSv: true, nameEn: true, feedbackEmail: true, demo: true, policy: true, certificate: true },
} as const

builder.queryFields((t) => ({
  managedReleases: t.field({
    type: [ManagedType],
    complexity: FEW,
    description: 'Every stored release, the last built or published first; at most 60.',
    resolve: async (_, __, { prisma, database }) => {
      const releases = await prisma.release.findMany({ select: COLUMNS, orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }], take: 60 })
      const ids = releases.map(({ id }) => id)
      const steps = await prisma.releaseStep.findMany({ where: { releaseId: { in: ids } }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
      const needing = await needingReason(database.pool, ids)
      return releases.map((release) => ({
        release,
        steps: steps.filter(({ releaseId }) => releaseId === release.id),
        needsReason: needing.has(release.id),
      }))
    },
  }),
}))

builder.mutationFields((t) => ({
  publishRelease: t.field({
    type: ManagedType,
    description:
      'Serves a release that waits or was withdrawn, in place of earlier stages of the same data; of real clients, in place of every other exact release of it.',
    args: {
      id: t.arg.id({ required: true }),
      reason: t.arg.string({ description: 'Why, where the release says that it needs one; its certificate shows it.' }),
    },
    resolve: async (_, { id, reason }, context) => {
      const { audit, viewer, database, store } = context
      const managed = await find(context, id)
      const event = { kind: 'RELEASE' as const, actor: actorOf(viewer), subject: 'PUBLISH', release: id }
      if (builtByOneself(managed, context)) {
        await audit.record({ ...event, outcome: 'REFUSED', detail: { twoPersons: true } })
        throw new PortalError('BAD_USER_INPUT', 'Whoever built a release does not publish it.')
      }
      if (parseCertificate(managed.release.certificate).audit.proven > 0) {
        await audit.record({ ...event, outcome: 'REFUSED', detail: { proven: true } })
        throw new PortalError('BAD_USER_INPUT', 'A release in which the attacker proved something is not published.')
      }
      if (managed.release.withdrawnAt === null) return managed
      const why = cleanText(reason ?? '').trim() || null
      const refuseWithout = async (): Promise<never> => {
        await audit.record({ ...event, outcome: 'REFUSED', detail: { reasonNeeded: true } })
        throw new ReasonNeeded()
      }
      if (managed.needsReason && why === null) return refuseWithout()
      await audit.record({ ...event, outcome: 'DONE' })
      // Another may have been published this moment: then the log says both.
      if ((await makeCurrent(database.pool, id, viewer, why)) === 'reason needed') return refuseWithout()
      await store.refresh()
      // The release is served by now: a look at the page of a scheme asks again.
      await askAllFigures(context.prisma, id).catch(() => {})
      context.drafts.asked?.()
      return find(context, id)
    },
  }),
  withdrawRelease: t.field({
    type: ManagedType,
    description: 'Serves a release no more, at once; the one before is served. It can be published again.',
    args: { id: t.arg.id({ required: true }), reason: t.arg.string({ required: true }) },
    resolve: async (_, { id, reason }, context) => {
      const { audit, viewer, database, store } = context
      const note = cleanText(reason).trim()
      if (note === '') throw new PortalError('BAD_USER_INPUT', 'Say why the release is withdrawn.')
      const managed = await find(context, id)
      if (managed.release.withdrawnAt !== null) return managed
      await audit.record({ kind: 'RELEASE', actor: actorOf(viewer), outcome: 'DONE', subject: 'WITHDRAW', release: id })
      await withdraw(database.pool, id, viewer, note)
      await store.refresh()
      return find(context, id)
    },
  }),
}))

class ReasonNeeded extends PortalError {
  constructor() {
    super('BAD_USER_INPUT', 'Another exact release of this data date was published: say why this one is.')
  }
}

async function find({ prisma, database }: RequestContext, id: string): Promise<Managed> {
  const release = await prisma.release.findUnique({ where: { id }, select: COLUMNS })
  if (!release) throw new PortalError('RELEASE_NOT_FOUND', 'There is no such release.')
  const steps = await prisma.releaseStep.findMany({ where: { releaseId: id }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
  return { release, steps, needsReason: (await needingReason(database.pool, [id])).has(id) }
}

/** With the rule of two persons: whether whoever asks is among those who built it. */
const builtByOneself = ({ steps }: Managed, { viewer, administration }: RequestContext): boolean =>
  administration.settings.twoPersons && steps.some(({ kind, byId }) => kind === 'BUILT' && byId === viewer.id)

function stateOf({ release, steps }: Managed): (typeof STATES)[number] {
  if (release.withdrawnAt === null) return 'SERVED'
  const last = steps.findLast(({ kind }) => kind !== 'BUILT')
  if (!last) return steps.length > 0 ? 'WAITING' : 'WITHDRAWN'
  return last.kind === 'WITHDRAWN' ? 'WITHDRAWN' : 'REPLACED'
}
