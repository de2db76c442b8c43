/**
 * Figures of different kinds of which one holds the other: whoever uses a social service is among those with one or more, whoever has so many
 * health services among those with so many of all. Their difference is a group that no family sees. Withholds until each is of k or more,
 * or unknown. See nested-audit.md.
 */
import { measureColumns, pairIndex, tripleCount, tripleIndex } from '../../release/lattice.ts'
import { HISTOGRAMS } from './client-patterns.ts'
import { LOSS, placeLoss } from './figure-loss.ts'
import type { GuardContext } from './guard-context.ts'
import { heavyByRule } from './heavy-rule.ts'
import { type KnownCells, knownCells } from './known-cells.ts'
import { PARTS, type Part, REST } from './selection-parts.ts'

/** Counts of the base block that together tell of fewer than k clients. */
type GivenAway = readonly number[]

/** A difference of fewer than k: by which counts it is told, as far as these are known. */
type Difference = () => readonly GivenAway[]

export interface NestedFindings {
  /** Cells to withhold. */
  readonly gone: readonly number[]
  /** Groups found. */
  readonly found: number
}

/** Finds what is given away and withholds, the cheapest figure each time, until nothing is. */
export function auditNested(context: GuardContext): NestedFindings {
  const shown = context.published.base.slice()
  const gone: number[] = []
  const known = knownCells(context, shown)
  // Less is known with each round, so that none can join these.
  const differences = [...besideHistograms(context, known)]
  for (let found = 0; ; ) {
    const victims = new Set<number>()
    for (const keys of givenAway(context, known, differences)) {
      found++
      const support = new Set(keys.flatMap((one) => [...known.supportOf(one)]))
      if ([...support].some((one) => victims.has(one))) continue
      const cheapest = [...support]
        .map((one) => ({ one, loss: lossOf(context, known, one) }))
        .sort((a, b) => a.loss - b.loss || a.one - b.one)[0]
      if (!cheapest) continue // told by the rules alone
      victims.add(cheapest.one)
    }
    if (victims.size === 0) return { gone, found }
    for (const one of victims)
      for (const cell of cellsOf(context, known, one)) {
        shown[cell] = 0
        gone.push(cell)
      }
    known.relearn(new Set([...victims].map((one) => known.partsOf(one).column)))
  }
}

/** Cells that show a count; it is of both cohorts or of heavy users. */
function cellsOf({ rows, cohortCells, layout }: GuardContext, known: KnownCells, one: number): readonly number[] {
  const { column, part, selection } = known.partsOf(one)
  return rows.base(selection).map((row) => part * cohortCells.base + row * measureColumns(layout).width + column)
}

function lossOf({ layout, selections }: GuardContext, known: KnownCells, one: number): number {
  const at = measureColumns(layout)
  const { column, part, selection } = known.partsOf(one)
  const kind = column < at.services ? 'clients' : column < at.pairs ? 'service' : column < at.heavyIn ? 'pair' : 'other'
  return LOSS[kind] * (part === 0 ? 2 : 1) * placeLoss(selections, selection)
}

function* givenAway(context: GuardContext, known: KnownCells, differences: readonly Difference[]): Iterable<GivenAway> {
  for (const told of differences) yield* told()
  yield* outsideCohort(context, known)
}

/** Clients with so many services or more, by what tells their number: all less the bins below, or the bins above. */
interface Tail {
  readonly from: number
  /** Services that count; null: all. */
  readonly sector: 'health' | 'social' | null
  readonly ways: (part: Part, selection: number) => readonly GivenAway[]
  readonly value: (part: Part, selection: number) => number
}

function tailsOf({ layout: { tops, ...layout } }: GuardContext, { key, value, isKnown }: KnownCells): readonly Tail[] {
  const at = measureColumns({ ...layout, tops })
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)
  return HISTOGRAMS.flatMap((histogram) =>
    range(1, tops[histogram] + 1).map((from): Tail => {
      const [below, above] = [range(0, from), range(from, tops[histogram] + 1)].map((bins) => bins.map((bin) => at[histogram] + bin))
      return {
        from,
        sector: histogram === 'all' ? null : histogram,
        ways: (part, s) =>
          [[at.clients, ...(below ?? [])], above ?? []]
            .map((columns) => columns.map((column) => key(column, part, s)))
            .filter((keys) => keys.every(isKnown)),
        value: (part, s) => (above ?? []).reduce((sum, column) => sum + value(column, part, s), 0),
      }
    }),
  )
}

/** Parts that lie in a part of the same selection, itself first. */
const WITHIN: readonly (readonly Part[])[] = [[0, 1, 2], [1], [2]]

/** Users of services, those heavy in one, and those with so many of one sector, among those with so many or more. */
function* besideHistograms(context: GuardContext, known: KnownCells): Iterable<Difference> {
  const { layout, selections, rules, k } = context
  const { count, nestedStart, nested, hidden } = selections
  const at = measureColumns(layout)
  const services = layout.services.map((_, service) => service)
  const tails = tailsOf(context, known)
  for (const tail of tails) {
    const counted = services.filter((service) => tail.sector === null || rules.social[service] === (tail.sector === 'social'))
    // As many services as the sector has: their users are those with so many.
    const inside =
      counted.length <= tail.from
        ? []
        : tail.from === 1
          ? counted.flatMap((service) => [at.services + service, at.heavyIn + service])
          : tail.from === 2
            ? counted.flatMap((i, n) => counted.slice(0, n).map((j) => at.pairs + pairIndex(i, j, services.length)))
            : []
    const narrower = tail.sector === null ? tails.filter(({ sector, from }) => sector !== null && from === tail.from) : []
    for (const part of PARTS) {
      const everywhere = tail.value(part, 0)
      for (let s = 0; s < count; s++) {
        if (tail.ways(part, s).length === 0) continue
        const all = tail.value(part, s)
        const isSmall = (n: number, differ: () => boolean) => n > all - k && n <= all && (all > n || (hidden[s] === 0 && differ()))
        const nestedIn = [s]
        for (let x = nestedStart[s] ?? 0; x < (nestedStart[s + 1] ?? 0); x++) if ((nested[x] ?? 0) < 0) nestedIn.push(-(nested[x] ?? 0) - 1)
        for (const to of nestedIn)
          for (const within of WITHIN[part] ?? []) {
            for (const column of inside) {
              const n = known.value(column, within, to)
              const one = known.key(column, within, to)
              if (n === 0 || !isSmall(n, () => everywhere > known.value(column, within, 0)) || !known.isKnown(one)) continue
              yield () => (known.isKnown(one) ? tail.ways(part, s).map((way) => [...way, one]) : [])
            }
            for (const other of narrower) {
              const n = other.value(within, to)
              if (n === 0 || !isSmall(n, () => everywhere > other.value(within, 0))) continue
              yield () => tail.ways(part, s).flatMap((way) => other.ways(within, to).map((narrow) => [...way, ...narrow]))
            }
          }
      }
    }
  }
  yield* triplesBeside(context, tails)
}

/** Users of three services among those with three or more. */
function* triplesBeside(context: GuardContext, tails: readonly Tail[]): Iterable<Difference> {
  const { layout, published, cohortCells, rows, selections, rules, k } = context
  const services = layout.services.map((_, service) => service)
  const width = tripleCount(layout)
  for (const tail of tails.filter(({ from }) => from === 3)) {
    const counted = services.filter((service) => tail.sector === null || rules.social[service] === (tail.sector === 'social'))
    if (counted.length <= 3) continue
    const triples = counted.flatMap((a, x) => counted.slice(0, x).flatMap((b, y) => counted.slice(0, y).map((c) => tripleIndex(a, b, c))))
    for (const part of [0, 1] as const)
      for (let s = 0; s < selections.count; s++) {
        const [row] = rows.triples(s)
        if (row === undefined || tail.ways(part, s).length === 0) continue
        const all = tail.value(part, s)
        const tells = (triple: number) => {
          const n = published.triples[part * cohortCells.triples + row * width + triple] ?? 0
          return n > 0 && all - n < k
        }
        if (triples.some(tells)) yield () => tail.ways(part, s)
      }
  }
}

/**
 * Outside the cohort, of services of which no three are used together: users of one and of no other, and who uses none, follow from single
 * services and pairs.
 */
function* outsideCohort({ layout, selections: { count, hidden }, rules, k }: GuardContext, known: KnownCells): Iterable<GivenAway> {
  const at = measureColumns(layout)
  const all = layout.services.length
  const exclusive: number[] = []
  for (let service = 0; service < all; service++) {
    if (!rules.social[service] && rules.heavyBy?.tasks[service] == null) continue
    if (exclusive.every((i, n) => exclusive.slice(0, n).every((j) => heavyByRule([i, j, service], rules)))) exclusive.push(service)
  }
  if (exclusive.length < 3) return
  const use = (i: number) => at.services + i
  const both = (i: number, j: number) => at.pairs + pairIndex(i, j, all)
  for (let s = 0; s < count; s++) {
    const key = (column: number) => known.key(column, REST, s)
    const n = (column: number) => known.value(column, REST, s)
    const isSmall = (value: number) => value < k && (value > 0 || hidden[s] === 0)
    const users = exclusive.filter((i) => known.isKnown(key(use(i))) && n(use(i)) > 0)
    for (const i of users) {
      const pairs = exclusive.filter((j) => j !== i && known.isKnown(key(both(i, j)))).map((j) => both(i, j))
      const used = pairs.filter((column) => n(column) > 0)
      if (used.length > 1 && isSmall(n(use(i)) - used.reduce((sum, column) => sum + n(column), 0))) yield [use(i), ...used].map(key)
    }
    if (!known.isKnown(key(at.clients))) continue
    const chosen: number[] = []
    for (const i of users) if (chosen.every((j) => known.isKnown(key(both(i, j))))) chosen.push(i)
    const pairs = chosen.flatMap((i, x) => chosen.slice(0, x).map((j) => both(i, j)))
    const none = n(at.clients) - chosen.reduce((sum, i) => sum + n(use(i)), 0) + pairs.reduce((sum, column) => sum + n(column), 0)
    if (chosen.length > 1 && isSmall(none)) yield [at.clients, ...chosen.map(use), ...pairs].map(key)
  }
}
