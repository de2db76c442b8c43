import type { Coverage } from '../../frame/coverage-line.tsx'
import { type DescribedSelection, isSame } from '../../selection/describe.ts'

/** A side with how much of it is shown. */
export interface CoveredSide {
  readonly selection: DescribedSelection
  readonly coverage: Coverage
}

/** The widening of a side, unless it would leave nothing to compare: the group of the other side in the same release (not `apart`). */
export function offeredWidening({ coverage }: CoveredSide, other: CoveredSide, apart: boolean): Coverage['widening'] {
  const { widening } = coverage
  return widening && (apart || !isSame(widening.selection, other.selection)) ? widening : null
}
