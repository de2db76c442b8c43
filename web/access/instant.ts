import { useLocale } from '../i18n/index.ts'

const TAGS = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

/** Date and time of day in the reader's own time zone. */
export function useInstant(): (iso: string) => string {
  const format = new Intl.DateTimeFormat(TAGS[useLocale()], { dateStyle: 'short', timeStyle: 'short' })
  return (iso) => format.format(new Date(iso)).replace(/\s/g, '\u00a0')
}
