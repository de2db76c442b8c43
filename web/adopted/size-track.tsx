import type { ReactNode } from 'react'
import { TrackGrid, TrackTicks } from '../charts/dumbbell.tsx'
import type { ShareAxis } from '../charts/share-axis.ts'
import { useFormats } from '../format.ts'
import './size-track.css'

/** A bar over the faint lines of its axis. */
export function SizeTrack({ axis, children }: { readonly axis: ShareAxis; readonly children: ReactNode }) {
  return (
    <div className="adopted-size">
      <svg width="100%" height="18" aria-hidden="true">
        <TrackGrid axis={axis} />
      </svg>
      {children}
    </div>
  )
}

/** The numbers of the axis, above the bars. */
export function SizeTicks({ axis }: { readonly axis: ShareAxis }) {
  const formats = useFormats()
  return <TrackTicks axis={axis} write={formats.count} />
}
