import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { SectorMark } from '../controls/sector-mark.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { useFormats } from '../format.ts'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { keyOf, partName, type Segmentation } from './adopted-words.ts'
import { TimesKey } from './colour-keys.tsx'
import { FoldedServices } from './folded-services.tsx'
import { toldServices } from './told-services.ts'
import './service-table.css'

interface ServiceTableProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** Services over segments in the grammar of the matrix: colour is how many times as often, the number is the share. */
export function ServiceTable({ segmentation, catalogue }: ServiceTableProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { segments, all } = segmentation
  if (!all) return null
  const { told, folded } = toldServices(all, segments)
  return (
    <section className="adopted-section">
      <h2>{t('adopted.blockTitle')}</h2>
      <p className="muted">{t('adopted.blockText')}</p>
      <TimesKey label={t('adopted.key')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen must scroll by keyboard too */}
      <section className="adopted-scroll" tabIndex={0} aria-label={t('adopted.blockTitle')}>
        <table className="colour-table adopted-block">
          <thead>
            <tr>
              <th scope="col">{t('adopted.column.service')}</th>
              {segments.map((part) => (
                <th key={keyOf(part)} scope="col">
                  {partName(segmentation, part.key, t, locale)}
                </th>
              ))}
              <th scope="col">{t('adopted.all')}</th>
            </tr>
          </thead>
          <tbody>
            {told.map(({ use: { service, share }, row }) => (
              <tr key={service}>
                <th scope="row">
                  <span className="adopted-service">
                    <SectorMark sector={catalogue.service(service)?.sector ?? 'HEALTH'} />
                    <span>{catalogue.serviceName(service)}</span>
                  </span>
                </th>
                {segments.map((part) => {
                  const use = part.services[row]
                  const times = use?.times ?? null
                  return (
                    <td key={keyOf(part)} className={times === null ? 'times-none' : `times-${colourClass('lift', times.value)}`}>
                      {use?.share ? formats.share(use.share.value) : <WithheldFigure />}
                    </td>
                  )
                })}
                <td>{share ? formats.share(share.value) : <WithheldFigure />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <FoldedServices names={folded.map(catalogue.serviceName)} />
    </section>
  )
}
