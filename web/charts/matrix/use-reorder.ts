import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { MatrixLayout } from './matrix-layout.ts'
import { offsetsBetween } from './matrix-path.ts'

/**
 * Moves the drawing from one order to the next in the time of the token `--reorder` (0 with reduced motion). `draw` gets
 * offsets by service index, every frame; it is not called where React's own drawing is already right. Only the order
 * moves: a new size or other services jump.
 */
export function useReorder(layout: MatrixLayout, root: RefObject<Element | null>, draw: (offsets: Float64Array) => void): void {
  const shown = useRef<{ readonly layout: MatrixLayout; offsets: ArrayLike<number> } | null>(null)
  const latest = useRef(draw)
  useLayoutEffect(() => {
    latest.current = draw
  })
  useLayoutEffect(() => {
    const before = shown.current
    const next = { layout, offsets: layout.offsetOf as ArrayLike<number> }
    shown.current = next
    const duration = root.current ? reorderTime(root.current) : 0
    if (!before || duration === 0 || before.layout.pitch !== layout.pitch || before.layout.order.length !== layout.order.length) return
    if (before.layout.offsetOf.every((offset, index) => offset === layout.offsetOf[index])) return
    const from = before.offsets
    let frame = 0
    let start: number | null = null
    const step = (now: number) => {
      start ??= now
      const t = Math.min(1, (now - start) / duration)
      const offsets = offsetsBetween(from, layout, 1 - (1 - t) ** 3)
      next.offsets = offsets
      latest.current(offsets)
      if (t < 1) frame = requestAnimationFrame(step)
    }
    latest.current(Float64Array.from(from))
    frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [layout, root])
}

function reorderTime(element: Element): number {
  const value = getComputedStyle(element).getPropertyValue('--reorder').trim()
  const time = Number.parseFloat(value)
  if (!Number.isFinite(time)) return 0
  return value.endsWith('ms') ? time : time * 1000
}
