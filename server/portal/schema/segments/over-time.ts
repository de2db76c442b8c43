/** A segment of an adopted scheme as a line over the releases, whole and in parts: noisy sizes with their intervals, nothing exact. */
import type { Estimate } from '../../../segments/estimates.ts'
import { seenDesk } from '../../administration/place-order.ts'
import { sealed } from '../../release/told-numbers.ts'
import { countEarlier, partsOf, pointsOf, type SegmentPoint, type SegmentSeries, segmentSeries, WHOLE } from '../../segments/over-time.ts'
import { segmentIndicator } from '../../segments/segment-target.ts'
import { builder } from '../builder.ts'
import { BreakType, ResidentCountType } from '../series.ts'
import { AdoptedType } from './drafts.ts'
import { STATES, StateEnum } from './segmentation.ts'
import { NoisySizeType } from './sizes.ts'

const ByEnum = builder.enumType('SegmentPartDimension', {
  description: 'PLACES: municipalities. CENTRES: centres. GROUPS: sex and age.',
  values: ['PLACES', 'CENTRES', 'GROUPS'] as const,
})

const ChangeType = builder.objectRef<Estimate>('NoisyChangeOf').implement({
  description:
    'One noisy size less an earlier one. low to high allows for the noise of both, and holds the true change nine times in ten or more.',
  fields: (t) => ({
    value: t.field({ type: 'NoisyChange', resolve: (one) => sealed.noisyChange(one).value }),
    low: t.field({ type: 'NoisyChange', resolve: (one) => sealed.noisyChange(one).low }),
    high: t.field({ type: 'NoisyChange', resolve: (one) => sealed.noisyChange(one).high }),
  }),
})

const RateType = builder.objectRef<Estimate>('NoisyRateOf').implement({
  description: 'A rate of noisy sizes with one decimal, and what the ends of their intervals allow.',
  fields: (t) => ({
    value: t.field({ type: 'NoisyRate', resolve: (one) => sealed.noisyRate(one).value }),
    low: t.field({ type: 'NoisyRate', resolve: (one) => sealed.noisyRate(one).low }),
    high: t.field({ type: 'NoisyRate', resolve: (one) => sealed.noisyRate(one).high }),
  }),
})

const PointType = builder.objectRef<SegmentPoint>('SegmentPoint').implement({
  fields: (t) => ({
    release: t.id({ resolve: ({ release }) => release.id }),
    dataDate: t.field({ type: 'Date', resolve: ({ release }) => release.dataDate }),
    windowFrom: t.field({ type: 'Date', resolve: ({ release }) => release.windowFrom }),
    state: t.field({ type: StateEnum, resolve: ({ state }) => STATES[state.kind] }),
    version: t.id({ description: 'Of the draft: whose figures they are.', resolve: ({ counted }) => String(counted.version) }),
    clients: t.field({
      type: NoisySizeType,
      nullable: true,
      description: 'Null unless state is FIGURES and the part was counted.',
      resolve: ({ clients }) => clients,
    }),
    share: t.field({
      type: RateType,
      nullable: true,
      description: 'Per cent of all clients of the scheme, or of the part. low to high holds the true share eight times in ten or more.',
      resolve: ({ share }) => share,
    }),
    residents: t.field({
      type: ResidentCountType,
      nullable: true,
      description: 'Of the county or municipality in the age group of the scheme.',
      resolve: ({ residents }) => residents,
    }),
    perThousand: t.field({
      type: RateType,
      nullable: true,
      description: 'Clients of a thousand residents. low to high holds the true rate nine times in ten or more: residents are exact.',
      resolve: ({ perThousand }) => perThousand,
    }),
    change: t.field({
      type: ChangeType,
      nullable: true,
      description: 'Since the release before; null where either size is withheld or a break lies between.',
      resolve: ({ change }) => change,
    }),
    breaks: t.field({ type: [BreakType], complexity: { multiplier: 2 }, resolve: ({ breaks }) => [...breaks] }),
  }),
})

const PartType = builder.objectRef<ReturnType<typeof partsOf>[number]>('SegmentSeriesPart').implement({
  fields: (t) => ({
    code: t.exposeID('code', { description: "A municipality or centre, or sex and age: 'FEMALE AGE_65_79'." }),
    points: t.field({ type: [PointType], complexity: { multiplier: 4 }, resolve: ({ points }) => [...points] }),
  }),
})

const SeriesType = builder.objectRef<SegmentSeries>('SegmentSeries').implement({
  fields: (t) => ({
    scheme: t.field({ type: AdoptedType, resolve: ({ scheme }) => scheme }),
    segment: t.id({ nullable: true, description: 'Key; null for other.', resolve: ({ segment }) => segment }),
    indicator: t.id({
      description: 'By which targets are about the segment.',
      resolve: ({ scheme, segment }) => segmentIndicator(scheme.draftId, segment),
    }),
    mayCount: t.exposeBoolean('mayCount', { description: 'Whether the viewer may have earlier releases counted.' }),
    points: t.field({
      type: [PointType],
      description: 'Oldest first, one a data date.',
      complexity: { multiplier: 4 },
      resolve: (series) => [...pointsOf(series, WHOLE)],
    }),
    parts: t.field({
      type: [PartType],
      description:
        'In the order of the catalogue: never by size. Clients whose sex is not known are in no group, those without a centre at none. By centre empty where no release was counted so.',
      args: { by: t.arg({ type: ByEnum, required: true }) },
      complexity: { multiplier: 8 },
      resolve: (series, { by }) => [...partsOf(series, by)],
    }),
  }),
})

builder.queryFields((t) => ({
  segmentSeries: t.field({
    type: SeriesType,
    description: 'A segment of an adopted scheme in every release up to the data date of this one, as far as they were counted.',
    args: { scheme: t.arg.id({ required: true }), segment: t.arg.id({ description: 'Other, where absent.' }), release: t.arg.id() },
    complexity: { field: 50, multiplier: 1 },
    resolve: (_, { scheme, segment, release }, context) => segmentSeries(context, scheme, segment ?? null, release ?? null),
  }),
  vaultAnswers: t.boolean({
    description: 'Whether anybody answers for the vault just now; false also in the first seconds after it was started.',
    resolve: async (_, __, context) => (await seenDesk(context))?.here ?? false,
  }),
}))

builder.mutationField('countEarlierReleases', (t) =>
  t.field({
    type: SeriesType,
    description:
      'Asks the vault for the figures of a scheme in force in earlier releases; each spends one scheme of the books of its data date.',
    args: {
      scheme: t.arg.id({ required: true }),
      segment: t.arg.id(),
      as: t.arg.string({ description: 'In the demo, where nobody signs in: who does it. Refused elsewhere.' }),
    },
    complexity: { field: 100, multiplier: 1 },
    resolve: async (_, { scheme, segment, as }, context) => {
      await countEarlier(context, scheme, as)
      return segmentSeries(context, scheme, segment ?? null, null)
    },
  }),
)
