import { type KeyboardEvent, useCallback } from 'react'

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The row that a key leads to from row `at` of `last + 1`; null where the key does not move. */
export function nextRow(key: string, at: number, last: number): number | null {
  const step = STEPS[key]
  return step && at >= 0 ? step(at, last) : null
}

/**
 * Arrow keys over the rows of a list: its focusable parts carry `data-row`; all but one have tabIndex −1 (see `rowTab`),
 * so that the list is one stop of the tab key.
 */
export function useArrowRows(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event) => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    // a key event of a list comes from one of its elements
    const at = rows.indexOf(event.target as HTMLElement)
    const next = nextRow(event.key, at, rows.length - 1)
    if (next === null) return
    event.preventDefault()
    rows.forEach((row, index) => {
      row.tabIndex = index === next ? 0 : -1
    })
    rows[next]?.focus()
  }, [])
}
