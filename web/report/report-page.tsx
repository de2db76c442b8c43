import { useMemo } from 'react'
import { useGrantedPrint } from '../access/may-export.ts'
import { sourceWords } from '../export/export-notes.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { OverviewQuery, ServiceCountsQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { overviewQuestion } from '../pages/overview-query.ts'
import { isUntold, overviewRows } from '../pages/overview-rows.ts'
import { overviewTable } from '../pages/overview-table.ts'
import { serviceCountQuestion } from '../pages/service-count-query.ts'
import { serviceCountTables } from '../pages/service-count-table.ts'
import { useView, type View, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { useLink } from '../selection/use-copy-link.ts'
import { useSelection } from '../selection/use-selection.ts'
import { ReportCounts } from './report-counts.tsx'
import { ReportPairs } from './report-pairs.tsx'
import { ReportServices } from './report-services.tsx'
import '../charts/rows.css'
import './report.css'

/** A selection on one sheet of A4: who they are, what they use, how many services, what goes together; in words and small pictures. */
export function ReportPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const ofServices = overviewQuestion(selection)
  const ofCounts = serviceCountQuestion(selection)
  const services = useView(ofServices.document, ofServices.variables)
  const counts = useView(ofCounts.document, ofCounts.variables)
  if (services.kind === 'shown' && counts.kind === 'shown') return <Report services={services} counts={counts} />
  return <ViewPage title={t('report.title')} view={waiting(services, counts)} skeleton={<RowsSkeleton rows={16} />} />
}

/** The one that failed, else the one that is waited for. */
const waiting = (one: View<unknown>, other: View<unknown>): View<unknown> =>
  one.kind === 'failed' ? one : other.kind === 'shown' ? one : other

interface ReportProps {
  readonly services: ViewShown<OverviewQuery>
  readonly counts: ViewShown<ServiceCountsQuery>
}

function Report({ services, counts }: ReportProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const link = useLink()
  const print = useGrantedPrint('REPORT')
  const [{ cohort, services: used }] = useSelection()
  const { catalogue, data } = services
  const main = cohort === 'HEAVY' ? data.heavy : data.all
  const rows = useMemo(() => overviewRows(data, catalogue, cohort), [data, catalogue, cohort])
  const tables = useMemo(() => [overviewTable(rows, t), ...serviceCountTables(counts.data, cohort, t)], [rows, counts.data, cohort, t])
  const words = {
    who: whoWords(t, main.selection),
    place: placeWords(t, main.selection, catalogue),
    uses: usesWords(t, main.selection, catalogue),
  }
  const clients = main.clients.count ?? null
  const sentence = [
    clients === null
      ? t('sentence.whoWithheld', words)
      : t('sentence.who', { ...words, count: clients, figure: formats.figure({ count: clients, atLeast: main.clients.atLeast }) }),
    cohort === 'ALL' && data.heavy.clients.count
      ? t('overview.heavy', { figure: formats.figure({ count: data.heavy.clients.count, atLeast: data.heavy.clients.atLeast }) })
      : '',
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  const title = t('report.of', { who: capital(words.who) })
  useExportable(useMemo(() => ({ name: 'report', title, sentence: plain(sentence), tables }), [title, sentence, tables]))
  return (
    <ViewPage
      wide
      title={title}
      kicker={`${catalogue.release.name} \u00b7 ${t('report.title')}`}
      view={services.fresh ? counts : services}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={main.coverage}
      answered={main.selection}
      empty={isUntold(rows, clients, cohort)}
      controls={
        print && (
          <button type="button" className="btn primary report-print" onClick={print}>
            {t('report.print')}
          </button>
        )
      }
    >
      <div className="report" data-chart>
        <ReportServices rows={rows} catalogue={catalogue} cohort={cohort} />
        <ReportCounts data={counts.data} cohort={cohort} />
        {used.length < 2 && <ReportPairs catalogue={catalogue} />}
        <footer className="report-source">
          <p>{t('report.reading')}</p>
          <p>{sourceWords(t, formats, catalogue)}</p>
          <p className="report-link">{link()}</p>
        </footer>
      </div>
    </ViewPage>
  )
}

const capital = (words: string) => words.charAt(0).toLocaleUpperCase() + words.slice(1)
