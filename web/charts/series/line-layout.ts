import { scaleLinear } from '@visx/scale'

/** One release of a line: exact figures only; `value` null is withheld, or known as 'at least' only. */
export interface LineValue {
  /** Data date, YYYY-MM-DD. */
  readonly date: string
  readonly value: number | null
  /** The figure is not the same as the one before it. */
  readonly broken: boolean
}

export interface LineScale {
  readonly from: string
  readonly to: string
  /** Largest value; the axis begins at zero. */
  readonly top: number
}

export interface LinePlace {
  readonly x: number
  readonly y: number
}

export interface LineLayout {
  readonly points: readonly (LinePlace | null)[]
  readonly xs: readonly number[]
  /** Positions of neighbouring points between gaps and breaks; a point that stands alone is a run of its own. */
  readonly runs: readonly (readonly number[])[]
  /** Lines through the runs of two points and more. */
  readonly paths: readonly string[]
  /** Spans of withheld releases, to be hatched. */
  readonly gaps: readonly { readonly x: number; readonly width: number }[]
  /** Where the line is broken: between two releases. */
  readonly breaks: readonly { readonly at: number; readonly x: number }[]
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  readonly y: (value: number) => number
  readonly x: (date: string) => number
}

/** The data date on which a line over time ends: of the last release, or the last due date of the year after it. */
export const endOfLine = (last: string, dues: readonly string[]): string =>
  dues.reduce((latest, due) => (due > latest && due <= yearAfter(last) ? due : latest), last)

const yearAfter = (date: string): string => `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`

/** Days between quarterly data dates; more is a quarter without a release, over which no line is drawn. */
const A_QUARTER = 100
const LONGEST_QUARTER = 92

/** Places of a line over time in a box of pixels, a pure function. The axis starts at zero, ticks at round numbers. */
export function lineLayout(values: readonly LineValue[], scale: LineScale, width: number, height: number, tickCount = 3): LineLayout {
  const time = scaleLinear<number>({ domain: [dayOf(scale.from), dayOf(scale.to)], range: [0, width] })
  const size = scaleLinear<number>({ domain: [0, Math.max(scale.top, 1)], range: [height, 0], nice: tickCount })
  // An axis that measures nothing says where nought is, no more.
  const ticks = scale.top <= 1 && values.every(({ value }) => value === null) ? [0] : size.ticks(tickCount)
  const x = (date: string) => round(scale.from === scale.to ? width : time(dayOf(date)))
  const y = (value: number) => round(size(value))
  const xs = values.map(({ date }) => x(date))
  const points = values.map(({ date, value }) => (value === null ? null : { x: x(date), y: y(value) }))
  const runs: number[][] = []
  points.forEach((point, at) => {
    if (!point) return
    if (points[at - 1] && !values[at]?.broken && !isFar(values, at)) runs.at(-1)?.push(at)
    else runs.push([at])
  })
  // Quarters without a value that lie between are no part of a withheld one.
  const quarter = Math.abs(time(dayOf(scale.from) + LONGEST_QUARTER) - time(dayOf(scale.from)))
  const step = Math.min(values.length > 1 ? width / (values.length - 1) : width, scale.from === scale.to ? width : quarter)
  return {
    ...{ points, xs, runs, x, y },
    paths: runs.filter((run) => run.length > 1).map((run) => `M${run.map((at) => `${points[at]?.x} ${points[at]?.y}`).join('L')}`),
    gaps: gapsOf(values, xs, step, width),
    breaks: values.flatMap(({ broken }, at) => (broken && at > 0 ? [{ at, x: round(((xs[at - 1] ?? 0) + (xs[at] ?? 0)) / 2) }] : [])),
    ticks: ticks.map((value) => ({ value, y: y(value) })),
  }
}

/** Withheld releases after one another are one gap, half a step wider on both sides. */
function gapsOf(values: readonly LineValue[], xs: readonly number[], step: number, width: number): LineLayout['gaps'] {
  const gaps: { x: number; width: number }[] = []
  let from: number | null = null
  for (let at = 0; at <= values.length; at++) {
    const withheld = values[at]?.value === null
    if (from !== null && (!withheld || isFar(values, at))) {
      const [left, right] = [Math.max(0, (xs[from] ?? 0) - step / 2), Math.min(width, (xs[at - 1] ?? 0) + step / 2)]
      gaps.push({ x: round(left), width: round(right - left) })
      from = null
    }
    if (withheld && from === null) from = at
  }
  return gaps
}

/** Whether a quarter or more without a release lies before. */
function isFar(values: readonly LineValue[], at: number): boolean {
  const [value, before] = [values[at], values[at - 1]]
  return value !== undefined && before !== undefined && dayOf(value.date) - dayOf(before.date) > A_QUARTER
}

const dayOf = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / 86_400_000
const round = (value: number): number => Math.round(value * 10) / 10

interface Place {
  readonly x: number
  readonly y: number
}

/** A label of two lines beside a line, in pixels. */
const LABEL = { width: 84, height: 36 } as const

/** Heights of labels of two lines: each at its own height, or as far below it as those that stand there already leave it no room. */
export function labelHeights(labels: readonly Place[], taken: readonly Place[]): readonly number[] {
  const placed = [...taken]
  const heights = new Map<Place, number>()
  for (const label of labels.toSorted((a, b) => a.y - b.y)) {
    const near = placed.filter(({ x }) => Math.abs(x - label.x) < LABEL.width).sort((a, b) => a.y - b.y)
    const y = near.reduce((at, other) => (Math.abs(other.y - at) < LABEL.height ? other.y + LABEL.height : at), label.y)
    heights.set(label, y)
    placed.push({ x: label.x, y })
  }
  return labels.map((label) => heights.get(label) ?? label.y)
}
