/** So long after the last touch of the page somebody still sits at it, in milliseconds. */
const AWAY_AFTER = 5 * 60_000
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'visibilitychange'] as const

/**
 * Whether nobody is at a page: it is hidden, or was not touched for some minutes. Such a page asks nothing by itself, so that its
 * session ends as it would. One who comes back is answered at the next look.
 */
export function watchAttendance(page: Pick<Document, 'hidden' | 'addEventListener'>): () => boolean {
  let touched = Date.now()
  for (const touch of TOUCHES) page.addEventListener(touch, () => (touched = Date.now()), { capture: true, passive: true })
  return () => page.hidden || Date.now() - touched >= AWAY_AFTER
}
