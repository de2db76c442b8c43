import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** Runs `then` after the next picture: the answer to a press is on screen before the work that it asks for begins. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() => setTimeout(then))
}

/** A choice that stands pressed at once; `onChange` follows after that picture, and its outcome is what stands then. */
export function usePressed<T>(value: T, onChange: (value: T) => void): readonly [T, (value: T) => void] {
  const [pressed, setPressed] = useState<{ readonly value: T } | null>(null)
  const latest = useRef(onChange)
  useLayoutEffect(() => {
    latest.current = onChange
  })
  const press = useCallback((value: T) => {
    const now = { value }
    setPressed(now)
    afterPaint(() => {
      latest.current(value)
      // A later press may stand by now.
      setPressed((standing) => (standing === now ? null : standing))
    })
  }, [])
  return [pressed ? pressed.value : value, press]
}
