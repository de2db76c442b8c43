/** Figures, numbers of figures, squares and estimates out of plain numbers: for the files that may seal, and no others. */
import type { Estimate } from '../../segments/estimates.ts'
import type { Figure } from './figure.ts'
import type { SealedEstimate } from './noisy-numbers.ts'
import type { FigureCount } from './sealed.ts'
import { FlagTable, opened, seal, sealTable } from './sealing.ts'
import type { Square } from './square.ts'

/** The number of a figure that is published in full. */
export const exact = (figure: Figure): number | null => (figure.count && !figure.atLeast ? opened(figure.count) : null)

/** A number of figures. */
export const figureCount = (cells: number): FigureCount => seal('FigureCount', cells, 0)

/** Rows of a block added up, by column: twice the clients, and one where a cell is withheld. They fit up to two thousand million clients. */
export type RowSums = Uint32Array

/** From sums of each service and then of each unordered pair, in the lattice's order. Both halves are filled. */
export function sealSquare(size: number, least: number, sums: RowSums): Square {
  const counts = new Uint32Array(size * size)
  const partial = new Uint8Array(size * size)
  const put = (from: number, a: number, b: number) => {
    const sum = sums[from] ?? 0
    const clients = sum >>> 1
    const isShown = Number(clients !== 0)
    const [upper, lower] = [a * size + b, b * size + a]
    counts[upper] = clients + isShown
    counts[lower] = clients + isShown
    partial[upper] = isShown & sum
    partial[lower] = isShown & sum
  }
  for (let a = 0, pair = size; a < size; a++) {
    put(a, a, a)
    for (let b = a + 1; b < size; b++, pair++) put(pair, a, b)
  }
  return { counts: sealTable('Count', size, least, counts), atLeast: new FlagTable(size, partial) }
}

export const estimateOf = <K extends 'NoisyShare' | 'NoisyRate' | 'NoisyTimes'>(
  kind: K,
  { value, low, high }: Estimate,
): SealedEstimate<K> => ({
  value: seal(kind, value, 0),
  low: seal(kind, low, 0),
  high: seal(kind, high, 0),
})
