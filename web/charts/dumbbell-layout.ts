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

export function dumbbellRow(axis: ShareAxis, ringShare: number | null, markShare: number | null): DumbbellRow {
  const ring = ringShare === null ? null : axis.at(ringShare)
  const mark = markShare === null ? null : axis.at(markShare)
  return { ring, mark, apart: ring !== null && mark !== null && Math.abs(ring - mark) < TOUCH }
}
