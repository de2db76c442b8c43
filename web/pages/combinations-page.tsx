import { useMemo, useRef } from 'react'
import { serviceOf } from '../charts/matrix/figures-of.ts'
import { matrixFrame } from '../charts/matrix/matrix-frame.ts'
import { useRoom } from '../charts/matrix/use-room.ts'
import { CombinationDetail } from '../charts/upset/combination-detail.tsx'
import { combinationTable } from '../charts/upset/combination-table.ts'
import { NoCombinations } from '../charts/upset/no-combinations.tsx'
import { UpsetChart } from '../charts/upset/upset-chart.tsx'
import { type UpsetCombination, type UpsetService, upsetCapacity, upsetLayout } from '../charts/upset/upset-layout.ts'
import { UpsetList } from '../charts/upset/upset-list.tsx'
import { COMBINATIONS } from '../charts/upset/upset-query.ts'
import { OpenKey } from '../controls/at-least.tsx'
import { Segments } from '../controls/segments.tsx'
import { PHONE, useMedia } from '../controls/use-media.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { RowsSkeleton } from '../frame/rows-skeleton.tsx'
import { ViewPage } from '../frame/view-page.tsx'
import type { CombinationsQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import { listed, placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { codes as codeList, oneOf, useViewParam } from '../selection/use-view-param.ts'
import '../charts/rows.css'
import './combinations-page.css'

const SIZE = oneOf(['2', '3'])
const SORT = oneOf(['clients', 'lift', 'lowest'])
const ORDERS = { clients: 'CLIENTS', lift: 'LIFT', lowest: 'LOWEST_LIFT' } as const

/** Palveluyhdistelmät: which combinations of two and three services? */
export function CombinationsPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const [asked] = useViewParam('size', SIZE)
  const [sort] = useViewParam('sort', SORT)
  // With two services in the selection every pair is that pair: threes that hold it say more.
  const size = selection.services.length === 2 || asked === '3' ? 3 : 2
  const view = useView(COMBINATIONS, {
    selection: toInput(selection),
    whole: toInput({ ...selection, services: [] }),
    release: selection.release,
    size,
    order: ORDERS[sort],
  })
  if (view.kind === 'shown') return <Combinations view={view} />
  return <ViewPage title={t('combinations.title')} view={view} skeleton={<RowsSkeleton rows={18} />} />
}

function Combinations({ view }: { readonly view: ViewShown<CombinationsQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [selection, update] = useSelection()
  const [asked, setAsked] = useViewParam('size', SIZE)
  const [sort, setSort] = useViewParam('sort', SORT)
  const [chosenCodes, setChosenCodes] = useViewParam('combination', codeList)
  const roomRef = useRef<HTMLDivElement>(null)
  const svgRef = useRef<SVGSVGElement>(null)
  const room = useRoom(roomRef)
  const phone = useMedia(PHONE)
  const { data, catalogue } = view

  const services = useMemo(() => servicesOf(data, catalogue), [data, catalogue])
  const byCode = useMemo(() => new Map(services.map((service) => [service.code, service])), [services])
  const combinations = useMemo(() => combinationsOf(data), [data])
  const size = combinations[0]?.codes.length ?? (asked === '3' || selection.services.length === 2 ? 3 : 2)
  const scale = room?.scale ?? 1
  const width = room?.width ?? 1376
  const left = matrixFrame(
    catalogue.services.map(({ code }) => serviceOf(code, catalogue)),
    () => '',
    scale,
  ).left
  const drawn = useMemo(() => combinations.slice(0, upsetCapacity(width, left, scale)), [combinations, width, left, scale])
  const layout = useMemo(() => upsetLayout({ combinations: drawn, services, left, width, scale }), [drawn, services, left, width, scale])
  const shown = phone ? combinations.slice(0, 20) : drawn
  const chosen = shown.findIndex(({ codes }) => codes.join(',') === chosenCodes.join(','))
  const chosenCombination = shown[chosen]
  const choose = (index: number) => {
    const combination = shown[index]
    if (!combination) return
    const { codes } = combination
    if (codes.length === 2) update({ services: codes })
    else setChosenCodes(codes.join(',') === chosenCodes.join(',') ? [] : codes)
  }
  const words = useMemo(
    () => ({
      clients: t('column.clients'),
      lift: t('matrix.legend.lift'),
      list: t('combinations.list'),
      name: (index: number) => {
        const combination = drawn[index]
        if (!combination) return ''
        const names = listed(t, combination.codes.map(catalogue.serviceName))
        const clients = formats.figure(combination.clients)
        return combination.lift === null
          ? t('combinations.spoken', { names, clients })
          : t('combinations.spokenLift', { names, clients, lift: formats.lift(combination.lift) })
      },
    }),
    [t, drawn, catalogue, formats],
  )

  const { selection: answered, clients } = data.overview
  const count = clients.count ?? null
  const who = { who: whoWords(t, answered), place: placeWords(t, answered, catalogue), uses: usesWords(t, answered, catalogue) }
  const sentence = [
    count === null
      ? t('sentence.whoWithheld', who)
      : t('sentence.who', { ...who, count, figure: formats.figure({ count, atLeast: clients.atLeast }) }),
    t(`combinations.what.${shown.length === 0 ? 'none' : sort}`, {
      count: shown.length,
      shown: formats.plain(shown.length),
      size: t(`combinations.sizes.${size}`),
    }),
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ].join(' ')
  const table = useMemo(() => combinationTable(combinations, size, catalogue.serviceName, t), [combinations, size, catalogue, t])
  useExportable(
    useMemo(
      () => ({
        name: 'combinations',
        title: t('combinations.title'),
        sentence: plain(sentence),
        tables: [table],
        chart: () => svgRef.current,
      }),
      [sentence, table, t],
    ),
  )
  const detail = chosenCombination && (
    <CombinationDetail
      combination={chosenCombination}
      service={(code) => byCode.get(code)}
      formats={formats}
      selected={selection.services}
      onSelect={(codes) => update({ services: codes })}
      onClose={() => setChosenCodes([])}
    />
  )
  return (
    <ViewPage
      wide
      title={t('combinations.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={data.combinationsCoverage}
      combinations
      answered={answered}
      controls={
        <>
          {selection.services.length < 2 && (
            <Segments
              label={t('combinations.size')}
              options={(['2', '3'] as const).map((value) => ({ value, label: t(`combinations.choices.${value}`) }))}
              value={asked}
              onChange={setAsked}
            />
          )}
          <Segments
            label={t('matrix.order.label')}
            options={(['clients', 'lift', 'lowest'] as const).map((value) => ({ value, label: t(`combinations.sort.${value}`) }))}
            value={sort}
            onChange={setSort}
          />
        </>
      }
      tables={[table]}
    >
      <div ref={roomRef}>
        {selection.services.length === 2 && <p className="combination-note muted">{t('combinations.withTwo')}</p>}
        {combinations.length === 0 ? (
          <NoCombinations onTwo={size === 3 && selection.services.length < 2 ? () => setAsked('2') : null} />
        ) : phone ? (
          <UpsetList
            combinations={shown}
            service={(code) => byCode.get(code)}
            formats={formats}
            chosen={chosen < 0 ? null : chosen}
            onChoose={choose}
          />
        ) : (
          <UpsetChart
            layout={layout}
            combinations={drawn}
            formats={formats}
            words={words}
            chosen={chosen < 0 ? null : chosen}
            onChoose={choose}
            svgRef={svgRef}
          />
        )}
        {shown.some(({ clients }) => clients.atLeast) && (
          <p className="key-line combination-note">
            <OpenKey />
          </p>
        )}
        {detail && <div className="combination-dock">{detail}</div>}
        <p className="small muted combination-note">
          <span className="on-screen">{t('combinations.press')} </span>
          {t('combinations.inclusive')}
        </p>
      </div>
    </ViewPage>
  )
}

function servicesOf(data: CombinationsQuery, catalogue: Catalogue): readonly UpsetService[] {
  const sectors = ['HEALTH', 'DENTAL', 'SOCIAL']
  return data.whole.services
    .flatMap(({ service: { code }, clients }): UpsetService[] => {
      const service = catalogue.service(code)
      if (!service) return []
      return [{ code, sector: service.sector, name: service.name, clients: { count: clients.count ?? null, atLeast: clients.atLeast } }]
    })
    .sort((a, b) => sectors.indexOf(a.sector) - sectors.indexOf(b.sector))
}

function combinationsOf(data: CombinationsQuery): readonly UpsetCombination[] {
  return data.combinations.map(({ services, clients, lift }) => ({
    codes: services.map(({ code }) => code),
    clients: { count: clients.count ?? null, atLeast: clients.atLeast },
    lift: lift ?? null,
  }))
}
