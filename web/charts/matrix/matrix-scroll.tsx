import { type ReactNode, type UIEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import './matrix-scroll.css'

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

/** Two fingers so much farther apart, or nearer, are a step of the zoom. */
const PINCH = 1.25

/** What stays under the fingers, the pointer or the middle of the room while the zoom changes: a part of the square, and where it is. */
interface Anchor {
  readonly part: Place
  readonly at: Place
}

interface Place {
  readonly x: number
  readonly y: number
}

/**
 * Holds the matrix: scrolls it once it is larger than its room, with names that stay in sight; two fingers or Ctrl and wheel
 * zoom, and the cell between the fingers stays there.
 */
export function MatrixScroll({ zoom, onZoom, scrolls, children }: MatrixScrollProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor | null>(null)
  const step = (by: 1 | -1, at?: Place) => {
    const next = Math.min(ZOOMS.length - 1, Math.max(0, zoom + by))
    if (next === zoom || !box.current) return
    anchor.current = anchored(box.current, at ?? middle(box.current.getBoundingClientRect()))
    onZoom(next)
  }
  const latest = useRef(step)
  useEffect(() => {
    latest.current = step
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every other size of the matrix, and only then
  useLayoutEffect(() => {
    const element = box.current
    const held = anchor.current
    anchor.current = null
    const square = element && held && squareOf(element)
    if (!square) return
    element.scrollLeft += square.left + held.part.x * square.width - held.at.x
    element.scrollTop += square.top + held.part.y * square.height - held.at.y
  }, [zoom])
  useEffect(() => {
    const element = box.current
    return element ? listenToGestures(element, (by, at) => latest.current(by, at)) : undefined
  }, [])
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
      <div ref={box} className="matrix-scroll" data-zoomed={zoom > 0 || scrolls ? '' : undefined} onScroll={onScroll}>
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

/** Ctrl and wheel, and two fingers. Listened to directly: React's listeners are passive, and the browser would zoom the page. */
function listenToGestures(element: HTMLElement, step: (by: 1 | -1, at: Place) => void): () => void {
  let travelled = 0
  let spread = 0
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return
    event.preventDefault()
    travelled += event.deltaY
    if (Math.abs(travelled) < 40) return
    step(travelled < 0 ? 1 : -1, { x: event.clientX, y: event.clientY })
    travelled = 0
  }
  const onTouchStart = ({ touches }: TouchEvent) => {
    spread = between(touches)?.distance ?? 0
  }
  const onTouchMove = (event: TouchEvent) => {
    const now = between(event.touches)
    if (!now) return
    event.preventDefault()
    const ratio = spread === 0 ? 1 : now.distance / spread
    if (ratio < PINCH && ratio > 1 / PINCH) return
    spread = now.distance
    step(ratio > 1 ? 1 : -1, now.middle)
  }
  element.addEventListener('wheel', onWheel, { passive: false })
  element.addEventListener('touchstart', onTouchStart, { passive: true })
  element.addEventListener('touchmove', onTouchMove, { passive: false })
  return () => {
    element.removeEventListener('wheel', onWheel)
    element.removeEventListener('touchstart', onTouchStart)
    element.removeEventListener('touchmove', onTouchMove)
  }
}

/** Two fingers: how far apart, and the place between them. */
function between(touches: TouchList): { readonly distance: number; readonly middle: Place } | null {
  const [a, b] = [touches[0], touches[1]]
  if (!a || !b || touches.length !== 2) return null
  return {
    distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    middle: { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2 },
  }
}

const middle = ({ left, top, width, height }: DOMRect): Place => ({ x: left + width / 2, y: top + height / 2 })
const squareOf = (element: Element) => element.querySelector('.matrix-square')?.getBoundingClientRect() ?? null

function anchored(element: Element, at: Place): Anchor | null {
  const square = squareOf(element)
  return square && { at, part: { x: (at.x - square.left) / square.width, y: (at.y - square.top) / square.height } }
}
