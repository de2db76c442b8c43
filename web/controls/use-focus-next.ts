import { type RefObject, useEffect, useRef } from 'react'

/**
 * Where focus goes once what was pressed for is on screen: to the first that is found inside the element, selector by selector.
 * Without it focus would fall to the page where the pressed button is gone.
 */
export function useFocusNext<T extends HTMLElement>(): readonly [RefObject<T | null>, (...selectors: readonly string[]) => void] {
  const inside = useRef<T>(null)
  const next = useRef<readonly string[]>([])
  useEffect(() => {
    const found = next.current.map((selector) => inside.current?.querySelector<HTMLElement>(selector)).find(Boolean)
    next.current = []
    found?.focus()
  })
  return [
    inside,
    (...selectors) => {
      next.current = selectors
    },
  ]
}
