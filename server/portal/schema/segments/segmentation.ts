/** The clients of an adopted scheme's segments: every number has noise, is told in tens, and comes with its interval. */
import { type AdoptedFigures, BANDS, groupsOf } from '../../../segments/adopted.ts'
import { marksOf } from '../../../segments/estimates.ts'
import { LEAF_AGES, RULE_SEXES } from '../../../segments/rule.ts'
import type { AdoptedScheme } from '../../generated/prisma/client.ts'
import { sealed } from '../../release/told-numbers.ts'
import { type AdoptedState, figuresOf, findAdopted } from '../../segments/adopted.ts'
import { scopeOf } from '../../segments/scope-of.ts'
import { storedContent } from '../../segments/stored-content.ts'
import { builder } from '../builder.ts'
import { AdoptedType } from './drafts.ts'
import { ShareType, TimesType, toldShare } from './estimates.ts'
import {
  bandAt,
  type Column,
  cellOf,
  clients,
  codeAt,
  columnsOf,
  groupAt,
  type Part,
  shareOfColumn,
  shareWithin,
  sizeOf,
  timesOf,
  whole,
} from './segment-part.ts'
import { NoisySizeType } from './sizes.ts'

export const StateEnum = builder.enumType('SegmentationState', {
  description:
    'NOT_SHOWN: outside the rights of the viewer. WAITING: the vault is being asked. SPENT: as many schemes as may be were counted of the age group at this data date. NOT_COUNTED: an earlier release, or a scheme no longer in force. NOT_POSSIBLE: the vault holds no data of the release.',
  values: ['NOT_SHOWN', 'WAITING', 'FIGURES', 'SPENT', 'NOT_COUNTED', 'NOT_POSSIBLE'] as const,
})
export const STATES = {
  'not shown': 'NOT_SHOWN',
  waiting: 'WAITING',
  figures: 'FIGURES',
  spent: 'SPENT',
  'not counted': 'NOT_COUNTED',
  'not possible': 'NOT_POSSIBLE',
} as const
export const SexEnum = builder.enumType('SegmentationSex', { values: RULE_SEXES })
export const AgeEnum = builder.enumType('SegmentationAge', { values: LEAF_AGES })

const GroupType = builder.objectRef<Column>('SegmentGroup').implement({
  fields: (t) => ({
    sex: t.field({ type: SexEnum, resolve: ({ part, column }) => groupAt(part, column).sex }),
    age: t.field({ type: AgeEnum, resolve: ({ part, column }) => groupAt(part, column).age }),
    clients: t.field({ type: NoisySizeType, resolve: sizeOf('GROUPS') }),
    share: t.field({ type: ShareType, nullable: true, description: 'Of the segment.', resolve: shareWithin('GROUPS') }),
  }),
})
const PlaceType = builder.objectRef<Column>('SegmentPlace').implement({
  fields: (t) => ({
    municipality: t.id({ resolve: ({ part, column }) => codeAt(part.figures.municipalities, column) }),
    clients: t.field({ type: NoisySizeType, resolve: sizeOf('PLACES') }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the clients of the municipality whom the scheme divides.',
      resolve: (one) => shareOfColumn('PLACES', one),
    }),
  }),
})
const CentreType = builder.objectRef<Column>('SegmentCentre').implement({
  fields: (t) => ({
    centre: t.id({ resolve: ({ part, column }) => codeAt(part.figures.centres ?? [], column) }),
    clients: t.field({ type: NoisySizeType, resolve: sizeOf('CENTRES') }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of the clients of the centre whom the scheme divides.',
      resolve: (one) => shareOfColumn('CENTRES', one),
    }),
  }),
})
const BandType = builder.objectRef<Column>('SegmentBand').implement({
  description: 'Clients by number of different services.',
  fields: (t) => ({
    from: t.field({ type: 'Parameter', resolve: ({ column }) => sealed.ruleNumber(bandAt(column).from) }),
    to: t.field({
      type: 'Parameter',
      nullable: true,
      description: 'Null: or more.',
      resolve: ({ column }) => {
        const { to } = bandAt(column)
        return to === null ? null : sealed.ruleNumber(to)
      },
    }),
    clients: t.field({ type: NoisySizeType, resolve: sizeOf('BANDS') }),
    share: t.field({ type: ShareType, nullable: true, description: 'Of the segment.', resolve: shareWithin('BANDS') }),
  }),
})
const ServiceType = builder.objectRef<Column>('SegmentService').implement({
  fields: (t) => ({
    service: t.id({ resolve: ({ part, column }) => codeAt(part.figures.services, column) }),
    clients: t.field({
      type: NoisySizeType,
      description: 'Of one client eight services are counted at most.',
      resolve: sizeOf('SERVICES'),
    }),
    share: t.field({ type: ShareType, nullable: true, description: 'Of the segment.', resolve: shareWithin('SERVICES') }),
    times: t.field({
      type: TimesType,
      nullable: true,
      description: 'Against all clients of the scheme; null for these themselves.',
      resolve: ({ part, column }) => {
        const times = timesOf(part, column)
        return times && sealed.noisyTimes(times)
      },
    }),
  }),
})

const PartType = builder.objectRef<Part>('SegmentFigures').implement({
  fields: (t) => ({
    key: t.id({ nullable: true, description: 'Key of the segment; null for other and for all.', resolve: ({ key }) => key }),
    clients: t.field({ type: NoisySizeType, resolve: clients }),
    share: t.field({
      type: ShareType,
      nullable: true,
      description: 'Of all clients of the scheme.',
      resolve: (part) => toldShare(clients(part), clients(whole(part))),
    }),
    heavyUsers: t.field({ type: NoisySizeType, resolve: (part) => cellOf(part, 'HEAVY', 0) }),
    heavyShare: t.field({
      type: ShareType,
      nullable: true,
      description: 'Heavy users of the segment.',
      resolve: (part) => shareWithin('HEAVY')({ part, column: 0 }),
    }),
    heavyCoverage: t.field({
      type: ShareType,
      nullable: true,
      description: 'The segment of all heavy users.',
      resolve: (part) => shareOfColumn('HEAVY', { part, column: 0 }),
    }),
    marks: t.idList({
      description: 'Services that mark the segment out, strongest first.',
      resolve: (part) => {
        const { services } = part.figures
        return marksOf(services.map((_, service) => timesOf(part, service))).map((service) => codeAt(services, service))
      },
    }),
    groups: t.field({
      type: [GroupType],
      description: 'By sex and age; clients whose sex is not known are in none.',
      complexity: { multiplier: 6 },
      resolve: (part) => [...columnsOf(part, groupsOf(part.scope).length)],
    }),
    places: t.field({
      type: [PlaceType],
      complexity: { multiplier: 8 },
      resolve: (part) => [...columnsOf(part, part.figures.municipalities.length)],
    }),
    centres: t.field({
      type: [CentreType],
      nullable: true,
      description: 'Clients without a centre are at none. Null: counted before centres were.',
      complexity: { multiplier: 8 },
      resolve: (part) => part.figures.centres && [...columnsOf(part, part.figures.centres.length)],
    }),
    bands: t.field({ type: [BandType], complexity: { multiplier: 5 }, resolve: (part) => [...columnsOf(part, BANDS.length)] }),
    services: t.field({
      type: [ServiceType],
      complexity: { multiplier: 10 },
      resolve: (part) => [...columnsOf(part, part.figures.services.length)],
    }),
  }),
})

interface Segmentation {
  readonly scheme: AdoptedScheme
  readonly state: AdoptedState
}

const SegmentationType = builder.objectRef<Segmentation>('Segmentation').implement({
  fields: (t) => ({
    scheme: t.field({ type: AdoptedType, resolve: ({ scheme }) => scheme }),
    state: t.field({
      type: StateEnum,
      resolve: ({ state }) => STATES[state.kind],
    }),
    all: t.field({
      type: PartType,
      nullable: true,
      description: 'All clients of the scheme; null unless state is FIGURES.',
      resolve: ({ scheme, state }) => (state.kind === 'figures' ? { ...partOf(scheme, state.figures), at: null, key: null } : null),
    }),
    segments: t.field({
      type: [PartType],
      complexity: { multiplier: 8 },
      description: 'In their order, other last; empty unless state is FIGURES.',
      resolve: ({ scheme, state }) => {
        if (state.kind !== 'figures') return []
        const { segments } = storedContent(scheme.content)
        return [...segments.map(({ key }) => key), null].map((key, at) => ({ ...partOf(scheme, state.figures), at, key }))
      },
    }),
  }),
})

const partOf = (scheme: AdoptedScheme, figures: AdoptedFigures) => ({ scope: scopeOf(scheme), figures })

builder.queryField('segmentation', (t) =>
  t.field({
    type: SegmentationType,
    description: 'Clients by the segments of an adopted scheme, in the current release or the one with the id.',
    args: { scheme: t.arg.id({ required: true }), release: t.arg.id() },
    complexity: { field: 50, multiplier: 1 },
    resolve: async (_, { scheme: id, release }, context) => {
      const scheme = await findAdopted(context, id)
      return { scheme, state: await figuresOf(context, scheme, release ?? null) }
    },
  }),
)
