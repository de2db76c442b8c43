import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { shareText } from '../adopted/adopted-words.ts'
import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { ColourKey } from '../controls/colour-table.tsx'
import { WithheldMark } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Draft } from '../segments/draft-model.ts'
import { sizeWords } from '../segments/size-bar.tsx'
import type { CrosswalkFigures } from './crosswalk.tsx'
import { crosswalkTables, nameIn } from './crosswalk-words.ts'

interface CrosswalkTableProps {
  readonly from: Draft
  readonly to: Draft
  readonly crosswalk: CrosswalkFigures
  readonly names: { readonly from: string; readonly to: string }
}

interface Place {
  readonly row: number
  readonly column: number
}

const KEY = [0, 5, 10, 20, 35, 50, 75] as const
const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

/** Segments over segments in the grammar of the matrix: colour is the share of the row, the number is clients; the cell in hand is told in full. */
export function CrosswalkTable({ from, to, crosswalk, names }: CrosswalkTableProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const formats = useFormats()
  const [hand, setHand] = useState<Place>({ row: 0, column: 0 })
  const table = useRef<HTMLTableElement>(null)
  const { rows, columns } = crosswalk
  const tables = useMemo(() => crosswalkTables(crosswalk, { from, to }, t, locale), [crosswalk, from, to, t, locale])
  const words = ({ row, column }: Place): string => {
    const [line, cell] = [rows[row], rows[row]?.cells[column]]
    if (!line || !cell) return ''
    const place = { row: nameIn(from, line.key, t, locale), column: nameIn(to, columns[column]?.key, t, locale) }
    const size = sizeWords(cell.clients, t, formats)
    return cell.share
      ? t('crosswalk.cell', { ...place, size, share: shareText(cell.share, t, formats) })
      : t('crosswalk.cellWithheld', { ...place, size })
  }
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const within = (at: number, count: number) => Math.min(count - 1, Math.max(0, at))
    const next = { row: within(hand.row + step.row, rows.length), column: within(hand.column + step.column, columns.length) }
    setHand(next)
    table.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus()
  }
  return (
    <>
      <p className="crosswalk-text">{t('crosswalk.shown', names)}</p>
      <ColourKey
        className="crosswalk-key"
        label={t('crosswalk.key')}
        from={formats.plain(0)}
        to={
          <>
            {formats.percent(100)} <WithheldMark /> {t('segments.sizeWithheld')}
          </>
        }
        colours={KEY.map((share) => `share-${colourClass('share', share)}`)}
      />
      <p className="crosswalk-hand" role="status">
        {words(hand)}
      </p>
      <div className="crosswalk-scroll">
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
                {line.cells.map(({ clients, share }, column) => {
                  const here = row === hand.row && column === hand.column
                  return (
                    <td
                      key={columns[column]?.key ?? 'other'}
                      data-at={`${row} ${column}`}
                      tabIndex={here ? 0 : -1}
                      className={
                        clients.size == null ? 'crosswalk-withheld' : share ? `share-${colourClass('share', share.value)}` : undefined
                      }
                      aria-label={words({ row, column })}
                      onFocus={() => setHand({ row, column })}
                      onPointerEnter={() => setHand({ row, column })}
                    >
                      {clients.size == null ? <Hatch /> : formats.count(clients.size)}
                    </td>
                  )
                })}
                <td className="crosswalk-sum">{line.clients.size == null ? <WithheldMark /> : formats.count(line.clients.size)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('crosswalk.sum')}</th>
              {columns.map(({ key, clients }) => (
                <td key={key ?? 'other'} className="crosswalk-sum">
                  {clients.size == null ? <WithheldMark /> : formats.count(clients.size)}
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

const Hatch = () => (
  <svg width="100%" height="100%" aria-hidden="true">
    <rect width="100%" height="100%" fill="url(#withheld)" />
  </svg>
)
