/** The overview: every service with its clients. */
import type { Service } from '../generated/prisma/client.ts'
import { coverageOf, needOf } from '../release/coverage.ts'
import { type Figure, WITHHELD } from '../release/figure.ts'
import { shareOf } from '../release/ratios.ts'
import type { Share } from '../release/sealed.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import { admitted } from './errors.ts'
import { CoverageType, FigureType, type ViewAnswer } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput, SelectionValueType } from './selection.ts'

interface ServiceUse {
  readonly service: Service
  readonly clients: Figure
  readonly share: Share | null
  readonly heavyInService: Figure
}

const ServiceUseType = builder.objectRef<ServiceUse>('ServiceUse').implement({
  fields: (t) => ({
    service: t.expose('service', { type: ServiceType }),
    clients: t.expose('clients', { type: FigureType }),
    share: t.expose('share', { type: 'Share', nullable: true }),
    heavyInService: t.expose('heavyInService', {
      type: FigureType,
      description: 'Published for selections without services.',
    }),
  }),
})

const OverviewType = builder.objectRef<ViewAnswer>('Overview').implement({
  fields: (t) => ({
    selection: t.field({ type: SelectionValueType, resolve: (answer) => answer.selection }),
    clients: t.field({ type: FigureType, resolve: ({ reader, selection }) => reader.figuresOf(selection).using() }),
    services: t.field({
      type: [ServiceUseType],
      description: 'Every service, in catalogue order.',
      resolve: ({ reader, selection }) => {
        const figures = reader.figuresOf(selection)
        const all = figures.using()
        const heavy = (service: number) => (selection.services.length > 0 ? WITHHELD : figures.measure({ kind: 'heavyIn', service }))
        return reader.services.map((service, position) => {
          const clients = figures.using(position)
          return { service, clients, share: shareOf(clients, all), heavyInService: heavy(position) }
        })
      },
    }),
    coverage: t.field({
      type: CoverageType,
      args: {
        heavyInService: t.arg.boolean({
          required: true,
          defaultValue: true,
          description: 'Heavy users of services among the figures, of those that have a rule for them.',
        }),
        beside: t.arg.boolean({
          required: true,
          defaultValue: false,
          description: 'All clients and heavy users beside each other: the figures of both.',
        }),
      },
      resolve: ({ reader, selection }, { heavyInService, beside }) =>
        coverageOf(reader, { kind: 'overview', heavyIn: heavyInService, beside }, selection),
    }),
  }),
})

builder.queryField('overview', (t) =>
  t.field({
    type: OverviewType,
    args: { selection: t.arg({ type: SelectionInput }), release: t.arg.id() },
    complexity: { field: VIEW_POINTS.light, multiplier: 1 },
    resolve: async (_, { selection: asked, release }, context) => {
      const reader = await context.reader(release)
      const view = { kind: 'overview', heavyIn: true } as const
      return { reader, view, selection: admitted(reader.admit(asked, needOf(view))) }
    },
  }),
)
