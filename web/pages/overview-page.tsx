import { useMemo } from 'react'
import { isOpen } from '../charts/open-share.ts'
import { type ShareScale, shareAxis } from '../charts/share-axis.ts'
import { SearchField } from '../controls/search-field.tsx'
import { Segments } from '../controls/segments.tsx'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { OverviewQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, text, useViewParam } from '../selection/use-view-param.ts'
import { OverviewAside } from './overview-aside.tsx'
import { OverviewKey, OverviewList } from './overview-list.tsx'
import { overviewQuestion } from './overview-query.ts'
import { isUntold, type OverviewOrder, overviewGroups, overviewRows } from './overview-rows.ts'
import { overviewTable } from './overview-table.ts'
import '../charts/rows.css'
import './overview.css'

const ORDER = oneOf<OverviewOrder>(['sector', 'size', 'gap', 'heavy', 'name'])
const SCALE = oneOf<ShareScale>(['linear', 'root'])
/** Top of the fixed axis, per cent. */
const TOP = 100

/** Yleiskuva: which services do these clients use, heavy users against all. */
export function OverviewPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const { document, variables } = overviewQuestion(selection)
  const view = useView(document, variables)
  if (view.kind === 'shown') return <Overview view={view} />
  return <ViewPage title={t('overview.title')} view={view} skeleton={<RowsSkeleton rows={22} aside />} />
}

function Overview({ view }: { readonly view: ViewShown<OverviewQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [{ cohort }] = useSelection()
  const [order, setOrder] = useViewParam('order', ORDER)
  const [scale, setScale] = useViewParam('scale', SCALE)
  const [query, setQuery] = useViewParam('find', text)
  const { data, catalogue } = view
  const main = cohort === 'HEAVY' ? data.heavy : data.all
  const rows = useMemo(() => overviewRows(data, catalogue, cohort), [data, catalogue, cohort])
  const groups = useMemo(() => overviewGroups(rows, order, query), [rows, order, query])
  const axis = useMemo(() => shareAxis(scale, TOP), [scale])

  const place = placeWords(t, main.selection, catalogue)
  const uses = usesWords(t, main.selection, catalogue)
  const who = whoWords(t, main.selection)
  const clients = main.clients.count ?? null
  const empty = isUntold(rows, clients, cohort)
  const sentence = [
    clients === null
      ? t('sentence.whoWithheld', { who, place, uses })
      : t('sentence.who', { who, place, uses, count: clients, figure: formats.figure({ count: clients, atLeast: main.clients.atLeast }) }),
    cohort === 'ALL' && data.heavy.clients.count
      ? t('overview.heavy', { figure: formats.figure({ count: data.heavy.clients.count, atLeast: data.heavy.clients.atLeast }) })
      : '',
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ]
    .filter(Boolean)
    .join(' ')
  const open = rows.some((row) => isOpen(row.allShare, row.allClients) || isOpen(row.heavyShare, row.heavyClients))
  const table = useMemo(() => overviewTable(rows, t), [rows, t])
  useExportable(
    useMemo(() => ({ name: 'overview', title: t('overview.title'), sentence: plain(sentence), tables: [table] }), [sentence, table, t]),
  )
  return (
    <ViewPage
      title={t('overview.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={main.coverage}
      answered={main.selection}
      controls={
        !empty && (
          <>
            <Segments
              label={t('overview.order')}
              options={(['sector', 'size', 'gap'] as const).map((value) => ({ value, label: t(`overview.orders.${value}`) }))}
              value={order}
              onChange={setOrder}
            />
            <SearchField label={t('overview.find')} placeholder={t('overview.findHint')} value={query} onChange={setQuery} />
            <Segments
              label={t('overview.scale')}
              options={(['linear', 'root'] as const).map((value) => ({ value, label: t(`overview.scales.${value}`) }))}
              value={scale}
              onChange={setScale}
            />
            <OverviewKey open={open} sectors={catalogue.sectors} />
          </>
        )
      }
      aside={<OverviewAside rows={rows} catalogue={catalogue} empty={empty} />}
      tables={[table]}
      empty={empty}
    >
      <OverviewList groups={groups} axis={axis} order={order} setOrder={setOrder} searching={query.trim() !== ''} cohort={cohort} />
    </ViewPage>
  )
}
