export const LOCALES = ['fi', 'sv', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** The locale as GraphQL knows it. */
export type ServerLocale = 'FI' | 'SV' | 'EN'

const STORED = 'kooste.locale'

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value)

export function serverLocale(locale: Locale): ServerLocale {
  switch (locale) {
    case 'fi':
      return 'FI'
    case 'sv':
      return 'SV'
    case 'en':
      return 'EN'
  }
}

/** The reader's language: the address, what was chosen before, Finnish. */
export function preferredLocale(params: URLSearchParams): Locale {
  const asked = params.get('lang')
  if (isLocale(asked)) return asked
  const stored = localStorage.getItem(STORED)
  return isLocale(stored) ? stored : 'fi'
}

export function storeLocale(locale: Locale): void {
  localStorage.setItem(STORED, locale)
}
