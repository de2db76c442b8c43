import { useCallback } from 'react'
import { useCopied } from '../controls/use-copied.ts'
import { useAttempt } from '../frame/failure.tsx'
import { useCatalogueState } from '../release/catalogue-context.tsx'
import { SELECTION_PARAMS } from './selection.ts'

/** The address of what is on screen; it names its release, so that it opens the same figures next year. */
export function useLink(): () => string {
  const release = useCatalogueState().catalogue?.release.id
  return useCallback(() => {
    const url = new URL(window.location.href)
    if (release) url.searchParams.set(SELECTION_PARAMS.release, release)
    return url.href
  }, [release])
}

/** Copies that address; the first value is true for two seconds after. */
export function useCopyLink(): readonly [boolean, () => void] {
  const [copied, copy] = useCopied()
  const link = useLink()
  const attempt = useAttempt()
  return [copied, useCallback(() => attempt(() => copy(link())), [copy, link, attempt])]
}
