import { LOCALES, type Locale } from '../i18n/locale.ts'

/** Between the names of a source in Finnish, Swedish and English, as a catalogue writes them in one column. */
const BETWEEN = ' | '

/** A source of the catalogue in the reader's language, where it is written in all three; else as it is. */
export function sourceIn(source: string, locale: Locale): string {
  const names = source.split(BETWEEN)
  return names.length === LOCALES.length ? (names[LOCALES.indexOf(locale)] ?? source) : source
}
