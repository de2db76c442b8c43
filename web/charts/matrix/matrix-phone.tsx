import { useMemo, useState } from 'react'
import { NoLift } from '../../controls/at-least.tsx'
import { SectorMark } from '../../controls/sector-mark.tsx'
import { WithheldFigure, WithheldMark } from '../../controls/withheld.tsx'
import { useFormats } from '../../format.ts'
import { Rich } from '../../i18n/rich.tsx'
import { useTranslation } from '../../i18n/use-translation.ts'
import { ClassKey } from './class-key.tsx'
import { colourClass } from './matrix-colour.ts'
import { isOutside, type MatrixFigures, type MatrixMeasure } from './matrix-figures.ts'
import { MatrixMap } from './matrix-map.tsx'
import { isApart, MatrixThumbnail, thumbnailBox, thumbnailLayout } from './matrix-thumbnail.tsx'
import '../rows.css'
import './matrix-phone.css'

interface MatrixPhoneProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  readonly order: readonly string[]
  readonly grouped: boolean
  /** Service index whose list is shown. */
  readonly chosen: number
  readonly onChoose: (index: number) => void
  readonly onSelect: (row: number, column: number) => void
}

const FEW = 10

/** The matrix on a phone: the thumbnail as a map, and one service's list, the strongest first, then the names of those withheld. */
export function MatrixPhone({ figures, measure, order, grouped, chosen, onChoose, onSelect }: MatrixPhoneProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [all, setAll] = useState(false)
  const layout = useMemo(() => thumbnailLayout(figures, order, grouped), [figures, order, grouped])
  const service = figures.services[chosen]
  const clients = figures.counts[chosen]?.[chosen] ?? null
  const others = useMemo(() => ranked(figures, chosen), [figures, chosen])
  const withheld = useMemo(() => withheldBeside(figures, chosen), [figures, chosen])
  return (
    <div className="matrix-phone">
      <MatrixMap
        services={figures.services}
        layout={layout}
        box={thumbnailBox(layout)}
        chosen={chosen}
        onChoose={onChoose}
        legend={
          <>
            <p className="small muted">{t('matrix.phone.tap')}</p>
            <ClassKey kinds={['clients', 'lift']} apart={isApart(layout)} sectors={layout.sectors.map(({ sector }) => sector)} />
          </>
        }
      >
        <MatrixThumbnail figures={figures} measure={measure} order={order} grouped={grouped} rails />
      </MatrixMap>
      <p>
        <Rich
          text={
            clients === null
              ? t('matrix.pair.withheld')
              : t('matrix.phone.lead', { clients: formats.figure({ count: clients, atLeast: figures.atLeast[chosen]?.[chosen] ?? false }) })
          }
        />
      </p>
      <table className="matrix-phone-list">
        <caption className="vh">{service?.name}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{t('matrix.table.service')}</span>
            </th>
            <th scope="col" className="num">
              {t('matrix.clients')}
            </th>
            <th scope="col" className="num">
              {t('matrix.phone.lift')}
            </th>
          </tr>
        </thead>
        <tbody>
          {others.slice(0, all ? undefined : FEW).map(({ index, count, atLeast, lift }) => {
            const other = figures.services[index]
            return other ? (
              <tr key={other.code}>
                <th scope="row">
                  <SectorMark sector={other.sector} />
                  <button type="button" onClick={() => onSelect(chosen, index)}>
                    {other.name}
                  </button>
                </th>
                <td className="num">{formats.figure({ count, atLeast })}</td>
                <td className="num">
                  {lift === null ? (
                    atLeast ? (
                      <NoLift />
                    ) : (
                      <WithheldFigure />
                    )
                  ) : (
                    <>
                      <svg width="8" height="14" aria-hidden="true">
                        <rect className={colourClass('lift', lift)} width="8" height="14" />
                      </svg>{' '}
                      {formats.lift(lift)}
                    </>
                  )}
                </td>
              </tr>
            ) : null
          })}
        </tbody>
      </table>
      {others.length > FEW && (
        <button type="button" className="linkb matrix-phone-all" onClick={() => setAll(!all)}>
          {all ? t('matrix.phone.fewer') : t('matrix.phone.all', { count: others.length })}
        </button>
      )}
      {withheld.length > 0 && (
        <p className="folded">
          <WithheldMark />
          <span>{t('overview.withheld', { services: withheld.join(' · ') })}</span>
        </p>
      )}
    </div>
  )
}

interface Other {
  readonly index: number
  readonly count: number
  readonly atLeast: boolean
  readonly lift: number | null
}

/** Services with a published number of shared clients, the strongest lift first, then the largest number. */
function ranked(figures: MatrixFigures, chosen: number): Other[] {
  return figures.services
    .flatMap((_, index) => {
      const count = index === chosen ? null : (figures.counts[chosen]?.[index] ?? null)
      const atLeast = figures.atLeast[chosen]?.[index] ?? false
      return count === null ? [] : [{ index, count, atLeast, lift: figures.lifts[chosen]?.[index] ?? null }]
    })
    .sort((a, b) => (b.lift ?? -1) - (a.lift ?? -1) || b.count - a.count)
}

/** Names of the services of which no shared clients are shown; a pair outside the reader's rights is not withheld. */
const withheldBeside = (figures: MatrixFigures, chosen: number): readonly string[] =>
  figures.services.flatMap(({ name }, index) =>
    index === chosen || figures.counts[chosen]?.[index] != null || isOutside(figures, chosen, index) ? [] : [name],
  )
