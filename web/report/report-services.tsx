import { Dumbbell, TrackTicks } from '../charts/dumbbell.tsx'
import { isOpen } from '../charts/open-share.ts'
import { shareAxis } from '../charts/share-axis.ts'
import { NoShare } from '../controls/at-least.tsx'
import { SectorMark } from '../controls/sector-mark.tsx'
import { ServiceName } from '../controls/service-name.tsx'
import { WithheldFigure } from '../controls/withheld.tsx'
import { type Figure, useFormats } from '../format.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { OverviewKey } from '../pages/overview-list.tsx'
import { isFolded, largestGaps, type OverviewRow, overviewGroups } from '../pages/overview-rows.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { Cohort } from '../selection/selection.ts'

const AXIS = shareAxis('linear', 100)
/** So many services stand on the sheet. */
const ROWS = 10

interface ReportServicesProps {
  readonly rows: readonly OverviewRow[]
  readonly catalogue: Catalogue
  readonly cohort: Cohort
}

/** What they use most, heavy users against all. */
export function ReportServices({ rows, catalogue, cohort }: ReportServicesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const shown = overviewGroups(rows, 'size', '').flatMap((group) => group.rows)
  const listed = shown.slice(0, ROWS)
  const first = listed[0]
  const ranked = listed.length > 0 && listed.every((row) => row.clients.count !== null)
  const [gap] = largestGaps(rows, 1)
  const open = listed.some((row) => isOpen(row.allShare, row.allClients) || isOpen(row.heavyShare, row.heavyClients))
  const share = (value: number | null, clients: Figure) =>
    value !== null ? formats.share(value) : isOpen(value, clients) ? <NoShare /> : <WithheldFigure />
  return (
    <section className="report-services">
      <h2>{t('report.services.title')}</h2>
      <p>
        {first?.clients.count != null && (
          <Rich
            text={t('report.services.most', {
              service: first.name,
              count: first.clients.count,
              figure: formats.figure(first.clients),
            })}
          />
        )}{' '}
        {gap && (
          <Rich
            text={t('report.services.gap', { service: gap.name, heavy: formats.share(gap.heavyShare), all: formats.share(gap.allShare) })}
          />
        )}
      </p>
      <div className="report-row rows-head">
        <span>{ranked ? t('report.services.list', { count: listed.length }) : t('column.service')}</span>
        <span className="num">{t(`overview.clients.${cohort}`)}</span>
        <TrackTicks axis={AXIS} write={(tick, last) => (last ? formats.percent(tick) : formats.plain(tick))} />
        <span className="num">{t('overview.all')}</span>
        <span className="num">{t('overview.heavyShort')}</span>
      </div>
      <ol>
        {listed.map((row) => (
          <li key={row.code} className="report-row">
            <span className="report-name">
              <SectorMark sector={row.sector} />
              <span>
                <ServiceName name={row.name} />
              </span>
            </span>
            <span className="num">{row.clients.count === null ? <WithheldFigure /> : formats.figure(row.clients)}</span>
            <Dumbbell
              axis={AXIS}
              sector={row.sector}
              ring={row.allShare}
              mark={row.heavyShare}
              open={{ ring: isOpen(row.allShare, row.allClients), mark: isOpen(row.heavyShare, row.heavyClients) }}
            />
            <span className="num muted">{share(row.allShare, row.allClients)}</span>
            <span className="num">
              <b>{share(row.heavyShare, row.heavyClients)}</b>
            </span>
          </li>
        ))}
      </ol>
      <OverviewKey open={open} sectors={catalogue.sectors} />
      {rows.some(isFolded) && (
        <p className="small muted">
          {t('report.services.withheld', { count: rows.filter(isFolded).length, all: catalogue.services.length })}
        </p>
      )}
    </section>
  )
}
