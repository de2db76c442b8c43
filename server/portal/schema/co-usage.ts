/** One service: what else its clients use, and who they are. */
import type { Service } from '../generated/prisma/client.ts'
import { clientGroups, type GroupDimension } from '../release/client-groups.ts'
import { needOf } from '../release/coverage.ts'
import { type Figure, largestFirst } from '../release/figure.ts'
import { liftOf, shareOf } from '../release/ratios.ts'
import type { Lift, Share } from '../release/sealed.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import { GroupDimensionEnum } from './enums.ts'
import { admitted } from './errors.ts'
import { CoverageType, coverageFor, FigureType, type ViewAnswer } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput, SelectionValueType } from './selection.ts'

interface CoUsageAnswer extends ViewAnswer {
  /** Position of the service. */
  readonly own: number
  readonly service: Service
}

interface CoUse {
  readonly service: Service
  readonly clients: Figure
  readonly shareOfService: Share | null
  readonly shareOfOther: Share | null
  readonly lift: Lift | null
}

interface ClientGroup {
  readonly dimension: GroupDimension
  readonly value: string
  readonly clients: Figure
  readonly share: Share | null
  readonly shareOfAll: Share | null
}

const CoUseType = builder.objectRef<CoUse>('CoUse').implement({
  fields: (t) => ({
    service: t.expose('service', { type: ServiceType }),
    clients: t.expose('clients', { type: FigureType }),
    shareOfService: t.expose('shareOfService', { type: 'Share', nullable: true }),
    shareOfOther: t.expose('shareOfOther', { type: 'Share', nullable: true }),
    lift: t.expose('lift', { type: 'Lift', nullable: true }),
  }),
})

const ClientGroupType = builder.objectRef<ClientGroup>('ClientGroup').implement({
  description:
    "clients: of the service; share: of the service's clients; shareOfAll: the same group's share of all clients in the selection.",
  fields: (t) => ({
    dimension: t.expose('dimension', { type: GroupDimensionEnum }),
    value: t.exposeID('value'),
    clients: t.expose('clients', { type: FigureType }),
    share: t.expose('share', { type: 'Share', nullable: true }),
    shareOfAll: t.expose('shareOfAll', { type: 'Share', nullable: true }),
  }),
})

const CoUsageType = builder.objectRef<CoUsageAnswer>('CoUsage').implement({
  fields: (t) => ({
    selection: t.field({ type: SelectionValueType, resolve: (answer) => answer.selection }),
    service: t.expose('service', { type: ServiceType }),
    clients: t.field({ type: FigureType, resolve: ({ reader, selection, own }) => reader.figuresOf(selection).using(own) }),
    share: t.field({
      type: 'Share',
      nullable: true,
      description: 'The service’s clients of all clients in the selection.',
      resolve: ({ reader, selection, own }) => {
        const figures = reader.figuresOf(selection)
        return shareOf(figures.using(own), figures.using())
      },
    }),
    others: t.field({
      type: [CoUseType],
      description: 'Every other service, by clients, largest first, withheld last.',
      resolve: othersOf,
    }),
    groups: t.field({
      type: [ClientGroupType],
      description: 'Who they are: one row a value of age group (four), sex, cohort HEAVY, municipality.',
      resolve: groupsOf,
    }),
    coverage: t.field({ type: CoverageType, resolve: coverageFor }),
  }),
})

builder.queryField('coUsage', (t) =>
  t.field({
    type: CoUsageType,
    args: { service: t.arg.id({ required: true }), selection: t.arg({ type: SelectionInput }), release: t.arg.id() },
    complexity: { field: VIEW_POINTS.light, multiplier: 1 },
    resolve: async (_, { service: code, selection: asked, release }, context) => {
      const reader = await context.reader(release)
      const view = { kind: 'coUsage', service: code } as const
      const selection = admitted(reader.admit(asked, needOf(view)))
      const [own] = reader.positions([code])
      const service = own === undefined ? undefined : reader.services[own]
      if (own === undefined || !service) throw new Error('an admitted service is in the catalogue')
      return { reader, view, selection, own, service }
    },
  }),
)

function othersOf({ reader, selection, own }: CoUsageAnswer): CoUse[] {
  const figures = reader.figuresOf(selection)
  const [all, clients] = [figures.using(), figures.using(own)]
  const within = reader.positions(selection.services)
  return reader.services
    .flatMap((service, position) => {
      if (position === own || within.includes(position)) return []
      const [joint, other] = [figures.using(own, position), figures.using(position)]
      return [
        {
          service,
          clients: joint,
          shareOfService: shareOf(joint, clients),
          shareOfOther: shareOf(joint, other),
          lift: liftOf(joint, [clients, other], all),
        },
      ]
    })
    .sort((a, b) => largestFirst(a.clients, b.clients) || a.service.position - b.service.position)
}

function groupsOf({ reader, selection, own }: CoUsageAnswer): ClientGroup[] {
  const figures = reader.figuresOf(selection)
  const [all, clients] = [figures.using(), figures.using(own)]
  const need = needOf({ kind: 'coUsage', service: reader.layout.services[own] ?? '' })
  const groups = clientGroups(reader.layout, selection).filter((group) => reader.allows(group.selection, need))
  return groups.map((group) => {
    const part = reader.figuresOf(group.selection)
    const inService = part.using(own)
    return {
      dimension: group.dimension,
      value: group.value,
      clients: inService,
      share: shareOf(inService, clients),
      shareOfAll: shareOf(part.using(), all),
    }
  })
}
