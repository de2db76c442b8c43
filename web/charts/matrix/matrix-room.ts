import type { MatrixService } from './matrix-figures.ts'
import { type HeadingOf, type MatrixFrame, matrixFrame } from './matrix-frame.ts'
import { matrixPitch } from './matrix-layout.ts'
import type { Room } from './use-room.ts'

/** How the matrix uses its room. */
export interface MatrixRoom {
  readonly frame: MatrixFrame
  /** Pitch that fits without zoom. */
  readonly pitch: number
  /** Panel and ages stand beside the matrix; otherwise above and below it. */
  readonly beside: boolean
  /** Even so the drawing is wider than its room. */
  readonly scrolls: boolean
}

/** Below this pitch (at text size 1) names crowd: better to leave the aside, then the full names. */
const EASY_PITCH = 14
/** Below this pitch names overlap: better to scroll sideways. */
const SMALLEST_PITCH = 13
/** Largest pitch; few services get larger cells, which hold their numbers, until they make a square of their own. */
const LARGEST_PITCH = { many: 18, few: 36, square: 320 }

/**
 * Fits the matrix: beside its companions if the cells stay large enough, else over the whole width, else with short
 * names. The pitch is chosen for the order by sector, whose channels need most, so that an order never changes it.
 */
export function matrixRoom(
  services: readonly MatrixService[],
  headingOf: HeadingOf,
  { width, scale }: Room,
  asideWidth: number,
): MatrixRoom {
  const easy = Math.round(EASY_PITCH * scale)
  const smallest = Math.round(SMALLEST_PITCH * scale)
  const few = Math.min(LARGEST_PITCH.few, LARGEST_PITCH.square / services.length)
  const largest = Math.round(Math.max(LARGEST_PITCH.many, few) * scale)
  const fit = (available: number, brief: boolean) => {
    const frame = matrixFrame(services, headingOf, scale, brief)
    const square = available - frame.left - frame.right
    return {
      frame,
      pitch: matrixPitch(services, true, square, smallest, largest),
      scrolls: matrixPitch(services, true, square, 1, smallest) < smallest,
    }
  }
  const beside = fit(width - asideWidth, false)
  if (beside.pitch >= easy) return { ...beside, beside: true }
  const whole = fit(width, false)
  return whole.pitch >= easy ? { ...whole, beside: false } : { ...fit(width, true), beside: false }
}
