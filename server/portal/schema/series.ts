/** Releases as a series: an indicator release by release, whole and in parts, and who its clients are. */
import { BEYOND_ONE_SERVICE } from '../access/permissions.ts'
import { holding } from '../access/viewer.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { Residents } from '../release/sealed.ts'
import type { Selection } from '../release/selection.ts'
import type { ResidentCount, SeriesRelease } from '../release/series-release.ts'
import { BREAK_REASONS, type Break } from '../series/breaks.ts'
import { seriesCoverage } from '../series/coverage.ts'
import { type Indicator, indicatorOf, needOfIndicator, readyIndicators, servicesOf, TOPICS, tooManyServices } from '../series/indicators.ts'
import { PART_DIMENSIONS, type Part, partsOf } from '../series/parts.ts'
import { dataDateOf, type SeriesPoint, seriesPoints, sinceFirst } from '../series/points.ts'
import { type ProfileGroup, type ProfileService, profileGroups, profileServices } from '../series/profile.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import type { RequestContext } from './context.ts'
import { AgeGroupEnum, SexEnum } from './enums.ts'
import { admitted, PortalError } from './errors.ts'
import { CoverageType, FigureType, type ViewAnswer } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput, SelectionValueType } from './selection.ts'

const TopicEnum = builder.enumType('Topic', {
  description: 'Topics of the national minimum data content.',
  values: TOPICS,
})
const BreakReasonEnum = builder.enumType('BreakReason', { values: BREAK_REASONS })
const PartDimensionEnum = builder.enumType('PartDimension', { values: PART_DIMENSIONS })

export const IndicatorType = builder.objectRef<Indicator>('Indicator').implement({
  description: 'What a series follows.',
  fields: (t) => ({
    key: t.exposeID('key', {
      description: 'A ready indicator, or clients, using:CODE, using:CODE+CODE, heavy:CODE, count:2, count:2-3 or count:4+.',
    }),
    ready: t.exposeBoolean('ready'),
    topics: t.field({ type: [TopicEnum], resolve: ({ topics }) => [...topics] }),
    services: t.idList({
      description: 'Services that it tells of.',
      resolve: ({ measure }) => (measure.kind === 'USING' ? [...measure.services] : measure.kind === 'HEAVY_IN' ? [measure.service] : []),
    }),
  }),
})

const SeriesReleaseType = builder.objectRef<SeriesRelease>('SeriesRelease').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ reader }) => reader.release.id }),
    dataDate: t.field({ type: 'Date', resolve: dataDateOf }),
    windowFrom: t.field({ type: 'Date', resolve: ({ reader }) => reader.release.windowFrom }),
    current: t.boolean({ resolve: ({ reader }, _, context) => context.releases[0]?.id === reader.release.id }),
  }),
})

export const BreakType = builder.objectRef<Break>('SeriesBreak').implement({
  description: 'Why the figure is not the same as the one that it is set beside.',
  fields: (t) => ({
    reason: t.expose('reason', { type: BreakReasonEnum }),
    codes: t.idList({ description: 'Services or municipalities that changed.', resolve: ({ codes }) => [...codes] }),
  }),
})

export const ResidentCountType = builder.objectRef<ResidentCount>('ResidentCount').implement({
  description: 'Residents by public statistics, as the catalogue of the release names them.',
  fields: (t) => ({
    persons: t.field({ type: 'Residents', resolve: ({ persons }): Residents => persons }),
    on: t.expose('on', { type: 'Date' }),
    source: t.exposeString('source'),
  }),
})

const PointType = builder.objectRef<SeriesPoint>('SeriesPoint').implement({
  description: 'An indicator in one release. Changes are null unless both figures are published exactly and no break lies between.',
  fields: (t) => ({
    release: t.expose('release', { type: SeriesReleaseType }),
    clients: t.expose('clients', { type: FigureType }),
    of: t.expose('of', { type: FigureType, description: 'All clients of the selection.' }),
    share: t.expose('share', { type: 'Share', nullable: true }),
    residents: t.expose('residents', { type: ResidentCountType, nullable: true }),
    shareOfResidents: t.expose('shareOfResidents', { type: 'Share', nullable: true }),
    perThousand: t.expose('perThousand', { type: 'Rate', nullable: true }),
    sincePrevious: t.expose('sincePrevious', { type: 'CountDifference', nullable: true }),
    shareSincePrevious: t.expose('shareSincePrevious', { type: 'ShareDifference', nullable: true }),
    sinceYear: t.expose('sinceYear', { type: 'CountDifference', nullable: true }),
    shareSinceYear: t.expose('shareSinceYear', { type: 'ShareDifference', nullable: true }),
    breaks: t.field({ type: [BreakType], resolve: ({ breaks }) => [...breaks] }),
  }),
})

/** A point is some single cells: its fields cost little beside those of a view. */
const POINTS = { field: 10, multiplier: 2 } as const

interface SeriesAnswer {
  /** The release that was asked for: the newest of them. */
  readonly asked: ReleaseReader
  readonly indicator: Indicator
  readonly selection: Selection
  readonly releases: readonly SeriesRelease[]
}

const pointsOf = ({ releases, indicator, selection }: SeriesAnswer) => seriesPoints(releases, indicator.measure, selection)

const PartType = builder.objectRef<SeriesAnswer & Part>('SeriesPart').implement({
  fields: (t) => ({
    code: t.exposeID('code'),
    points: t.field({ type: [PointType], complexity: POINTS, resolve: (part) => [...pointsOf(part)] }),
  }),
})

const SeriesType = builder.objectRef<SeriesAnswer>('Series').implement({
  fields: (t) => ({
    indicator: t.expose('indicator', { type: IndicatorType }),
    selection: t.field({ type: SelectionValueType, resolve: ({ selection }) => selection }),
    points: t.field({
      type: [PointType],
      description: 'Oldest first, one a data date.',
      complexity: POINTS,
      resolve: (answer) => [...pointsOf(answer)],
    }),
    sinceFirst: t.field({
      type: 'CountDifference',
      nullable: true,
      description: 'The last point minus the first.',
      resolve: (answer) => sinceFirst(pointsOf(answer)),
    }),
    parts: t.field({
      type: [PartType],
      description: 'Every place, age group or sex that the viewer sees, in the order of the catalogue: never by size.',
      args: { by: t.arg({ type: PartDimensionEnum, required: true }) },
      resolve: (answer, { by }) => {
        const newest = answer.releases.at(-1)
        if (!newest) return []
        const need = needOfIndicator(answer.indicator.measure)
        return partsOf(newest.reader.layout, answer.selection, by)
          .filter(({ selection }) => newest.reader.allows(selection, need))
          .map((part) => ({ ...answer, ...part }))
      },
    }),
    coverage: t.field({
      type: CoverageType,
      description:
        'Of the figures of the whole and of these parts in every release; with `profile` also of who the clients are and what they use.',
      args: {
        by: t.arg({ type: [PartDimensionEnum], required: true }),
        profile: t.arg.boolean({ required: true, defaultValue: false }),
      },
      complexity: { field: VIEW_POINTS.light, multiplier: 1 },
      resolve: ({ asked, indicator, releases, selection }, { by, profile }) =>
        seriesCoverage({ releases, measure: indicator.measure, by: [...new Set(by)], profile: profile ? asked : null }, selection),
    }),
  }),
})

const ProfileGroupType = builder.objectRef<ProfileGroup>('ProfileGroup').implement({
  fields: (t) => ({
    ageGroup: t.expose('ageGroup', { type: AgeGroupEnum }),
    sex: t.expose('sex', { type: SexEnum }),
    clients: t.expose('clients', { type: FigureType }),
    share: t.expose('share', { type: 'Share', nullable: true }),
  }),
})

const ProfileServiceType = builder.objectRef<ProfileService>('ProfileService').implement({
  fields: (t) => ({
    service: t.expose('service', { type: ServiceType }),
    clients: t.expose('clients', { type: FigureType }),
    share: t.expose('share', { type: 'Share', nullable: true }),
    shareOfAll: t.expose('shareOfAll', { type: 'Share', nullable: true }),
    difference: t.expose('difference', { type: 'ShareDifference', nullable: true }),
  }),
})

interface ProfileAnswer extends Omit<ViewAnswer, 'view'> {
  readonly indicator: Indicator
}

const ProfileType = builder.objectRef<ProfileAnswer>('IndicatorProfile').implement({
  description: "Who the indicator's clients are and what they use, in one release.",
  fields: (t) => ({
    groups: t.field({
      type: [ProfileGroupType],
      resolve: ({ reader, indicator, selection }) => [...profileGroups(reader, indicator.measure, selection)],
    }),
    services: t.field({
      type: [ProfileServiceType],
      nullable: true,
      description: 'First those that they use most beyond what all clients do; null where the release has no such figures.',
      resolve: ({ reader, indicator, selection }) => {
        const services = profileServices(reader, indicator.measure, selection)
        return services && [...services]
      },
    }),
  }),
})

builder.queryFields((t) => {
  const args = { indicator: t.arg.id({ required: true }), selection: t.arg({ type: SelectionInput }), release: t.arg.id() }
  return {
    indicators: t.field({
      type: [IndicatorType],
      description: 'The ready indicators that the release has and whose services the viewer may ask for.',
      args: { release: t.arg.id() },
      resolve: async (_, { release }, context) =>
        readyIndicators(await context.release(release)).filter(({ measure }) => mayName(context, servicesOf(measure))),
    }),
    series: t.field({
      type: SeriesType,
      description: "The indicator in every release up to the data date of this one; the current one's when absent.",
      args,
      complexity: { field: VIEW_POINTS.light, multiplier: 1 },
      resolve: async (_, asked, context) => {
        const { reader, ...rest } = await admittedIndicator(context, asked)
        return { ...rest, asked: reader, releases: await context.seriesReleases(reader.release.dataDate) }
      },
    }),
    indicatorProfile: t.field({
      type: ProfileType,
      args,
      complexity: { field: VIEW_POINTS.light, multiplier: 1 },
      resolve: async (_, asked, context) => admittedIndicator(context, asked),
    }),
    pendingQuarters: t.field({
      type: ['Date'],
      description: 'Data dates of earlier quarters that are being added just now.',
      resolve: (_, __, context) => context.pendingQuarters().map((date) => new Date(`${date}T00:00:00Z`)),
    }),
  }
})

const mayName = ({ viewer, asking }: RequestContext, codes: readonly string[]): boolean =>
  holding(viewer, asking.now).some(
    ({ role, services }) => BEYOND_ONE_SERVICE.includes(role) && (services === null || codes.every((code) => services.includes(code))),
  )

interface Asked {
  readonly indicator: string
  readonly selection?: Parameters<ViewAnswer['reader']['admit']>[0]
  readonly release?: string | null | undefined
}

/** The indicator and the selection, checked against the release. Errors: UNKNOWN_CODE, SELECTION_NOT_PUBLISHED. */
async function admittedIndicator(context: RequestContext, asked: Asked): Promise<ProfileAnswer> {
  const reader = await context.reader(asked.release)
  const indicator = indicatorOf(reader, asked.indicator)
  if (!indicator) throw new PortalError('UNKNOWN_CODE', 'The release knows no such indicator.')
  const selection = admitted(reader.admit(asked.selection, needOfIndicator(indicator.measure)))
  const refusal = tooManyServices(indicator.measure, selection)
  if (refusal) throw new PortalError(refusal.refused, refusal.rule)
  return { reader, indicator, selection }
}
