import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { useSight } from '../access/viewer-context.tsx'
import { SegmentLinks } from '../adopted/segment-links.tsx'
import { figuresOf } from '../charts/matrix/figures-of.ts'
import { createHotStore } from '../charts/matrix/hot-cell.ts'
import { MatrixAges } from '../charts/matrix/matrix-ages.tsx'
import { MatrixBlockList, MatrixReading } from '../charts/matrix/matrix-aside.tsx'
import { MatrixChart } from '../charts/matrix/matrix-chart.tsx'
import { classifyCells, isClassOf, withheldFigures } from '../charts/matrix/matrix-colour.ts'
import { MatrixControls } from '../charts/matrix/matrix-controls.tsx'
import { matrixLayout } from '../charts/matrix/matrix-layout.ts'
import { MatrixLegend } from '../charts/matrix/matrix-legend.tsx'
import { MatrixLists } from '../charts/matrix/matrix-lists.tsx'
import { MatrixPanel } from '../charts/matrix/matrix-panel.tsx'
import { KEEP, MEASURE, ORDER } from '../charts/matrix/matrix-params.ts'
import { MatrixPhone } from '../charts/matrix/matrix-phone.tsx'
import { matrixQuestion } from '../charts/matrix/matrix-query.ts'
import { matrixRoom } from '../charts/matrix/matrix-room.ts'
import { MatrixScroll, ZOOMS } from '../charts/matrix/matrix-scroll.tsx'
import { MatrixTwin } from '../charts/matrix/matrix-table.tsx'
import { matrixTables } from '../charts/matrix/matrix-tables.ts'
import { MatrixTooltip } from '../charts/matrix/matrix-tooltip.tsx'
import { matrixSentence, useMatrixWords } from '../charts/matrix/matrix-words.ts'
import { pairWords } from '../charts/matrix/pair-words.ts'
import { PanelActions } from '../charts/matrix/panel-actions.tsx'
import { TwoServices } from '../charts/matrix/two-services.tsx'
import { useMatrixAges, usePairLists } from '../charts/matrix/use-companions.ts'
import { useMatrixChoice } from '../charts/matrix/use-matrix-choice.ts'
import { useRoom } from '../charts/matrix/use-room.ts'
import { PHONE, useMedia } from '../controls/use-media.ts'
import { useExportable } from '../export/use-exportable.tsx'
import { useFormats } from '../format.ts'
import { ViewPage } from '../frame/view-page.tsx'
import type { SchemeScope, UsageMatrixQuery } from '../generated/graphql.ts'
import { plain, Rich } from '../i18n/rich.tsx'
import { useTranslation } from '../i18n/use-translation.ts'
import { useView, type ViewShown } from '../release/use-view.ts'
import type { AgeGroup } from '../selection/selection.ts'
import { useSelection } from '../selection/use-selection.ts'
import { useViewParam } from '../selection/use-view-param.ts'
import './matrix-page.css'

/** Age groups that schemes divide, beside everyone. */
const SCHEME_SCOPES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'] as const satisfies readonly SchemeScope[]

/** Width of the companions beside the matrix with the space before them, in rem; names may lean over the space. */
const ASIDE = 17

/** Yhteiskäyttömatriisi: what goes together. A pair of clients who use two services already is not published. */
export function MatrixPage() {
  const [{ services }] = useSelection()
  return services.length === 2 ? <TwoServices /> : <AnyMatrix />
}

function AnyMatrix() {
  const { t } = useTranslation()
  const [selection] = useSelection()
  const { document, variables } = matrixQuestion(selection)
  const view = useView(document, variables)
  if (view.kind === 'shown') return <Matrix view={view} />
  return <ViewPage title={t('matrix.title')} view={view} skeleton={<MatrixSkeleton />} />
}

function Matrix({ view }: { readonly view: ViewShown<UsageMatrixQuery> }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [selection, update] = useSelection()
  const [pressedMeasure, setMeasure] = useViewParam('measure', MEASURE)
  const [pressedOrder, setOrder] = useViewParam('order', ORDER)
  // The pressed button answers at once; sixteen hundred cells follow.
  const measure = useDeferredValue(pressedMeasure)
  const order = useDeferredValue(pressedOrder)
  const [keptClass, setKeep] = useViewParam('class', KEEP)
  const keep = keptClass && isClassOf(keptClass, measure) ? keptClass : null
  const [zoom, setZoom] = useState(0)
  const [hot] = useState(createHotStore)
  const roomRef = useRef<HTMLDivElement>(null)
  const svgRef = useRef<SVGSVGElement>(null)
  const figureRef = useRef<HTMLElement>(null)
  const room = useRoom(roomRef)
  const phone = useMedia(PHONE)

  const { catalogue } = view
  const { services: seen } = useSight()
  const answer = view.data.usageMatrix
  const figures = useMemo(() => figuresOf(answer, catalogue, seen), [answer, catalogue, seen])
  const { selected, select, selectPair, close, pins, setPins, togglePin, pinSelected, headingRef, stageRef } = useMatrixChoice(figures)
  const ages = useMatrixAges(selection, catalogue)
  const lists = usePairLists(selection)
  const grouped = order === 'sector'
  const places = answer[order]

  const width = room?.width ?? 1376
  const scale = room?.scale ?? 1
  const { frame, pitch, beside, scrolls } = useMemo(
    () => matrixRoom(figures.services, (sector) => t(`sector.${sector}`), { width, scale }, ASIDE * 16 * scale),
    [figures, t, width, scale],
  )
  const zoomed = Math.round(pitch * (ZOOMS[zoom] ?? 1))
  const layout = useMemo(() => {
    const blocks = order === 'similarity' ? answer.blocks : []
    return matrixLayout({ services: figures.services, order: places, grouped, blocks, pitch: zoomed })
  }, [figures, places, grouped, order, answer.blocks, zoomed])
  const cells = useMemo(() => classifyCells(figures, measure, layout.order), [figures, measure, layout.order])
  const withheld = useMemo(() => withheldFigures(figures, measure), [figures, measure])

  const pairOf = useCallback((row: number, column: number) => pairWords(t, formats, figures, row, column), [t, formats, figures])
  const chosenAge = selection.ageGroups.length === 1 ? (selection.ageGroups[0] ?? null) : null
  const segmentScope = selection.ageGroups.length === 0 ? 'ALL' : SCHEME_SCOPES.find((scope) => scope === chosenAge)
  const chooseAge = useCallback((age: AgeGroup | null) => update({ ageGroups: age ? [age] : [] }), [update])

  const words = useMatrixWords(figures, measure)
  const sentence = matrixSentence(answer, catalogue, t, formats)
  const tables = useMemo(() => matrixTables(figures, t), [figures, t])
  useExportable(
    useMemo(
      () => ({
        name: 'matrix',
        title: t('matrix.title'),
        sentence: plain(sentence),
        tables,
        chart: () => (zoom > 0 || scrolls ? svgRef.current : figureRef.current),
      }),
      [sentence, tables, t, zoom, scrolls],
    ),
  )

  const panel = selected && (
    <MatrixPanel
      figures={figures}
      cell={selected}
      words={pairOf(selected[0], selected[1])}
      count={formats.count}
      onClose={close}
      headingRef={headingRef}
      actions={<PanelActions services={[...new Set(selected)].flatMap((index) => figures.services[index] ?? [])} onPin={pinSelected} />}
    />
  )
  const agesSwitch = <MatrixAges ages={ages} measure={measure} order={places} grouped={grouped} chosen={chosenAge} onChoose={chooseAge} />
  const controls = (
    <MatrixControls
      {...{ measure: pressedMeasure, onMeasure: setMeasure, order: pressedOrder, onOrder: setOrder }}
      {...{ services: figures.services, catalogue, pins, onPins: setPins }}
    />
  )
  const onPhone = (
    <>
      {agesSwitch}
      <MatrixPhone
        figures={figures}
        measure="both"
        order={places}
        grouped={grouped}
        chosen={selected?.[0] ?? firstPinned(figures.services, pins)}
        onChoose={(index) => select([index, index])}
        onSelect={selectPair}
      />
      {selected && selected[0] !== selected[1] && <div className="matrix-dock">{panel}</div>}
    </>
  )
  const onScreen = room && (
    <div className="matrix-view" data-beside={beside ? '' : undefined}>
      {!beside && agesSwitch}
      <figure ref={figureRef}>
        <MatrixScroll zoom={zoom} onZoom={setZoom} scrolls={scrolls}>
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
            onPin={togglePin}
            svgRef={svgRef}
            stageRef={stageRef}
          />
        </MatrixScroll>
        <figcaption className="matrix-caption" style={{ gridTemplateColumns: `${frame.left - 40}px minmax(0, ${pitch * 42}px)` }}>
          <MatrixReading measure={measure} />
          <MatrixLegend cells={cells} withheld={withheld} measure={measure} keep={keep} onKeep={setKeep} />
        </figcaption>
      </figure>
      {(beside || order === 'similarity') && (
        <aside className="matrix-aside">
          {beside && panel}
          {beside && agesSwitch}
          {order === 'similarity' && <MatrixBlockList figures={figures} layout={layout} />}
        </aside>
      )}
      {!beside && panel && <div className="matrix-dock">{panel}</div>}
      <MatrixTooltip hot={hot} words={pairOf} />
    </div>
  )
  return (
    <ViewPage
      wide
      title={t('matrix.title')}
      view={view}
      skeleton={null}
      sentence={<Rich text={sentence} />}
      coverage={answer.coverage}
      answered={answer.selection}
      controls={phone ? undefined : controls}
    >
      <div ref={roomRef}>{phone ? onPhone : onScreen}</div>
      {lists && <MatrixLists lists={lists} figures={figures} hot={hot} onSelect={selectPair} />}
      {segmentScope && <SegmentLinks label={t('detail.overMatrix')} panel="pairs" scope={segmentScope} />}
      <MatrixTwin figures={figures} measure={measure} layout={layout} />
    </ViewPage>
  )
}

function firstPinned(services: readonly { readonly code: string }[], pins: readonly string[]): number {
  return Math.max(
    0,
    services.findIndex(({ code }) => code === pins[0]),
  )
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
