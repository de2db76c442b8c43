import { historyLayout } from './history-layout.ts'
import './history.css'

interface HistoryChartProps {
  /** Oldest first; null is withheld. */
  readonly values: readonly { readonly label: string; readonly value: number | null; readonly words: string }[]
  readonly label: string
  readonly plain: (value: number) => string
  /** Position of the point a year before the last, if there is one. */
  readonly yearAgo: number | null
  readonly yearAgoWords: string
}

/** Clients release by release: zero-based, the last point large, the one a year ago a ring. */
export function HistoryChart({ values, label, plain, yearAgo, yearAgoWords }: HistoryChartProps) {
  const { points, ticks, paths } = historyLayout(values.map(({ value }) => value))
  return (
    <div className="history" role="img" aria-label={`${label}: ${values.map((value) => value.words).join('; ')}`}>
      <div className="history-axis" aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick.value} style={{ top: `${tick.y}%` }}>
            {plain(tick.value)}
          </span>
        ))}
      </div>
      <svg width="100%" height="100%" aria-hidden="true">
        {ticks.map((tick) => (
          <line
            key={tick.value}
            className={tick.value === 0 ? 'histogram-base' : 'track-grid'}
            x2="100%"
            y1={`${tick.y}%`}
            y2={`${tick.y}%`}
          />
        ))}
        <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {paths.map((path) => (
            <path key={path} className="history-line" d={path} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        {points.map((point, at) => {
          if (!point) return null
          const last = at === points.length - 1
          return (
            <g key={values[at]?.label}>
              <circle
                className={at === yearAgo ? 'history-ring' : 'history-dot'}
                cx={`${point.x}%`}
                cy={`${point.y}%`}
                r={last ? 7 : at === yearAgo ? 5 : 4}
              />
              {(last || at === yearAgo) && (
                <text
                  className={last ? 'history-last' : 'history-year'}
                  x={`${point.x}%`}
                  y={`${point.y}%`}
                  dy={last ? -14 : 24}
                  textAnchor={last ? 'end' : 'middle'}
                >
                  {plain(point.value)}
                  {at === yearAgo ? `, ${yearAgoWords}` : ''}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <div className="history-labels" aria-hidden="true">
        {values.map((value, at) => (
          <span key={value.label} style={{ left: `${values.length > 1 ? (100 * at) / (values.length - 1) : 100}%` }}>
            {value.label}
          </span>
        ))}
      </div>
    </div>
  )
}
