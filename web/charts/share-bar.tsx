import { Chevron } from '../controls/at-least.tsx'
import { sectorClass } from '../controls/sector-mark.tsx'
import type { Sector } from '../controls/sector-shape.ts'
import { TrackGrid } from './dumbbell.tsx'
import type { ShareAxis } from './share-axis.ts'
import './track.css'

interface ShareBarProps {
  readonly axis: ShareAxis
  readonly share: number | null
  /** Filled in a sector's colour, or outlined in grey. */
  readonly fill: Sector | 'outline'
  readonly label: string
  /** Of the share nothing is known but that there is one. */
  readonly open?: boolean
}

/** A share as a bar with its figure behind it; a withheld one is hatched. */
export function ShareBar({ axis, share, fill, label, open = false }: ShareBarProps) {
  return (
    <svg className="track" width="100%" aria-hidden="true">
      <TrackGrid axis={axis} />
      {share === null && open ? (
        <Chevron x="0.5%" y="50%" towards="right" className={fill === 'outline' ? '' : sectorClass(fill)} />
      ) : share === null ? (
        <rect className="track-held" x="0" y="27%" width="14%" height="46%" fill="url(#withheld)" />
      ) : (
        <>
          <rect
            className={fill === 'outline' ? 'bar-outline' : sectorClass(fill)}
            x={fill === 'outline' ? 0.7 : 0}
            y="24%"
            width={`${Math.max(axis.at(share), 0.8)}%`}
            height="52%"
          />
          <text className="bar-label" x={`${axis.at(share)}%`} dx="6" y="50%" dominantBaseline="central">
            {label}
          </text>
        </>
      )}
    </svg>
  )
}
