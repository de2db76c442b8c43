import { correlationFactor, type Matrix } from './correlation.ts'
import type { DemoSource, ServiceNeed } from './demo-source.ts'
import { bisect, correlationFor, normalCdf, normalQuantile } from './normal.ts'
import { WOMEN } from './residents.ts'

/**
 * How needs hang together in one age group: jointly normal needs of age, general need and each service, correlated so that
 * thresholds give the wished shares of users and the wished lifts of pairs (a Gaussian copula).
 */
export interface NeedModel {
  /** Lower triangle; rows are age, general need, then the services in the catalogue's order. */
  readonly factor: Matrix
  /** Need from which a person uses a service. */
  readonly use: Float64Array
  /** Need from which a person has any contact with it; equals `use` where all contacts count. */
  readonly contact: Float64Array
}

/** Rows of the factor before the services. */
export const AGE = 0
export const GENERAL = 1
export const FIRST_SERVICE = 2

/** One model an age group. */
export function needModels(source: DemoSource): readonly NeedModel[] {
  return source.ages.map((_, ageGroup) => modelOf(source, ageGroup))
}

function modelOf(source: DemoSource, ageGroup: number): NeedModel {
  const { needs } = source
  const share = (need: ServiceNeed) => need.shares[ageGroup] ?? 0
  const women = WOMEN[ageGroup] ?? 0.5
  const use = Float64Array.from(needs, (need) => thresholdFor(share(need), need.women, women))
  const contact = Float64Array.from(needs, (need) =>
    need.occasional > 0 ? thresholdFor(share(need) + need.occasional, need.women, women) : thresholdFor(share(need), need.women, women),
  )
  const wished = Array.from({ length: needs.length + FIRST_SERVICE }, (_, i) =>
    Float64Array.from({ length: needs.length + FIRST_SERVICE }, (_, j) => baseline(needs, ageGroup, i, j)),
  )
  const kept: (readonly [number, number, number])[] = []
  for (const { a, b, ageGroup: group, lift } of source.lifts) {
    const [first, second] = [needs[a], needs[b]]
    if (group !== ageGroup || !first || !second) continue
    const [p, q] = [share(first), share(second)]
    // No pair can be more frequent than its rarer service, nor all of it: then all lifts are one.
    const r = correlationFor(normalQuantile(1 - p), normalQuantile(1 - q), Math.min(lift * p * q, 0.97 * Math.min(p, q)))
    for (const [i, j] of [
      [a, b],
      [b, a],
    ] as const) {
      const row = wished[i + FIRST_SERVICE]
      if (row) row[j + FIRST_SERVICE] = r
      kept.push([i + FIRST_SERVICE, j + FIRST_SERVICE, r])
    }
  }
  return { factor: correlationFactor(wished, kept), use, contact }
}

/** Needs without a wished lift hang together through age and the general need alone. */
function baseline(needs: readonly ServiceNeed[], ageGroup: number, i: number, j: number): number {
  if (i === j) return 1
  const onAge = (row: number) => (row === AGE ? 1 : row === GENERAL ? 0 : (needs[row - FIRST_SERVICE]?.age[ageGroup] ?? 0))
  const onNeed = (row: number) => (row === AGE ? 0 : row === GENERAL ? 1 : (needs[row - FIRST_SERVICE]?.need ?? 0))
  return onAge(i) * onAge(j) + onNeed(i) * onNeed(j)
}

/** Largest share of an age group: a threshold below every need. */
const EVERYONE = -8

/** Threshold above which `share` of people lie, of whom `women` are women with needs shifted by +shift, the others by −shift. */
function thresholdFor(share: number, shift: number, women: number): number {
  if (share <= 0) return Number.POSITIVE_INFINITY
  return bisect((x) => women * normalCdf(x - shift) + (1 - women) * normalCdf(x + shift) - (1 - share), EVERYONE, -EVERYONE)
}
