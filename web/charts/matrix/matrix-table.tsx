import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, useFormats } from '../../format.ts'
import { type MatrixCell, type MatrixFigures, type MatrixMeasure, matrixCell } from './matrix-figures.ts'
import type { MatrixLayout } from './matrix-layout.ts'

interface MatrixTableProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  readonly layout: MatrixLayout
  readonly caption: string
}

/** The table twin of the matrix: every cell in words, in the same order; rows off screen cost no layout. */
export const MatrixTable = memo(function MatrixTable({ figures, measure, layout, caption }: MatrixTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too
    <section className="matrix-table" tabIndex={0} aria-label={caption}>
      <table>
        <caption className="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('matrix.table.service')}</th>
            {layout.order.map((column) => (
              <th key={column} scope="col">
                {figures.services[column]?.shortName}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {layout.order.map((row, rowPlace) => (
            <tr key={row}>
              <th scope="row">{figures.services[row]?.name}</th>
              {layout.order.map((column, columnPlace) => {
                const cell = matrixCell(figures, measure, row, column, rowPlace > columnPlace)
                return (
                  <td key={column} className={cell.kind === 'withheld' ? 'withheld-area' : undefined}>
                    {written(cell, formats)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
})

function written(cell: MatrixCell, formats: Formats): string {
  switch (cell.kind) {
    case 'withheld':
      return formats.count(null)
    case 'service':
    case 'clients':
      return formats.figure({ count: cell.value, atLeast: cell.atLeast })
    case 'share':
      return formats.share(cell.value)
    case 'lift':
      return `${formats.lift(cell.value)}×`
    default:
      return cell satisfies never
  }
}
