/** Combinations of two and three services: clients who use all of them, whatever else they use. */
import type { Service } from '../generated/prisma/client.ts'
import { type Figure, type Lift, largestFirst, liftOf, smallestFirst } from '../release/figures.ts'
import type { ReleaseReader } from '../release/reader.ts'
import { Recent } from '../release/recent.ts'
import { type Selection, selectionKey } from '../release/selection.ts'
import { builder } from './builder.ts'
import { ServiceType } from './catalogue.ts'
import { CombinationOrderEnum } from './enums.ts'
import { admitted, PortalError } from './errors.ts'
import { FigureType } from './figure.ts'
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
    resolve: async (_, { size, selection: asked, first, order, release }, context) => {
      const reader = await context.reader(release)
      if (size !== 2 && size !== 3) {
        throw new PortalError('SELECTION_NOT_PUBLISHED', 'Combinations are of two or of three services.')
      }
      const most = first ?? 40
      if (most < 1 || most > MOST) throw new PortalError('BAD_USER_INPUT', 'first is at least one and at most two hundred.')
      // The services of the selection are part of the combination: `free` counts the rest of it.
      const given = new Set(asked?.services ?? []).size
      const selection = admitted(reader.admit(asked, { named: [], free: Math.max(0, size - given) }))
      return ranked(reader, selection, size, order ?? 'CLIENTS').slice(0, most)
    },
  }),
)

const known = new WeakMap<ReleaseReader, Recent<readonly Combination[]>>()

function ranked(
  reader: ReleaseReader,
  selection: Selection,
  size: 2 | 3,
  order: typeof CombinationOrderEnum.$inferType,
): readonly Combination[] {
  const remembered = known.get(reader) ?? new Recent<readonly Combination[]>(50)
  known.set(reader, remembered)
  const key = `${size} ${order} ${selectionKey(selection)}`
  const found = remembered.get(key)
  if (found) return found
  const all = combinationsOf(reader, selection, size)
  const list = (order === 'CLIENTS' ? all : all.filter((one) => one.lift !== null)).sort(byOrder(order)).slice(0, MOST)
  remembered.set(key, list)
  return list
}

/** Every published one, in catalogue order. */
function combinationsOf(reader: ReleaseReader, selection: Selection, size: 2 | 3): Combination[] {
  const within = reader.positions(selection.services)
  const figures = reader.figuresOf({ ...selection, services: [] })
  const everyone = figures.using()
  const singles = reader.services.map((_, position) => figures.using(position))
  const found: Combination[] = []
  const visit = (chosen: readonly number[], from: number): void => {
    if (chosen.length === size) {
      if (!within.every((position) => chosen.includes(position))) return
      const clients = figures.using(...chosen)
      if (clients.count === null) return
      found.push({
        services: chosen.flatMap((position) => reader.services[position] ?? []),
        clients,
        lift: liftOf(
          clients,
          chosen.flatMap((position) => singles[position] ?? []),
          everyone,
        ),
      })
      return
    }
    for (let next = from; next < reader.services.length; next++) visit([...chosen, next], next + 1)
  }
  visit([], 0)
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
