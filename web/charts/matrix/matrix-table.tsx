import { memo } from 'react'
import { PHONE, useMedia } from '../../controls/use-media.ts'
import { type Formats, useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { oneOf, useViewParam } from '../../selection/use-view-param.ts'
import { type MatrixCell, type MatrixFigures, type MatrixMeasure, matrixCell } from './matrix-figures.ts'
import type { MatrixLayout } from './matrix-layout.ts'
import './matrix-table.css'

interface MatrixTwinProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  readonly layout: MatrixLayout
}

const STATE = oneOf(['closed', 'open'])

/** The table twin of the matrix, folded away until asked for. */
export function MatrixTwin(props: MatrixTwinProps) {
  const { t } = useTranslation()
  const [state, setState] = useViewParam('table', STATE)
  const open = state === 'open'
  const { measure } = props
  const caption =
    measure === 'both' ? t('matrix.table.bothCaption') : t('matrix.table.caption', { measure: t(`matrix.measure.${measure}`) })
  return (
    <section className="twin">
      <button type="button" className="linkb" aria-expanded={open} onClick={() => setState(open ? 'closed' : 'open')}>
        {t(open ? 'matrix.table.hide' : 'matrix.table.show')}
      </button>
      {open && props.figures.seen && <p className="small muted">{t('matrix.table.outside')}</p>}
      {open && <MatrixTable {...props} caption={caption} />}
    </section>
  )
}

/** Every cell in words, in the order of the chart, empty where the reader's rights do not reach; drawn again only when the figures or the order change. */
const MatrixTable = memo(function MatrixTable({ figures, measure, layout, caption }: MatrixTwinProps & { readonly caption: string }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const phone = useMedia(PHONE)
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
              <th scope="row">{phone ? figures.services[row]?.shortName : figures.services[row]?.name}</th>
              {layout.order.map((column, columnPlace) => {
                const cell = matrixCell(figures, measure, row, column, rowPlace > columnPlace)
                return (
                  <td key={column} className={isWithheld(cell) ? 'withheld-area' : undefined}>
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

/** A service of which nothing is shown is withheld as a pair is. */
const isWithheld = (cell: MatrixCell): boolean => cell.kind === 'withheld' || (cell.kind === 'service' && cell.value === null)

function written(cell: MatrixCell, formats: Formats): string {
  switch (cell.kind) {
    case 'withheld':
      return formats.count(null)
    case 'outside':
      return ''
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
