import { useCallback, useState } from 'react'
import { copyText } from './copy-text.ts'

/** Copies a text; the first value is true for two seconds after. */
export function useCopied(): readonly [boolean, (text: string) => Promise<boolean>] {
  const [copied, setCopied] = useState(false)
  const copy = useCallback(async (text: string) => {
    const done = await copyText(text)
    setCopied(done)
    setTimeout(() => setCopied(false), 2000)
    return done
  }, [])
  return [copied, copy]
}
