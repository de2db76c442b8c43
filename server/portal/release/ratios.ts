/** Shares, lifts, rates and differences of published figures (G7). */
import { LEAST_RESIDENTS } from '../../segments/estimates.ts'
import type { Figure } from './figure.ts'
import { LEAST_BASE, rounded } from './rounding.ts'
import type { CountDifference, Lift, Rate, Residents, Share, ShareDifference } from './sealed.ts'
import { opened, seal } from './sealing.ts'
import { exact } from './sealing-figures.ts'

/** `part` of `whole` in whole per cent (G7); null unless both are exact and the whole is at least 20. */
export function shareOf(part: Figure, whole: Figure): Share | null {
  const share = sharePercent(exact(part), exact(whole))
  return share === null ? null : seal('Share', share, 0)
}

/**
 * How many times as many clients use all services together as if the services were unrelated: joint · all^(m−1) ÷ product of the m singles.
 * One decimal; null unless every figure is exact and every base at least 20.
 */
export function liftOf(joint: Figure, singles: readonly Figure[], all: Figure): Lift | null {
  const lift = liftNumber(exact(joint), singles.map(exact), exact(all))
  return lift === null ? null : seal('Lift', lift, 0)
}

/** a − b; null unless both are exact. */
export function countDifference(a: Figure, b: Figure): CountDifference | null {
  const [x, y] = [exact(a), exact(b)]
  return x === null || y === null ? null : seal('CountDifference', x - y, Number.NEGATIVE_INFINITY)
}

/** a − b in percentage points; null unless both are published. */
export function shareDifference(a: Share | null, b: Share | null): ShareDifference | null {
  return a === null || b === null ? null : seal('ShareDifference', opened(a) - opened(b), Number.NEGATIVE_INFINITY)
}

/** Persons of public statistics, which the county's catalogue names with its source: never clients. */
export const residentsOf = (persons: number): Residents => seal('Residents', persons, 0)

/** Clients of 100 residents in whole per cent; null unless the figure is exact and there are at least 20 residents. */
export function shareOfResidents(part: Figure, residents: Residents | null): Share | null {
  const [n, persons] = inhabitants(part, residents)
  return n === null || persons === null ? null : seal('Share', Math.min(100, rounded(100 * n, persons)), 0)
}

/** Clients of 1,000 residents, one decimal; null as their share. Both parts are public, so the decimal tells nothing new. */
export function ratePerThousand(part: Figure, residents: Residents | null): Rate | null {
  const [n, persons] = inhabitants(part, residents)
  return n === null || persons === null ? null : seal('Rate', rounded(10_000 * n, persons) / 10, 0)
}

/** Whether a figure is at or beyond a target; null unless the figure is exact. */
export function reaches(figure: Figure, target: number, direction: 'AT_LEAST' | 'AT_MOST'): boolean | null {
  const n = exact(figure)
  return n === null ? null : direction === 'AT_LEAST' ? n >= target : n <= target
}

/** The same of a share in whole per cent. */
export function shareReaches(share: Share | null, target: number, direction: 'AT_LEAST' | 'AT_MOST'): boolean | null {
  return share === null ? null : direction === 'AT_LEAST' ? opened(share) >= target : opened(share) <= target
}

const inhabitants = (part: Figure, residents: Residents | null): readonly [number | null, number | null] => {
  const persons = residents === null ? 0 : opened(residents)
  return [exact(part), persons < LEAST_RESIDENTS ? null : persons]
}

/** Exact numbers from here on; null, or NaN, where not exact. */
function sharePercent(part: number | null, whole: number | null): number | null {
  const share = percent(part ?? Number.NaN, whole ?? Number.NaN)
  return Number.isNaN(share) ? null : share
}

const percent = (part: number, whole: number): number => (whole >= LEAST_BASE ? Math.min(100, rounded(100 * part, whole)) : Number.NaN)

function liftNumber(joint: number | null, singles: readonly (number | null)[], all: number | null): number | null {
  if (joint === null || all === null || all < LEAST_BASE) return null
  let [observed, expected] = [joint, 1]
  for (const [i, single] of singles.entries()) {
    if (single === null || single < LEAST_BASE) return null
    if (i > 0) observed *= all
    expected *= single
  }
  return rounded(10 * observed, expected) / 10
}
