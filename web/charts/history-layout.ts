import { scaleLinear } from '@visx/scale'

export interface HistoryPoint {
  readonly x: number
  readonly y: number
  readonly value: number
}

/** A zero-based line over releases: x and y in per cent of the plot, ticks at round numbers. Withheld points break the line. */
export interface History {
  readonly points: readonly (HistoryPoint | null)[]
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  /** Runs of neighbouring points, as SVG paths in a 100 × 100 box. */
  readonly paths: readonly string[]
}

export function historyLayout(values: readonly (number | null)[]): History {
  const top = Math.max(...values.map((value) => value ?? 0), 1)
  const scale = scaleLinear<number>({ domain: [0, top], range: [100, 0], nice: 4 })
  const step = values.length > 1 ? 100 / (values.length - 1) : 0
  const points = values.map((value, at) => (value === null ? null : { x: values.length > 1 ? at * step : 100, y: scale(value), value }))
  const paths: string[] = []
  let run = ''
  for (const point of points) {
    if (point) run += `${run ? 'L' : 'M'}${round(point.x)} ${round(point.y)}`
    else if (run) {
      paths.push(run)
      run = ''
    }
  }
  if (run) paths.push(run)
  return { points, ticks: scale.ticks(4).map((value) => ({ value, y: scale(value) })), paths: paths.filter((path) => path.includes('L')) }
}

const round = (value: number) => Math.round(value * 100) / 100
