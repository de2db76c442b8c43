/**
 * Protect: every secret group of a family gets a witness. Where no table that fits all that is shown keeps a secret, the cheapest shown
 * cells are let go until one does; when that is done, cells are lifted again that no secret needs. See suppression.md.
 */
import { type Deviation, deviationOf } from './deviation.ts'
import { exchangeWitnesses } from './exchange-witnesses.ts'
import { deviationSpread, knownTotals } from './family-program.ts'
import { familyVariables, type Variable, type VariableLimits } from './family-variables.ts'
import type { LinkedFamily } from './linked-family.ts'
import { localWitnesses } from './local-witnesses.ts'
import { withSolvers } from './solver.ts'
import { openWhole, type WholeProgram } from './whole-program.ts'
import { fits, TOLERANCE, waysOut, witnessPool } from './witness-pool.ts'

export interface Protected {
  /** 1 for shown groups. */
  readonly shown: Uint8Array
  readonly secrets: number
  /** Small groups that the families below settle alone: kept by their secrets. */
  readonly implied: readonly number[]
  /** Strict groups that no table in which the families below stay as they are fills up to k: their secrets are kept as those of other groups. */
  readonly relaxed: readonly number[]
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
  const relaxed: number[] = []
  const canMove = (group: number) => waysOut(family, group).some(({ sign, by }) => ((sign === 1 ? reach.up : reach.down)[group] ?? 0) >= by)
  const pool = witnessPool(family, (group) => {
    if (options.only && !options.only(group)) return false
    if (family.strict[group] === 1 && !canMove(group)) {
      relaxed.push(group)
      family.strict[group] = 0
    }
    if (canMove(group)) return true
    settledGroups.push(group)
    return false
  })
  const found = {
    shown,
    secrets: pool.secrets,
    implied: settledGroups,
    relaxed,
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
    const exchanged = exchangeWitnesses({ family, variables, shown, spread })
    let holds = held
    let opened = null as WholeProgram | null
    const whole = (): WholeProgram => {
      opened ??= openWhole(open, { family, variables, known, controlled }, { shown, candidates, loss, held: holds })
      return opened
    }
    /** A table that keeps the secret: by exchange, near the group, else the nearest in the whole family, shown cells let go at their price; null where there is none. */
    const witness = (group: number): Deviation | null => {
      const exchange = exchanged(group)
      if (exchange) return exchange
      const near = local.near(group)
      if (typeof near !== 'string') return near
      return near === 'none' && holds ? null : whole().nearest(group)
    }
    const letGo = (deviation: Deviation): number => {
      const gone = candidates.filter((cell) => shown[cell] === 1 && Math.abs(deviationOf(deviation, cell)) > TOLERANCE)
      for (const cell of gone) {
        shown[cell] = 0
        opened?.free(cell)
      }
      return gone.length
    }

    // What exchanges make vouches for groups that have none.
    if (options.only)
      for (const group of [...pool.open]) {
        const deviation = pool.open.has(group) ? exchanged(group) : null
        if (deviation) add(deviation)
      }
    const lost: number[] = []
    let gone = 0
    for (const group of [...pool.open]) {
      if (!pool.open.has(group)) continue
      let deviation = witness(group)
      if (!deviation && family.strict[group] === 1) {
        relaxed.push(group)
        pool.relax(group)
        if (!pool.open.has(group)) continue
        deviation = witness(group)
      }
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
          const deviation = witness(group)
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
      solverCalls: opened?.calls() ?? 0,
      narrowest: pool.narrowest(),
      lost,
      letGo: gone,
      lifted,
      witnesses: pool.witnesses(),
    }
  })
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
