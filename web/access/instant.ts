import { useLocale } from '../i18n/index.ts'
import type { Locale } from '../i18n/locale.ts'

/** Date and time of day in the reader's own time zone. */
export function useInstant(): (iso: string) => string {
  const locale = useLocale()
  return (iso) => instant(locale, new Date(iso)).replace(/\s/g, '\u00a0')
}

function instant(locale: Locale, at: Date): string {
  const [hours, minutes] = [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0'))
  switch (locale) {
    case 'fi':
      return new Intl.DateTimeFormat('fi-FI', { dateStyle: 'short', timeStyle: 'short' }).format(at)
    case 'en':
      return new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'short' }).format(at)
    case 'sv':
      // Browsers with fewer languages write Finland's Swedish as Sweden's: not left to them.
      return `${at.getDate()}.${at.getMonth() + 1}.${at.getFullYear()} kl. ${hours}.${minutes}`
    default:
      return locale satisfies never
  }
}
