/** The attacker's program over clients, services and all pairs at once: unknowns are deviations from the true counts. See joint.md. */
import { COHORTS, measureColumns } from '../../release/lattice.ts'
import type { GuardContext } from './guard-context.ts'
import type { JointLines } from './joint-lines.ts'
import { TOLD, UNKNOWN } from './linked-family.ts'
import type { Program, Row } from './solver.ts'
import { TOLERANCE } from './witness-pool.ts'

/** A small or empty group, as a signed sum of figures (inclusion–exclusion). */
export interface JointSecret {
  readonly clients: number
  /** Whether the attacker must hold k or more possible: `strict` of a linked family. */
  readonly strict: boolean
  readonly terms: readonly { readonly cell: number; readonly sign: 1 | -1 }[]
}

export interface JointProgram {
  readonly program: Program
  readonly rowOf: (secret: JointSecret) => Row
  /** First of two columns, up and down, of a figure that is or may be shown. */
  readonly columnOf: (cell: number) => number
  /** Deviation of every figure under these columns. */
  readonly deviations: (columns: Float64Array) => Float64Array
  /** Whether a table leaves what is held as it is, and no group with fewer than nobody. */
  readonly fits: (table: Float64Array, held: Iterable<number>) => boolean
}

/** A group that nothing of two services tells apart further, at a finest selection. */
interface Atom {
  readonly clients: number
  /** The attacker is told that it is empty. */
  readonly told: boolean
  readonly terms: readonly { readonly measure: number; readonly sign: 1 | -1 }[]
  readonly selection: number
  readonly heavy: 0 | 1
}

/** Every small or empty group of the table that is no figure shown, once. */
export function listSecrets(lines: JointLines, { selections: { count } }: GuardContext): readonly JointSecret[] {
  const found = new Map<string, JointSecret>()
  lines.pairs.forEach(({ measures }, pair) => {
    const { secret, strict, state, values } = lines.family(pair)
    for (let table = 0; table < lines.shape.tables; table++)
      for (let selection = 0; selection < count; selection++) {
        const group = table * count + selection
        if (secret[group] !== 1 || state[group] !== UNKNOWN) continue
        const terms = (lines.shape.termsOf[table] ?? []).map(({ table: term, sign }) => {
          const shownAs = lines.shape.measures.find((one) => one.table === term)
          if (!shownAs) throw new Error('a term is no figure')
          return { cell: lines.cellOf({ measure: measures[shownAs.measure] ?? 0, cohort: shownAs.cohort, selection }), sign }
        })
        // a group of one service is in the families of all its pairs
        const name = terms.map(({ cell, sign }) => sign * (cell + 1)).join()
        if (!found.has(name)) found.set(name, { clients: values[group] ?? 0, strict: strict[group] === 1, terms })
      }
  })
  return [...found.values()]
}

/** Writes the program down. `controlled`: figures that are shown (held at 0) or may be. */
export function jointProgram(lines: JointLines, context: GuardContext, controlled: readonly number[]): JointProgram {
  const { count, leaf, ancestorStart, ancestors } = context.selections
  const measures = lines.columns.length
  const finest = Array.from({ length: count }, (_, s) => s).filter((s) => leaf[s] === 1)
  const positionOf = new Map(finest.map((s, position) => [s, position]))
  const finestUnder: number[][] = Array.from({ length: count }, () => [])
  finest.forEach((s, position) => {
    for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) finestUnder[ancestors[x] ?? 0]?.push(position)
  })
  /** First of two columns, up and down, of a count: heavy (1) or not (0), at a finest selection. */
  const countColumn = (position: number, heavy: number, measure: number) => 2 * ((position * COHORTS.length + heavy) * measures + measure)
  const counts = 2 * finest.length * COHORTS.length * measures
  const numCols = counts + 2 * controlled.length
  const columns = new Map(controlled.map((cell, n) => [cell, counts + 2 * n]))

  const atoms = atomsOf(lines, context)
  const rows: { readonly low: number; readonly high: number; readonly row: Row }[] = []
  for (const { clients, told, terms, selection, heavy } of atoms) {
    const position = positionOf.get(selection) ?? 0
    const row = rowOver(new Map(terms.map(({ measure, sign }) => [countColumn(position, heavy, measure), sign])))
    rows.push({ low: -clients, high: told ? 0 : Number.POSITIVE_INFINITY, row })
  }
  const partsOf = (cell: number, sign: number, into: Map<number, number>): void => {
    const { measure, cohort, selection } = lines.partsOf(cell)
    for (const position of finestUnder[selection] ?? [])
      for (const heavy of cohort === 1 ? [1] : [0, 1]) {
        const column = countColumn(position, heavy, measure)
        into.set(column, (into.get(column) ?? 0) + sign)
      }
  }
  for (const [cell, column] of columns) {
    const parts = new Map([[column, 1]])
    partsOf(cell, -1, parts)
    rows.push({ low: 0, high: 0, row: rowOver(parts) })
  }

  const upper = new Float64Array(numCols).fill(Number.POSITIVE_INFINITY)
  for (const [cell, column] of columns) if (lines.shown[cell] === 1) upper.fill(0, column, column + 2)
  const starts = new Int32Array(rows.length + 1)
  rows.forEach(({ row }, r) => {
    starts[r + 1] = (starts[r] ?? 0) + row.indices.length
  })
  return {
    program: {
      cost: new Float64Array(numCols).fill(1, 0, counts),
      upper,
      low: Float64Array.from(rows, ({ low }) => low),
      high: Float64Array.from(rows, ({ high }) => high),
      starts,
      indices: Int32Array.from(rows.flatMap(({ row }) => row.indices)),
      values: Float64Array.from(rows.flatMap(({ row }) => row.values)),
    },
    rowOf({ terms }) {
      const parts = new Map<number, number>()
      for (const { cell, sign } of terms) {
        const column = columns.get(cell)
        if (column === undefined) partsOf(cell, sign, parts)
        else parts.set(column, (parts.get(column) ?? 0) + sign)
      }
      return rowOver(parts)
    },
    columnOf(cell) {
      const column = columns.get(cell)
      if (column === undefined) throw new Error('a figure that can never be shown')
      return column
    },
    deviations(solution) {
      const into = new Float64Array(lines.cells)
      finest.forEach((s, position) => {
        for (let measure = 0; measure < measures; measure++) {
          const [rest = 0, heavy = 0] = [0, 1].map((cohort) => {
            const up = countColumn(position, cohort, measure)
            return (solution[up] ?? 0) - (solution[up + 1] ?? 0)
          })
          if (rest === 0 && heavy === 0) continue
          for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++) {
            const [all, inside] = ([0, 1] as const).map((cohort) => lines.cellOf({ measure, cohort, selection: ancestors[x] ?? 0 }))
            if (all === undefined || inside === undefined) continue
            into[all] = (into[all] ?? 0) + rest + heavy
            into[inside] = (into[inside] ?? 0) + heavy
          }
        }
      })
      return into
    },
    fits(table, held) {
      for (const cell of held) if (Math.abs(table[cell] ?? 0) > TOLERANCE) return false
      return atoms.every(({ clients, told, terms, selection, heavy }) => {
        const at = (measure: number, cohort: 0 | 1) => table[lines.cellOf({ measure, cohort, selection })] ?? 0
        const moved = terms.reduce(
          (sum, { measure, sign }) => sum + sign * (heavy === 1 ? at(measure, 1) : at(measure, 0) - at(measure, 1)),
          0,
        )
        return clients + moved >= -TOLERANCE && (!told || Math.abs(moved) <= TOLERANCE)
      })
    },
  }
}

/** The four groups that each pair makes, heavy and not, at every finest selection: nobody is fewer than nobody. */
function atomsOf(lines: JointLines, { layout, selections: { count, leaf }, heavy: inside, rest }: GuardContext): readonly Atom[] {
  const { width } = measureColumns(layout)
  const atoms: Atom[] = []
  lines.pairs.forEach(({ measures: [all, a, b, both] }, pair) => {
    const { state } = lines.family(pair)
    const plus = (measure: number) => ({ measure, sign: 1 as const })
    const less = (measure: number) => ({ measure, sign: -1 as const })
    const patterns = [
      { uses: 3 + 9, terms: [plus(both)] },
      { uses: 3 + 18, terms: [plus(a), less(both)] },
      { uses: 6 + 9, terms: [plus(b), less(both)] },
      { uses: 6 + 18, terms: [plus(all), less(a), less(b), plus(both)] },
    ]
    for (let selection = 0; selection < count; selection++) {
      if (leaf[selection] !== 1) continue
      for (const heavy of [0, 1] as const)
        for (const { uses, terms } of patterns) {
          const block = heavy === 1 ? inside : rest
          const n = (measure: number) => block[selection * width + (lines.columns[measure] ?? 0)] ?? 0
          const clients = terms.reduce((sum, { measure, sign }) => sum + sign * n(measure), 0)
          const told = state[((heavy === 1 ? 1 : 2) + uses) * count + selection] === TOLD
          atoms.push({ clients, told, terms, selection, heavy })
        }
    }
  })
  return atoms
}

/** A row over deviations: the column up with the value, the column down with the opposite. */
function rowOver(parts: ReadonlyMap<number, number>): Row {
  const moving = [...parts].filter(([, value]) => value !== 0)
  return { indices: moving.flatMap(([up]) => [up, up + 1]), values: moving.flatMap(([, value]) => [value, -value]) }
}
