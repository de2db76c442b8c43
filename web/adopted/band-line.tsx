import { type LineLayout, type LineScale, lineLayout } from '../charts/series/line-layout.ts'
import {
  BreakMarks,
  type ChartNote,
  type ChartTarget,
  Gaps,
  NoteMarks,
  SmallTargets,
  TargetMarks,
  TimeAxis,
} from '../charts/series/line-parts.tsx'
import type { Estimate } from './adopted-words.ts'

/** One counted release: a noisy number with its interval, null where it is withheld. */
export interface BandValue {
  readonly date: string
  readonly estimate: Estimate | null
  readonly broken: boolean
  /** The whole of it in words. */
  readonly words: string
}

interface BandLineProps {
  readonly values: readonly BandValue[]
  readonly scale: LineScale
  readonly width: number
  readonly height: number
  /** Numbers left of the line and quarters below it; none in a small line. */
  readonly axis?: { readonly write: (value: number) => string; readonly dates: readonly string[] }
  /** The last number and its interval in words, beside the last point. */
  readonly last?: readonly [string, string] | null
  readonly targets?: readonly ChartTarget[]
  /** Of a line with an axis, with the room beside it. */
  readonly notes?: { readonly list: readonly ChartNote[]; readonly left: number; readonly right: number }
  /** The last value of the whole: a dashed line. */
  readonly whole?: number | null
}

/** A line that is never without the band of its intervals; breaks as in other lines, withheld releases hatched, uncounted ones left empty. */
export function BandLine({ values, scale, width, height, axis, last = null, targets = [], notes, whole = null }: BandLineProps) {
  const layout = lineLayout(
    values.map(({ date, estimate, broken }) => ({ date, value: estimate?.value ?? null, broken })),
    scale,
    width,
    height,
  )
  const large = axis !== undefined
  const end = layout.points.at(-1)
  /** The line goes on towards a target: the last number stands above its interval. */
  const ahead = end != null && end.x < width
  const highest = layout.y(values.at(-1)?.estimate?.high ?? 0)
  const beside =
    end &&
    (ahead ? ({ x: end.x, y: highest - 30, anchor: 'middle' } as const) : ({ x: end.x + 12, y: end.y + 4, anchor: 'start' } as const))
  /** No band stands around these: their interval is drawn as a line. */
  const alone = new Set(layout.runs.filter((run) => run.length === 1).flat())
  return (
    <>
      <Gaps gaps={layout.gaps} height={height} />
      {axis &&
        layout.ticks.map((tick) => (
          <g key={tick.value}>
            <line className={tick.value === 0 ? 'line-base' : 'line-grid'} x2={width} y1={tick.y} y2={tick.y} />
            <text className="ax" x="-10" y={tick.y + 4} textAnchor="end">
              {axis.write(tick.value)}
            </text>
          </g>
        ))}
      {!axis && <line className="line-base" x2={width} y1={height} y2={height} />}
      {layout.runs.map((run) => (
        <path
          key={run[0]}
          className="band"
          d={bandPath(
            run.flatMap((at) => values[at] ?? []),
            layout,
          )}
        />
      ))}
      {whole !== null && <line className="line-whole" x2={width} y1={layout.y(whole)} y2={layout.y(whole)} />}
      <BreakMarks breaks={layout.breaks} height={height} />
      {axis && notes && (
        <NoteMarks
          {...{ layout, width, height }}
          notes={notes.list}
          from={scale.from}
          to={scale.to}
          left={notes.left}
          right={notes.right}
          narrow={width < 360}
        />
      )}
      {axis ? (
        <TargetMarks {...{ targets, layout, width }} write={axis.write} />
      ) : (
        <SmallTargets {...{ layout, width }} targets={targets.map(({ value }) => value)} />
      )}
      {layout.paths.map((path) => (
        <path key={path} className={large ? 'line-path' : 'line-path small'} d={path} />
      ))}
      {values.map(({ date, estimate, words }, at) => {
        const point = layout.points[at]
        if (!point || !estimate) return null
        const [low, high] = [layout.y(estimate.low), layout.y(estimate.high)]
        return (
          <g key={date} className="band-point">
            <title>{words}</title>
            <rect
              x={point.x - 12}
              width="24"
              y={Math.min(high, point.y) - 8}
              height={Math.max(low, point.y) - Math.min(high, point.y) + 16}
            />
            {(large || alone.has(at)) && (
              <path className="band-ends" d={`M${point.x - 4} ${high}h8M${point.x - 4} ${low}h8M${point.x} ${high}V${low}`} />
            )}
            <circle className="line-dot" cx={point.x} cy={point.y} r={at === values.length - 1 ? (large ? 5 : 4) : large ? 3 : 2} />
          </g>
        )
      })}
      {beside && last && (
        <>
          <text className="line-last" x={beside.x} y={beside.y} textAnchor={beside.anchor}>
            {last[0]}
          </text>
          <text className="line-last-date" x={beside.x} y={beside.y + 18} textAnchor={beside.anchor}>
            {last[1]}
          </text>
        </>
      )}
      {axis && <TimeAxis dates={axis.dates} xs={axis.dates.map(layout.x)} height={height} narrow={false} />}
    </>
  )
}

function bandPath(run: readonly BandValue[], { x, y }: Pick<LineLayout, 'x' | 'y'>): string {
  const upper = run.map(({ date, estimate }) => `${x(date)} ${y(estimate?.high ?? 0)}`)
  const lower = run.toReversed().map(({ date, estimate }) => `${x(date)} ${y(estimate?.low ?? 0)}`)
  return `M${[...upper, ...lower].join('L')}Z`
}
