import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * Gives the focus to the question when an answer takes away what had it (a combination that became the selection, a widening that
 * was pressed): nobody is sent back to the head of the site. Goes on the element of the whole page.
 */
export function useKeptFocus(): { readonly onFocus: (event: FocusEvent) => void } {
  const held = useRef<Element | null>(null)
  useEffect(() => {
    if (held.current === null || held.current.isConnected) return
    held.current = null
    if (document.activeElement === document.body) document.getElementById('view-title')?.focus({ preventScroll: true })
  })
  return {
    onFocus: ({ target }) => {
      held.current = target
    },
  }
}
