import { ChartMark, sectorClass } from '../../controls/sector-mark.tsx'
import type { MatrixLayout } from './matrix-layout.ts'

/** Room that the rails take before the square, in parts of `unit`. */
const ROOM = 8

interface SectorRailsProps {
  readonly layout: Pick<MatrixLayout, 'sectors'>
  /** Size of the rails: layouts differ in how large a unit of theirs is. */
  readonly unit: number
}

/** Which rows and columns of a small matrix are of which sector: a rail and the sector's sign at its beginning. */
export function SectorRails({ layout, unit }: SectorRailsProps) {
  return layout.sectors.map(({ sector, from, to }) => (
    <g key={sector} shapeRendering="auto">
      <rect className={sectorClass(sector)} x={-3 * unit} y={from} width={1.2 * unit} height={to - from} />
      <rect className={sectorClass(sector)} x={from} y={-3 * unit} width={to - from} height={1.2 * unit} />
      <ChartMark sector={sector} cx={-5.6 * unit} cy={from + 2 * unit} r={1.7 * unit} />
      <ChartMark sector={sector} cx={from + 2 * unit} cy={-5.6 * unit} r={1.7 * unit} />
    </g>
  ))
}

/** The viewBox of a small matrix: its square, and before it the room of its rails where it has them. */
export function smallBox({ extent, sectors }: Pick<MatrixLayout, 'extent' | 'sectors'>, unit: number): SmallBox {
  const before = sectors.length > 0 ? ROOM * unit : 0
  const side = extent + 1 + before
  return { before, side, viewBox: `${-before} ${-before} ${side} ${side}` }
}

export interface SmallBox {
  readonly before: number
  /** Side of the whole picture. */
  readonly side: number
  readonly viewBox: string
}
