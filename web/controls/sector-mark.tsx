import { type MarkShape, markPath, type Sector } from './sector-shape.ts'

interface MarkProps {
  readonly sector: Sector
  readonly cx: number | string
  readonly cy: number | string
  /** Radius of the circle; the others have the same visual weight. Default 6. */
  readonly r?: number
}

const CLASS: Readonly<Record<Sector, string>> = { HEALTH: 'health', DENTAL: 'dental', SOCIAL: 'social' }

/** CSS class that fills with a sector's colour. */
export const sectorClass = (sector: Sector): string => CLASS[sector]

/** A sector's sign as text stands beside it: ● health, ▲ oral health, ■ social. Says nothing to screen readers: the words do. */
export function SectorMark({ sector, size = 12 }: { readonly sector: Sector; readonly size?: number }) {
  return (
    <svg className="sector-mark" width={size} height={size} viewBox="-6 -6 12 12" aria-hidden="true">
      <MarkPath shape={markPath(sector, 5.5)} sector={sector} />
    </svg>
  )
}

/** The same sign inside a chart; `cx` may be a percentage of the chart's width. */
export function ChartMark({ sector, cx, cy, r = 6 }: MarkProps) {
  return (
    <svg x={cx} y={cy} overflow="visible" aria-hidden="true">
      <MarkPath shape={markPath(sector, r)} sector={sector} />
    </svg>
  )
}

function MarkPath({ shape, sector }: { readonly shape: MarkShape; readonly sector: Sector }) {
  switch (shape.kind) {
    case 'circle':
      return <circle className={CLASS[sector]} r={shape.r} />
    case 'path':
      return <path className={CLASS[sector]} d={shape.d} />
    case 'square':
      return <rect className={CLASS[sector]} x={-shape.half} y={-shape.half} width={2 * shape.half} height={2 * shape.half} />
  }
}
