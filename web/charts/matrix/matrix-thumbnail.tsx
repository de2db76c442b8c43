import { memo, useMemo } from 'react'
import { WITHHELD_SMALL_FILL } from '../../controls/withheld.tsx'
import { classifyCells, colourClasses, isSmallClass } from './matrix-colour.ts'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import { type MatrixLayout, matrixLayout } from './matrix-layout.ts'
import { cellSide, cellsPath, diagonalPath, withheldPath } from './matrix-path.ts'
import { SectorRails, smallBox } from './sector-rails.tsx'
import './matrix-thumbnail.css'

interface MatrixThumbnailProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  /** Codes of services by place. */
  readonly order: readonly string[]
  readonly grouped: boolean
  /** Sectors are told at the edges: in a map, which has room for it. */
  readonly rails?: boolean
}

/** Units a cell of the many services of a county: they touch, and a line stands for the diagonal. */
const SMALLEST = 3
/** Units of the square: few services share them, so that their picture is no coarser than that of many. */
const ROOM = 120
const LIKE_MATRIX = 8

/** The same matrix in small, same order and scale; the hatching of withheld cells is of the size of the cells. */
export const MatrixThumbnail = memo(function MatrixThumbnail({ figures, measure, order, grouped, rails = false }: MatrixThumbnailProps) {
  const { layout, cells } = useMemo(() => {
    const layout = thumbnailLayout(figures, order, grouped)
    return { layout, cells: classifyCells(figures, measure, layout.order) }
  }, [figures, measure, order, grouped])
  const { offsetOf, pitch } = layout
  const side = layout.extent + 1
  const like = isApart(layout)
  return (
    <svg
      className="matrix-thumbnail"
      viewBox={rails ? thumbnailBox(layout).viewBox : `0 0 ${side} ${side}`}
      width="100%"
      aria-hidden="true"
      shapeRendering={like ? undefined : 'crispEdges'}
    >
      <path className="withheld" fill={WITHHELD_SMALL_FILL} d={withheldPath(cells.withheld, offsetOf, pitch)} />
      {colourClasses.map((name) => {
        const pairs = cells.byClass.get(name)
        if (!pairs) return null
        return like ? (
          <path key={name} className={name} d={cellsPath(pairs, offsetOf, pitch, cellSide(name, pitch))} />
        ) : (
          <path key={name} className={isSmallClass(name) ? 'l2' : name} d={cellsPath(pairs, offsetOf, pitch + 1, pitch)} />
        )
      })}
      {like ? (
        <path className="own" d={diagonalPath(clientsOf(figures), offsetOf, pitch)} />
      ) : (
        <path className="diagonal" d={`M0 0L${side} ${side}`} shapeRendering="auto" />
      )}
      {rails && <SectorRails layout={layout} unit={1} />}
    </svg>
  )
})

/** Where the cells of a thumbnail are, in its own units. */
export function thumbnailLayout(figures: MatrixFigures, order: readonly string[], grouped: boolean): MatrixLayout {
  const pitch = Math.max(SMALLEST, Math.floor(ROOM / Math.max(1, figures.services.length)))
  return matrixLayout({ services: figures.services, order, grouped, pitch, channel: 5, gap: 0 })
}

/** Cells of so many units are drawn as in the matrix: apart, low lift small, squares on the diagonal. */
export const isApart = ({ pitch }: Pick<MatrixLayout, 'pitch'>): boolean => pitch >= LIKE_MATRIX

/** The box of a thumbnail with rails. */
export const thumbnailBox = (layout: MatrixLayout) => smallBox(layout, 1)

const clientsOf = ({ services, counts }: MatrixFigures) => services.map((_, index) => counts[index]?.[index] ?? null)
