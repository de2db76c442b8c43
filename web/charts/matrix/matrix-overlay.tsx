import { type RefObject, useEffect } from 'react'
import { type HotStore, useHotCell } from './hot-cell.ts'
import { emphasise } from './matrix-labels.tsx'
import { cellGap, type MatrixLayout } from './matrix-layout.ts'

interface MatrixOverlayProps {
  readonly layout: MatrixLayout
  readonly hot: HotStore
  /** Service indexes of the cell whose panel is open. */
  readonly selected: readonly [number, number] | null
  readonly labels: RefObject<SVGGElement | null>
}

/** What follows pointer and keyboard: frames of row and column, the cell, its mirror, the chosen cell, bold names. */
export function MatrixOverlay({ layout, hot, selected, labels }: MatrixOverlayProps) {
  const cell = useHotCell(hot)
  const row = cell ? cell.row : (selected?.[0] ?? null)
  const column = cell ? cell.column : (selected?.[1] ?? null)
  useEffect(() => {
    const rows = [row, column, ...(selected ?? [])].filter((index) => index !== null)
    if (labels.current) emphasise(labels.current, rows, rows)
  }, [labels, row, column, selected])
  const at = (index: number) => layout.offsetOf[index] ?? 0
  const side = layout.pitch - cellGap
  return (
    <g className="matrix-cross">
      {row !== null && <rect x={-0.5} y={at(row) - 0.5} width={layout.extent + 1} height={side + 1} />}
      {column !== null && <rect x={at(column) - 0.5} y={-0.5} width={side + 1} height={layout.extent + 1} />}
      {row !== null && column !== null && row !== column && <rect className="mirror" {...box(at(row), at(column), side)} />}
      {selected && <CellFrame x={at(selected[1])} y={at(selected[0])} side={side} />}
      {row !== null && column !== null && <CellFrame x={at(column)} y={at(row)} side={side} />}
    </g>
  )
}

function CellFrame({ x, y, side }: { readonly x: number; readonly y: number; readonly side: number }) {
  return (
    <>
      <rect className="halo" {...box(x, y, side)} />
      <rect className="hit" {...box(x, y, side)} />
    </>
  )
}

const box = (x: number, y: number, side: number) => ({ x: x - 0.5, y: y - 0.5, width: side + 1, height: side + 1 })
