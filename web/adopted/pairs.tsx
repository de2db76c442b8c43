import { useMemo } from 'react'
import { colourClass } from '../charts/matrix/matrix-colour.ts'
import { ColourKey } from '../controls/colour-table.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import type { GridPlace } from '../controls/use-grid-hand.ts'
import { WithheldMark } from '../controls/withheld.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { TableTwin } from '../frame/table-twin.tsx'
import { useLocale } from '../i18n/index.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { apartOf, type Part, partName, type Segmentation, shareText, timesText } from './adopted-words.ts'
import { pairsTable } from './detail-tables.ts'
import { Detailed, type DetailPart } from './detailed.tsx'
import { EstimateGrid, type GridCell } from './estimate-grid.tsx'
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

const SHARES = [0, 5, 10, 20, 35, 50, 75] as const
const TIMES = [0.3, 0.7, 1, 1.5, 3, 6, 10, 20] as const
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
  const between = useMemo(() => new Map(pairs.map((pair) => [pair.services.join(' '), pair])), [pairs])
  if (services.length < 2)
    return (
      <section className="adopted-section adopted-first">
        <h2>{title}</h2>
        <p role="status">{t('detail.pairsFew')}</p>
      </section>
    )
  const cell = ({ row, column }: GridPlace): GridCell => {
    const [second, first] = [services[Math.max(row, column)], services[Math.min(row, column)]]
    if (!second || !first) return { text: null, colour: undefined, words: '' }
    const [one, other] = [catalogue.serviceName(services[row]?.service ?? ''), catalogue.serviceName(services[column]?.service ?? '')]
    if (row === column) {
      const { clients, share } = first
      if (clients.size == null) return { text: null, colour: undefined, words: t('detail.serviceWithheld', { one }) }
      const words = t('detail.service', { one, size: formats.count(clients.size), share: shareText(share, t, formats) })
      return { text: share ? formats.share(share.value) : formats.count(clients.size), colour: 'pair-service', words }
    }
    const pair = between.get(`${second.service} ${first.service}`)
    const size = pair?.clients.size
    if (!pair || size == null)
      return {
        text: null,
        colour: undefined,
        words: t('detail.pairWithheld', { one, other, high: formats.count(pair?.clients.high ?? 0) }),
      }
    const { share, shareOfAll, times } = pair
    const words = [
      t('detail.pair', { one, other, size: formats.count(size), share: shareText(share, t, formats) }),
      times ? t('detail.pairTimes', { times: timesText(times, t, formats) }) : '',
      shareOfAll ? t('detail.pairOfAll', { share: shareText(shareOfAll, t, formats) }) : '',
    ]
      .filter(Boolean)
      .join(' ')
    if (row > column)
      return {
        ...{ words, text: share ? formats.share(share.value) : formats.count(size) },
        colour: share ? `share-${colourClass('share', share.value)}` : undefined,
      }
    return times
      ? { words, text: formats.lift(times.value), colour: `times-${colourClass('lift', times.value)}` }
      : { words, text: '', colour: undefined }
  }
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
          <ColourKey
            label={t('detail.keyShare')}
            from={formats.plain(0)}
            to={
              <>
                {formats.percent(100)} <WithheldMark /> {t('segments.sizeWithheld')}
              </>
            }
            colours={SHARES.map((share) => `share-${colourClass('share', share)}`)}
          />
          <ColourKey
            label={t('detail.keyTimes')}
            from={t('adopted.less')}
            to={t('adopted.more')}
            colours={TIMES.map((times) => `times-${colourClass('lift', times)}`)}
          />
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
