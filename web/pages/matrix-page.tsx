import { useQuery } from '@apollo/client/react'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import { figuresOf } from '../charts/matrix/figures-of.ts'
import { createHotStore } from '../charts/matrix/hot-cell.ts'
import { MATRIX_AGE_GROUPS, MatrixAges } from '../charts/matrix/matrix-ages.tsx'
import { MatrixBlockList, MatrixReading } from '../charts/matrix/matrix-aside.tsx'
import { MatrixChart, type MatrixWords } from '../charts/matrix/matrix-chart.tsx'
import { classifyCells, withheldFigures } from '../charts/matrix/matrix-colour.ts'
import { matrixFrame } from '../charts/matrix/matrix-frame.ts'
import { matrixLayout, matrixPitch } from '../charts/matrix/matrix-layout.ts'
import { MatrixLegend } from '../charts/matrix/matrix-legend.tsx'
import { MatrixLists } from '../charts/matrix/matrix-lists.tsx'
import { MatrixPanel } from '../charts/matrix/matrix-panel.tsx'
import { CELL, KEEP, MEASURE, ORDER, PINS } from '../charts/matrix/matrix-params.ts'
import { MatrixPhone } from '../charts/matrix/matrix-phone.tsx'
import { PinControls } from '../charts/matrix/matrix-pins.tsx'
import { MATRIX_AGES, PAIR_LISTS, USAGE_MATRIX } from '../charts/matrix/matrix-query.ts'
import { MatrixScroll, ZOOMS } from '../charts/matrix/matrix-scroll.tsx'
import { MatrixTable } from '../charts/matrix/matrix-table.tsx'
import { matrixTables } from '../charts/matrix/matrix-tables.ts'
import { MatrixTooltip } from '../charts/matrix/matrix-tooltip.tsx'
import { cellSpeech, pairWords } from '../charts/matrix/pair-words.ts'
import { useRoom } from '../charts/matrix/use-room.ts'
import { Segments } from '../controls/segments.tsx'
import { PHONE, useMedia } from '../controls/use-media.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { ViewPage } from '../frame/view-page.tsx'
import type { UsageMatrixQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useView, type ViewShown } from '../release/use-view.ts'
import { placeWords, usesWords, whoWords } from '../selection/describe.ts'
import { type Selection, toInput } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { oneOf, useViewParam } from '../selection/use-view-param.ts'
import './matrix-page.css'

const TABLE = oneOf(['closed', 'open'])
/** Below this pitch the chart takes the whole width and its companions stand below. */
const NARROW_PITCH = 14

/** Yhteiskäyttömatriisi: what goes together. */
export function MatrixPage() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const view = useView(USAGE_MATRIX, { selection: toInput(selection), release: selection.release })
  if (view.kind === 'shown') return <Matrix view={view} />
  return <ViewPage title={t('matrix.title')} view={view} skeleton={<MatrixSkeleton />} />
}

function Matrix({ view }: { readonly view: ViewShown<UsageMatrixQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { search } = useLocation()
  const [selection, update] = useSelection()
  const [measure, setMeasure] = useViewParam('measure', MEASURE)
  const [order, setOrder] = useViewParam('order', ORDER)
  const [pins, setPins] = useViewParam('pins', PINS)
  const [cellCodes, setCellCodes] = useViewParam('cell', CELL)
  const [keep, setKeep] = useViewParam('class', KEEP)
  const [table, setTable] = useViewParam('table', TABLE)
  const [zoom, setZoom] = useState(0)
  const [hot] = useState(createHotStore)
  const roomRef = useRef<HTMLDivElement>(null)
  const svgRef = useRef<SVGSVGElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const headingRef = useRef<HTMLHeadingElement>(null)
  const room = useRoom(roomRef)
  const phone = useMedia(PHONE)

  const { catalogue } = view
  const answer = view.data.usageMatrix
  const figures = useMemo(() => figuresOf(answer, catalogue), [answer, catalogue])
  const grouped = order === 'sector'
  const places = answer[order]
  const ages = useAges(selection, view)
  const lists = useLists(selection)

  const scale = room?.scale ?? 1
  const width = room?.width ?? 1376
  const frame = useMemo(() => matrixFrame(figures.services, scale), [figures, scale])
  const aside = Math.round(272 * scale) + 32
  const pitchIn = (available: number) =>
    matrixPitch(figures.services, true, available - frame.left - frame.right, 9, Math.round(18 * scale))
  const beside = pitchIn(width - aside + 16) >= NARROW_PITCH
  const pitch = Math.round(pitchIn(beside ? width - aside + 16 : width) * (ZOOMS[zoom] ?? 1))
  const layout = useMemo(
    () => matrixLayout({ services: figures.services, order: places, grouped, blocks: order === 'similarity' ? answer.blocks : [], pitch }),
    [figures, places, grouped, order, answer.blocks, pitch],
  )
  const cells = useMemo(() => classifyCells(figures, measure, layout.order), [figures, measure, layout.order])
  const withheld = useMemo(() => withheldFigures(figures, measure), [figures, measure])

  const indexOf = (code: string) => figures.services.findIndex((service) => service.code === code)
  const [rowCode, columnCode] = cellCodes ?? []
  const selected = useMemo(() => {
    const at = [rowCode, columnCode].map((code) => figures.services.findIndex((service) => service.code === code))
    return at[0] !== undefined && at[1] !== undefined && at[0] >= 0 && at[1] >= 0 ? ([at[0], at[1]] as const) : null
  }, [figures, rowCode, columnCode])
  const select = (cell: readonly [number, number] | null, by: 'pointer' | 'keyboard' = 'pointer') => {
    const [row, column] = cell ? cell.map((index) => figures.services[index]?.code) : []
    setCellCodes(row && column ? [row, column] : null)
    if (by === 'keyboard' && cell) requestAnimationFrame(() => headingRef.current?.focus())
  }
  const close = () => {
    select(null)
    stageRef.current?.focus()
  }
  const pin = (index: number) => {
    const code = figures.services[index]?.code
    if (code) setPins(pins.includes(code) ? pins.filter((other) => other !== code) : [...pins, code])
  }

  const words = useMemo<MatrixWords>(
    () => ({
      label: t('matrix.label', { count: figures.services.length }),
      help: t('matrix.help'),
      role: t('matrix.role'),
      clients: t('matrix.clients'),
      sector: (sector) => t(`sector.${sector}`),
      count: (count) => (count === null ? '' : formats.count(count)),
      number: (kind, value) => (kind === 'share' ? formats.plain(value) : kind === 'lift' ? formats.lift(value) : formats.count(value)),
      speech: (row, column) => cellSpeech(t, formats, figures, measure, row, column),
      pinned: (index, on) => t(on ? 'matrix.pin.on' : 'matrix.pin.off', { name: figures.services[index]?.name }),
    }),
    [t, formats, figures, measure],
  )

  const place = placeWords(t, answer.selection, catalogue)
  const uses = usesWords(t, answer.selection, catalogue)
  const who = whoWords(t, answer.selection)
  const clients = answer.clients.count ?? null
  const sentence = [
    clients === null
      ? t('sentence.whoWithheld', { who, place, uses })
      : t('sentence.who', {
          who,
          place,
          uses,
          count: clients,
          figure: formats.figure({ count: clients, atLeast: answer.clients.atLeast }),
        }),
    t('matrix.what'),
    t('sentence.date', { date: formats.date(catalogue.release.dataDate) }),
  ].join(' ')
  const tables = useMemo(() => matrixTables(figures, t), [figures, t])
  useExportable(
    useMemo(
      () => ({ name: 'matrix', title: t('matrix.title'), sentence: plain(sentence), tables, chart: () => svgRef.current }),
      [sentence, tables, t],
    ),
  )

  const chosenAge = selection.ageGroups.length === 1 ? (selection.ageGroups[0] ?? null) : null
  const caption =
    measure === 'both' ? t('matrix.table.bothCaption') : t('matrix.table.caption', { measure: t(`matrix.measure.${measure}`) })
  const panelService = selected && figures.services[selected[0]]
  const panel = selected && (
    <MatrixPanel
      figures={figures}
      cell={selected}
      words={pairWords(t, formats, figures, selected[0], selected[1])}
      count={formats.count}
      onClose={close}
      headingRef={headingRef}
      actions={
        <>
          <button type="button" className="linkb" onClick={() => setPins([...new Set([...pins, ...(cellCodes ?? [])])])}>
            {t(selected[0] === selected[1] ? 'matrix.pin.service' : 'matrix.pin.pair')}
          </button>
          {[...new Set(selected)].map((index) => {
            const service = figures.services[index]
            return service ? (
              <Link key={service.code} to={{ pathname: '/service', search: withParam(search, 'service', service.code) }}>
                {t('matrix.panel.open', { name: service.shortName })}
              </Link>
            ) : null
          })}
          {panelService && selected[0] !== selected[1] && selection.services.length === 0 && (
            <button
              type="button"
              className="linkb"
              title={t('matrix.panel.chooseHint')}
              onClick={() => update({ services: [...(cellCodes ?? [])] })}
            >
              {t('matrix.panel.choose')}
            </button>
          )}
        </>
      }
    />
  )
  const agesSwitch = (
    <MatrixAges
      ages={ages}
      measure={measure}
      order={places}
      grouped={grouped}
      chosen={chosenAge}
      onChoose={(age) => update({ ageGroups: chosenAge === age ? [] : [age] })}
    />
  )
  return (
    <ViewPage
      wide
      title={t('matrix.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={answer.coverage}
      controls={
        phone ? undefined : (
          <>
            <Segments
              label={t('matrix.measure.label')}
              options={(['both', 'clients', 'share', 'lift'] as const).map((value) => ({ value, label: t(`matrix.measure.${value}`) }))}
              value={measure}
              onChange={(next) => {
                setMeasure(next)
                if (keep) setKeep(null)
              }}
            />
            <Segments
              label={t('matrix.order.label')}
              options={(['sector', 'size', 'similarity'] as const).map((value) => ({ value, label: t(`matrix.order.${value}`) }))}
              value={order}
              onChange={setOrder}
            />
            <PinControls services={figures.services} pins={pins} onPins={setPins} />
          </>
        )
      }
    >
      <div ref={roomRef}>
        {phone ? (
          <>
            {agesSwitch}
            <MatrixPhone
              figures={figures}
              measure="both"
              order={places}
              grouped={grouped}
              chosen={selected?.[0] ?? Math.max(0, indexOf(pins[0] ?? ''))}
              onChoose={(index) => select([index, index])}
              onSelect={(row, column) => select([row, column])}
            />
            {selected && selected[0] !== selected[1] && <div className="matrix-dock">{panel}</div>}
          </>
        ) : (
          room && (
            <div className="matrix-view" data-beside={beside ? '' : undefined}>
              {!beside && agesSwitch}
              <figure>
                <MatrixScroll zoom={zoom} onZoom={setZoom}>
                  <MatrixChart
                    figures={figures}
                    measure={measure}
                    layout={layout}
                    frame={frame}
                    scale={scale}
                    keep={keep}
                    pins={pins}
                    selected={selected}
                    hot={hot}
                    words={words}
                    onSelect={select}
                    onPin={pin}
                    svgRef={svgRef}
                    stageRef={stageRef}
                  />
                </MatrixScroll>
                <figcaption style={{ marginLeft: frame.left, maxWidth: Math.max(layout.extent, 420) }}>
                  <MatrixLegend cells={cells} withheld={withheld} measure={measure} keep={keep} onKeep={setKeep} />
                </figcaption>
              </figure>
              <aside className="matrix-aside">
                {beside && panel}
                {beside && agesSwitch}
                {order === 'similarity' && <MatrixBlockList figures={figures} layout={layout} />}
                <MatrixReading measure={measure} />
              </aside>
              {!beside && panel && <div className="matrix-dock">{panel}</div>}
              <MatrixTooltip hot={hot} words={(row, column) => pairWords(t, formats, figures, row, column)} />
            </div>
          )
        )}
      </div>
      {lists && <MatrixLists lists={lists} figures={figures} hot={hot} onSelect={(row, column) => select([row, column])} />}
      <section className="twin">
        <button
          type="button"
          className="linkb"
          aria-expanded={table === 'open'}
          onClick={() => setTable(table === 'open' ? 'closed' : 'open')}
        >
          {t(table === 'open' ? 'matrix.table.hide' : 'matrix.table.show')}
        </button>
        {table === 'open' && <MatrixTable figures={figures} measure={measure} layout={layout} caption={caption} />}
      </section>
    </ViewPage>
  )
}

/** The four ages under the rest of the selection; null until they have come. */
function useAges(selection: Selection, view: ViewShown<UsageMatrixQuery>) {
  const [children, adults, older, oldest] = MATRIX_AGE_GROUPS.map((age) => toInput({ ...selection, ageGroups: [age] }))
  const { data, previousData } = useQuery(MATRIX_AGES, {
    variables: { children: children ?? {}, adults: adults ?? {}, older: older ?? {}, oldest: oldest ?? {}, release: selection.release },
  })
  const shown = data ?? previousData
  const { catalogue } = view
  return useMemo(() => {
    if (!shown) return null
    const answers = [shown.children, shown.adults, shown.older, shown.oldest]
    return MATRIX_AGE_GROUPS.flatMap((age, index) => {
      const answer = answers[index]
      if (!answer) return []
      return [
        { age, clients: { count: answer.clients.count ?? null, atLeast: answer.clients.atLeast }, figures: figuresOf(answer, catalogue) },
      ]
    })
  }, [shown, catalogue])
}

/** The ranked lists; null until they have come. */
function useLists(selection: Selection) {
  const { data, previousData } = useQuery(PAIR_LISTS, { variables: { selection: toInput(selection), release: selection.release } })
  const shown = data ?? previousData
  return useMemo(() => {
    if (!shown) return null
    const pairs = (list: typeof shown.most) =>
      list.map(({ services, clients, lift }) => ({
        services,
        clients: { count: clients.count ?? null, atLeast: clients.atLeast },
        lift: lift ?? null,
      }))
    return { most: pairs(shown.most), strongest: pairs(shown.strongest), weakest: pairs(shown.weakest) }
  }, [shown])
}

function withParam(search: string, name: string, value: string): string {
  const params = new URLSearchParams(search)
  params.set(name, value)
  return `?${params}`
}

/** A grey square where the matrix will be. */
function MatrixSkeleton() {
  return (
    <div className="matrix-skeleton">
      <span className="bone" />
      <span className="bone" />
    </div>
  )
}
