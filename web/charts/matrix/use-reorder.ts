import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { MatrixLayout } from './matrix-layout.ts'
import { offsetsBetween } from './matrix-path.ts'

/**
 * Moves the drawing from one order to the next in the time of the token `--reorder` (0 with reduced motion). `draw` gets
 * offsets by service index, every frame; it is not called where React's own drawing is already right. Only the order
 * moves: a new size or other services jump. A move that new figures cut short goes on from where it stands.
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
    if (!before) return
    const { offsetOf, pitch, order } = before.layout
    if (layout.offsetOf.every((offset, index) => offset === before.offsets[index])) return
    const duration = root.current ? reorderTime(root.current) : 0
    if (duration === 0 || pitch !== layout.pitch || order.length !== layout.order.length) {
      // React does not write again what it believes unchanged: a move cut short is set right here.
      if (offsetOf.some((offset, index) => offset !== before.offsets[index])) latest.current(Float64Array.from(layout.offsetOf))
      return
    }
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
