import { Histogram } from '../charts/histogram.tsx'
import { figureOf, useFormats } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'
import { Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { ServiceCountBands } from '../pages/service-count-bands.tsx'
import { binsOf, hasHeld } from '../pages/service-count-bins.ts'

/** How many services one client uses. */
export function ReportCounts({ data, cohort }: { readonly data: ServiceCountsQuery; readonly cohort: 'ALL' | 'HEAVY' }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const main = cohort === 'HEAVY' ? data.heavy : data.all
  const most = main.bands.at(-1)
  const none = main.social[0]
  return (
    <section className="report-counts">
      <h2>{t('report.counts.title')}</h2>
      <p>
        {most?.share != null && <Rich text={t('counts.most', { share: formats.share(most.share), from: most.from })} />}{' '}
        {none?.clients.count != null && none.share != null && (
          <Rich
            text={t('counts.noneText', {
              count: none.clients.count,
              figure: formats.figure(figureOf(none.clients)),
              share: formats.share(none.share),
            })}
          />
        )}
      </p>
      <div className="report-counts-body">
        <ServiceCountBands bands={main.bands} clients={main.clients.count ?? null} />
        <div>
          <Histogram
            bins={binsOf(main.all, cohort === 'ALL' ? data.heavy.all : [], formats, (label, share) => t('counts.bin', { label, share }))}
            colour="all"
            label={t('counts.histogram.all')}
            percent={formats.percent}
            plain={formats.plain}
          />
          <p className="small muted">
            {t(cohort === 'ALL' ? 'report.counts.key' : 'report.counts.keyHeavy')}
            {cohort === 'ALL' && hasHeld(data.heavy.all) && ` ${t('report.counts.keyHeld')}`}
          </p>
        </div>
      </div>
    </section>
  )
}
