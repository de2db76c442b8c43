/**
 * Protect: every secret group of a family gets a witness. Where no table that fits all that is shown keeps a secret, the cheapest shown cells
 * are let go until one does; and where the work is done, cells are lifted again that no witness needs. See suppression.md.
 */
import { FREE, familyProgram } from './family-program.ts'
import type { LinkedFamily } from './linked-family.ts'
import { withSolver } from './solver.ts'
import { fits, TOLERANCE, waysOut, witnessPool } from './witness-pool.ts'

export interface Protected {
  /** 1 for shown groups. */
  readonly shown: Uint8Array
  readonly secrets: number
  readonly solverCalls: number
  readonly narrowest: number
  /** Secrets that no withholding in this family can keep. */
  readonly lost: readonly number[]
  readonly letGo: number
  readonly lifted: number
}

export interface ProtectOptions {
  readonly own: readonly number[]
  /** Cells that may be shown, in order of use. */
  readonly candidates: Int32Array
  /** Loss of withholding candidate n, at least 1. */
  readonly loss: Float64Array
  readonly lift: boolean
}

/** Price of letting a shown cell of loss 1 deviate by a client: far above any move among what is withheld. */
const SHOWN = 1000

/** Protects a family in which only the given groups are known; `start`: 1 for candidates shown at first. */
export async function protectFamily(
  family: LinkedFamily,
  start: Uint8Array,
  { own, candidates, loss, lift }: ProtectOptions,
): Promise<Protected> {
  const shown = new Uint8Array(family.state.length)
  candidates.forEach((group, at) => {
    shown[group] = start[at] ?? 0
  })
  const pool = witnessPool(family)
  const nothing = { shown, secrets: pool.secrets, solverCalls: 0, narrowest: Number.POSITIVE_INFINITY, lost: [], letGo: 0, lifted: 0 }
  if (pool.secrets === 0) return nothing
  const { program, rowOf, deviations, cellColumns, smallUp } = familyProgram(family, own)
  const price = new Map<number, number>()
  candidates.forEach((group, at) => {
    price.set(group, SHOWN * (loss[at] ?? 1))
    const cell = cellColumns(group)
    if (!cell || shown[group] !== 1) return
    program.cost[cell.up] = price.get(group) ?? SHOWN
    program.cost[cell.down] = price.get(group) ?? SHOWN
  })
  return withSolver(program, (solver) => {
    const lost: number[] = []
    let letGo = 0
    let lifted = 0

    // One table in which as many small groups as possible grow.
    for (const { column, most } of smallUp)
      solver.setColumn(column, program.cost[column] === FREE ? -10 : (program.cost[column] ?? FREE), most)
    const spread = solver.optimum()
    for (const { column } of smallUp) solver.setColumn(column, program.cost[column] ?? FREE, program.upper[column] ?? 0)
    if (spread.kind === 'found') {
      const deviation = deviations(spread.columns)
      if (fits(family, shown, deviation)) pool.add(deviation)
    }

    /** The nearest table that keeps the secret, shown cells let go at their price; null where there is none. */
    const nearest = (group: number): Float64Array | null => {
      const row = rowOf(group)
      if (row.indices.length === 0) return null
      let best: { cost: number; columns: Float64Array } | null = null
      for (const { sign, by } of waysOut(family, group)) {
        const answer = solver.cheapest(sign === 1 ? row : { indices: row.indices, values: row.values.map((value) => -value) }, by)
        if (answer.kind === 'found' && (!best || answer.cost < best.cost)) best = answer
        if (best && best.cost < SHOWN) break
      }
      return best && deviations(best.columns)
    }
    for (const group of [...pool.open]) {
      if (!pool.open.has(group)) continue
      const deviation = nearest(group)
      if (!deviation) {
        lost.push(group)
        continue
      }
      for (const cell of candidates) {
        if (shown[cell] !== 1 || Math.abs(deviation[cell] ?? 0) <= TOLERANCE) continue
        shown[cell] = 0
        letGo++
        const columns = cellColumns(cell)
        if (!columns) throw new Error('a cell without columns cannot deviate')
        solver.setColumn(columns.up, FREE, columns.upMost)
        solver.setColumn(columns.down, FREE, columns.downMost)
        program.cost[columns.up] = FREE
        program.cost[columns.down] = FREE
      }
      if (!fits(family, shown, deviation)) throw new Error('the solver gave a table that does not fit')
      pool.add(deviation)
      if (pool.open.has(group)) throw new Error('the solver gave a table that does not keep the secret')
    }

    if (lift && lost.length === 0) {
      for (const cell of candidates) {
        const columns = cellColumns(cell)
        if (shown[cell] !== 1 || !columns) continue
        solver.setColumn(columns.up, FREE, 0)
        solver.setColumn(columns.down, FREE, 0)
      }
      for (const cell of candidates) {
        if (shown[cell] === 1) continue
        const columns = cellColumns(cell)
        const before = pool.drop(cell)
        shown[cell] = 1
        if (columns) {
          solver.setColumn(columns.up, FREE, 0)
          solver.setColumn(columns.down, FREE, 0)
        }
        let kept = true
        for (const group of [...pool.open]) {
          if (!pool.open.has(group)) continue
          const deviation = nearest(group)
          if (!deviation) {
            kept = false
            break
          }
          if (!fits(family, shown, deviation)) throw new Error('the solver gave a table that does not fit')
          pool.add(deviation)
        }
        if (kept) {
          lifted++
          continue
        }
        pool.restore(before)
        shown[cell] = 0
        if (columns) {
          solver.setColumn(columns.up, FREE, columns.upMost)
          solver.setColumn(columns.down, FREE, columns.downMost)
        }
      }
    }
    return { shown, secrets: pool.secrets, solverCalls: solver.calls(), narrowest: pool.narrowest(), lost, letGo, lifted }
  })
}
