import { type PointerEvent, type ReactNode, type UIEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Steps of the zoom: parts of the size that fits. */
export const ZOOMS = [1, 1.5, 2, 2.5] as const

interface MatrixScrollProps {
  /** Index into `ZOOMS`. */
  readonly zoom: number
  readonly onZoom: (zoom: number) => void
  /** The matrix is wider than its room even without zoom. */
  readonly scrolls: boolean
  readonly children: ReactNode
}

const PINCH = 1.25

/** Holds the matrix: scrolls it once it is larger than its room, with names that stay in sight; two fingers or Ctrl and wheel zoom. */
export function MatrixScroll({ zoom, onZoom, scrolls, children }: MatrixScrollProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const fingers = useRef(new Map<number, { x: number; y: number }>())
  const spread = useRef(0)
  const step = (by: 1 | -1) => onZoom(Math.min(ZOOMS.length - 1, Math.max(0, zoom + by)))
  const latest = useRef(step)
  useEffect(() => {
    latest.current = step
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    let travelled = 0
    // React listens to wheel passively; zooming must keep the browser from zooming the page.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      travelled += event.deltaY
      if (Math.abs(travelled) < 40) return
      latest.current(travelled < 0 ? 1 : -1)
      travelled = 0
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [])
  const onPointerDown = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') return
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    spread.current = distance(fingers.current)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!fingers.current.has(event.pointerId)) return
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (fingers.current.size !== 2 || spread.current === 0) return
    const ratio = distance(fingers.current) / spread.current
    if (ratio > PINCH || ratio < 1 / PINCH) {
      step(ratio > 1 ? 1 : -1)
      spread.current = distance(fingers.current)
    }
  }
  const onPointerEnd = (event: PointerEvent) => fingers.current.delete(event.pointerId)
  const onScroll = (event: UIEvent<HTMLDivElement>) => keepNames(event.currentTarget)
  return (
    <div className="matrix-frame">
      <fieldset className="matrix-zoom" data-export="omit" aria-label={t('matrix.zoom.label')}>
        <button type="button" aria-label={t('matrix.zoom.out')} disabled={zoom === 0} onClick={() => step(-1)}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M2 7h10" />
          </svg>
        </button>
        <button type="button" aria-label={t('matrix.zoom.in')} disabled={zoom === ZOOMS.length - 1} onClick={() => step(1)}>
          <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
            <path d="M2 7h10M7 2v10" />
          </svg>
        </button>
      </fieldset>
      <div
        ref={box}
        className="matrix-scroll"
        data-zoomed={zoom > 0 || scrolls ? '' : undefined}
        onScroll={onScroll}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerEnd}
        onPointerCancel={onPointerEnd}
      >
        {children}
      </div>
    </div>
  )
}

/** Moves the names with the scrolling, so that they stay at the edges. */
function keepNames(element: HTMLDivElement): void {
  element.style.setProperty('--matrix-x', `${element.scrollLeft}px`)
  element.style.setProperty('--matrix-y', `${element.scrollTop}px`)
}

function distance(fingers: ReadonlyMap<number, { readonly x: number; readonly y: number }>): number {
  const [a, b] = [...fingers.values()]
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
}
