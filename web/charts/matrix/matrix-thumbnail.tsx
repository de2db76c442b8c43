import { memo, useMemo } from 'react'
import { classifyCells, colourClasses, isSmallClass } from './matrix-colour.ts'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import { type MatrixLayout, matrixLayout } from './matrix-layout.ts'
import { cellsPath, withheldPath } from './matrix-path.ts'
import './matrix-thumbnail.css'

interface MatrixThumbnailProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  /** Codes of services by place. */
  readonly order: readonly string[]
  readonly grouped: boolean
}

const PITCH = 3

/** The same matrix at three pixels a cell, same order and scale; withheld cells are flat. */
export const MatrixThumbnail = memo(function MatrixThumbnail({ figures, measure, order, grouped }: MatrixThumbnailProps) {
  const { layout, cells } = useMemo(() => {
    const layout = thumbnailLayout(figures, order, grouped)
    return { layout, cells: classifyCells(figures, measure, layout.order) }
  }, [figures, measure, order, grouped])
  const side = layout.extent + 1
  return (
    <svg className="matrix-thumbnail" viewBox={`0 0 ${side} ${side}`} width="100%" aria-hidden="true" shapeRendering="crispEdges">
      <path className="withheld" d={withheldPath(cells.withheld, layout.offsetOf, PITCH)} />
      {colourClasses.map((name) => {
        const pairs = cells.byClass.get(name)
        return pairs ? (
          <path key={name} className={isSmallClass(name) ? 'l2' : name} d={cellsPath(pairs, layout.offsetOf, PITCH + 1, PITCH)} />
        ) : null
      })}
      <path className="diagonal" d={`M0 0L${side} ${side}`} shapeRendering="auto" />
    </svg>
  )
})

/** Where the cells of a thumbnail are, in its own units. */
export function thumbnailLayout(figures: MatrixFigures, order: readonly string[], grouped: boolean): MatrixLayout {
  return matrixLayout({ services: figures.services, order, grouped, pitch: PITCH, channel: 5, gap: 0 })
}
