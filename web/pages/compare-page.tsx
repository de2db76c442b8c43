import { useMemo } from 'react'
import { useSight } from '../access/viewer-context.tsx'
import { COMPARE_MATRIX, COMPARE_OVERVIEW, COMPARE_SERVICE } from '../charts/difference/compare-query.ts'
import { DifferenceList } from '../charts/difference/difference-list.tsx'
import { DifferenceMatrices } from '../charts/difference/difference-matrix.tsx'
import { type DifferenceOrder, type DifferenceRow, differenceGroups } from '../charts/difference/difference-rows.ts'
import { differenceTable, matrixDifferenceTable } from '../charts/difference/difference-table.ts'
import { figuresOf } from '../charts/matrix/figures-of.ts'
import { Segments } from '../controls/segments.tsx'
import { ServicePicker } from '../controls/service-picker.tsx'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { CompareMatrixQuery, CompareOverviewQuery, CompareServiceQuery } from '../generated/graphql.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { useView, type View, type ViewShown } from '../release/use-view.ts'
import { oneOf, text, useViewParam } from '../selection/use-view-param.ts'
import { COMPARED, Compared, Controls, useSides } from './compared.tsx'

const ORDER = oneOf<DifferenceOrder>(['sector', 'gap', 'size'])

/** Vertailu: how do two selections differ? A is the bar's, B stands in the address beside it. */
export function ComparePage() {
  const [of] = useViewParam('of', COMPARED)
  switch (of) {
    case 'overview':
      return <CompareOverview />
    case 'service':
      return <CompareService />
    case 'matrix':
      return <CompareMatrix />
    default:
      return of satisfies never
  }
}

function CompareOverview() {
  const view = useView(COMPARE_OVERVIEW, useSides())
  return view.kind === 'shown' ? <Services view={view} service={null} /> : <Waiting view={view} />
}

function CompareService() {
  const [asked] = useViewParam('service', text)
  return asked ? <ChosenService service={asked} /> : <FirstService />
}

/** Where none was chosen: the social service with most clients among those that both sides show. */
function FirstService() {
  const view = useView(COMPARE_OVERVIEW, useSides())
  if (view.kind !== 'shown') return <Waiting view={view} />
  const { catalogue } = view
  const inBoth = view.data.differences
    .filter(({ a, b }) => typeof a.count === 'number' && typeof b.count === 'number')
    .map(({ service, a }) => ({ code: service.code, clients: a.count ?? 0, social: catalogue.service(service.code)?.sector === 'SOCIAL' }))
    .sort((x, y) => Number(y.social) - Number(x.social) || y.clients - x.clients)
  const service = inBoth[0]?.code ?? catalogue.services[0]?.code
  return service ? <ChosenService service={service} /> : <Waiting view={{ kind: 'loading' }} />
}

function ChosenService({ service }: { readonly service: string }) {
  const view = useView(COMPARE_SERVICE, { ...useSides(), service })
  return view.kind === 'shown' ? <Services view={view} service={service} /> : <Waiting view={view} />
}

function CompareMatrix() {
  const view = useView(COMPARE_MATRIX, useSides())
  return view.kind === 'shown' ? <Matrices view={view} /> : <Waiting view={view} />
}

function Waiting({ view }: { readonly view: View<unknown> }) {
  const { t } = useTranslation()
  const { catalogue } = useCatalogueState()
  return (
    <ViewPage
      wide
      title={t('compare.title')}
      view={view}
      skeleton={<RowsSkeleton rows={20} />}
      sentence={view.kind === 'failed' && catalogue ? <Controls catalogue={catalogue} /> : undefined}
    />
  )
}

function Services({
  view,
  service,
}: {
  readonly view: ViewShown<CompareOverviewQuery | CompareServiceQuery>
  readonly service: string | null
}) {
  const { t } = useTranslation()
  const [order, setOrder] = useViewParam('order', ORDER)
  const [, setService] = useViewParam('service', text)
  const { data, catalogue } = view
  const rows = useMemo(() => rowsOf(data, catalogue), [data, catalogue])
  const groups = useMemo(() => differenceGroups(rows, order), [rows, order])
  const tables = useMemo(() => [differenceTable(rows, t, (breaks) => breakWords(t, breaks, catalogue))], [rows, t, catalogue])
  return (
    <Compared
      view={view}
      sides={data}
      service={service}
      rows={rows}
      unlike={rows}
      tables={tables}
      name={service ? `compare-service-${service}` : 'compare-overview'}
      controls={
        <>
          {service && (
            <ServicePicker label={t('column.service')} catalogue={catalogue} value={service} onChange={(code) => setService(code)} />
          )}
          <Segments
            label={t('compare.order.label')}
            options={(['sector', 'gap', 'size'] as const).map((value) => ({ value, label: t(`compare.order.${value}`) }))}
            value={order}
            onChange={setOrder}
          />
        </>
      }
    >
      <DifferenceList groups={groups} />
    </Compared>
  )
}

function Matrices({ view }: { readonly view: ViewShown<CompareMatrixQuery> }) {
  const { t } = useTranslation()
  const { data, catalogue } = view
  const { services: seen } = useSight()
  const a = useMemo(() => figuresOf(data.first, catalogue, seen), [data, catalogue, seen])
  const b = useMemo(() => figuresOf(data.second, catalogue, seen), [data, catalogue, seen])
  const tables = useMemo(() => [matrixDifferenceTable(a, b, data.differences, t)], [a, b, data, t])
  return (
    <Compared view={view} sides={data} rows={[]} unlike={data.unlike} tables={tables} name="compare-matrix">
      <DifferenceMatrices a={a} b={b} points={data.differences} order={data.first.sector} />
    </Compared>
  )
}

function rowsOf(data: CompareOverviewQuery | CompareServiceQuery, catalogue: Catalogue): readonly DifferenceRow[] {
  return data.differences.flatMap(({ service: { code }, a, b, shareA, shareB, share, breaks }): DifferenceRow[] => {
    const service = catalogue.service(code)
    if (!service) return []
    return [
      {
        code,
        name: service.name,
        sector: service.sector,
        a: { count: a.count ?? null, atLeast: a.atLeast },
        b: { count: b.count ?? null, atLeast: b.atLeast },
        shareA: shareA ?? null,
        shareB: shareB ?? null,
        points: share ?? null,
        breaks,
      },
    ]
  })
}
