/** Combinations of two and three services: clients who use all of them, whatever else they use. */
import type { Service } from '../generated/prisma/client.ts'
import { coverageOf, needOf } from '../release/coverage.ts'
import { type Figure, largestFirst } from '../release/figure.ts'
import { liftOf } from '../release/ratios.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { remembering } from '../release/remembering.ts'
import { type Lift, smallestFirst } from '../release/sealed.ts'
import { type AskedSelection, type Selection, selectionKey } from '../release/selection.ts'
import { serviceSets } from '../release/service-sets.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import type { RequestContext } from './context.ts'
import { CombinationOrderEnum } from './enums.ts'
import { admitted, PortalError } from './errors.ts'
import { CoverageType, FigureType } from './figure.ts'
import { VIEW_POINTS } from './limits.ts'
import { SelectionInput } from './selection.ts'

interface Combination {
  readonly services: Service[]
  readonly clients: Figure
  readonly lift: Lift | null
}

const CombinationType = builder.objectRef<Combination>('Combination').implement({
  fields: (t) => ({
    services: t.expose('services', { type: [ServiceType], complexity: { multiplier: 3 } }),
    clients: t.expose('clients', { type: FigureType }),
    lift: t.expose('lift', { type: 'Lift', nullable: true }),
  }),
})

const MOST = 200

builder.queryField('combinations', (t) =>
  t.field({
    type: [CombinationType],
    description:
      "Published combinations of two or three services, the selection's services among them; at most 200. Equal values stand in catalogue order.",
    args: {
      size: t.arg.int({ required: true }),
      selection: t.arg({ type: SelectionInput }),
      first: t.arg.int({ defaultValue: 40 }),
      order: t.arg({ type: CombinationOrderEnum, defaultValue: 'CLIENTS' }),
      release: t.arg.id(),
    },
    complexity: ({ first }) => ({ field: VIEW_POINTS.heavy, multiplier: Math.min(MOST, Math.max(1, first ?? 40)) / 10 }),
    resolve: async (_, { size, selection, first, order, release }, context) => {
      const most = first ?? 40
      if (most < 1 || most > MOST) throw new PortalError('BAD_USER_INPUT', 'first is at least one and at most two hundred.')
      const asked = await combinationsAsked(context, { size, selection, release })
      return ranked(asked.reader, asked.selection, asked.view.size, order ?? 'CLIENTS').slice(0, most)
    },
  }),
)

builder.queryField('combinationsCoverage', (t) =>
  t.field({
    type: CoverageType,
    description: 'How many of the combinations that hold the services of the selection are published, and of all of its clients.',
    args: { size: t.arg.int({ required: true }), selection: t.arg({ type: SelectionInput }), release: t.arg.id() },
    complexity: { field: VIEW_POINTS.heavy, multiplier: 1 },
    resolve: async (_, args, context) => {
      const { reader, view, selection } = await combinationsAsked(context, args)
      return coverageOf(reader, view, selection)
    },
  }),
)

interface CombinationsArguments {
  readonly size: number
  readonly selection?: AskedSelection | null | undefined
  readonly release?: string | null | undefined
}

/** Throws where combinations of that size or selection are not published. */
async function combinationsAsked(context: Pick<RequestContext, 'reader'>, { size, selection, release }: CombinationsArguments) {
  const reader = await context.reader(release)
  if (size !== 2 && size !== 3) {
    throw new PortalError('SELECTION_NOT_PUBLISHED', 'Combinations are of two or of three services.')
  }
  const view = { kind: 'combinations', size } as const
  return { reader, view, selection: admitted(reader.admit(selection, needOf(view, new Set(selection?.services ?? []).size))) }
}

const rankings = remembering<readonly Combination[]>(50)

function ranked(
  reader: ReleaseReader,
  selection: Selection,
  size: 2 | 3,
  order: typeof CombinationOrderEnum.$inferType,
): readonly Combination[] {
  return rankings(reader, `${size} ${order} ${selectionKey(selection)}`, () => {
    const all = combinationsOf(reader, selection, size)
    return (order === 'CLIENTS' ? all : all.filter((one) => one.lift !== null)).sort(byOrder(order)).slice(0, MOST)
  })
}

/** Every published one, in catalogue order. */
function combinationsOf(reader: ReleaseReader, selection: Selection, size: 2 | 3): Combination[] {
  const within = reader.positions(selection.services)
  const figures = reader.figuresOf({ ...selection, services: [] })
  const everyone = figures.using()
  const singles = reader.services.map((_, position) => figures.using(position))
  const found: Combination[] = []
  for (const set of serviceSets(reader.services.length, size, within)) {
    const clients = figures.using(...set)
    if (clients.count === null) continue
    found.push({
      services: set.flatMap((position) => reader.services[position] ?? []),
      clients,
      lift: liftOf(
        clients,
        set.flatMap((position) => singles[position] ?? []),
        everyone,
      ),
    })
  }
  return found
}

function byOrder(order: typeof CombinationOrderEnum.$inferType): (a: Combination, b: Combination) => number {
  switch (order) {
    case 'CLIENTS':
      return (a, b) => largestFirst(a.clients, b.clients)
    case 'LIFT':
      return (a, b) => smallestFirst(b.lift, a.lift, 0)
    case 'LOWEST_LIFT':
      return (a, b) => smallestFirst(a.lift, b.lift, 0)
    default: {
      const never: never = order
      throw new Error(`unknown order ${String(never)}`)
    }
  }
}
