import { useEffect, useState } from 'react'

/** So long after the last key a text is whole, in milliseconds. */
const PAUSE = 300

/** What a field shows of a text that is handed on once its writer pauses, and what to call at every key. */
export function usePaused(given: string, handOn: (text: string) => void): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(() => {
      handOn(typed)
      setTyped(null)
    }, PAUSE)
    return () => clearTimeout(timer)
  }, [typed, handOn])
  return [typed ?? given, setTyped]
}
