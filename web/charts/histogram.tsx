import { Chevron } from '../controls/at-least.tsx'
import { WITHHELD_FILL } from '../controls/withheld.tsx'
import { HISTOGRAM_TICKS, HISTOGRAM_TOP, histogramBars } from './histogram-layout.ts'
import './histogram.css'
import './track.css'

export interface HistogramBin {
  readonly label: string
  /** Whole per cent; null is withheld. */
  readonly share: number | null
  /** The same bin of the comparison; null is withheld, undefined where nothing is compared. */
  readonly line: number | null | undefined
  /** No share, because a part of the clients is withheld: at least so many are known. */
  readonly open: boolean
  /** What stands under the bin. */
  readonly figure: string
  /** The bin in words. */
  readonly words: string
}

interface HistogramProps {
  readonly bins: readonly HistogramBin[]
  readonly colour: 'health' | 'social' | 'all'
  readonly label: string
  readonly percent: (tick: number) => string
  readonly plain: (tick: number) => string
}

/** Shares of clients by number of services: bars for the selection, a heavy line for heavy users. */
export function Histogram({ bins, colour, label, percent, plain }: HistogramProps) {
  const bars = histogramBars(
    bins.map((bin) => bin.share),
    bins.map((bin) => bin.line),
  )
  return (
    <div className="histogram" role="img" aria-label={`${label}: ${bins.map((bin) => bin.words).join('; ')}`}>
      <div className="histogram-axis" aria-hidden="true">
        {HISTOGRAM_TICKS.filter((tick) => tick > 0).map((tick) => (
          <span key={tick} style={{ bottom: `${(100 * tick) / HISTOGRAM_TOP}%` }}>
            {tick === HISTOGRAM_TOP ? percent(tick) : plain(tick)}
          </span>
        ))}
      </div>
      <svg className="histogram-plot" width="100%" height="100%" aria-hidden="true">
        {HISTOGRAM_TICKS.map((tick) => (
          <line
            key={tick}
            className={tick === 0 ? 'histogram-base' : 'track-grid'}
            x1="0"
            x2="100%"
            y1={`${100 - (100 * tick) / HISTOGRAM_TOP}%`}
            y2={`${100 - (100 * tick) / HISTOGRAM_TOP}%`}
          />
        ))}
        {bars.map((bar, at) => {
          const key = bins[at]?.label
          const from = `${bar.x - 0.6}%`
          const to = `${bar.x + bar.width + 0.6}%`
          return (
            <g key={key}>
              {bar.height === null && bins[at]?.open ? (
                <Chevron x={`${bar.x + bar.width / 2}%`} y="98%" towards="up" className={colour === 'all' ? '' : colour} />
              ) : bar.height === null ? (
                <rect x={`${bar.x}%`} width={`${bar.width}%`} y="91%" height="9%" fill={WITHHELD_FILL} />
              ) : (
                <rect
                  className={`histogram-bar ${colour}`}
                  x={`${bar.x}%`}
                  width={`${bar.width}%`}
                  y={`${100 - bar.height}%`}
                  height={`${bar.height}%`}
                />
              )}
              {bar.line !== null && (
                <>
                  <line className="histogram-halo" x1={from} x2={to} y1={`${100 - bar.line}%`} y2={`${100 - bar.line}%`} />
                  <line className="histogram-line" x1={from} x2={to} y1={`${100 - bar.line}%`} y2={`${100 - bar.line}%`} />
                </>
              )}
              {bins[at]?.line === null && <HeldLine from={bar.x + bar.width / 4} to={bar.x + (3 * bar.width) / 4} />}
            </g>
          )
        })}
      </svg>
      <div className="histogram-labels" style={{ gridTemplateColumns: `repeat(${bins.length}, minmax(0, 1fr))` }} aria-hidden="true">
        {bins.map((bin) => (
          <span key={bin.label}>
            <b>{bin.label}</b>
            {bin.figure}
          </span>
        ))}
      </div>
    </div>
  )
}

/** In the place of a line that is withheld: a short dashed one at the base. */
function HeldLine({ from, to }: { readonly from: number; readonly to: number }) {
  const place = { x1: `${from}%`, x2: `${to}%`, y1: '100%', y2: '100%' }
  return (
    <g transform="translate(0 -3)">
      <line className="histogram-halo held" {...place} />
      <line className="histogram-line held" {...place} />
    </g>
  )
}
