/** Targets and annotations: kept in the portal's database, changed by administrators and leadership. */
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import { actorOf } from '../access/sign-in.ts'
import { holds, type Role } from '../access/viewer.ts'
import { parameterOf } from '../release/told-numbers.ts'
import { ageOf, type Followed, isKnown, reachedBy, shownTo } from '../series/followed.ts'
import { type Checked, checkAnnotation, checkTarget } from '../series/following.ts'
import { builder } from './builder.ts'
import { NotGranted, type RequestContext } from './context.ts'
import { AgeGroupEnum } from './enums.ts'
import { PortalError } from './errors.ts'

const UnitEnum = builder.enumType('TargetUnit', { values: ['CLIENTS', 'SHARE'] as const })
const DirectionEnum = builder.enumType('TargetDirection', { values: ['AT_LEAST', 'AT_MOST'] as const })
const AnnotationKindEnum = builder.enumType('AnnotationKind', { values: ['MILESTONE', 'PRACTICE'] as const })

const ReachedEnum = builder.enumType('TargetReached', {
  description: 'UNDECIDED: of a segment, whose number has an interval: the target lies in it.',
  values: ['REACHED', 'NOT_REACHED', 'UNDECIDED'] as const,
})

const TargetType = builder.prismaObject('Target', {
  description: 'What is to be reached, by when, and who answers for it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    indicator: t.exposeID('indicator', { description: 'As of a series, or of a segment: SegmentSeries.indicator.' }),
    municipality: t.exposeID('area', { nullable: true }),
    ageGroup: t.field({ type: AgeGroupEnum, nullable: true, resolve: ({ ageGroup }) => ageOf(ageGroup) }),
    unit: t.expose('unit', { type: UnitEnum }),
    direction: t.expose('direction', { type: DirectionEnum }),
    value: t.field({ type: 'Parameter', resolve: ({ value }) => parameterOf(value) }),
    due: t.expose('due', { type: 'Date' }),
    owner: t.exposeString('owner'),
    setBy: t.exposeString('setByName'),
    setAt: t.expose('setAt', { type: 'DateTime' }),
    reached: t.field({
      type: ReachedEnum,
      nullable: true,
      description: 'In the current release; null where the figure is not published exactly, or of a segment not at all.',
      resolve: (target, _, context) => reachedBy(target, context),
    }),
  }),
})

const AnnotationType = builder.prismaObject('Annotation', {
  description: 'What happened on a day that a reader of a line should know.',
  fields: (t) => ({
    id: t.exposeID('id'),
    kind: t.expose('kind', { type: AnnotationKindEnum }),
    on: t.expose('on', { type: 'Date' }),
    text: t.exposeString('text'),
    indicator: t.exposeID('indicator', { nullable: true }),
    municipality: t.exposeID('area', { nullable: true }),
    madeBy: t.exposeString('madeByName'),
    madeAt: t.expose('madeAt', { type: 'DateTime' }),
  }),
})

builder.queryFields((t) => ({
  targets: t.prismaField({
    type: [TargetType],
    description: 'Those of which the viewer sees the figures; all of them for administrators.',
    args: { indicator: t.arg.id({ required: true }) },
    resolve: async (query, _, { indicator }, context) => {
      const targets = await context.prisma.target.findMany({
        ...query,
        where: { indicator, removedAt: null },
        orderBy: [{ due: 'asc' }, { setAt: 'asc' }],
      })
      if (targets.length === 0 || holdsNow(context, 'ADMIN')) return targets
      const shows = await shownTo(context, indicator, BEYOND_ONE_SERVICE)
      return targets.filter(shows)
    },
  }),
  annotations: t.prismaField({
    type: [AnnotationType],
    description: 'Those of the indicator or segment, and those of all.',
    args: { indicator: t.arg.id({ required: true }) },
    resolve: (query, _, { indicator }, context) =>
      context.prisma.annotation.findMany({
        ...query,
        where: { removedAt: null, OR: [{ indicator }, { indicator: null }] },
        orderBy: [{ on: 'asc' }, { madeAt: 'asc' }],
      }),
  }),
  mayFollow: t.boolean({
    description: 'Whether the viewer may set targets and write annotations.',
    resolve: (_, __, context) => holdsNow(context, 'ADMIN') || holdsNow(context, 'LEADERSHIP'),
  }),
}))

const TargetInput = builder.inputType('TargetInput', {
  fields: (t) => ({
    indicator: t.id({ required: true, description: 'As of a series, or of a segment: SegmentSeries.indicator.' }),
    municipality: t.id({ description: 'The whole county when absent.' }),
    ageGroup: t.field({ type: AgeGroupEnum, description: 'Never of a segment, which is of all ages of its scheme.' }),
    unit: t.field({ type: UnitEnum, required: true }),
    direction: t.field({ type: DirectionEnum, required: true }),
    value: t.int({ required: true, description: 'Clients, or whole per cent of the clients.' }),
    due: t.string({ required: true, description: 'YYYY-MM-DD.' }),
    owner: t.string({ required: true }),
  }),
})

const AnnotationInput = builder.inputType('AnnotationInput', {
  fields: (t) => ({
    kind: t.field({ type: AnnotationKindEnum, required: true }),
    on: t.string({ required: true, description: 'YYYY-MM-DD.' }),
    text: t.string({ required: true }),
    indicator: t.id({ description: 'As of a series, or of a segment; all of them when absent.' }),
    municipality: t.id({ description: 'The whole county when absent.' }),
  }),
})

builder.mutationFields((t) => ({
  setTarget: t.prismaField({
    type: TargetType,
    description: 'By administrators, and by leadership within their limits.',
    args: { target: t.arg({ type: TargetInput, required: true }) },
    resolve: async (query, _, { target }, context) => {
      const known = await isKnown(context, target.indicator)
      const row = soundOrThrow(checkTarget(await context.release(), target, known))
      await demandMayWrite(context, row)
      const made = await context.prisma.target.create({
        ...query,
        data: { ...row, setBy: context.viewer.id, setByName: context.viewer.name },
      })
      await recordWritten(context, 'SET_TARGET', made.id)
      return made
    },
  }),
  removeTarget: t.boolean({
    description: 'False where it was not there.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const target = await context.prisma.target.findFirst({ where: { id, removedAt: null } })
      if (!target) return false
      await demandMayWrite(context, target)
      const { count } = await context.prisma.target.updateMany({
        where: { id, removedAt: null },
        data: { removedAt: new Date(), removedBy: context.viewer.id },
      })
      if (count > 0) await recordWritten(context, 'REMOVE_TARGET', id)
      return count > 0
    },
  }),
  annotate: t.prismaField({
    type: AnnotationType,
    args: { annotation: t.arg({ type: AnnotationInput, required: true }) },
    resolve: async (query, _, { annotation }, context) => {
      const known = !annotation.indicator || (await isKnown(context, annotation.indicator))
      const row = soundOrThrow(checkAnnotation(await context.release(), annotation, known))
      const made = await context.prisma.annotation.create({
        ...query,
        data: { ...row, madeBy: context.viewer.id, madeByName: context.viewer.name },
      })
      await recordWritten(context, 'ANNOTATE', made.id)
      return made
    },
  }),
  removeAnnotation: t.boolean({
    description: 'False where it was not there.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      const { count } = await context.prisma.annotation.updateMany({
        where: { id, removedAt: null },
        data: { removedAt: new Date(), removedBy: context.viewer.id },
      })
      if (count > 0) await recordWritten(context, 'REMOVE_ANNOTATION', id)
      return count > 0
    },
  }),
}))

const holdsNow = ({ viewer, asking }: RequestContext, role: Role): boolean => holds(viewer, role, asking.now)

/** Leadership sets targets for what it sees itself. */
async function demandMayWrite(context: RequestContext, target: Followed): Promise<void> {
  if (holdsNow(context, 'ADMIN')) return
  const shows = await shownTo(context, target.indicator, ['LEADERSHIP'])
  if (!shows(target)) throw new NotGranted()
}

const recordWritten = ({ audit, viewer }: RequestContext, subject: string, id: string): Promise<void> =>
  audit.record({ ...{ kind: 'FOLLOWING', actor: actorOf(viewer), outcome: 'DONE', subject }, detail: { id } })

function soundOrThrow<T>(checked: Checked<T>): T {
  if (checked.kind === 'refused') throw new PortalError('BAD_USER_INPUT', checked.reason)
  return checked.row
}
