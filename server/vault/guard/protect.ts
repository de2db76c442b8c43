/**
 * Protect: every secret group of a family gets a witness. Where no table that fits all that is shown keeps a secret, the cheapest shown
 * cells are let go until one does; when that is done, cells are lifted again that no secret needs. See suppression.md.
 */
import { type Deviation, deviationOf } from './deviation.ts'
import { type CellColumns, deviationSpread, type FamilyProgram, FREE, familyProgram, knownTotals } from './family-program.ts'
import { familyVariables, type Variable, type VariableLimits } from './family-variables.ts'
import type { LinkedFamily } from './linked-family.ts'
import { localWitnesses } from './local-witnesses.ts'
import { type Program, type Solver, withSolvers } from './solver.ts'
import { fits, TOLERANCE, waysOut, witnessPool } from './witness-pool.ts'

export interface Protected {
  /** 1 for shown groups. */
  readonly shown: Uint8Array
  readonly secrets: number
  /** Small groups that the families below settle alone: kept by their secrets. */
  readonly implied: readonly number[]
  readonly solverCalls: number
  /** Width of the narrowest interval of a secret, as far as witnesses show; Infinity without secrets. */
  readonly narrowest: number
  /** Secrets that no withholding in this family can keep. */
  readonly lost: readonly number[]
  readonly letGo: number
  readonly lifted: number
  /** What vouches for the secrets now, by group; all that was found where cells stayed as they were. */
  readonly witnesses: readonly Deviation[]
}

export interface ProtectOptions {
  /** Cells that may be shown, in order of use. */
  readonly candidates: Int32Array
  /** Loss of withholding candidate n, at least 1. */
  readonly loss: Float64Array
  readonly lift: boolean
  readonly limits?: VariableLimits | undefined
  /** Whether shown cells stay shown: then secrets that no witness keeps are only found (`lost`). */
  readonly hold?: boolean | undefined
  /** Tables that may be witnesses: each is checked before it counts. */
  readonly carried?: (() => Iterable<Deviation>) | undefined
  /** The small groups to protect; all where absent. */
  readonly only?: ((group: number) => boolean) | undefined
  /** Whether the lines let a cell be lifted, given what is shown now; told afterwards whether it stays. */
  readonly lines: { readonly start: (shown: Uint8Array) => void; readonly allow: (cell: number) => boolean; readonly undo: () => void }
}

/** Price of letting a shown cell of loss 1 deviate by a client: far above any move among what is withheld. */
const SHOWN = 1000
/** Reward for each client that a small group gains in the table that spreads. */
const SPREAD = 10

/** Protects a family in which only the given groups are known. `start`: 1 for candidates shown at first. */
export async function protectFamily(family: LinkedFamily, start: Uint8Array, options: ProtectOptions): Promise<Protected> {
  const { candidates, loss, lift, limits, lines, hold: held = false, carried } = options
  const shown = new Uint8Array(family.state.length)
  candidates.forEach((group, at) => {
    shown[group] = start[at] ?? 0
  })
  const variables = familyVariables(family, limits)
  const reach = reachOf(family, variables.variables)
  const settledGroups: number[] = []
  const pool = witnessPool(family, lift || held, (group) => {
    const settled = !waysOut(family, group).some(({ sign, by }) => ((sign === 1 ? reach.up : reach.down)[group] ?? 0) >= by)
    if (options.only && !options.only(group)) return false
    if (settled) settledGroups.push(group)
    return !settled
  })
  const found = {
    shown,
    secrets: pool.secrets,
    implied: settledGroups,
    solverCalls: 0,
    narrowest: Number.POSITIVE_INFINITY,
    lost: [],
    letGo: 0,
    lifted: 0,
    witnesses: [],
  }
  if (pool.secrets === 0 && !lift) return found
  for (const deviation of carried?.() ?? []) {
    if (pool.open.size === 0) break
    if (pool.helps(deviation) && fits(family, shown, deviation)) pool.add(deviation)
  }
  if (pool.open.size === 0 && !lift) return { ...found, narrowest: pool.narrowest() }
  /** Adds a witness after checking it: an answer is never believed. */
  const add = (deviation: Deviation) => {
    if (!fits(family, shown, deviation)) throw new Error('a witness does not fit what is known')
    pool.add(deviation)
  }

  const controlled = [...candidates].filter((group) => lift || shown[group] === 1)
  return withSolvers((open) => {
    const known = knownTotals(family)
    const spread = deviationSpread(family, variables)
    const local = localWitnesses({ family, variables, known, controlled, shown, spread })
    let holds = held
    let opened = null as WholeProgram | null
    const whole = (): WholeProgram => {
      opened ??= openWhole(open, familyProgram(family, variables, known, controlled), { shown, candidates, loss, held: holds })
      return opened
    }
    /** The nearest table that keeps the secret, shown cells let go at their price; null where there is none. */
    const nearest = (group: number): Deviation | null => {
      const near = local.near(group)
      if (typeof near !== 'string') return near
      if (near === 'none' && holds) return null
      const { solver, rowOf, deviations } = whole()
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
    const letGo = (deviation: Deviation): number => {
      const gone = candidates.filter((cell) => shown[cell] === 1 && Math.abs(deviationOf(deviation, cell)) > TOLERANCE)
      for (const cell of gone) {
        shown[cell] = 0
        opened?.free(cell)
      }
      return gone.length
    }

    for (let before = Number.POSITIVE_INFINITY; pool.open.size > 0 && pool.open.size < 0.95 * before; ) {
      before = pool.open.size
      const { solver, program, deviations } = whole()
      const columns = spreadOut(solver, family, pool.open, program, variables.variables)
      const deviation = columns && deviations(columns)
      if (deviation && fits(family, shown, deviation)) pool.add(deviation)
    }
    const lost: number[] = []
    let gone = 0
    for (const group of [...pool.open]) {
      if (!pool.open.has(group)) continue
      const deviation = nearest(group)
      if (!deviation) {
        lost.push(group)
        continue
      }
      gone += letGo(deviation)
      add(deviation)
      if (pool.open.has(group)) throw new Error('a witness does not keep the secret it was asked for')
    }
    let lifted = 0
    if (lift) {
      holds = true
      for (const cell of candidates) if (shown[cell] === 1) opened?.hold(cell)
      lines.start(shown)
      for (const cell of candidates) {
        if (shown[cell] === 1 || !lines.allow(cell)) continue
        const before = pool.drop(cell)
        shown[cell] = 1
        opened?.hold(cell)
        let kept = true
        for (const group of [...pool.open]) {
          if (!pool.open.has(group)) continue
          const deviation = nearest(group)
          kept = deviation !== null
          if (!deviation) break
          add(deviation)
        }
        if (kept) {
          lifted++
          continue
        }
        lines.undo()
        pool.restore(before)
        shown[cell] = 0
        opened?.free(cell)
      }
    }
    // What no withholding here can keep is settled by the families below.
    return {
      ...found,
      implied: [...settledGroups, ...lost],
      solverCalls: opened?.solver.calls() ?? 0,
      narrowest: pool.narrowest(),
      lost,
      letGo: gone,
      lifted,
      witnesses: pool.witnesses(),
    }
  })
}

/** The program of the whole family, as it is asked. */
interface WholeProgram extends FamilyProgram {
  readonly solver: Solver
  /** Holds a cell at what is shown, or lets it deviate. */
  readonly hold: (cell: number) => void
  readonly free: (cell: number) => void
}

/** Opens the program of the whole family. `held`: whether shown cells stay shown; else each deviates at a price. */
function openWhole(
  open: (program: Program) => Solver,
  written: FamilyProgram,
  { shown, candidates, loss, held }: { shown: Uint8Array; candidates: Int32Array; loss: Float64Array; held: boolean },
): WholeProgram {
  const { program, cellColumns } = written
  candidates.forEach((group, at) => {
    const cell = cellColumns(group)
    if (!cell || shown[group] !== 1) return
    for (const column of [cell.up, cell.down]) {
      if (held) program.upper[column] = 0
      else program.cost[column] = SHOWN * (loss[at] ?? 1)
    }
  })
  const solver = open(program)
  const set = (cell: number, upMost: (columns: CellColumns) => number, downMost: (columns: CellColumns) => number) => {
    const columns = cellColumns(cell)
    if (!columns) return
    solver.setColumn(columns.up, columns.price, upMost(columns))
    solver.setColumn(columns.down, columns.price, downMost(columns))
  }
  return {
    ...written,
    solver,
    hold: (cell) =>
      set(
        cell,
        () => 0,
        () => 0,
      ),
    free: (cell) =>
      set(
        cell,
        ({ upMost }) => upMost,
        ({ downMost }) => downMost,
      ),
  }
}

/** Most by which each group can grow and shrink, were nothing of the family shown. */
function reachOf({ selections, state }: LinkedFamily, variables: readonly Variable[]): { up: Float64Array; down: Float64Array } {
  const { count, ancestorStart, ancestors } = selections
  const up = new Float64Array(state.length)
  const down = new Float64Array(state.length)
  for (const { selection, effects, upMost, downMost } of variables)
    for (const { table, by } of effects)
      for (let x = ancestorStart[selection] ?? 0; x < (ancestorStart[selection + 1] ?? 0); x++) {
        const group = table * count + (ancestors[x] ?? 0)
        up[group] = (up[group] ?? 0) + (by > 0 ? by * upMost : -by * downMost)
        down[group] = (down[group] ?? 0) + (by > 0 ? by * downMost : -by * upMost)
      }
  return { up, down }
}

/**
 * One table in which as many open secrets as possible are kept: every free atom is paid for growing where a secret lacks clients there, or
 * for shrinking where one that hangs on it does.
 */
function spreadOut(
  solver: Solver,
  family: LinkedFamily,
  open: ReadonlySet<number>,
  { cost, upper }: { readonly cost: Float64Array; readonly upper: Float64Array },
  variables: readonly Variable[],
): Float64Array | null {
  const { shape, selections, values, k } = family
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
