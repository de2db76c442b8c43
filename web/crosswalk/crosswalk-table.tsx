import { useMemo } from 'react'
import { shareText } from '../adopted/adopted-words.ts'
import { ShareKey } from '../adopted/colour-keys.tsx'
import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { type GridPlace, useGridHand } from '../controls/use-grid-hand.ts'
import { WithheldCell, WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Draft } from '../segments/draft-model.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import type { CrosswalkFigures } from './crosswalk-query.ts'
import { crosswalkTables, nameIn } from './crosswalk-words.ts'

interface CrosswalkTableProps {
  readonly from: Draft
  readonly to: Draft
  readonly crosswalk: CrosswalkFigures
  readonly names: { readonly from: string; readonly to: string }
}

/** Segments over segments in the grammar of the matrix: colour is the share of the row, the number is clients; the cell in hand is told in full. */
export function CrosswalkTable({ from, to, crosswalk, names }: CrosswalkTableProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const { rows, columns } = crosswalk
  const { hand, table, move, cell: inGrid } = useGridHand(rows.length, columns.length)
  const tables = useMemo(() => crosswalkTables(crosswalk, { from, to }, t, locale), [crosswalk, from, to, t, locale])
  const words = ({ row, column }: GridPlace): string => {
    const [line, cell] = [rows[row], rows[row]?.cells[column]]
    if (!line || !cell) return ''
    const place = { row: nameIn(from, line.key, t, locale), column: nameIn(to, columns[column]?.key, t, locale) }
    const size = sizeWords(cell.clients, t, formats)
    return cell.share
      ? t('crosswalk.cell', { ...place, size, share: shareText(cell.share, t, formats) })
      : t('crosswalk.cellWithheld', { ...place, size })
  }
  return (
    <>
      <p className="crosswalk-text">{t('crosswalk.shown', names)}</p>
      <ShareKey className="crosswalk-key" label={t('crosswalk.key')} />
      <p className="grid-hand" role="status">
        {words(hand)}
      </p>
      <div className="grid-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are gone through by arrows and told in full, as in the matrix */}
        <table ref={table} role="grid" className="colour-table crosswalk-grid" aria-label={t('crosswalk.title')} onKeyDown={move}>
          <thead>
            <tr>
              <td />
              {columns.map(({ key }) => (
                <th key={key ?? 'other'} scope="col">
                  {nameIn(to, key, t, locale)}
                </th>
              ))}
              <th scope="col">{t('crosswalk.sum')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((line, row) => (
              <tr key={line.key ?? 'other'}>
                <th scope="row">{nameIn(from, line.key, t, locale)}</th>
                {line.cells.map(({ clients, share }, column) => (
                  <td
                    key={columns[column]?.key ?? 'other'}
                    {...inGrid({ row, column })}
                    className={clients.size == null ? 'withheld-cell' : share ? `share-${colourClass('share', share.value)}` : undefined}
                    aria-label={words({ row, column })}
                  >
                    {clients.size == null ? <WithheldCell /> : formats.count(clients.size)}
                  </td>
                ))}
                <td className="crosswalk-sum">{line.clients.size == null ? <WithheldFigure /> : formats.count(line.clients.size)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('crosswalk.sum')}</th>
              {columns.map(({ key, clients }) => (
                <td key={key ?? 'other'} className="crosswalk-sum">
                  {clients.size == null ? <WithheldFigure /> : formats.count(clients.size)}
                </td>
              ))}
              <td />
            </tr>
          </tbody>
        </table>
      </div>
      <p className="muted small crosswalk-text">{t('crosswalk.noise')}</p>
      <TableTwin tables={tables} />
    </>
  )
}
