import { type KeyboardEvent, type MouseEvent, memo, type PointerEvent, type Ref, useCallback, useMemo, useRef, useState } from 'react'
import { bringIntoView } from './bring-into-view.ts'
import type { HotStore } from './hot-cell.ts'
import { MatrixBlocks } from './matrix-blocks.tsx'
import { MatrixCells, redrawCells } from './matrix-cells.tsx'
import { type CellSets, type ColourClass, classifyCells } from './matrix-colour.ts'
import type { MatrixFigures, MatrixMeasure } from './matrix-figures.ts'
import type { MatrixFrame } from './matrix-frame.ts'
import { type MatrixKeyState, type MatrixPlace, matrixFocused, matrixKeyStep } from './matrix-keyboard.ts'
import { MatrixLabels, type MatrixLabelWords, redrawLabels } from './matrix-labels.tsx'
import { cellGap, type MatrixLayout, placeAt } from './matrix-layout.ts'
import { MatrixNumbers } from './matrix-numbers.tsx'
import { MatrixOverlay } from './matrix-overlay.tsx'
import { useReorder } from './use-reorder.ts'
import './matrix.css'

export interface MatrixWords extends MatrixLabelWords {
  /** Accessible name of the chart; `help` says how it is steered. */
  readonly label: string
  readonly help: string
  readonly role: string
  /** A number inside a cell that is large enough for one. */
  readonly number: (kind: 'clients' | 'share' | 'lift', value: number, atLeast: boolean) => string
  /** What a screen reader hears of a cell (service indexes). */
  readonly speech: (row: number, column: number) => string
  readonly pinned: (index: number, on: boolean) => string
}

interface MatrixChartProps {
  readonly figures: MatrixFigures
  readonly measure: MatrixMeasure
  /** The cells by class, where they show something else than the measure of these figures: a difference. */
  readonly cells?: CellSets
  readonly layout: MatrixLayout
  readonly frame: MatrixFrame
  readonly scale: number
  readonly keep: ColourClass | null
  readonly pins: readonly string[]
  /** Service indexes of the cell whose panel is open. */
  readonly selected: readonly [number, number] | null
  readonly hot: HotStore
  readonly words: MatrixWords
  /** A cell was chosen, or none; `by` keyboard asks for the focus to go to the panel. */
  readonly onSelect: (cell: readonly [number, number] | null, by: 'pointer' | 'keyboard') => void
  readonly onPin: (index: number) => void
  readonly svgRef: Ref<SVGSVGElement>
  /** The element that has the keyboard; the panel gives the focus back to it. */
  readonly stageRef: Ref<HTMLDivElement>
}

/** The matrix: cells, names and what follows pointer and keyboard. One tab stop. */
export const MatrixChart = memo(function MatrixChart(props: MatrixChartProps) {
  const { figures, measure, layout, frame, scale, keep, pins, selected, hot, words, onSelect, onPin, svgRef, stageRef } = props
  const cellsRef = useRef<SVGGElement>(null)
  const labelsRef = useRef<SVGGElement>(null)
  const squareRef = useRef<SVGRectElement>(null)
  const keys = useRef<MatrixKeyState>({ mode: 'resting' })
  const last = useRef<MatrixPlace | null>(null)
  const [spoken, setSpoken] = useState('')

  const clients = useMemo(() => figures.counts.map((row, index) => row[index] ?? null), [figures])
  const ofServices = useMemo(
    () => clients.map((count, index) => ({ count, atLeast: figures.atLeast[index]?.[index] ?? false })),
    [clients, figures],
  )
  const measured = useMemo(() => classifyCells(figures, measure, layout.order), [figures, measure, layout.order])
  const cells = props.cells ?? measured
  const other = props.cells !== undefined
  // The squares on the diagonal are sizes of services; where cells show something else they would read as one of them.
  const squares = useMemo(() => (other ? clients.map(() => null) : clients), [other, clients])
  const draw = useCallback(
    (offsets: Float64Array) => {
      if (cellsRef.current) redrawCells(cellsRef.current, cells, squares, layout.pitch, offsets)
      if (labelsRef.current) redrawLabels(labelsRef.current, offsets)
    },
    [cells, squares, layout.pitch],
  )
  useReorder(layout, cellsRef, draw)

  const service = (place: number) => layout.order[place] ?? 0
  const showKeyed = (at: MatrixPlace) => {
    last.current = at
    const x = (layout.offsets[at.column] ?? 0) + layout.pitch
    const y = (layout.offsets[at.row] ?? 0) + layout.pitch
    if (squareRef.current) bringIntoView(squareRef.current, x, y)
    const box = squareRef.current?.getBoundingClientRect()
    const anchor = box ? { x: box.left + x, y: box.top + y } : null
    hot.set({ row: service(at.row), column: service(at.column), by: 'keyboard', anchor })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const current = keys.current.mode === 'resting' ? keys.current : ({ ...keys.current, mode: selected ? 'detail' : 'browsing' } as const)
    const step = matrixKeyStep(current, { key: event.key, ctrlKey: event.ctrlKey || event.metaKey }, layout.order.length)
    if (!step.handled) return
    event.preventDefault()
    keys.current = step.state
    const at = step.state.mode === 'resting' ? null : step.state.at
    switch (step.effect) {
      case 'none':
        break
      case 'announce':
        if (at) {
          showKeyed(at)
          setSpoken(words.speech(service(at.row), service(at.column)))
        }
        break
      case 'open':
        if (at) onSelect([service(at.row), service(at.column)], 'keyboard')
        break
      case 'close':
        onSelect(null, 'keyboard')
        break
      case 'pin':
        if (at) {
          const index = service(at.row)
          onPin(index)
          setSpoken(words.pinned(index, !pins.includes(figures.services[index]?.code ?? '')))
        }
        break
      case 'leave':
        hot.set(null)
        break
      default:
        step.effect satisfies never
    }
  }
  const onFocus = (event: React.FocusEvent) => {
    if (!event.currentTarget.matches(':focus-visible')) return
    keys.current = matrixFocused(keys.current, last.current)
    if (keys.current.mode === 'resting') return
    showKeyed(keys.current.at)
    setSpoken(words.speech(service(keys.current.at.row), service(keys.current.at.column)))
  }
  const onBlur = () => {
    keys.current = { mode: 'resting' }
    if (hot.get()?.by === 'keyboard') hot.set(null)
  }

  const cellUnder = (event: PointerEvent | MouseEvent) => {
    const box = squareRef.current?.getBoundingClientRect()
    const label = event.target instanceof Element ? event.target.closest<SVGElement>('[data-row], [data-column]') : null
    if (label) {
      const { row, column } = label.dataset
      return { row: row === undefined ? null : Number(row), column: column === undefined ? null : Number(column), inside: false }
    }
    if (!box || (event.target instanceof Element && event.target.closest('.matrix-rows, .matrix-columns'))) return null
    const row = placeAt(layout, event.clientY - box.top)
    const column = placeAt(layout, event.clientX - box.left)
    return row === null || column === null ? null : { row: service(row), column: service(column), inside: true }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType === 'touch') return
    const under = cellUnder(event)
    const before = hot.get()
    if (!under) {
      if (before) hot.set(null)
      return
    }
    const { row, column, inside } = under
    if (before?.by === 'pointer' && before.row === row && before.column === column) return
    hot.set({ row, column, by: 'pointer', anchor: inside ? { x: event.clientX, y: event.clientY } : null })
  }
  const onClick = (event: MouseEvent) => {
    const under = cellUnder(event)
    if (!under) return
    const { row, column } = under
    if (row !== null && column !== null) {
      last.current = { row: layout.placeOf[row] ?? 0, column: layout.placeOf[column] ?? 0 }
      keys.current = { mode: 'browsing', at: last.current }
      onSelect([row, column], 'pointer')
    } else onPin(row ?? column ?? 0)
  }

  const width = frame.left + layout.extent + frame.right
  const height = frame.top + layout.extent + cellGap
  return (
    <div
      ref={stageRef}
      className="matrix-stage"
      role="application"
      aria-roledescription={words.role}
      aria-label={words.label}
      aria-describedby="matrix-help"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive; this is its one tab stop
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
      onPointerMove={onPointerMove}
      onPointerLeave={() => hot.get()?.by === 'pointer' && hot.set(null)}
      onClick={onClick}
    >
      <svg ref={svgRef} className="matrix" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <g transform={`translate(${frame.left} ${frame.top})`}>
          <MatrixCells ref={cellsRef} cells={cells} clients={squares} layout={layout} keep={keep} />
          {!props.cells && <MatrixNumbers figures={figures} measure={measure} layout={layout} text={words.number} scale={scale} />}
          <MatrixBlocks layout={layout} />
          <MatrixLabels
            ref={labelsRef}
            services={figures.services}
            clients={ofServices}
            layout={layout}
            frame={frame}
            scale={scale}
            pins={pins}
            words={words}
          />
          <rect ref={squareRef} className="matrix-square" width={layout.extent} height={layout.extent} fill="none" />
        </g>
      </svg>
      {/* A picture of its own over the other: what follows the pointer is painted without painting the cells again. */}
      <svg className="matrix-over" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" data-export="omit">
        <g transform={`translate(${frame.left} ${frame.top})`}>
          <MatrixOverlay layout={layout} hot={hot} selected={selected} labels={labelsRef} />
        </g>
      </svg>
      <p id="matrix-help" className="vh">
        {words.help}
      </p>
      <p className="vh" aria-live="polite">
        {spoken}
      </p>
    </div>
  )
})
