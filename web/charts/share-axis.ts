import { scaleLinear, scaleSqrt } from '@visx/scale'

export type ShareScale = 'linear' | 'root'

/** A fixed axis of shares: `at` gives the place in per cent of the track's width. It never follows the selection. */
export interface ShareAxis {
  readonly top: number
  readonly ticks: readonly number[]
  readonly at: (share: number) => number
}

const TICKS = [0, 20, 40, 60, 80, 100]
const ROOT_TICKS = [0, 1, 5, 10, 20, 40, 60, 80, 100]
/** For narrow tracks: five lines, of which every second is labelled. */
export const QUARTERS = [0, 25, 50, 75, 100]

/**
 * Shares 0–`top` per cent over a track. `root` stretches the small ones; a share above the top stands at its end.
 * A pure function of its arguments.
 */
export function shareAxis(scale: ShareScale, top: number, linearTicks: readonly number[] = TICKS): ShareAxis {
  const make = scale === 'linear' ? scaleLinear<number> : scaleSqrt<number>
  const place = make({ domain: [0, top], range: [0, 100], clamp: true })
  const ticks = (scale === 'root' ? ROOT_TICKS : linearTicks).filter((tick) => tick <= top)
  return { top, ticks, at: (share) => Math.round((place(share) ?? 0) * 100) / 100 }
}
