/** How many services a client uses: histograms, bands and the health × social grid. */
import { coverageOf, needOf } from '../release/coverage.ts'
import type { Figure } from '../release/figure.ts'
import { shareOf } from '../release/ratios.ts'
import type { Share } from '../release/sealed.ts'
import { builder } from './builder.ts'
import { admitted } from './errors.ts'
import { CoverageType, FigureType, type ViewAnswer } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput, SelectionValueType } from './selection.ts'

interface Bin {
  readonly from: string
  readonly to: string | null
  readonly label: string
  readonly clients: Figure
  readonly share: Share | null
}

/** From so many services of a kind on, a client needs it. */
const BOTH = 2

type Histogram = 'health' | 'social' | 'all'

const BinType = builder.objectRef<Bin>('Bin').implement({
  description: 'from and to are whole numbers of services as text; to is null for the open last bin.',
  fields: (t) => ({
    from: t.exposeString('from'),
    to: t.exposeString('to', { nullable: true }),
    label: t.exposeString('label'),
    clients: t.expose('clients', { type: FigureType }),
    share: t.expose('share', { type: 'Share', nullable: true }),
  }),
})

const GridType = builder.objectRef<ViewAnswer>('Grid').implement({
  description: 'Row-major: counts[health bin][social bin].',
  fields: (t) => {
    const cells = ({ reader, selection }: ViewAnswer): Figure[][] => {
      const { health, social } = reader.layout.tops
      const figures = reader.figuresOf(selection)
      return upTo(health).map((h) => upTo(social).map((s) => figures.measure({ kind: 'grid', health: h, social: s })))
    }
    return {
      health: t.stringList({ resolve: ({ reader }) => labels(reader.layout.tops.health) }),
      social: t.stringList({ resolve: ({ reader }) => labels(reader.layout.tops.social) }),
      counts: t.field({
        type: [t.listRef('Count', { nullable: true })],
        resolve: (answer) => cells(answer).map((row) => row.map((figure) => figure.count)),
      }),
      atLeast: t.field({
        type: [t.listRef('Boolean')],
        resolve: (answer) => cells(answer).map((row) => row.map((figure) => figure.atLeast)),
      }),
      both: t.field({
        type: FigureType,
        description: 'Clients of two or more health and two or more social services: the sum of these cells.',
        resolve: ({ reader, selection }) => reader.figuresOf(selection).measure({ kind: 'corner', health: BOTH, social: BOTH }),
      }),
    }
  },
})

const ServiceCountsType = builder.objectRef<ViewAnswer>('ServiceCounts').implement({
  fields: (t) => {
    const bins = (histogram: Histogram) => (answer: ViewAnswer) =>
      upTo(answer.reader.layout.tops[histogram]).map((bin) => binOf(answer, histogram, bin, bin))
    return {
      selection: t.field({ type: SelectionValueType, resolve: (answer) => answer.selection }),
      clients: t.field({ type: FigureType, resolve: ({ reader, selection }) => reader.figuresOf(selection).using() }),
      all: t.field({ type: [BinType], resolve: bins('all') }),
      health: t.field({ type: [BinType], resolve: bins('health') }),
      social: t.field({ type: [BinType], resolve: bins('social') }),
      bands: t.field({
        type: [BinType],
        description: '0–1, 2–3, and 4 or more services in all.',
        resolve: (answer) => {
          const { all: top } = answer.reader.layout.tops
          const starts = [0, 2, 4].filter((start) => start <= top)
          return starts.map((start, i) => binOf(answer, 'all', start, (starts[i + 1] ?? top + 1) - 1))
        },
      }),
      grid: t.field({ type: GridType, resolve: (answer) => answer }),
      coverage: t.field({
        type: CoverageType,
        args: {
          beside: t.arg.boolean({
            required: true,
            defaultValue: false,
            description: 'Of all clients: with the histograms of heavy users over their own.',
          }),
        },
        resolve: ({ reader, selection }, { beside }) => coverageOf(reader, { kind: 'serviceCounts', beside }, selection),
      }),
    }
  },
})

builder.queryField('serviceCounts', (t) =>
  t.field({
    type: ServiceCountsType,
    args: { selection: t.arg({ type: SelectionInput }), release: t.arg.id() },
    complexity: { field: VIEW_POINTS.light, multiplier: 1 },
    resolve: async (_, { selection: asked, release }, context) => {
      const reader = await context.reader(release)
      const view = { kind: 'serviceCounts' } as const
      return { reader, view, selection: admitted(reader.admit(asked, needOf(view))) }
    },
  }),
)

/** Bins `from` to `to` as one; a bin that holds the histogram's last is open. */
function binOf({ reader, selection }: ViewAnswer, histogram: Histogram, from: number, to: number): Bin {
  const figures = reader.figuresOf(selection)
  const clients = figures.measure({ kind: 'bins', histogram, from, to })
  const open = to === reader.layout.tops[histogram]
  const label = open ? `${from}+` : from === to ? `${from}` : `${from}–${to}`
  return { from: `${from}`, to: open ? null : `${to}`, label, clients, share: shareOf(clients, figures.using()) }
}

const upTo = (top: number): number[] => Array.from({ length: top + 1 }, (_, bin) => bin)
const labels = (top: number): string[] => upTo(top).map((bin) => (bin === top ? `${bin}+` : `${bin}`))
