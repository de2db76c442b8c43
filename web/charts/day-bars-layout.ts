/** Bars of days: every day between the first and the last has a place, those without events too. */

export interface DayValue {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly events: number
  readonly refused: number
}

/** Parts of the plot's width and height, 0 to 100. */
export interface DayBar extends DayValue {
  readonly x: number
  readonly width: number
  readonly height: number
  readonly refusedHeight: number
}

export interface DayBars {
  readonly bars: readonly DayBar[]
  /** Ends of the axis. */
  readonly top: number
  readonly ticks: readonly number[]
  /** Days below the axis: the first and the last, or one label for both where two have no room. */
  readonly labels: readonly DayLabel[]
}

export interface DayLabel {
  readonly from: string
  readonly to: string
  readonly x: number
  /** `x` is where the label ends. */
  readonly end: boolean
}

const DAY = 86_400_000

/** `values` in order of days. */
export function dayBars(values: readonly DayValue[]): DayBars {
  const top = niceTop(Math.max(0, ...values.map(({ events }) => events)))
  const [first, last] = [values[0], values.at(-1)]
  if (!first || !last) return { bars: [], top, ticks: [0, top], labels: [] }
  const from = Date.parse(first.day)
  const days = Math.round((Date.parse(last.day) - from) / DAY) + 1
  const slot = 100 / Math.max(days, 14)
  const bars = values.map((value) => ({
    ...value,
    x: Math.round((Date.parse(value.day) - from) / DAY) * slot + slot * 0.1,
    width: slot * 0.8,
    height: (100 * value.events) / top,
    refusedHeight: (100 * value.refused) / top,
  }))
  return { bars, top, ticks: [0, top / 2, top], labels: labelsOf(bars) }
}

/** Of the plot's width: two dates side by side, on a phone. */
const ROOM = 60

function labelsOf(bars: readonly DayBar[]): readonly DayLabel[] {
  const [first, last] = [bars[0], bars.at(-1)]
  if (!first || !last) return []
  const end = last.x + last.width
  if (first === last || end - first.x < ROOM) return [{ from: first.day, to: last.day, x: first.x, end: false }]
  return [
    { from: first.day, to: first.day, x: first.x, end: false },
    { from: last.day, to: last.day, x: end, end: true },
  ]
}

/** The next of 2, 4, 10, 20, 40, 100, …: half of it is a whole number. */
export function niceTop(most: number): number {
  let power = 1
  for (;;) {
    for (const step of [2, 4, 10]) if (step * power >= most) return step * power
    power *= 10
  }
}
