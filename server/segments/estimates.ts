/** Shares and comparisons of noisy sizes: made of what may be seen, so that they tell nothing more. */
import type { NoisySize } from './answer.ts'

/** Between the ends stands what the ends of both intervals allow. */
export interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Whole per cent; null where either is withheld. */
export const shareOf = (part: NoisySize, whole: NoisySize): Estimate | null => percentOf(part, whole, 1)

/** Per cent in tenths, for lines over time: a share of a few per cent would leap by rounding alone. */
export const fineShareOf = (part: NoisySize, whole: NoisySize): Estimate | null => percentOf(part, whole, 10)

/** `parts` of one per cent are told. */
function percentOf(part: NoisySize, whole: NoisySize, parts: 1 | 10): Estimate | null {
  if (part.size === null || whole.size === null) return null
  const percent = (value: number, round: (n: number) => number) => Math.min(100, Math.max(0, round(parts * value) / parts))
  return {
    value: percent((100 * part.size) / whole.size, Math.round),
    low: percent((100 * part.low) / whole.high, Math.floor),
    high: whole.low === 0 ? 100 : percent((100 * part.high) / whole.low, Math.ceil),
  }
}

/** Fewer residents say nothing of a rate, exact or noisy. */
export const LEAST_RESIDENTS = 20

/**
 * Clients of a thousand residents, in tenths; null where the size is withheld or fewer than twenty residents are known. Residents are
 * exact and public: the ends hold the true rate nine times in ten or more, as those of the size do.
 */
export function ratePerThousand(clients: NoisySize, persons: number): Estimate | null {
  if (clients.size === null || persons < LEAST_RESIDENTS) return null
  const rate = (value: number, round: (n: number) => number) => round((10_000 * value) / persons) / 10
  return { value: rate(clients.size, Math.round), low: rate(clients.low, Math.floor), high: rate(clients.high, Math.ceil) }
}

export type Reached = 'REACHED' | 'NOT_REACHED' | 'UNDECIDED'

/** Whether a number whose interval is known is where it should be: undecided where the interval has numbers on both sides. */
export function reachedWithin({ low, high }: Pick<Estimate, 'low' | 'high'>, target: number, direction: 'AT_LEAST' | 'AT_MOST'): Reached {
  const [surely, possibly] = direction === 'AT_LEAST' ? [low >= target, high >= target] : [high <= target, low <= target]
  return surely ? 'REACHED' : possibly ? 'UNDECIDED' : 'NOT_REACHED'
}

/**
 * How many more than before, null where either is withheld. The noises are of their own and come together: the ends of both intervals
 * hold the true change nine times in ten or more.
 */
export function changeOf(before: NoisySize, after: NoisySize): Estimate | null {
  if (before.size === null || after.size === null) return null
  return { value: after.size - before.size, low: after.low - before.high, high: after.high - before.low }
}

/** How many times as often clients of a segment do something as all clients do, in tenths; null where one of the four is withheld. */
export function timesAsOften(part: NoisySize, segment: NoisySize, ofAll: NoisySize, all: NoisySize): Estimate | null {
  if (part.size === null || segment.size === null || ofAll.size === null || all.size === null) return null
  if (segment.low === 0 || ofAll.low === 0) return null
  const times = (a: number, b: number, c: number, d: number) => (a * d) / (b * c)
  return {
    value: Math.round(10 * times(part.size, segment.size, ofAll.size, all.size)) / 10,
    low: Math.floor(10 * times(part.low, segment.high, ofAll.high, all.low)) / 10,
    high: Math.ceil(10 * times(part.high, segment.low, ofAll.low, all.high)) / 10,
  }
}

const MOST_MARKS = 3

/** Positions of what marks a segment out, strongest first: more often than all clients even at the low end. */
export const marksOf = (times: readonly (Estimate | null)[]): readonly number[] =>
  times
    .flatMap((estimate, at) => (estimate !== null && estimate.low > 1 ? [{ at, value: estimate.value }] : []))
    .sort((a, b) => b.value - a.value || a.at - b.at)
    .slice(0, MOST_MARKS)
    .map(({ at }) => at)
