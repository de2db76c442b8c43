/** Targets and annotations: kept in the portal's database, changed by administrators and leadership. */
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import { actorOf } from '../access/sign-in.ts'
import { holds, type Role } from '../access/viewer.ts'
import type { Target } from '../generated/prisma/client.ts'
import { parameterOf, reaches, shareOf, shareReaches } from '../release/figures.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { AGE_GROUPS, type AgeGroup, canonical, type Selection } from '../release/selection.ts'
import { type Checked, checkAnnotation, checkTarget } from '../series/following.ts'
import { figuresOfIndicator, type Indicator, indicatorOf, needOfIndicator } from '../series/indicators.ts'
import { builder } from './builder.ts'
import { NotGranted, type RequestContext } from './context.ts'
import { AgeGroupEnum } from './enums.ts'
import { PortalError } from './errors.ts'
import { lookAt } from './look-at.ts'

const UnitEnum = builder.enumType('TargetUnit', { values: ['CLIENTS', 'SHARE'] as const })
const DirectionEnum = builder.enumType('TargetDirection', { values: ['AT_LEAST', 'AT_MOST'] as const })
const AnnotationKindEnum = builder.enumType('AnnotationKind', { values: ['MILESTONE', 'PRACTICE'] as const })

const TargetType = builder.prismaObject('Target', {
  description: 'What is to be reached, by when, and who answers for it.',
  fields: (t) => ({
    id: t.exposeID('id'),
    indicator: t.exposeID('indicator'),
    municipality: t.exposeID('area', { nullable: true }),
    ageGroup: t.field({ type: AgeGroupEnum, nullable: true, resolve: ({ ageGroup }) => ageOf(ageGroup) }),
    unit: t.expose('unit', { type: UnitEnum }),
    direction: t.expose('direction', { type: DirectionEnum }),
    value: t.field({ type: 'Parameter', resolve: ({ value }) => parameterOf(value) }),
    due: t.expose('due', { type: 'Date' }),
    owner: t.exposeString('owner'),
    setBy: t.exposeString('setByName'),
    setAt: t.expose('setAt', { type: 'DateTime' }),
    reached: t.boolean({
      nullable: true,
      description: 'In the current release; null where the figure is not published exactly.',
      resolve: async (target, _, context) => isReached(target, context),
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
      if (holdsNow(context, 'ADMIN')) return targets
      const reader = await readerAs(context, BEYOND_ONE_SERVICE)
      return targets.filter((target) => reader !== null && isWithin(reader, target))
    },
  }),
  annotations: t.prismaField({
    type: [AnnotationType],
    description: 'Those of the indicator and those of every indicator.',
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
    indicator: t.id({ required: true }),
    municipality: t.id({ description: 'The whole county when absent.' }),
    ageGroup: t.field({ type: AgeGroupEnum }),
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
    indicator: t.id({ description: 'Every indicator when absent.' }),
    municipality: t.id({ description: 'The whole county when absent.' }),
  }),
})

builder.mutationFields((t) => ({
  setTarget: t.prismaField({
    type: TargetType,
    description: 'By administrators, and by leadership within their limits.',
    args: { target: t.arg({ type: TargetInput, required: true }) },
    resolve: async (query, _, { target }, context) => {
      const row = soundOrThrow(checkTarget(await context.release(), target))
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
      const row = soundOrThrow(checkAnnotation(await context.release(), annotation))
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

/** The current release as far as the roles show it to the viewer; null: nothing of it. */
async function readerAs(context: RequestContext, roles: readonly Role[]): Promise<ReleaseReader | null> {
  try {
    return await context.askedBy(roles).reader()
  } catch (cause) {
    if (cause instanceof NotGranted) return null
    throw cause
  }
}

type Followed = Pick<Target, 'indicator' | 'area' | 'ageGroup'>

/** Whether the figures that a target is about are among those that the reader shows. */
function isWithin(reader: ReleaseReader, followed: Followed): boolean {
  const found = followedIn(reader, followed)
  return found !== null && reader.allows(found.selection, needOfIndicator(found.indicator.measure))
}

/** Leadership sets targets for what it sees itself. */
async function demandMayWrite(context: RequestContext, followed: Followed): Promise<void> {
  if (holdsNow(context, 'ADMIN')) return
  const reader = await readerAs(context, ['LEADERSHIP'])
  if (reader === null || !isWithin(reader, followed)) throw new NotGranted()
}

const recordWritten = ({ audit, viewer }: RequestContext, subject: string, id: string): Promise<void> =>
  audit.record({ ...{ kind: 'FOLLOWING', actor: actorOf(viewer), outcome: 'DONE', subject }, detail: { id } })

function soundOrThrow<T>(checked: Checked<T>): T {
  if (checked.kind === 'refused') throw new PortalError('BAD_USER_INPUT', checked.reason)
  return checked.row
}

const ageOf = (stored: string | null): AgeGroup | null => AGE_GROUPS.find((age) => age === stored) ?? null

/** What a target is about in one release; null where the release lacks its indicator or place. */
function followedIn(
  reader: ReleaseReader,
  { indicator: key, area, ageGroup }: Followed,
): { readonly indicator: Indicator; readonly selection: Selection } | null {
  const indicator = indicatorOf(reader, key)
  if (!indicator || (area !== null && !reader.layout.municipalities.includes(area))) return null
  const age = ageOf(ageGroup)
  const selection = canonical(reader.layout, {
    ageGroups: age ? [age] : [],
    municipalities: area === null ? [] : [area],
    ...{ sexes: [], centres: [], cohort: 'ALL' as const, services: [] },
  })
  return { indicator, selection }
}

/** A look at a figure, if only at which side of a number it is on: within the viewer's limits, and audited. */
async function isReached(target: Target, context: RequestContext): Promise<boolean | null> {
  const reader = await readerAs(context, BEYOND_ONE_SERVICE)
  const followed = reader && followedIn(reader, target)
  if (!followed) return null
  context.asking.looks.push(lookAt('targets', { selection: followed.selection }, null, context))
  const { clients, of } = figuresOfIndicator(reader, followed.indicator.measure, followed.selection)
  return target.unit === 'CLIENTS'
    ? reaches(clients, target.value, target.direction)
    : shareReaches(shareOf(clients, of), target.value, target.direction)
}
