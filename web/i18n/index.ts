import i18next, { type ResourceKey } from 'i18next'
import { useSyncExternalStore } from 'react'
import { initReactI18next } from 'react-i18next'
import { isLocale, type Locale, storeLocale } from './locale.ts'
import { merge, type Words } from './merge.ts'

// Finnish comes with the program; the others when they are asked for. Files of one language are one: see `merge`.
const finnish = import.meta.glob<Words>(['./fi.json', './*.fi.json'], { eager: true, import: 'default' })
const others: Readonly<Record<Exclude<Locale, 'fi'>, () => Promise<{ readonly words: Words }>>> = {
  sv: () => import('./sv.ts'),
  en: () => import('./en.ts'),
}

/** Starts the words in a language; call once, before the first render. */
export async function startWords(locale: Locale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    // resolveJsonModule types are wider than ResourceKey; the completeness test checks the files' shape
    resources: { fi: { translation: merge(finnish) as ResourceKey } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await changeLocale(locale)
}

let latest: Locale = 'fi'

/** Changes the language everywhere, once its words are here; false where another was asked for meanwhile. */
export async function changeLocale(locale: Locale): Promise<boolean> {
  latest = locale
  if (locale !== 'fi' && !i18next.hasResourceBundle(locale, 'translation')) {
    const { words } = await others[locale]()
    i18next.addResourceBundle(locale, 'translation', words)
  }
  if (latest !== locale) return false
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
  storeLocale(locale)
  return true
}

/** The language on screen. */
export const useLocale = (): Locale => useSyncExternalStore(onLocale, locale)

function onLocale(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

const locale = (): Locale => (isLocale(i18next.language) ? i18next.language : 'fi')
