import type { ShareAxis } from './share-axis.ts'

/** One row of a dumbbell, in per cent of the track; absent marks are withheld. */
export interface DumbbellRow {
  readonly ring: number | null
  readonly mark: number | null
  /** Both marks touch: the ring goes above the middle, the mark below, so that neither hides the other. */
  readonly apart: boolean
}

/** Two marks closer than this (per cent of the track) would hide each other. */
const TOUCH = 1.9

export function dumbbellRow(axis: ShareAxis, all: number | null, heavy: number | null): DumbbellRow {
  const ring = all === null ? null : axis.at(all)
  const mark = heavy === null ? null : axis.at(heavy)
  return { ring, mark, apart: ring !== null && mark !== null && Math.abs(ring - mark) < TOUCH }
}
