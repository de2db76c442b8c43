import type { DayBars as Layout } from './day-bars-layout.ts'
import './day-bars.css'

interface DayBarsProps {
  readonly layout: Layout
  /** The whole chart in words. */
  readonly label: string
  readonly plain: (tick: number) => string
  readonly date: (day: string) => string
  /** A bar in words. */
  readonly words: (bar: Layout['bars'][number]) => string
}

/** Numbers of events by day; the part that was refused is drawn darker at the foot. */
export function DayBars({ layout, label, plain, date, words }: DayBarsProps) {
  const { bars, top, ticks, labels } = layout
  return (
    <div className="day-bars" role="img" aria-label={label}>
      <div className="day-bars-axis" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${(100 * tick) / top}%` }}>
            {plain(tick)}
          </span>
        ))}
      </div>
      <svg className="day-bars-plot" width="100%" height="100%" aria-hidden="true">
        {ticks.map((tick) => (
          <line
            key={tick}
            className={tick === 0 ? 'day-bars-base' : 'day-bars-grid'}
            x1="0"
            x2="100%"
            y1={`${100 - (100 * tick) / top}%`}
            y2={`${100 - (100 * tick) / top}%`}
          />
        ))}
        {bars.map((bar) => (
          <g key={bar.day}>
            <title>{words(bar)}</title>
            <rect className="day-bar" x={`${bar.x}%`} width={`${bar.width}%`} y={`${100 - bar.height}%`} height={`${bar.height}%`} />
            <rect
              className="day-bar-refused"
              x={`${bar.x}%`}
              width={`${bar.width}%`}
              y={`${100 - bar.refusedHeight}%`}
              height={`${bar.refusedHeight}%`}
            />
          </g>
        ))}
      </svg>
      <div className="day-bars-days" aria-hidden="true">
        {labels.map(({ from, to, x, end }) => (
          <span key={from} className={end ? 'last' : undefined} style={{ left: `${x}%` }}>
            {from === to ? date(from) : `${date(from)}–${date(to)}`}
          </span>
        ))}
      </div>
    </div>
  )
}
