/**
 * Witnesses: alternative tables that fit everything known. One in which a secret group holds nobody, or k or more (somebody, where it is
 * empty), vouches for that group, because the attacker cannot tell it from the true one.
 */
import { type Deviation, deviationOf } from './deviation.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'

/** Rounding allowed in a solver's answer, in clients. */
export const TOLERANCE = 1e-6

/**
 * Whether a table that holds `other` clients keeps the secret of a group of `n`: nobody or at least k for 1 to k − 1, somebody for 0; of a strict
 * group at least k alone.
 */
export function keepsSecret(n: number, other: number, strict: boolean, k: number): boolean {
  if (n === 0) return other >= 1 - TOLERANCE
  return other >= k - TOLERANCE || (!strict && other <= TOLERANCE)
}

/** By how much a group of `n` must deviate for that: taking everybody away, filling up to k, or letting somebody in. */
export function waysToKeep(n: number, strict: boolean, k: number): readonly { readonly sign: 1 | -1; readonly by: number }[] {
  if (n === 0) return [{ sign: 1, by: 1 }]
  const fill = { sign: 1, by: k - n } as const
  return strict ? [fill] : [{ sign: -1, by: n }, fill]
}

/** Whether a table in which the group deviates so much keeps its secret. */
export function vouches({ values, k, strict }: Pick<LinkedFamily, 'values' | 'k' | 'strict'>, group: number, deviation: number): boolean {
  const n = values[group] ?? 0
  return keepsSecret(n, n + deviation, strict[group] === 1, k)
}

/** Deviations of a group that would keep its secret. */
export const waysOut = ({ values, k, strict }: Pick<LinkedFamily, 'values' | 'k' | 'strict'>, group: number) =>
  waysToKeep(values[group] ?? 0, strict[group] === 1, k)

/** Whether a deviation is a table that fits: what is known does not deviate and nobody is fewer than nobody. */
export function fits(family: LinkedFamily, shown: Uint8Array, { groups, by }: Deviation): boolean {
  for (let n = 0; n < groups.length; n++) {
    const group = groups[n] ?? 0
    const d = by[n] ?? 0
    if (family.state[group] !== UNKNOWN || shown[group] === 1 ? Math.abs(d) > TOLERANCE : (family.values[group] ?? 0) + d < -TOLERANCE)
      return false
  }
  return true
}

export interface WitnessPool {
  /** Secret groups without a witness, ascending. */
  readonly open: ReadonlySet<number>
  readonly add: (deviation: Deviation) => void
  /** Whether a table would vouch for an open secret. */
  readonly helps: (deviation: Deviation) => boolean
  /** All witnesses that were added and not dropped. */
  readonly witnesses: () => readonly Deviation[]
  /** Drops every witness in which the group deviates; returns what `restore` needs. */
  readonly drop: (group: number) => PoolState
  readonly restore: (state: PoolState) => void
  /** Lets the secret of a `strict` group be kept as that of any other: what was added may vouch for it then. */
  readonly relax: (group: number) => void
  /** Width of the narrowest interval that the witnesses show for a secret group; Infinity where there is no secret. */
  readonly narrowest: () => number
  readonly secrets: number
}

/** Witnesses that were dropped. */
export type PoolState = { readonly dropped: readonly Deviation[] }

/** A pool without witnesses: every secret group that `keeps` is open. */
export function witnessPool(family: LinkedFamily, keeps: (group: number) => boolean): WitnessPool {
  const secrets: number[] = []
  /** Position in `secrets`; −1 for others. */
  const position = new Int32Array(family.secret.length).fill(-1)
  family.secret.forEach((secret, group) => {
    if (secret === 1 && family.state[group] === UNKNOWN && keeps(group)) position[group] = secrets.push(group) - 1
  })
  const open = new Set(secrets)
  let witnesses: Deviation[] = []
  const vouching = new Int32Array(secrets.length)
  const low = new Float64Array(secrets.length)
  const high = new Float64Array(secrets.length)
  const forEachVouched = ({ groups, by }: Deviation, visit: (group: number, at: number) => void) => {
    for (let n = 0; n < groups.length; n++) {
      const group = groups[n] ?? 0
      const at = position[group] ?? -1
      if (at >= 0 && vouches(family, group, by[n] ?? 0)) visit(group, at)
    }
  }
  const count = (deviation: Deviation) =>
    forEachVouched(deviation, (group, at) => {
      vouching[at] = (vouching[at] ?? 0) + 1
      open.delete(group)
    })
  return {
    get open() {
      return open
    },
    secrets: secrets.length,
    add(deviation) {
      witnesses.push(deviation)
      const { groups, by } = deviation
      for (let n = 0; n < groups.length; n++) {
        const at = position[groups[n] ?? 0] ?? -1
        if (at < 0) continue
        low[at] = Math.min(low[at] ?? 0, by[n] ?? 0)
        high[at] = Math.max(high[at] ?? 0, by[n] ?? 0)
      }
      count(deviation)
    },
    helps({ groups, by }) {
      for (let n = 0; n < groups.length; n++) if (open.has(groups[n] ?? 0) && vouches(family, groups[n] ?? 0, by[n] ?? 0)) return true
      return false
    },
    witnesses: () => witnesses,
    drop(group) {
      const dropped: Deviation[] = []
      const kept: Deviation[] = []
      for (const deviation of witnesses) (Math.abs(deviationOf(deviation, group)) > TOLERANCE ? dropped : kept).push(deviation)
      witnesses = kept
      const opened: number[] = []
      for (const deviation of dropped)
        forEachVouched(deviation, (secret, at) => {
          const left = (vouching[at] ?? 0) - 1
          vouching[at] = left
          if (left === 0) opened.push(secret)
        })
      for (const secret of opened.sort((a, b) => a - b)) open.add(secret)
      return { dropped }
    },
    restore({ dropped }) {
      // what was found meanwhile fits a stricter table, so it fits this one
      witnesses.push(...dropped)
      dropped.forEach(count)
    },
    relax(group) {
      const at = position[group] ?? -1
      if (at < 0) return
      family.strict[group] = 0
      vouching[at] = witnesses.filter((deviation) => vouches(family, group, deviationOf(deviation, group))).length
      if (vouching[at]) open.delete(group)
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
