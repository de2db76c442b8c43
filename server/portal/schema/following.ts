/** Targets and annotations: kept in the portal's database, changed by administrators and leadership. */
import { holds } from '../access/viewer.ts'
import type { Target } from '../generated/prisma/client.ts'
import { parameterOf, reaches, shareOf, shareReaches } from '../release/figures.ts'
import { AGE_GROUPS, type AgeGroup, canonical } from '../release/selection.ts'
import { type Checked, checkAnnotation, checkTarget } from '../series/following.ts'
import { figuresOfIndicator, indicatorOf } from '../series/indicators.ts'
import { builder } from './builder.ts'
import type { RequestContext } from './context.ts'
import { AgeGroupEnum } from './enums.ts'
import { PortalError } from './errors.ts'

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
    args: { indicator: t.arg.id({ required: true }) },
    resolve: (query, _, { indicator }, context) => {
      context.live()
      return context.prisma.target.findMany({
        ...query,
        where: { indicator, removedAt: null },
        orderBy: [{ due: 'asc' }, { setAt: 'asc' }],
      })
    },
  }),
  annotations: t.prismaField({
    type: [AnnotationType],
    description: 'Those of the indicator and those of every indicator.',
    args: { indicator: t.arg.id({ required: true }) },
    resolve: (query, _, { indicator }, context) => {
      context.live()
      return context.prisma.annotation.findMany({
        ...query,
        where: { removedAt: null, OR: [{ indicator }, { indicator: null }] },
        orderBy: [{ on: 'asc' }, { madeAt: 'asc' }],
      })
    },
  }),
  mayFollow: t.boolean({
    description: 'Whether the viewer may set targets and write annotations.',
    resolve: (_, __, context) => {
      context.live()
      return mayFollow(context)
    },
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
    args: { target: t.arg({ type: TargetInput, required: true }) },
    resolve: async (query, _, { target }, context) => {
      demandMayFollow(context)
      const row = soundOrThrow(checkTarget(await context.reader(), target))
      return context.prisma.target.create({ ...query, data: { ...row, setBy: context.viewer.id, setByName: context.viewer.name } })
    },
  }),
  removeTarget: t.boolean({
    description: 'False where it was not there.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      demandMayFollow(context)
      const { count } = await context.prisma.target.updateMany({
        where: { id, removedAt: null },
        data: { removedAt: new Date(), removedBy: context.viewer.id },
      })
      return count > 0
    },
  }),
  annotate: t.prismaField({
    type: AnnotationType,
    args: { annotation: t.arg({ type: AnnotationInput, required: true }) },
    resolve: async (query, _, { annotation }, context) => {
      demandMayFollow(context)
      const row = soundOrThrow(checkAnnotation(await context.reader(), annotation))
      return context.prisma.annotation.create({ ...query, data: { ...row, madeBy: context.viewer.id, madeByName: context.viewer.name } })
    },
  }),
  removeAnnotation: t.boolean({
    description: 'False where it was not there.',
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, context) => {
      demandMayFollow(context)
      const { count } = await context.prisma.annotation.updateMany({
        where: { id, removedAt: null },
        data: { removedAt: new Date(), removedBy: context.viewer.id },
      })
      return count > 0
    },
  }),
}))

const mayFollow = ({ viewer }: RequestContext): boolean => holds(viewer, 'ADMIN', new Date()) || holds(viewer, 'LEADERSHIP', new Date())

function demandMayFollow(context: RequestContext): void {
  context.live()
  if (!mayFollow(context)) throw new PortalError('FORBIDDEN', 'Administrators and leadership set targets and annotations.')
}

function soundOrThrow<T>(checked: Checked<T>): T {
  if (checked.kind === 'refused') throw new PortalError('BAD_USER_INPUT', checked.reason)
  return checked.row
}

const ageOf = (stored: string | null): AgeGroup | null => AGE_GROUPS.find((age) => age === stored) ?? null

async function isReached(target: Target, context: RequestContext): Promise<boolean | null> {
  const reader = await context.reader()
  const indicator = indicatorOf(reader, target.indicator)
  if (!indicator || (target.area !== null && !reader.layout.municipalities.includes(target.area))) return null
  const age = ageOf(target.ageGroup)
  const selection = canonical(reader.layout, {
    ageGroups: age ? [age] : [],
    municipalities: target.area === null ? [] : [target.area],
    ...{ sexes: [], centres: [], cohort: 'ALL' as const, services: [] },
  })
  const { clients, of } = figuresOfIndicator(reader, indicator.measure, selection)
  return target.unit === 'CLIENTS'
    ? reaches(clients, target.value, target.direction)
    : shareReaches(shareOf(clients, of), target.value, target.direction)
}
