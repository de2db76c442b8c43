/**
 * The two-sided geometric distribution, sampled exactly: integers from a cryptographic source and no floating-point number.
 * Source: Canonne, Kamath, Steinke, 'The Discrete Gaussian for Differential Privacy' (2020), algorithms 1 and 2; OpenDP samples so too.
 */
import { randomInt } from 'node:crypto'

/** Privacy loss of one evaluation as a fraction: both whole and positive, at most a thousand. */
export interface Epsilon {
  readonly numerator: number
  readonly denominator: number
}

/** A whole number from 0 to `below` − 1, each as likely: the source of all chance here. */
export type Draw = (below: number) => number

/** P(x) is proportional to exp(−ε·|x|). */
export function twoSidedGeometric({ numerator, denominator }: Epsilon, draw: Draw = randomInt): number {
  for (;;) {
    const rest = draw(denominator)
    if (!bernoulliExp(rest, denominator, draw)) continue
    let whole = 0
    while (bernoulliExp(1, 1, draw)) whole++
    const size = Math.floor((rest + denominator * whole) / numerator)
    const negative = draw(2) === 1
    if (negative && size === 0) continue
    return negative ? -size : size
  }
}

/** True with probability exp(−a/b), for 0 ≤ a ≤ b. */
function bernoulliExp(a: number, b: number, draw: Draw): boolean {
  let k = 1
  // P(k-th success) = a/(b·k): the number of successes is even with probability exp(−a/b).
  while (draw(b * k) < a) k++
  return k % 2 === 1
}

/**
 * Half the width of an interval that covers the noise with at least the probability: the smallest w with P(|noise| ≤ w) ≥ p.
 * For drawing uncertainty only.
 */
export function halfWidth({ numerator, denominator }: Epsilon, probability: number): number {
  const alpha = Math.exp(-numerator / denominator)
  let w = 0
  while ((2 * alpha ** (w + 1)) / (1 + alpha) > 1 - probability) w++
  return w
}

/** The same for the sum of so many noises of their own: their distribution is worked out, not estimated. For drawing uncertainty only. */
export function halfWidthOfSum(epsilon: Epsilon, terms: number, probability: number): number {
  if (terms === 1) return halfWidth(epsilon, probability)
  const alpha = Math.exp(-epsilon.numerator / epsilon.denominator)
  // Beyond the edge lies less than a millionth of one noise.
  const edge = Math.ceil(Math.log(1e-7) / Math.log(alpha))
  const one = Float64Array.from({ length: 2 * edge + 1 }, (_, i) => ((1 - alpha) / (1 + alpha)) * alpha ** Math.abs(i - edge))
  let sum: Float64Array = one
  for (let n = 1; n < terms; n++) sum = spread(sum, alpha)
  const middle = (sum.length - 1) / 2
  let within = sum[middle] ?? 0
  let w = 0
  while (within < probability && w < middle) {
    w++
    within += (sum[middle - w] ?? 0) + (sum[middle + w] ?? 0)
  }
  return w
}

/** A distribution with one more such noise added: two passes, since the noise falls by alpha at every step from its middle. */
function spread(before: Float64Array, alpha: number): Float64Array {
  const after = new Float64Array(before.length)
  let carried = 0
  for (let i = 0; i < before.length; i++) {
    carried = carried * alpha + (before[i] ?? 0)
    after[i] = carried
  }
  carried = 0
  for (let i = before.length - 1; i >= 0; i--) {
    after[i] = ((after[i] ?? 0) + carried) * ((1 - alpha) / (1 + alpha))
    carried = (carried + (before[i] ?? 0)) * alpha
  }
  return after
}
