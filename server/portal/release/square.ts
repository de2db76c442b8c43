/** Figures of all pairs of services, and the tables of ratios that are worked out of them. */
import { type Figure, isExact, type Tally } from './figure.ts'
import { LEAST_BASE, quicklyRounded } from './rounding.ts'
import { type FlagTable, flagsOf, leastOf, opened, openedCells, type SealedTable, sealTable } from './sealing.ts'
import { exact, figureCount, sealSquare } from './sealing-figures.ts'

/** Clients who use both of each two services, one's own on the diagonal: numbers, since a matrix in objects costs more than its answer. */
export interface Square {
  readonly counts: SealedTable<'Count'>
  /** A sum of which a part is withheld. */
  readonly atLeast: FlagTable
}

/** A square of figures; each unordered pair is asked for once. */
export function squareOf(size: number, figure: (a: number, b: number) => Figure): Square {
  const each = Array.from({ length: size }, (_, a) => a)
  const pairs = each.flatMap((a) => each.slice(a + 1).map((b) => figure(a, b)))
  const figures = [...each.map((a) => figure(a, a)), ...pairs]
  const least = figures.reduce((lowest, { count }) => (count ? Math.min(lowest, leastOf(count)) : lowest), Number.POSITIVE_INFINITY)
  return sealSquare(
    size,
    least,
    Uint32Array.from(figures, ({ count, atLeast }) => 2 * (count ? opened(count) : 0) + Number(atLeast)),
  )
}

/** `liftOf` each pair of services; null on the diagonal. */
export function pairLifts(square: Square, all: Figure): SealedTable<'Lift'> {
  const { size, at } = exactCells(square)
  const everyone = exact(all) ?? 0
  const lifts = new Uint32Array(size * size)
  if (everyone < LEAST_BASE) return sealTable('Lift', size, 0, lifts, 10)
  for (let a = 0; a < size; a++) {
    const first = at(a * size + a) - 1
    if (first < LEAST_BASE) continue
    for (let b = a + 1; b < size; b++) {
      const cell = at(a * size + b)
      const second = at(b * size + b) - 1
      const lift = (pairLift(cell - 1, first, second, everyone) + 1) & -(Number(cell !== 0) & Number(second >= LEAST_BASE))
      lifts[a * size + b] = lift
      lifts[b * size + a] = lift
    }
  }
  return sealTable('Lift', size, 0, lifts, 10)
}

/** The same of two in tenths, thousands of times for an answer: without lists, and without a look at the bases. */
const pairLift = (joint: number, a: number, b: number, all: number): number => quicklyRounded(10 * joint * all, a * b)

/** The share of each row's clients who use the column. */
export function pairShares(square: Square): SealedTable<'Share'> {
  const { size, at } = exactCells(square)
  const shares = new Uint32Array(size * size)
  for (let a = 0; a < size; a++) {
    const whole = at(a * size + a) - 1
    if (whole < LEAST_BASE) continue
    for (let i = a * size; i < (a + 1) * size; i++) {
      const cell = at(i)
      shares[i] = (Math.min(100, quicklyRounded(100 * (cell - 1), whole)) + 1) & -Number(cell !== 0)
    }
  }
  return sealTable('Share', size, 0, shares)
}

/** Figures of the square published in full, of those that `sees` allows (null: all), each unordered pair once; and the clients. */
export function pairTally(square: Square, clients: Figure, sees: ((a: number, b: number) => boolean) | null): Tally {
  const { size, at } = exactCells(square)
  let [shown, of] = [isExact(clients) ? 1 : 0, 1]
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      if (sees !== null && !sees(a, b)) continue
      of++
      shown += Number(at(a * size + b) !== 0)
    }
  }
  return { shown: figureCount(shown), of: figureCount(of) }
}

/** Its numbers plus one, row-major: 0 where a cell is withheld or a part of its sum is. */
function exactCells({ counts, atLeast }: Square): { readonly size: number; readonly at: (i: number) => number } {
  const [cells, partial] = [openedCells(counts, 'Count'), flagsOf(atLeast)]
  return { size: counts.size, at: (i) => ((cells[i] ?? 0) & ((partial[i] ?? 0) - 1)) >>> 0 }
}
