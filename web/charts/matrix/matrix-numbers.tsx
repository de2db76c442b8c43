import { memo } from 'react'
import { colourClass, isSmallClass } from './matrix-colour.ts'
import { type MatrixFigures, type MatrixMeasure, matrixCell } from './matrix-figures.ts'
import { cellGap, type MatrixLayout } from './matrix-layout.ts'

interface MatrixNumbersProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  readonly layout: MatrixLayout
  readonly scale: number
  readonly text: (kind: 'clients' | 'share' | 'lift', value: number, atLeast: boolean) => string
}

/** Smallest pitch at text size 1 whose cells hold a number of four digits. */
const numberPitch = 28

/** The numbers themselves, once the matrix is zoomed in far enough to hold them. */
export const MatrixNumbers = memo(function MatrixNumbers({ figures, measure, layout, scale, text }: MatrixNumbersProps) {
  if (layout.pitch < numberPitch * scale) return null
  const middle = (layout.pitch - cellGap) / 2
  return (
    <g className="matrix-numbers">
      {layout.order.flatMap((row, rowPlace) =>
        layout.order.map((column, columnPlace) => {
          const cell = matrixCell(figures, measure, row, column, rowPlace > columnPlace)
          if (cell.kind === 'withheld' || cell.kind === 'outside' || cell.kind === 'service') return null
          const name = colourClass(cell.kind, cell.value)
          if (isSmallClass(name)) return null
          return (
            <text
              key={`${row}.${column}`}
              className={`on-${name}`}
              x={(layout.offsets[columnPlace] ?? 0) + middle}
              y={(layout.offsets[rowPlace] ?? 0) + middle}
              dy="0.34em"
              textAnchor="middle"
            >
              {text(cell.kind, cell.value, cell.atLeast)}
            </text>
          )
        }),
      )}
    </g>
  )
})
