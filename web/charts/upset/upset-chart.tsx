import { Group } from '@visx/group'
import { Bar, LinePath } from '@visx/shape'
import { type KeyboardEvent, memo, type Ref, useRef, useState } from 'react'
import { Chevron } from '../../controls/at-least.tsx'
import { ChartMark } from '../../controls/sector-mark.tsx'
import type { Formats } from '../../format.ts'
import { nextColumn } from './next-column.ts'
import type { UpsetCombination, UpsetLayout } from './upset-layout.ts'
import './upset.css'

export interface UpsetWords {
  readonly clients: string
  readonly lift: string
  /** What a screen reader hears of a combination. */
  readonly name: (index: number) => string
  readonly list: string
}

interface UpsetChartProps {
  readonly layout: UpsetLayout
  readonly combinations: readonly UpsetCombination[]
  readonly formats: Formats
  readonly words: UpsetWords
  /** Index of the combination whose detail is open. */
  readonly chosen: number | null
  readonly onChoose: (index: number) => void
  readonly svgRef: Ref<SVGSVGElement>
}

/**
 * Combinations as columns: clients as a bar, lift on its axis, the services that take part as signs of their sectors.
 * Every column is a button over the drawing; the row of buttons is one tab stop, left and right move in it.
 */
export function UpsetChart({ layout, combinations, formats, words, chosen, onChoose, svgRef }: UpsetChartProps) {
  // By its services: under a resting pointer the next answer may have another combination, or none.
  const [hot, setHot] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(0)
  const at = combinations.findIndex((combination) => keyOf(combination) === hot)
  const lit = at < 0 ? chosen : at
  const litCodes = lit === null ? [] : (combinations[lit]?.codes ?? [])
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextColumn(event.key, stop, combinations.length - 1)
    if (next === null) return
    event.preventDefault()
    setStop(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  const column = lit === null ? undefined : layout.columns[lit]
  return (
    <div className="upset">
      <svg ref={svgRef} width={layout.width} height={layout.height} viewBox={`0 0 ${layout.width} ${layout.height}`} aria-hidden="true">
        {column && <rect className="upset-lit" x={column.x} y={0} width={column.width} height={layout.height} data-export="omit" />}
        <UpsetDrawing layout={layout} combinations={combinations} formats={formats} words={words} />
        <Group className="upset-names">
          {layout.rows.map(({ service, middle }) => (
            <g key={service.code} className={litCodes.includes(service.code) ? 'hot' : undefined}>
              <text x={layout.names.edge} y={middle} dy="0.34em" textAnchor="end">
                {service.name}
              </text>
              <ChartMark sector={service.sector} cx={layout.names.mark} cy={middle} r={4} />
              <text className="upset-count" x={layout.names.count} y={middle} dy="0.34em" textAnchor="end">
                {service.clients.count === null ? '' : formats.bound(service.clients)}
              </text>
            </g>
          ))}
        </Group>
      </svg>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields; these buttons choose a column of the chart */}
      <div
        ref={list}
        className="upset-columns"
        role="group"
        aria-label={words.list}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setHot(null)}
      >
        {layout.columns.map(({ x, width }, index) => (
          <button
            key={keyOf(combinations[index])}
            type="button"
            tabIndex={index === Math.min(stop, combinations.length - 1) ? 0 : -1}
            aria-label={words.name(index)}
            aria-pressed={chosen === index}
            style={{ left: x, width, height: layout.height }}
            onPointerEnter={() => setHot(keyOf(combinations[index]))}
            onFocus={(event) => {
              setStop(index)
              if (event.currentTarget.matches(':focus-visible')) setHot(keyOf(combinations[index]))
            }}
            onBlur={() => setHot(null)}
            onClick={() => onChoose(index)}
          />
        ))}
      </div>
    </div>
  )
}

const keyOf = (combination: UpsetCombination | undefined): string => combination?.codes.join('.') ?? ''

type DrawingProps = Pick<UpsetChartProps, 'layout' | 'combinations' | 'formats' | 'words'>

/** Everything that hovering does not change. */
const UpsetDrawing = memo(function UpsetDrawing({ layout, combinations, formats, words }: DrawingProps) {
  const { columns, rows, left, width } = layout
  return (
    <>
      <g className="upset-grid">
        {layout.clientTicks.map(({ value, y }) => (
          <g key={value}>
            <line x1={left} x2={width} y1={y} y2={y} />
            <text className="ax" x={layout.names.count} y={y} dy="0.34em" textAnchor="end">
              {formats.plain(value)}
            </text>
          </g>
        ))}
        {layout.liftTicks.map(({ value, y }) => (
          <g key={value}>
            <line className={value === 1 ? 'one' : undefined} x1={left} x2={width} y1={y} y2={y} />
            <text className="ax" x={layout.names.count} y={y} dy="0.34em" textAnchor="end">
              {formats.plain(value)}
            </text>
          </g>
        ))}
        {rows.map(({ service, y }, index) =>
          index % 2 === 0 ? <rect key={service.code} x={0} y={y} width={width} height={layout.rowHeight} /> : null,
        )}
      </g>
      <text className="upset-axis" x={layout.names.edge} y={layout.bars.top} dy="0.34em" textAnchor="end">
        {words.clients}
      </text>
      <text className="upset-axis" x={layout.names.edge} y={layout.lifts.top} dy="0.34em" textAnchor="end">
        {words.lift}
      </text>
      {columns.map(({ x, width: step, middle, bar, lift, marks }, index) => {
        const combination = combinations[index]
        if (!combination) return null
        const first = marks[0]
        const last = marks.at(-1)
        return (
          <g key={combination.codes.join('.')}>
            {bar && <Bar className="upset-bar" x={x + step * 0.17} y={bar.y} width={step * 0.66} height={Math.max(1, bar.height)} />}
            {bar && combination.clients.atLeast && <Chevron x={middle} y={bar.y - 2} towards="up" className="count" />}
            <text
              className="upset-number"
              x={middle}
              y={(bar?.y ?? layout.bars.bottom) - (combination.clients.atLeast ? 12 : 5)}
              textAnchor="middle"
            >
              {formats.bound(combination.clients)}
            </text>
            {lift && (
              <g className={combination.lift !== null && combination.lift >= 1.3 ? 'upset-lift more' : 'upset-lift'}>
                <line x1={middle} x2={middle} y1={lift.one} y2={lift.y} />
                <circle cx={middle} cy={lift.y} r={4} />
                <text x={middle} y={lift.y < lift.one ? lift.y - 8 : lift.y + 15} textAnchor="middle">
                  {formats.lift(combination.lift)}
                </text>
              </g>
            )}
            {rows.map(({ service, middle: y }) => (
              <circle key={service.code} className="upset-empty" cx={middle} cy={y} r={2.5} />
            ))}
            {first && last && (
              <LinePath className="upset-link" data={[first, last]} x={() => middle} y={(mark: { readonly y: number }) => mark.y} />
            )}
            {marks.map(({ row, y }) => {
              const sector = rows[row]?.service.sector
              return sector ? <ChartMark key={row} sector={sector} cx={middle} cy={y} r={6.5} /> : null
            })}
          </g>
        )
      })}
    </>
  )
})
