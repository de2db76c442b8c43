/** The attacker's program over all of a family, as it is asked: what shown cells cost to let go, and what is held. See audit.md. */
import type { Deviation } from './deviation.ts'
import { FREE, familyProgram } from './family-program.ts'
import type { FamilyVariables } from './family-variables.ts'
import type { LinkedFamily } from './linked-family.ts'
import type { Program, Solver } from './solver.ts'
import { waysOut } from './witness-pool.ts'

export interface WholeProgram {
  /** The nearest table that keeps a group's secret, shown cells let go at their price; null where there is none. */
  readonly nearest: (group: number) => Deviation | null
  /** One table that keeps as many of these secrets as possible; null where nothing can be tried. */
  readonly spread: (open: ReadonlySet<number>) => Deviation | null
  /** Holds a cell at what is shown, or lets it deviate. */
  readonly hold: (cell: number) => void
  readonly free: (cell: number) => void
  readonly calls: () => number
}

/** What the program is written from. */
export interface WholeParts {
  readonly family: LinkedFamily
  readonly variables: FamilyVariables
  /** `knownTotals`. */
  readonly known: readonly number[]
  /** The family's own cells that are shown or may be. */
  readonly controlled: readonly number[]
}

/** What is shown when the program is opened. `held`: whether shown cells stay shown; else each deviates at a price. */
export interface ShownCells {
  readonly shown: Uint8Array
  readonly candidates: Int32Array
  readonly loss: Float64Array
  readonly held: boolean
}

/** Price of letting a shown cell of loss 1 deviate by a client: far above any move among what is withheld. */
const SHOWN = 1000
/** Reward for each client that a small group gains in the table that spreads. */
const SPREAD = 10

/** Writes the program and opens a solver over it. */
export function openWhole(
  open: (program: Program) => Solver,
  { family, variables, known, controlled }: WholeParts,
  { shown, candidates, loss, held }: ShownCells,
): WholeProgram {
  const { program, rowOf, deviations, cellColumns } = familyProgram(family, variables, known, controlled)
  candidates.forEach((group, at) => {
    const cell = cellColumns(group)
    if (!cell || shown[group] !== 1) return
    for (const column of [cell.up, cell.down]) {
      if (held) program.upper[column] = 0
      else program.cost[column] = SHOWN * (loss[at] ?? 1)
    }
  })
  const solver = open(program)
  return {
    nearest(group) {
      const row = rowOf(group)
      if (row.indices.length === 0) return null
      let best: { readonly cost: number; readonly columns: Float64Array } | null = null
      for (const { sign, by } of waysOut(family, group)) {
        const answer = solver.cheapest(sign === 1 ? row : { indices: row.indices, values: row.values.map((value) => -value) }, by)
        if (answer.kind === 'found' && (!best || answer.cost < best.cost)) best = answer
        if (best && best.cost < SHOWN) break
      }
      return best && deviations(best.columns)
    },
    spread(secrets) {
      const columns = spreadOut(solver, family, secrets, program, variables)
      return columns && deviations(columns)
    },
    hold(cell) {
      const columns = cellColumns(cell)
      if (!columns) return
      solver.setColumn(columns.up, columns.price, 0)
      solver.setColumn(columns.down, columns.price, 0)
    },
    free(cell) {
      const columns = cellColumns(cell)
      if (!columns) return
      solver.setColumn(columns.up, columns.price, columns.upMost)
      solver.setColumn(columns.down, columns.price, columns.downMost)
    },
    calls: solver.calls,
  }
}

/**
 * One table in which as many open secrets as possible are kept: every free atom is paid for growing where a secret lacks clients there, or
 * for shrinking where one that hangs on it does.
 */
function spreadOut(
  solver: Solver,
  { shape, selections, values, k }: LinkedFamily,
  open: ReadonlySet<number>,
  { cost, upper }: { readonly cost: Float64Array; readonly upper: Float64Array },
  { variables }: FamilyVariables,
): Float64Array | null {
  const paid: number[] = []
  variables.forEach(({ selection, atoms }, v) => {
    let [up, down] = [0, 0]
    shape.atomTable.forEach((table, atom) => {
      const group = table * selections.count + selection
      const effect = atoms[atom] ?? 0
      if (effect === 0 || !open.has(group)) return
      const n = values[group] ?? 0
      const lacks = n === 0 ? 1 : k - n
      if (effect > 0) up = Math.max(up, lacks)
      else down = Math.max(down, lacks)
    })
    const [column, short] = up > 0 ? [2 * v, up] : [2 * v + 1, down]
    if (short === 0 || cost[column] !== FREE) return
    solver.setColumn(column, -SPREAD, Math.min(upper[column] ?? 0, short))
    paid.push(column)
  })
  if (paid.length === 0) return null
  const answer = solver.optimum()
  for (const column of paid) solver.setColumn(column, FREE, upper[column] ?? 0)
  return answer.kind === 'found' ? answer.columns : null
}
