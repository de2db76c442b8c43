import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Rich } from '../../i18n/rich.tsx'
import { type HotStore, useHotCell } from './hot-cell.ts'
import type { PairWords } from './pair-words.ts'
import './matrix-tooltip.css'

interface MatrixTooltipProps {
  readonly hot: HotStore
  readonly words: (row: number, column: number) => PairWords
}

const GAP = 18
const EDGE = 8

/** The pair under the pointer or the keyboard; Escape hides it. Screen readers hear the live region instead. */
export function MatrixTooltip({ hot, words }: MatrixTooltipProps) {
  const cell = useHotCell(hot)
  const box = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 292, height: 120 })
  const row = cell?.row ?? null
  const column = cell?.column ?? null
  const anchor = cell?.anchor ?? null
  useLayoutEffect(() => {
    if (row === null || column === null || !box.current) return
    const { offsetWidth: width, offsetHeight: height } = box.current
    setSize((before) => (before.width === width && before.height === height ? before : { width, height }))
  }, [row, column])
  useEffect(() => {
    if (!anchor || cell?.by !== 'pointer') return
    const hide = (event: KeyboardEvent) => event.key === 'Escape' && hot.set(null)
    window.addEventListener('keydown', hide)
    return () => window.removeEventListener('keydown', hide)
  }, [anchor, cell?.by, hot])
  if (!anchor || row === null || column === null) return null
  const { names, brief, briefDirections } = words(row, column)
  const right = anchor.x + GAP + size.width + EDGE > window.innerWidth
  const below = anchor.y + GAP + size.height + EDGE > window.innerHeight
  const left = Math.max(EDGE, right ? anchor.x - size.width - GAP : anchor.x + GAP)
  const top = Math.max(EDGE, below ? anchor.y - size.height - GAP : anchor.y + GAP)
  return (
    <div ref={box} className="matrix-tooltip" aria-hidden="true" style={{ transform: `translate(${left}px, ${top}px)` }}>
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
}
