import { useMemo } from 'react'
import { SectorMark } from '../controls/sector-mark.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { apartOf, type Part, partName, type Segmentation, timesText } from './adopted-words.ts'
import { ShareKey, TimesKey } from './colour-keys.tsx'
import { pairsTable } from './detail-tables.ts'
import { Detailed, type DetailPart } from './detailed.tsx'
import { EstimateGrid } from './estimate-grid.tsx'
import { pairCells } from './pair-cells.ts'
import './detail.css'

interface PairsProps {
  readonly segmentation: Segmentation
  readonly catalogue: Catalogue
}

/** The matrix of one segment: which services its clients use together, beside all clients of the age group. */
export function Pairs({ segmentation, catalogue }: PairsProps) {
  return <Detailed segmentation={segmentation}>{(part, detail) => <Matrix {...{ segmentation, catalogue, part, detail }} />}</Detailed>
}

interface MatrixProps extends PairsProps {
  readonly part: Part
  readonly detail: DetailPart
}

const MOST_LISTED = 10

function Matrix({ segmentation, catalogue, part, detail }: MatrixProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const locale = useLocale()
  const { services, pairs } = detail
  const name = partName(segmentation, part.key, t, locale)
  const title = t('detail.pairsTitle', { name })
  const tables = useMemo(() => [pairsTable(detail, catalogue, t)], [detail, catalogue, t])
  useExportable(
    useMemo(
      () => ({ name: 'segment-pairs', title, sentence: t('detail.pairsText'), tables, apart: apartOf(segmentation, t) }),
      [title, tables, segmentation, t],
    ),
  )
  const shortName = (code: string) => catalogue.service(code)?.shortName ?? code
  if (services.length < 2)
    return (
      <section className="adopted-section adopted-first">
        <h2>{title}</h2>
        <p role="status">{t('detail.pairsFew')}</p>
      </section>
    )
  const cell = pairCells(detail, catalogue, t, formats)
  const rows = services.map(({ service }) => ({
    key: service,
    label: (
      <span className="adopted-service">
        <SectorMark sector={catalogue.service(service)?.sector ?? 'HEALTH'} />
        <span>{shortName(service)}</span>
      </span>
    ),
  }))
  const columns = services.map(({ service }) => ({ key: service, label: shortName(service) }))
  const together = pairs
    .filter(({ times }) => times != null && times.low > 1)
    .toSorted((a, b) => (b.times?.value ?? 0) - (a.times?.value ?? 0))
    .slice(0, MOST_LISTED)
  return (
    <>
      <section className="adopted-section adopted-first">
        <h2>{title}</h2>
        <p className="muted">{t('detail.pairsText')}</p>
        <div className="detail-keys">
          <ShareKey label={t('detail.keyShare')} />
          <TimesKey label={t('detail.keyTimes')} />
        </div>
        <div className="detail-pairs">
          <div data-chart>
            <EstimateGrid className="upright" label={title} {...{ rows, columns, cell }} />
          </div>
          <section>
            <h3>{t('detail.together')}</h3>
            {together.length === 0 ? (
              <p className="small muted">{t('detail.togetherNone')}</p>
            ) : (
              <ol className="detail-together">
                {together.map(({ services: both, clients, times }) => (
                  <li key={both.join(' ')}>
                    {both.map(shortName).join(' – ')}
                    {times && clients.size != null && (
                      <span className="small muted">
                        {t('detail.togetherLine', { size: formats.count(clients.size), times: timesText(times, t, formats) })}
                      </span>
                    )}
                  </li>
                ))}
              </ol>
            )}
          </section>
        </div>
      </section>
      <TableTwin tables={tables} />
    </>
  )
}
