/** What every line over the releases has, large or small. */
import { WITHHELD_FILL } from '../../controls/withheld.tsx'
import { type LineLayout, labelHeights } from './line-layout.ts'
import './series.css'

/** Withheld releases, hatched. */
export const Gaps = ({ gaps, height }: Pick<LineLayout, 'gaps'> & { readonly height: number }) =>
  gaps.map((gap) => <rect key={gap.x} x={gap.x} width={gap.width} height={height} fill={WITHHELD_FILL} />)

/** Marks of breaks below a line, without their words. */
export const BreakMarks = ({ breaks, height }: Pick<LineLayout, 'breaks'> & { readonly height: number }) =>
  breaks.map(({ x }) => <path key={x} className="line-break" d={`M${x - 3} ${height + 4}l3 -8M${x + 1} ${height + 4}l3 -8`} />)

export interface ChartNote {
  readonly date: string
  readonly text: string
}

interface NoteMarksProps {
  readonly notes: readonly ChartNote[]
  readonly layout: Pick<LineLayout, 'x'>
  /** Days that the line reaches from and to: other notes are left out. */
  readonly from: string
  readonly to: string
  /** Of the line, and the room left and right of it. */
  readonly width: number
  readonly left: number
  readonly right: number
  readonly height: number
  readonly narrow: boolean
}

/** What happened, on its day: a dotted upright line and its words, every second a line higher. */
export function NoteMarks({ notes, layout, from, to, width, left, right, height, narrow }: NoteMarksProps) {
  return notes
    .filter((note) => note.date >= from && note.date <= to)
    .map((note, at, shown) => {
      const x = layout.x(note.date)
      const next = shown[at + 1]
      const words = narrow && note.text.length > 22 ? `${note.text.slice(0, 21)}…` : note.text
      const goesLeft = textGoesLeft(x, words, next ? layout.x(next.date) : width + right, left)
      return (
        <g key={`${note.date} ${note.text}`}>
          <line className="line-note" x1={x} x2={x} y1={-12 - 14 * (at % 2)} y2={height} />
          <text className="line-note-text" x={goesLeft ? x - 6 : x + 6} y={-14 - 14 * (at % 2)} textAnchor={goesLeft ? 'end' : 'start'}>
            {words}
          </text>
        </g>
      )
    })
}

/** Pixels of a letter of a note, on average. */
const LETTER = 6.2

/** A note's text stands right of its line, unless it would run over the next one and there is room on the left. */
function textGoesLeft(x: number, text: string, next: number, left: number): boolean {
  const width = LETTER * text.length + 6
  return x + width > next && x - width > -left
}

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

/** What is to be reached, at its due date; words that would cover each other, or the last number, stand below one another. */
export function TargetMarks({ targets, layout, width, write }: TargetMarksProps) {
  const end = layout.points.at(-1) ?? null
  const from = end?.x ?? 0
  const places = targets.map((target) => ({ x: Math.min(width, layout.x(target.due)), y: layout.y(target.value) }))
  const heights = labelHeights(places, end && end.x >= width ? [end] : [])
  return targets.map((target, at) => {
    const { x, y } = places[at] ?? { x: 0, y: 0 }
    const words = heights[at] ?? y
    return (
      <g key={`${target.due} ${target.value} ${target.text}`}>
        <line className="line-target-line" x1={from} x2={x} y1={y} y2={y} />
        <path className="line-target" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />
        <text className="line-target-text" x={x + 11} y={words + 5}>
          {write(target.value)}
        </text>
        <text className="ax" x={x + 11} y={words + 20}>
          {target.text}
        </text>
      </g>
    )
  })
}

interface SmallTargetsProps {
  readonly targets: readonly number[]
  readonly layout: Pick<LineLayout, 'y'>
  readonly width: number
}

/** What is to be reached, in a small line: across it, without its day. */
export const SmallTargets = ({ targets, layout, width }: SmallTargetsProps) =>
  targets.map((target) => {
    const y = layout.y(target)
    return (
      <g key={target} className="small-target">
        <line className="line-target-line" x2={width} y1={y} y2={y} />
        <path className="line-target" d={`M0 ${y - 4}l4 4l-4 4l-4 -4z`} />
      </g>
    )
  })

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
