import i18next, { type TFunction } from 'i18next'
import { useLocale } from './index.ts'
import type { Locale } from './locale.ts'

interface Translation {
  readonly t: TFunction
}

const made = new Map<Locale, Translation>()

/**
 * The words of the language on screen: the same `t` for every caller until the language changes, so that it may be handed to
 * memoised rows. All words are here before the first render, so there is nothing to wait or listen for but the language.
 */
export function useTranslation(): Translation {
  const locale = useLocale()
  const known = made.get(locale)
  if (known) return known
  const translation = { t: i18next.getFixedT(locale) }
  made.set(locale, translation)
  return translation
}
