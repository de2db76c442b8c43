import { useRef } from 'react'
import { useRoom } from '../matrix/use-room.ts'
import { endOfLine, type LineValue, lineLayout } from './line-layout.ts'
import { type ChartNote, type ChartTarget, Gaps, NoteMarks, TargetMarks, TimeAxis } from './line-parts.tsx'
import './series.css'

export interface ChartPoint extends LineValue {
  /** The whole of it in words, for whoever does not see the line. */
  readonly words: string
}

interface LineChartProps {
  readonly points: readonly ChartPoint[]
  readonly notes: readonly ChartNote[]
  readonly targets: readonly ChartTarget[]
  /** Words of the break before each point that has one, by position. */
  readonly breakWords: ReadonlyMap<number, string>
  readonly label: string
  /** Unit of the axis, after its largest number. */
  readonly unit: string
  readonly write: (value: number) => string
  readonly date: (iso: string) => string
  /** Position of the point a year before the last. */
  readonly yearAgo: number | null
  readonly yearAgoWords: string
}

const HEIGHT = 210
const TOP = 46
const BOTTOM = 44
const LEFT = 46

/** Clients release by release: from zero, the last point large, the one a year ago a ring; notes, targets and breaks where they lie. */
export function LineChart(props: LineChartProps) {
  const { points, notes, targets, breakWords, label, unit, write, date, yearAgo, yearAgoWords } = props
  const box = useRef<HTMLDivElement>(null)
  const room = useRoom(box)
  const width = room?.width ?? 560
  const narrow = width < 440
  const right = narrow ? 70 : 124
  const inner = Math.max(120, width - LEFT - right)
  const first = points[0]?.date ?? ''
  const last = points.at(-1)
  const end = endOfLine(
    last?.date ?? '',
    targets.map(({ due }) => due),
  )
  const top = Math.max(...points.map(({ value }) => value ?? 0), ...targets.map(({ value }) => value))
  const layout = lineLayout(points, { from: first, to: end, top }, inner, HEIGHT)
  const lastPlace = layout.points.at(-1)
  const ring = yearAgo === null ? null : (layout.points[yearAgo] ?? null)
  /** The ring's words, right of the numbers of the axis where it stands there. */
  const year = ring !== null && ring.x < 24 ? ({ x: ring.x - 2, anchor: 'start' } as const) : ({ x: ring?.x, anchor: 'middle' } as const)
  /** No room below the ring. */
  const low = ring !== null && ring.y > HEIGHT - 48
  /** The line goes on towards a target: the last number stands above its point. */
  const ahead = end > (last?.date ?? '')
  const words = `${label}: ${points.map((point) => point.words).join('; ')}`
  return (
    <div className="line" ref={box}>
      <svg width="100%" height={TOP + HEIGHT + BOTTOM} viewBox={`0 0 ${width} ${TOP + HEIGHT + BOTTOM}`} role="img" aria-label={words}>
        <g transform={`translate(${LEFT} ${TOP})`}>
          <Gaps gaps={layout.gaps} height={HEIGHT} />
          {layout.ticks.map((tick, at) => (
            <g key={tick.value}>
              <line className={tick.value === 0 ? 'line-base' : 'line-grid'} x2={inner} y1={tick.y} y2={tick.y} />
              <text className="ax" x="-10" y={tick.y + 4} textAnchor="end">
                {write(tick.value)}
              </text>
              {at === layout.ticks.length - 1 && (
                <text className="ax" x={-LEFT} y={tick.y - 14}>
                  {unit}
                </text>
              )}
            </g>
          ))}
          <NoteMarks {...{ notes, layout, narrow }} from={first} to={end} left={LEFT} width={inner} right={right} height={HEIGHT} />
          {layout.breaks.map(({ at, x }) => (
            <g key={x}>
              <path className="line-break" d={`M${x - 4} ${HEIGHT + 6}l4 -12M${x + 2} ${HEIGHT + 6}l4 -12`} />
              <line className="line-break-line" x1={x} x2={x} y1="0" y2={HEIGHT - 10} />
              <text className="line-note-text" x={x + (x > inner / 2 ? -6 : 6)} y="10" textAnchor={x > inner / 2 ? 'end' : 'start'}>
                {breakWords.get(at) ?? ''}
              </text>
            </g>
          ))}
          <TargetMarks {...{ targets, layout, write }} width={inner} />
          {layout.paths.map((path) => (
            <path key={path} className="line-path" d={path} />
          ))}
          {layout.points.map((point, at) => {
            if (!point) return null
            const isLast = at === layout.points.length - 1
            const hollow = at === yearAgo
            return (
              <circle
                key={points[at]?.date}
                className={hollow ? 'line-ring' : 'line-dot'}
                cx={point.x}
                cy={point.y}
                r={isLast ? 6 : hollow ? 5 : 3}
              />
            )
          })}
          {ring && yearAgo !== null && (
            <>
              <text className="line-year" x={year.x} y={ring.y + (low ? -28 : 25)} textAnchor={year.anchor}>
                {write(points[yearAgo]?.value ?? 0)}
              </text>
              <text className="ax" x={year.x} y={ring.y + (low ? -12 : 41)} textAnchor={year.anchor}>
                {yearAgoWords}
              </text>
            </>
          )}
          {lastPlace && last?.value != null && (
            <>
              <text
                className="line-last"
                x={lastPlace.x + (ahead ? 0 : 13)}
                y={lastPlace.y + (ahead ? -14 : 3)}
                textAnchor={ahead ? 'middle' : 'start'}
              >
                {write(last.value)}
              </text>
              {!ahead && !narrow && (
                <text className="line-last-date" x={lastPlace.x + 13} y={lastPlace.y + 21}>
                  {date(last.date)}
                </text>
              )}
            </>
          )}
          <TimeAxis dates={points.map(({ date: on }) => on)} xs={layout.xs} height={HEIGHT} narrow={narrow} />
        </g>
      </svg>
    </div>
  )
}
