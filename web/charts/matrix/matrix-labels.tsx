import { memo, type Ref } from 'react'
import { ChartMark, sectorClass } from '../../controls/sector-mark.tsx'
import type { Figure } from '../../format.ts'
import type { MatrixService } from './matrix-figures.ts'
import type { MatrixFrame } from './matrix-frame.ts'
import { cellGap, columnAngle, type MatrixLayout } from './matrix-layout.ts'

export interface MatrixLabelWords {
  /** Heading over the column of clients. */
  readonly clients: string
  readonly sector: (sector: MatrixService['sector']) => string
  /** A published number, '≥' before one that is at least so large, or the empty string for a withheld one. */
  readonly count: (figure: Figure) => string
}

interface MatrixLabelsProps {
  readonly services: readonly MatrixService[]
  readonly clients: readonly Figure[]
  readonly layout: MatrixLayout
  readonly frame: MatrixFrame
  readonly scale: number
  readonly pins: readonly string[]
  readonly words: MatrixLabelWords
  readonly ref: Ref<SVGGElement>
}

/** Names down and across, clients, rails and headings of sectors, flags of pinned services. Coordinates start at the square. */
export const MatrixLabels = memo(function MatrixLabels({ ref, ...props }: MatrixLabelsProps) {
  return (
    <g ref={ref}>
      <Rows {...props} />
      <Columns {...props} />
    </g>
  )
})

type Part = Omit<MatrixLabelsProps, 'ref'>

function Rows({ services, clients, layout, frame, scale, pins, words }: Part) {
  const grouped = layout.sectors.length > 0
  const middle = layout.pitch / 2
  const { left } = frame
  return (
    <g className="matrix-rows">
      <rect className="matrix-backing" x={-left} y={-frame.top} width={left - 1} height={frame.top + layout.extent} />
      <text className="matrix-count" x={frame.countEdge - left} y={grouped ? -24 * scale : -10} textAnchor="end">
        {words.clients}
      </text>
      {layout.sectors.map((run) => (
        <g key={run.sector} className="matrix-sector">
          <text className="matrix-heading" x={frame.nameEdge - left} y={run.from - 5} textAnchor="end">
            {words.sector(run.sector)}
          </text>
          <ChartMark sector={run.sector} cx={frame.markAt - left} cy={run.from - 9} r={4.5} />
          <rect className={sectorClass(run.sector)} x={-6} y={run.from} width={3} height={run.to - run.from} />
        </g>
      ))}
      {services.map((service, index) => {
        const figure = clients[index] ?? { count: null, atLeast: false }
        return (
          <g key={service.code} data-row={index} transform={rowPlace(layout.offsetOf[index] ?? 0)}>
            {pins.includes(service.code) && (
              <>
                <rect className="matrix-pinned" x={-left} width={left - 7} height={layout.pitch - cellGap} />
                <path className="matrix-pin" d={`M${-left} ${middle - 5}h9v11l-4.5 -3.5l-4.5 3.5z`} />
              </>
            )}
            <text className={figure.count === null ? 'off' : undefined} x={frame.nameEdge - left} y={middle} dy="0.34em" textAnchor="end">
              {frame.brief ? service.shortName : service.name}
            </text>
            {!grouped && <ChartMark sector={service.sector} cx={frame.markAt - left} cy={middle} r={3.5} />}
            <text className="matrix-count" x={frame.countEdge - left} y={middle} dy="0.34em" textAnchor="end">
              {words.count(figure)}
            </text>
          </g>
        )
      })}
    </g>
  )
}

function Columns({ services, clients, layout, frame }: Part) {
  const middle = layout.pitch / 2 + 3
  return (
    <g className="matrix-columns">
      <rect
        className="matrix-backing"
        x={-frame.left}
        y={-frame.top}
        width={frame.left + layout.extent + frame.right}
        height={frame.top - 1}
      />
      {layout.sectors.map((run) => (
        <rect
          key={run.sector}
          className={`matrix-sector ${sectorClass(run.sector)}`}
          x={run.from}
          y={-6}
          width={run.to - run.from}
          height={3}
        />
      ))}
      {services.map((service, index) => (
        <g key={service.code} data-column={index} transform={columnPlace(layout.offsetOf[index] ?? 0)}>
          <text
            className={(clients[index]?.count ?? null) === null ? 'matrix-short off' : 'matrix-short'}
            x={middle}
            y={-10}
            transform={`rotate(${columnAngle} ${middle} -10)`}
          >
            {service.shortName}
          </text>
        </g>
      ))}
    </g>
  )
}

/** Moves the labels to other offsets, frame by frame while the order changes. */
export function redrawLabels(group: SVGGElement, offsets: Float64Array): void {
  for (const element of group.querySelectorAll<SVGGElement>('[data-row]'))
    element.setAttribute('transform', rowPlace(offsets[Number(element.dataset.row)] ?? 0))
  for (const element of group.querySelectorAll<SVGGElement>('[data-column]'))
    element.setAttribute('transform', columnPlace(offsets[Number(element.dataset.column)] ?? 0))
}

/** Emphasises the names of these services and no others. */
export function emphasise(group: SVGGElement, rows: readonly number[], columns: readonly number[]): void {
  for (const element of group.querySelectorAll<SVGGElement>('[data-row]'))
    element.classList.toggle('hot', rows.includes(Number(element.dataset.row)))
  for (const element of group.querySelectorAll<SVGGElement>('[data-column]'))
    element.classList.toggle('hot', columns.includes(Number(element.dataset.column)))
}

const rowPlace = (offset: number) => `translate(0 ${offset})`
const columnPlace = (offset: number) => `translate(${offset} 0)`
