import { scaleLog } from '@visx/scale'

/** A fixed log axis of lifts from 0.5 to 16, in per cent of the track; what lies beyond is drawn as an arrow at its end. */
export const LIFT_TICKS = [0.5, 1, 2, 4, 8, 16] as const

const scale = scaleLog<number>({ base: 2, domain: [LIFT_TICKS[0], 16], range: [0, 100], clamp: true })

/** Place of a lift. */
export const liftAt = (lift: number): number => Math.round((scale(Math.max(lift, LIFT_TICKS[0])) ?? 0) * 100) / 100

/** The axis ends before it. */
export const isBeyond = (lift: number): boolean => lift > 16

/** Place of 'as if unrelated'. */
export const LIFT_ONE = liftAt(1)
