import { memo } from 'react'
import { useFormats } from '../../format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { HotStore } from './hot-cell.ts'
import type { MatrixFigures } from './matrix-figures.ts'
import './matrix-lists.css'

/** A pair of the lists, as the server ranks it. */
export interface RankedPair {
  readonly services: readonly { readonly code: string }[]
  readonly clients: { readonly count: number | null; readonly atLeast: boolean }
  readonly lift: number | null
}

interface MatrixListsProps {
  readonly lists: Readonly<Record<'most' | 'strongest' | 'weakest', readonly RankedPair[]>>
  readonly figures: MatrixFigures
  readonly hot: HotStore
  readonly onSelect: (row: number, column: number) => void
}

/** Most shared, strongest, less often: three ranked lists; a row shows its cell in the matrix. */
export const MatrixLists = memo(function MatrixLists({ lists, figures, hot, onSelect }: MatrixListsProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const indexOf = (code: string | undefined) => figures.services.findIndex((service) => service.code === code)
  return (
    <div className="matrix-lists">
      {(['most', 'strongest', 'weakest'] as const).map((kind) => (
        <section key={kind}>
          <h2>{t(`matrix.lists.${kind}`)}</h2>
          <p className="small muted">{t(`matrix.lists.${kind}Note`)}</p>
          <ol>
            {lists[kind].map(({ services, clients, lift }) => {
              const row = indexOf(services[0]?.code)
              const column = indexOf(services[1]?.code)
              const name = [row, column].map((index) => figures.services[index]?.shortName ?? '').join(' – ')
              const show = () => hot.set({ row, column, by: 'list', anchor: null })
              return (
                <li key={services.map(({ code }) => code).join('.')}>
                  <button
                    type="button"
                    onClick={() => onSelect(Math.max(row, column), Math.min(row, column))}
                    onPointerEnter={show}
                    onPointerLeave={() => hot.set(null)}
                    onFocus={show}
                    onBlur={() => hot.set(null)}
                  >
                    <span>{name}</span>
                    <span className="num">{formats.figure(clients)}</span>
                    <span className="num">{lift === null ? '' : `${formats.lift(lift)}×`}</span>
                  </button>
                </li>
              )
            })}
          </ol>
          {lists[kind].length === 0 && <p className="small muted">{t('matrix.lists.none')}</p>}
        </section>
      ))}
    </div>
  )
})
