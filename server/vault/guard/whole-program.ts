/** The attacker's program over all of a family, as it is asked: what shown cells cost to let go, and what is held. See audit.md. */
import type { Deviation } from './deviation.ts'
import { familyProgram } from './family-program.ts'
import type { FamilyVariables } from './family-variables.ts'
import type { LinkedFamily } from './linked-family.ts'
import type { Program, Solver } from './solver.ts'
import { waysOut } from './witness-pool.ts'

export interface WholeProgram {
  /** The nearest table that keeps a group's secret, shown cells let go at their price; null where there is none. */
  readonly nearest: (group: number) => Deviation | null
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
