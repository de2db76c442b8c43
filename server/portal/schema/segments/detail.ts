/** The detail of an adopted scheme: pairs of services within each segment, segments by place with sex and age. Noisy, as its figures are. */
import { groupsOf, type NoisyTable, type SexAndAge } from '../../../segments/adopted.ts'
import type { NoisySize } from '../../../segments/answer.ts'
import { pairAt, pairsOf, type SegmentPairs } from '../../../segments/detail.ts'
import type { AdoptedScheme } from '../../generated/prisma/client.ts'
import { shareOfPublished, timesOfPublished } from '../../release/noisy-numbers.ts'
import { findAdopted } from '../../segments/adopted.ts'
import { countDetail, type DetailState, detailOf, mayCountDetail } from '../../segments/detail.ts'
import { scopeOf } from '../../segments/scope-of.ts'
import { storedContent } from '../../segments/stored-content.ts'
import { builder } from '../builder.ts'
import type { RequestContext } from '../context.ts'
import { ShareType, TimesType, toldShare } from './estimates.ts'
import { AgeEnum, SexEnum, STATES, StateEnum } from './segmentation.ts'
import { NoisySizeType } from './sizes.ts'

interface Detail {
  readonly scheme: AdoptedScheme
  readonly state: DetailState
  readonly mayCount: boolean
}

type Told = Extract<DetailState, { kind: 'detail' }>

interface Part {
  readonly scheme: AdoptedScheme
  readonly told: Told
  readonly at: number
  readonly key: string | null
}

interface Pair {
  readonly part: Part
  readonly second: number
  readonly first: number
}

interface PlaceCell {
  readonly part: Part
  readonly table: NoisyTable
  readonly column: number
  readonly place: string
  readonly group: SexAndAge
}

const known = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the detail of a scheme has another shape than its scheme')
  return value
}
const pairsIn = ({ told, at }: Part): SegmentPairs => known(told.detail.pairs[at])
const clientsOf = ({ told, at }: Part): NoisySize => known(told.figures.tables.SIZES.segments[at]?.[0])
const codesOf = ({ part, second, first }: Pair): readonly [string, string] => {
  const { services } = pairsIn(part)
  return [known(services[second]), known(services[first])]
}
const bothUse = ({ part, second, first }: Pair): NoisySize => known(pairsIn(part).clients[pairAt(second, first)])
const publishedOf = (pair: Pair) => pair.part.told.published.pair(...codesOf(pair))

const clientsOfService = (
  { part, service }: { readonly part: Part; readonly service: string },
  of: 'segment' | 'all' = 'segment',
): NoisySize => {
  const { services, tables } = part.told.figures
  const row = of === 'all' ? tables.SERVICES.all : tables.SERVICES.segments[part.at]
  return known(row?.[services.indexOf(service)])
}

const PairServiceType = builder.objectRef<{ readonly part: Part; readonly service: string }>('SegmentPairService').implement({
  fields: (t) => ({
    service: t.exposeID('service'),
    clients: t.field({
      type: NoisySizeType,
      description: 'As in `segmentation`: of one client eight services are counted at most.',
      resolve: (one) => clientsOfService(one),
    }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the segment.',
      resolve: (one) => toldShare(clientsOfService(one), clientsOf(one.part), clientsOfService(one, 'all')),
    }),
  }),
})

const PairType = builder.objectRef<Pair>('SegmentPair').implement({
  fields: (t) => ({
    services: t.idList({ description: 'Two.', resolve: (pair) => [...codesOf(pair)] }),
    clients: t.field({
      type: NoisySizeType,
      description: 'Who use both. Of one client 21 pairs are counted at most: those of seven services.',
      resolve: bothUse,
    }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the segment.',
      resolve: (pair) => toldShare(bothUse(pair), clientsOf(pair.part)),
    }),
    shareOfAll: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of all clients of the age group who use both, as the release tells them.',
      resolve: (pair) => (clientsOf(pair.part).size === null ? null : shareOfPublished(bothUse(pair), publishedOf(pair))),
    }),
    times: t.field({
      type: TimesType,
      nullable: true,
      description: 'How many times as often as all clients of the age group, as the release tells them.',
      resolve: (pair) => timesOfPublished(bothUse(pair), clientsOf(pair.part), publishedOf(pair), pair.part.told.published.clients),
    }),
  }),
})

const PlaceGroupType = builder.objectRef<PlaceCell>('SegmentPlaceGroup').implement({
  description: 'Clients of a place, a sex and an age.',
  fields: (t) => ({
    place: t.exposeID('place'),
    sex: t.field({ type: SexEnum, resolve: ({ group }) => group.sex }),
    age: t.field({ type: AgeEnum, resolve: ({ group }) => group.age }),
    clients: t.field({ type: NoisySizeType, resolve: ({ part, table, column }) => known(table.segments[part.at]?.[column]) }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the clients of the place, the sex and the age whom the scheme divides.',
      resolve: ({ part, table, column }) => toldShare(known(table.segments[part.at]?.[column]), known(table.all[column]), clientsOf(part)),
    }),
  }),
})

const placesIn = (part: Part, by: 'PLACES' | 'CENTRES'): PlaceCell[] => {
  const { detail } = part.told
  const [table, codes] = [detail.tables[by], by === 'PLACES' ? detail.municipalities : detail.centres]
  const groups = groupsOf(scopeOf(part.scheme))
  return codes.flatMap((place, at) => groups.map((group, n) => ({ part, table, place, group, column: at * groups.length + n })))
}

const PartType = builder.objectRef<Part>('SegmentDetailPart').implement({
  fields: (t) => ({
    key: t.id({ nullable: true, description: 'Key of the segment; null for other.', resolve: ({ key }) => key }),
    clients: t.field({ type: NoisySizeType, resolve: clientsOf }),
    services: t.field({
      type: [PairServiceType],
      description: 'The services that most of its clients use, twelve at most, in the order of the catalogue.',
      complexity: { multiplier: 12 },
      resolve: (part) => pairsIn(part).services.map((service) => ({ part, service })),
    }),
    pairs: t.field({
      type: [PairType],
      description: 'Every two of `services`.',
      complexity: { multiplier: 66 },
      resolve: (part) => pairsOf(pairsIn(part).services.length).map(([second, first]) => ({ part, second, first })),
    }),
    municipalities: t.field({
      type: [PlaceGroupType],
      description: 'Place after place; clients whose sex is not known are in none.',
      complexity: { multiplier: 64 },
      resolve: (part) => placesIn(part, 'PLACES'),
    }),
    centres: t.field({
      type: [PlaceGroupType],
      description: 'Place after place; clients without a centre, or whose sex is not known, are in none.',
      complexity: { multiplier: 64 },
      resolve: (part) => placesIn(part, 'CENTRES'),
    }),
  }),
})

const DetailType = builder.objectRef<Detail>('SegmentDetail').implement({
  fields: (t) => ({
    state: t.field({ type: StateEnum, resolve: ({ state }) => (state.kind === 'detail' ? 'FIGURES' : STATES[state.kind]) }),
    mayCount: t.boolean({
      description: 'Whether the viewer may have it counted, where that was not done.',
      resolve: ({ mayCount }) => mayCount,
    }),
    segments: t.field({
      type: [PartType],
      description: 'In their order, other last; empty unless state is FIGURES.',
      complexity: { multiplier: 4 },
      resolve: ({ scheme, state }) => (state.kind === 'detail' ? partsOf(scheme, state) : []),
    }),
    segment: t.field({
      type: PartType,
      nullable: true,
      args: { key: t.arg.id({ description: 'Other, where absent.' }) },
      description: 'One of them; null where there is none such, and unless state is FIGURES.',
      resolve: ({ scheme, state }, { key }) =>
        state.kind === 'detail' ? (partsOf(scheme, state).find((part) => part.key === (key ?? null)) ?? null) : null,
    }),
  }),
})

const partsOf = (scheme: AdoptedScheme, told: Told): Part[] =>
  [...storedContent(scheme.content).segments.map(({ key }) => key), null].map((key, at) => ({ scheme, told, at, key }))

async function detail(context: RequestContext, id: string, release: string | null): Promise<Detail> {
  const scheme = await findAdopted(context, id)
  const mayCount = await mayCountDetail(context, scheme, release)
  return { scheme, mayCount, state: await detailOf(context, scheme, release) }
}

builder.queryField('segmentDetail', (t) =>
  t.field({
    type: DetailType,
    description: 'More of an adopted scheme, where somebody had it counted: in the current release or the one with the id.',
    args: { scheme: t.arg.id({ required: true }), release: t.arg.id() },
    complexity: { field: 50, multiplier: 1 },
    resolve: (_, { scheme, release }, context) => detail(context, scheme, release ?? null),
  }),
)

builder.mutationField('countSegmentDetail', (t) =>
  t.field({
    type: DetailType,
    description: 'Asks the vault for the detail of a scheme in force; spends one of the counts of the age group and the data date.',
    args: {
      scheme: t.arg.id({ required: true }),
      as: t.arg.string({ description: 'In the demo, where nobody signs in: who does it. Refused elsewhere.' }),
    },
    complexity: { field: 100, multiplier: 1 },
    resolve: async (_, { scheme, as }, context) => {
      await countDetail(context, await findAdopted(context, scheme), as)
      return detail(context, scheme, null)
    },
  }),
)
