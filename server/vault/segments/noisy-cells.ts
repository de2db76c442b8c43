/** Noise on counts, and what is told of it: in tens, withheld where small, with the interval that noise and rounding leave. */
import { DRAFT_ROUNDING, type NoisySize } from '../../segments/answer.ts'
import { type Draw, type Epsilon, halfWidthOfSum, twoSidedGeometric } from './geometric.ts'

/** Noise on every cell, row by row; what is told of sums is made of noisy cells. */
export function noisyCells(counts: Float64Array, rows: number, epsilon: Epsilon, draw?: Draw) {
  const noisy = Array.from(counts, (count) => count + twoSidedGeometric(epsilon, draw))
  const columns = noisy.length / rows
  const row = (at: number) => noisy.slice(at * columns, (at + 1) * columns)
  const column = (at: number) => noisy.filter((_, cell) => cell % columns === at)
  const telling = (terms: number) => {
    const { width, least } = reachOfSum(epsilon, terms)
    return (value: number) => told(value, width, least)
  }
  const sums = (lines: number, line: (at: number) => readonly number[], terms: number): readonly NoisySize[] => {
    const tell = telling(terms)
    return Array.from({ length: lines }, (_, at) => tell(line(at).reduce((a, b) => a + b, 0)))
  }
  const tellCell = telling(1)
  return {
    cells: Array.from({ length: rows }, (_, at) => row(at).map(tellCell)),
    sumsOfRows: () => sums(rows, row, columns),
    sumsOfColumns: () => sums(columns, column, rows),
  }
}

/** Noise beyond the half width of this probability stands in one of a hundred cells that hold nobody. */
const SURELY = 0.98

/** Of so many noises together: the interval, and the smallest size in tens that they alone seldom round to: less is withheld, and never less than of a draft. */
function reachOfSum(epsilon: Epsilon, terms: number): { readonly width: number; readonly least: number } {
  const { step, least, coverage } = DRAFT_ROUNDING
  const seldom = Math.ceil((halfWidthOfSum(epsilon, terms, SURELY) + 1 + step / 2) / step) * step
  return { width: halfWidthOfSum(epsilon, terms, coverage), least: Math.max(least, seldom) }
}

/** Rounded to ten, withheld below `least`; the interval takes in noise and rounding, and is rounded outwards. */
export function told(noisy: number, width: number, least: number = DRAFT_ROUNDING.least): NoisySize {
  const { step } = DRAFT_ROUNDING
  const rounded = Math.round(noisy / step) * step
  const shown = Math.max(rounded, least - step)
  const reach = width + step / 2
  const high = Math.ceil((shown + reach) / step) * step
  if (rounded < least) return { size: null, low: 0, high }
  return { size: rounded, low: Math.max(0, Math.floor((shown - reach) / step) * step), high }
}
