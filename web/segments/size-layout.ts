/** Geometry of a noisy size on a line: per cent of the width. */

export interface NoisySize {
  readonly size: number | null
  readonly low: number
  readonly high: number
}

export interface SizeMark {
  /** Null: withheld, the interval is hatched. */
  readonly bar: number | null
  readonly low: number
  readonly high: number
}

/** Where each size stands on one scale from 0 to the largest upper end. */
export function sizeMarks(sizes: readonly NoisySize[]): readonly SizeMark[] {
  const most = Math.max(1, ...sizes.map(({ high }) => high))
  const at = (n: number) => (100 * n) / most
  return sizes.map(({ size, low, high }) => ({ bar: size === null ? null : at(size), low: at(low), high: at(high) }))
}
