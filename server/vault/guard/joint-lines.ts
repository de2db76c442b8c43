/**
 * Clients, services and all pairs of a small catalogue as one table: one linked family a pair, kept in step, since they share the figures of
 * services and clients. See joint.md.
 */
import { COHORTS, measureColumns, pairIndex } from '../../release/lattice.ts'
import { serviceValues } from './family-values.ts'
import type { GuardContext } from './guard-context.ts'
import { type LinkedFamily, linkFamily, markOf, reveal, settleShown, takeBack, UNKNOWN } from './linked-family.ts'
import type { Selections } from './selections.ts'
import { ruledOut, serviceShape } from './service-shape.ts'

/** Counts at the finest selections that one program may have as its unknowns. */
const MOST_COUNTS = 1200
/** Clients a finest selection has on the average, at least: sparser tables are nearly all secrets, each with a program to solve. */
const LEAST_CLIENTS = 50

/**
 * Whether a catalogue is small enough for one program over all its pairs. Looks at what is public alone (services, the lattice, the number
 * of all clients), so that which attacker was asked tells nothing.
 */
export function fitsOneProgram(services: number, { leaf }: Selections, clients: number): boolean {
  const finest = leaf.reduce((sum, flag) => sum + flag, 0)
  const counts = finest * COHORTS.length * (1 + services + (services * (services - 1)) / 2)
  return services >= 2 && counts <= MOST_COUNTS && clients >= finest * LEAST_CLIENTS
}

/** A pair's family: which measure of the joint table each of its measures is. */
export interface PairFamily {
  readonly services: readonly [number, number]
  /** Measures: clients, the first service, the second, both. */
  readonly measures: readonly [number, number, number, number]
}

/** A figure by its place in the joint table: (measure × 2 cohorts + cohort) × selections + selection. Cohort 0 ALL, 1 HEAVY. */
export interface JointCell {
  readonly measure: number
  readonly cohort: 0 | 1
  readonly selection: number
}

export interface JointLines {
  readonly pairs: readonly PairFamily[]
  readonly shape: ReturnType<typeof serviceShape>
  /** Columns of the base block: clients, services, pairs. */
  readonly columns: readonly number[]
  readonly cells: number
  readonly cellOf: (cell: JointCell) => number
  readonly partsOf: (cell: number) => JointCell
  /** Cells of the base block that show a figure. */
  readonly published: (cell: number) => readonly number[]
  readonly shown: Uint8Array
  readonly family: (pair: number) => LinkedFamily
  /** Whether a withheld figure follows from what is shown. */
  readonly follows: (cell: number) => boolean
  /** Whether the lines let a figure be shown beside all that is shown (nothing small follows, it stands apart); it then is. */
  readonly admit: (cell: number) => boolean
  /** Shows and withholds figures whatever the lines say. */
  readonly change: (show: readonly number[], withhold: readonly number[]) => void
  /** Pairs whose family has a figure. */
  readonly familiesOf: (cell: number) => readonly number[]
}

/** The joint table with all that is published so far. Throws where that gives a small group away. */
export function openJointLines(context: GuardContext): JointLines {
  const { layout, selections, rest, heavy, published, cohortCells, k, exempt } = context
  const at = measureColumns(layout)
  const services = layout.services.length
  const { count } = selections
  const columns = [at.clients, ...layout.services.map((_, i) => at.services + i)]
  const pairs: PairFamily[] = []
  for (let i = 0; i < services; i++)
    for (let j = i + 1; j < services; j++) {
      pairs.push({ services: [i, j], measures: [0, 1 + i, 1 + j, columns.length] })
      columns.push(at.pairs + pairIndex(i, j, services))
    }
  const shape = serviceShape(2)
  const cells = columns.length * COHORTS.length * count
  const cellOf = ({ measure, cohort, selection }: JointCell) => (measure * COHORTS.length + cohort) * count + selection
  const partsOf = (cell: number): JointCell => ({
    measure: Math.floor(cell / count / COHORTS.length),
    cohort: Math.floor(cell / count) % COHORTS.length === 1 ? 1 : 0,
    selection: cell % count,
  })
  const publishedAs = (cell: number): readonly number[] => {
    const { measure, cohort, selection } = partsOf(cell)
    return (selections.published[selection] ?? []).map((row) => cohort * cohortCells.base + row * at.width + (columns[measure] ?? 0))
  }

  const homes: { pair: number; group: number }[][] = Array.from({ length: cells }, () => [])
  pairs.forEach(({ measures }, pair) => {
    for (const { table, cohort, measure } of shape.measures)
      for (let selection = 0; selection < count; selection++)
        homes[cellOf({ measure: measures[measure] ?? 0, cohort, selection })]?.push({ pair, group: table * count + selection })
  })
  const values = pairs.map(({ measures }) => {
    const from =
      (block: Int32Array) =>
      (s: number, measure: number): number =>
        block[s * at.width + (columns[measures[measure] ?? 0] ?? 0)] ?? 0
    return serviceValues(2, count, from(rest), from(heavy))
  })
  const cellsOf = pairs.map(({ measures }) =>
    shape.measures.flatMap(({ table, cohort, measure }) =>
      Array.from({ length: count }, (_, selection) => ({
        cell: cellOf({ measure: measures[measure] ?? 0, cohort, selection }),
        group: table * count + selection,
      })),
    ),
  )
  const shown = Uint8Array.from({ length: cells }, (_, cell) => (publishedAs(cell).some((from) => (published.base[from] ?? 0) > 0) ? 1 : 0))
  const open = (pair: number): LinkedFamily => {
    const [i, j] = pairs[pair]?.services ?? [0, 0]
    const family = linkFamily({
      ...{ shape, selections, k, exempt: (exempt[i] ?? 0) | ((exempt[j] ?? 0) << 1) },
      values: values[pair] ?? new Int32Array(0),
      ruledOut: ruledOut(shape, [i, j], context.rules),
    })
    for (const { cell, group } of cellsOf[pair] ?? [])
      if (shown[cell] === 1 && !settleShown(family, group)) throw new Error('what is shown gives a small group away')
    return family
  }
  const families = pairs.map((_, pair) => open(pair))
  const family = (pair: number): LinkedFamily => {
    const found = families[pair]
    if (!found) throw new Error('no such pair')
    return found
  }
  const homesOf = (cell: number) => homes[cell] ?? []
  return {
    ...{ pairs, shape, columns, cells, cellOf, partsOf, shown, family },
    published: publishedAs,
    follows: (cell) => homesOf(cell).some(({ pair, group }) => family(pair).state[group] !== UNKNOWN),
    admit(cell) {
      const marks = homesOf(cell).map(({ pair }) => markOf(family(pair)))
      if (homesOf(cell).every(({ pair, group }) => reveal(family(pair), group))) {
        shown[cell] = 1
        return true
      }
      homesOf(cell).forEach(({ pair }, n) => {
        takeBack(family(pair), marks[n] ?? 0)
      })
      return false
    },
    change(show, withhold) {
      for (const cell of show) shown[cell] = 1
      for (const cell of withhold) shown[cell] = 0
      for (const pair of new Set([...show, ...withhold].flatMap((cell) => homesOf(cell).map((home) => home.pair))))
        families[pair] = open(pair)
    },
    familiesOf: (cell) => homesOf(cell).map(({ pair }) => pair),
  }
}
