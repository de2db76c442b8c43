import { Chevron } from '../controls/at-least.tsx'
import { ChartMark, sectorClass } from '../controls/sector-mark.tsx'
import type { Sector } from '../controls/sector-shape.ts'
import { type DumbbellRow, dumbbellRow } from './dumbbell-layout.ts'
import type { ShareAxis } from './share-axis.ts'
import './track.css'

interface DumbbellProps {
  readonly axis: ShareAxis
  readonly sector: Sector
  /** Share of those compared with: all clients, or A. */
  readonly ring: number | null
  /** Share of those in question: heavy users, a group, or B. */
  readonly mark: number | null
  /** Nothing but 'at least so many clients' is known of them: no share, and a sign that there is one. */
  readonly open?: { readonly ring: boolean; readonly mark: boolean }
}

/** A ring and the sector's sign for two shares on one fixed axis. Its words stand beside it. */
export function Dumbbell({ axis, sector, ring, mark, open }: DumbbellProps) {
  const row: DumbbellRow = dumbbellRow(axis, ring, mark)
  const up = row.apart ? '34%' : '50%'
  const down = row.apart ? '66%' : '50%'
  return (
    <svg className="track" width="100%" aria-hidden="true">
      <TrackGrid axis={axis} />
      {row.ring !== null && row.mark !== null && !row.apart && (
        <line className={`track-link ${sectorClass(sector)}`} x1={`${row.ring}%`} x2={`${row.mark}%`} y1="50%" y2="50%" />
      )}
      {row.ring !== null && <circle className="track-ring" cx={`${row.ring}%`} cy={up} r="4.5" />}
      {open?.ring && <Chevron x="0.5%" y="50%" towards="right" />}
      {open?.mark && <Chevron x={open.ring ? '2.5%' : '0.5%'} y="50%" towards="right" className={sectorClass(sector)} />}
      {row.mark !== null && <ChartMark sector={sector} cx={`${row.mark}%`} cy={down} r={row.apart ? 5 : 6} />}
    </svg>
  )
}

/** Faint verticals at the ticks of an axis. */
export function TrackGrid({ axis }: { readonly axis: ShareAxis }) {
  return axis.ticks.map((tick) => (
    <line key={tick} className="track-grid" x1={`${axis.at(tick)}%`} x2={`${axis.at(tick)}%`} y1="0" y2="100%" />
  ))
}

interface TrackTicksProps {
  readonly axis: ShareAxis
  readonly write: (tick: number, last: boolean) => string
  /** 2 labels every second tick. */
  readonly every?: number
}

/** The numbers of an axis, above its rows. `write` says the last one with its sign. */
export function TrackTicks({ axis, write, every = 1 }: TrackTicksProps) {
  return (
    <svg className="track-ticks" width="100%" height="16" aria-hidden="true">
      {axis.ticks.map((tick, at) => {
        const last = at === axis.ticks.length - 1
        if (at % every !== 0) return null
        return (
          <text
            key={tick}
            className="ax"
            x={`${axis.at(tick)}%`}
            y="12"
            textAnchor={at === 0 ? 'start' : axis.at(tick) > 95 ? 'end' : 'middle'}
          >
            {write(tick, last)}
          </text>
        )
      })}
    </svg>
  )
}
