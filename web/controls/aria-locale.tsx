import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useLocale } from '../i18n/index.ts'

const TAGS = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const

/** The reader's language for React Aria's own words. It stands where its components stand: they come when first needed. */
export function AriaLocale({ children }: { readonly children: ReactNode }) {
  return <I18nProvider locale={TAGS[useLocale()]}>{children}</I18nProvider>
}
