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
