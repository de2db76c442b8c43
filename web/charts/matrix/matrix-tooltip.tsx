import { type CSSProperties, memo, useEffect } from 'react'
import { Rich } from '../../i18n/rich.tsx'
import { type HotStore, useHotCell } from './hot-cell.ts'
import type { PairWords } from './pair-words.ts'
import './matrix-tooltip.css'

interface MatrixTooltipProps {
  readonly hot: HotStore
  readonly words: (row: number, column: number) => PairWords
}

const GAP = 18
/** Room that a tooltip takes at text size 1; nearer to an edge than that it opens to the other side. */
const ROOM = { width: 330, height: 190 }

/** The pair under the pointer or the keyboard; Escape hides it. Screen readers hear the live region instead. */
export const MatrixTooltip = memo(function MatrixTooltip({ hot, words }: MatrixTooltipProps) {
  const cell = useHotCell(hot)
  const row = cell?.row ?? null
  const column = cell?.column ?? null
  const anchor = cell?.anchor ?? null
  const byPointer = anchor !== null && cell?.by === 'pointer'
  useEffect(() => {
    if (!byPointer) return
    const hide = (event: KeyboardEvent) => event.key === 'Escape' && hot.set(null)
    window.addEventListener('keydown', hide)
    return () => window.removeEventListener('keydown', hide)
  }, [byPointer, hot])
  if (!anchor || row === null || column === null) return null
  const { names, brief, briefDirections } = words(row, column)
  return (
    <div className="matrix-tooltip" aria-hidden="true" style={sides(anchor)}>
      {names.map((name) => (
        <p key={name}>{name}</p>
      ))}
      <p className="lead">
        <Rich text={brief} />
      </p>
      {briefDirections.map((direction) => (
        <p key={direction} className="muted">
          {direction}
        </p>
      ))}
    </div>
  )
})

/** Fixes the tooltip by the sides that face its cell, so that its own size need not be measured. */
function sides({ x, y }: { readonly x: number; readonly y: number }): CSSProperties {
  const { innerWidth, innerHeight } = window
  return {
    ...(x + GAP + ROOM.width > innerWidth ? { right: innerWidth - x + GAP } : { left: x + GAP }),
    ...(y + GAP + ROOM.height > innerHeight ? { bottom: innerHeight - y + GAP } : { top: y + GAP }),
  }
}
