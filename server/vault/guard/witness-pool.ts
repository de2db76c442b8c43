/**
 * Witnesses: alternative tables that fit everything known. One in which a secret group holds nobody, or k or more (somebody, where it is
 * empty), vouches for that group, because the attacker cannot tell it from the true one.
 */
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'

/** Rounding allowed in a solver's answer, in clients. */
export const TOLERANCE = 1e-6

/** Whether a table in which the group deviates so much keeps its secret: nobody or at least k for 1 to k − 1, somebody for 0. */
export function vouches(family: Pick<LinkedFamily, 'values' | 'k'>, group: number, deviation: number): boolean {
  const n = family.values[group] ?? 0
  if (n === 0) return deviation >= 1 - TOLERANCE
  return n + deviation <= TOLERANCE || n + deviation >= family.k - TOLERANCE
}

/** Deviations that would keep the secret: taking everybody away, filling up to k, or letting somebody in. */
export function waysOut(
  { values, k }: Pick<LinkedFamily, 'values' | 'k'>,
  group: number,
): readonly { readonly sign: 1 | -1; readonly by: number }[] {
  const n = values[group] ?? 0
  if (n === 0) return [{ sign: 1, by: 1 }]
  return [
    { sign: -1, by: n },
    { sign: 1, by: k - n },
  ]
}

/** Whether a deviation of every group is a table that fits: what is known does not deviate and nobody is fewer than nobody. */
export function fits(family: LinkedFamily, shown: Uint8Array, deviation: Float64Array): boolean {
  for (let group = 0; group < deviation.length; group++) {
    const d = deviation[group] ?? 0
    if (family.state[group] !== UNKNOWN || shown[group] === 1 ? Math.abs(d) > TOLERANCE : (family.values[group] ?? 0) + d < -TOLERANCE)
      return false
  }
  return true
}

export interface WitnessPool {
  /** Secret groups without a witness, ascending. */
  readonly open: ReadonlySet<number>
  readonly add: (deviation: Float64Array) => void
  /** Whether a table would vouch for an open secret. */
  readonly helps: (deviation: Float64Array) => boolean
  /** The witnesses remembered. */
  readonly witnesses: () => readonly Float64Array[]
  /** Drops every witness in which the group deviates; returns what `restore` needs. */
  readonly drop: (group: number) => PoolState
  readonly restore: (state: PoolState) => void
  /** Width of the narrowest interval that the witnesses show for a secret group; Infinity where there is no secret. */
  readonly narrowest: () => number
  readonly secrets: number
}

export type PoolState = { readonly witnesses: readonly Float64Array[]; readonly open: readonly number[] }

/** A pool without witnesses: every secret group that `keeps` is open. `remember`: whether witnesses may be dropped later. */
export function witnessPool(family: LinkedFamily, remember: boolean, keeps: (group: number) => boolean): WitnessPool {
  const secrets: number[] = []
  family.secret.forEach((secret, group) => {
    if (secret === 1 && family.state[group] === UNKNOWN && keeps(group)) secrets.push(group)
  })
  let open = new Set(secrets)
  let witnesses: Float64Array[] = []
  const low = new Float64Array(secrets.length)
  const high = new Float64Array(secrets.length)
  return {
    get open() {
      return open
    },
    secrets: secrets.length,
    add(deviation) {
      if (remember) witnesses.push(deviation)
      secrets.forEach((group, at) => {
        low[at] = Math.min(low[at] ?? 0, deviation[group] ?? 0)
        high[at] = Math.max(high[at] ?? 0, deviation[group] ?? 0)
      })
      for (const group of open) if (vouches(family, group, deviation[group] ?? 0)) open.delete(group)
    },
    helps(deviation) {
      for (const group of open) if (vouches(family, group, deviation[group] ?? 0)) return true
      return false
    },
    witnesses: () => witnesses,
    drop(group) {
      const before = { witnesses, open: [...open] }
      const kept = witnesses.filter((deviation) => Math.abs(deviation[group] ?? 0) <= TOLERANCE)
      if (kept.length < witnesses.length) {
        const dropped = witnesses.filter((deviation) => !kept.includes(deviation))
        witnesses = kept
        open = new Set(open)
        for (const secret of secrets)
          if (
            dropped.some((deviation) => vouches(family, secret, deviation[secret] ?? 0)) &&
            !kept.some((deviation) => vouches(family, secret, deviation[secret] ?? 0))
          )
            open.add(secret)
      }
      return before
    },
    restore(state) {
      // what was found meanwhile fits a stricter table, so it fits this one
      const found = witnesses.filter((deviation) => !state.witnesses.includes(deviation))
      witnesses = [...state.witnesses, ...found]
      open = new Set(state.open)
    },
    narrowest() {
      // of those with a witness; after lifting a witness may no longer hold, and the width is then an upper bound of what was seen
      let width = Number.POSITIVE_INFINITY
      secrets.forEach((group, at) => {
        if (!open.has(group)) width = Math.min(width, (high[at] ?? 0) - (low[at] ?? 0))
      })
      return width
    },
  }
}
