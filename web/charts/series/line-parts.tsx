/** What every line over the releases has, large or small. */
import { WITHHELD_FILL } from '../../controls/withheld.tsx'
import type { LineLayout } from './line-layout.ts'
import './series.css'

/** Withheld releases, hatched. */
export const Gaps = ({ gaps, height }: Pick<LineLayout, 'gaps'> & { readonly height: number }) =>
  gaps.map((gap) => <rect key={gap.x} x={gap.x} width={gap.width} height={height} fill={WITHHELD_FILL} />)

/** Marks of breaks below a line, without their words. */
export const BreakMarks = ({ breaks, height }: Pick<LineLayout, 'breaks'> & { readonly height: number }) =>
  breaks.map(({ x }) => <path key={x} className="line-break" d={`M${x - 3} ${height + 4}l3 -8M${x + 1} ${height + 4}l3 -8`} />)

export interface ChartTarget {
  readonly value: number
  readonly due: string
  readonly text: string
}

interface TargetMarksProps {
  readonly targets: readonly ChartTarget[]
  readonly layout: Pick<LineLayout, 'x' | 'y' | 'points'>
  readonly width: number
  readonly write: (value: number) => string
}

/** What is to be reached, at its due date. */
export function TargetMarks({ targets, layout, width, write }: TargetMarksProps) {
  const from = layout.points.at(-1)?.x ?? 0
  return targets.map((target) => {
    const [x, y] = [Math.min(width, layout.x(target.due)), layout.y(target.value)]
    return (
      <g key={`${target.due} ${target.value} ${target.text}`}>
        <line className="line-target-line" x1={from} x2={x} y1={y} y2={y} />
        <path className="line-target" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
        <text className="line-target-text" x={x + 11} y={y + 5}>
          {write(target.value)}
        </text>
        <text className="ax" x={x + 11} y={y + 20}>
          {target.text}
        </text>
      </g>
    )
  })
}

interface TimeAxisProps {
  /** Data dates, and where they stand. */
  readonly dates: readonly string[]
  readonly xs: readonly number[]
  readonly height: number
  /** Every second quarter only. */
  readonly narrow: boolean
}

/** Quarters below the line, the year under the first of each. */
export function TimeAxis({ dates, xs, height, narrow }: TimeAxisProps) {
  return dates.map((date, at) => {
    const year = date.slice(0, 4)
    const nextYear = dates.findIndex((other) => other.slice(0, 4) > year)
    const crowded = at === 0 && nextYear > 0 && (xs[nextYear] ?? 0) - (xs[0] ?? 0) < 34
    const newYear = (at === 0 && !crowded) || (at > 0 && dates[at - 1]?.slice(0, 4) !== year)
    const shown = !narrow || newYear || (dates.length - 1 - at) % 2 === 0
    return (
      <g key={date}>
        {shown && (
          <text className="ax" x={xs[at]} y={height + 20} textAnchor="middle">
            Q{Math.ceil(Number(date.slice(5, 7)) / 3)}
          </text>
        )}
        {newYear && (
          <text className="ax" x={xs[at]} y={height + 36} textAnchor="middle">
            {year}
          </text>
        )}
      </g>
    )
  })
}
