import type { Draw } from '../../../server/vault/segments/geometric.ts'

/** Whole numbers from a seed (mulberry32), each as likely: numbers beyond the last full multiple are thrown away. */
export function seededDraw(seed: number): Draw {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  return (below) => {
    const limit = 2 ** 32 - (2 ** 32 % below)
    for (;;) {
      const n = next()
      if (n < limit) return n % below
    }
  }
}

/** Chance that makes every noise 0: the first number drawn is 0, no whole is added, and the sign is positive. */
export const noNoise = (): Draw => {
  // rest = 0 → exp(−0) holds at once; then exp(−1) must fail: draws 0 (k = 1), then 1 of 2 (k = 2 stops, even); then sign 0.
  const script = [0, 0, 0, 1, 0]
  let at = 0
  return (below) => Math.min(script[at++ % script.length] ?? 0, below - 1)
}
