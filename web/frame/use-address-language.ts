import { useEffect } from 'react'
import { changeLocale, useLocale } from '../i18n/index.ts'
import { isLocale } from '../i18n/locale.ts'
import { useAttempt } from './failure.tsx'

/** Speaks the language of an address that the reader goes back or forward to. */
export function useAddressLanguage(): void {
  const locale = useLocale()
  const attempt = useAttempt()
  useEffect(() => {
    const follow = () => {
      const asked = new URLSearchParams(window.location.search).get('lang')
      if (isLocale(asked) && asked !== locale) attempt(() => changeLocale(asked).then(() => undefined))
    }
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [locale, attempt])
}
