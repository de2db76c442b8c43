import { useCallback } from 'react'
import { copyText } from './copy-text.ts'
import { usePassing } from './use-passing.ts'

/** Copies a text; the first value is true for two seconds after. */
export function useCopied(): readonly [boolean, (text: string) => Promise<boolean>] {
  const [copied, setCopied] = usePassing()
  const copy = useCallback(
    async (text: string) => {
      const done = await copyText(text)
      setCopied(done)
      return done
    },
    [setCopied],
  )
  return [copied, copy]
}
