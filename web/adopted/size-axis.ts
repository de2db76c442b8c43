import { scaleLinear } from '@visx/scale'
import type { ShareAxis } from '../charts/share-axis.ts'
import type { NoisySize } from '../segments/size-layout.ts'

/** The axis of bars of sizes, from 0 to the largest upper end as `sizeMarks` has them, with round numbers to read them by. */
export function sizeAxis(sizes: readonly NoisySize[]): ShareAxis {
  const top = Math.max(1, ...sizes.map(({ high }) => high))
  const place = scaleLinear<number>({ domain: [0, top], range: [0, 100] })
  return { top, ticks: place.ticks(4), at: (size) => Math.round(place(size) * 100) / 100 }
}
