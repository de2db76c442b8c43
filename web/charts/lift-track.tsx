import { isBeyond, LIFT_ONE, LIFT_TICKS, liftAt } from './lift-axis.ts'
import './track.css'

/** A lift as a line from 1: orange upwards, grey downwards. Null draws the axis only. */
export function LiftTrack({ lift }: { readonly lift: number | null }) {
  const kind = lift !== null && lift > 1 ? 'lift-mark up' : 'lift-mark'
  return (
    <svg className="track" width="100%" aria-hidden="true">
      {LIFT_TICKS.map((tick) => (
        <line
          key={tick}
          className={tick === 1 ? 'track-one' : 'track-grid'}
          x1={`${liftAt(tick)}%`}
          x2={`${liftAt(tick)}%`}
          y1="0"
          y2="100%"
        />
      ))}
      {lift !== null && (
        <>
          <line className={kind} x1={`${LIFT_ONE}%`} x2={`${liftAt(lift)}%`} y1="50%" y2="50%" />
          {isBeyond(lift) ? (
            <svg x="100%" y="50%" overflow="visible" aria-hidden="true">
              <path className="lift-beyond" d="M-3 -6L6 0L-3 6z" />
            </svg>
          ) : (
            <circle className={kind} cx={`${liftAt(lift)}%`} cy="50%" r="4.5" />
          )}
        </>
      )}
    </svg>
  )
}

/** The numbers of the axis. */
export function LiftTicks({ write }: { readonly write: (tick: number) => string }) {
  return (
    <svg className="track-ticks" width="100%" height="16" aria-hidden="true">
      {LIFT_TICKS.map((tick, at) => (
        <text key={tick} className="ax" x={`${liftAt(tick)}%`} y="12" textAnchor={at === 0 ? 'start' : 'middle'}>
          {write(tick)}
        </text>
      ))}
    </svg>
  )
}
