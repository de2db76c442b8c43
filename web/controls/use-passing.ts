import { useCallback, useEffect, useRef, useState } from 'react'

/** True for two seconds after it was last set: what a press says when it is done. */
export function usePassing(): readonly [boolean, (now: boolean) => void] {
  const [on, setOn] = useState(false)
  const timer = useRef(0)
  const set = useCallback((now: boolean) => {
    window.clearTimeout(timer.current)
    setOn(now)
    if (now) timer.current = window.setTimeout(() => setOn(false), 2000)
  }, [])
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return [on, set]
}
