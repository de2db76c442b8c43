import { Link, useLocation } from 'react-router'
import { useSight } from '../access/viewer-context.tsx'
import { useFormats } from '../format.ts'
import { REPORT_NEEDS } from '../frame/views.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { topPercent } from '../release/heavy-rules.ts'
import { carried } from '../selection/carried.ts'
import { largestGaps, type OverviewRow } from './overview-rows.ts'

interface AsideProps {
  readonly rows: readonly OverviewRow[]
  readonly catalogue: Catalogue
  /** Nothing of the selection is shown, nor would its report show anything. */
  readonly empty: boolean
}

/** The rules behind the list, and where heavy users differ most. */
export function OverviewAside({ rows, catalogue, empty }: AsideProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { rules } = catalogue.release
  const dental = catalogue.services.find((service) => service.heavyRule === 'VISITS_OR_PROCEDURES')?.heavyThreshold
  const gaps = largestGaps(rows, 5)
  const search = carried(useLocation().search)
  const { may } = useSight()
  return (
    <>
      <section>
        <h2>{t('overview.heavyTitle')}</h2>
        <p className="muted">{t('overview.heavyIntro')}</p>
        <ul className="dashes">
          <li>{t('overview.heavyTop', { top: formats.percent(topPercent(rules)) })}</li>
          <li>{t('overview.heavyServices', { count: rules.socialServices })}</li>
          <li>{t('overview.heavyTasks', { count: rules.socialTasks })}</li>
          {dental != null && <li>{t('overview.heavyDental', { count: dental })}</li>}
        </ul>
      </section>
      <section>
        <h2>{t('overview.useTitle')}</h2>
        <p>{t('overview.useText')}</p>
      </section>
      {gaps.length > 0 && (
        <section>
          <h2>{t('overview.gapTitle')}</h2>
          <p className="muted">{t('overview.gapText')}</p>
          <ul className="overview-gaps">
            {gaps.map((row) => (
              <li key={row.code}>
                <span>{catalogue.service(row.code)?.shortName ?? row.name}</span>
                <span className="n">
                  {row.allShare === null ? '' : formats.share(row.allShare)} → <b>{formats.share(row.heavyShare)}</b>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!empty && REPORT_NEEDS.every(may) && (
        <p className="overview-report">
          <Link to={{ pathname: '/report', search }}>{t('report.open')}</Link>
        </p>
      )}
    </>
  )
}
