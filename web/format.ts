import i18next from 'i18next'
import { useLocale } from './i18n/index.ts'
import type { Locale } from './i18n/locale.ts'

/** A published number; `count: null` is withheld. */
export interface Figure {
  readonly count: number | null
  readonly atLeast: boolean
}

/** A number of clients as it came. */
export const figureOf = ({ count, atLeast }: { readonly count?: number | null; readonly atLeast: boolean }): Figure => ({
  count: count ?? null,
  atLeast,
})

/** Words that numbers need; a figure that is not shown is `withheld`. */
export interface FormatWords {
  readonly withheld: string
  readonly atLeast: (count: string) => string
  readonly underOne: string
  readonly points: (points: string) => string
}

/** Numbers as the reader's language writes them, with no-break spaces. Every function says `withheld` for null. */
export interface Formats {
  readonly count: (count: number | null) => string
  /** 'vähintään 1 904' where a part of the sum is withheld. */
  readonly figure: (figure: Figure) => string
  /** The same where words have no room: '≥1 904'. */
  readonly bound: (figure: Figure) => string
  /** Whole per cent; a published 0 is 'alle 1 %'. */
  readonly share: (share: number | null) => string
  /** A bare axis number. */
  readonly plain: (value: number) => string
  /** An axis number with its per cent sign. */
  readonly percent: (value: number) => string
  /** The same with a decimal where there is one: '5,6 %', '6 %'. */
  readonly finePercent: (value: number | null) => string
  /** One decimal; a published 0 is '<0,1': it stands for clients all the same. */
  readonly lift: (lift: number | null) => string
  /** Signed: '+690', '−12'. */
  readonly countDifference: (difference: number | null) => string
  readonly shareDifference: (difference: number | null) => string
  /** A date, YYYY-MM-DD: 30.9.2025; 30 September 2025 in English. */
  readonly date: (iso: string) => string
  /** The day of an instant in the reader's own time zone. */
  readonly day: (instant: string) => string
  readonly dateRange: (from: string, to: string) => string
}

const TAGS: Readonly<Record<Locale, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' }

/** Formats of a language, a pure function of it and its words. */
export function createFormats(locale: Locale, words: FormatWords): Formats {
  const tag = TAGS[locale]
  // Made when first needed: each costs milliseconds, and a page uses two of the five.
  const lazy = (options: Intl.NumberFormatOptions) => {
    let format: Intl.NumberFormat | null = null
    return (value: number) => {
      format ??= new Intl.NumberFormat(tag, options)
      return clean(format.format(value))
    }
  }
  const whole = lazy({ maximumFractionDigits: 0 })
  const decimal = lazy({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const short = lazy({ maximumFractionDigits: 1 })
  const signed = lazy({ maximumFractionDigits: 0, signDisplay: 'exceptZero' })
  const percentOf = (text: string) => (locale === 'en' ? `${text}%` : `${text}\u00a0%`)
  const clean = (text: string) => text.replace(/\u202f/g, '\u00a0').replace(/-/g, '\u2212')
  const shown =
    <T>(write: (value: T) => string) =>
    (value: T | null) =>
      value === null ? words.withheld : write(value)
  const count = shown<number>((value) => whole(value))
  const date = (iso: string) => {
    const [year, month, day] = iso.split('-').map(Number)
    // Browsers with fewer languages write Finland's Swedish as Sweden's: not left to them.
    return locale === 'en'
      ? new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
          .format(new Date(`${iso}T12:00:00Z`))
          .replaceAll(' ', '\u00a0')
      : `${day}.${month}.${year}`
  }
  return {
    count,
    figure: (figure) => (figure.count !== null && figure.atLeast ? words.atLeast(count(figure.count)) : count(figure.count)),
    bound: (figure) => (figure.count !== null && figure.atLeast ? `≥${count(figure.count)}` : count(figure.count)),
    share: shown((value) => (value === 0 ? words.underOne : percentOf(whole(value)))),
    plain: (value) => short(value),
    percent: (value) => percentOf(whole(value)),
    finePercent: shown((value) => percentOf(short(value))),
    lift: shown((value) => (value === 0 ? `<${decimal(0.1)}` : decimal(value))),
    countDifference: shown((value) => signed(value)),
    shareDifference: shown((value) => words.points(signed(value))),
    date,
    day: (instant) => date(localDay(new Date(instant))),
    dateRange: (from, to) => `${date(from)}\u2013${date(to)}`,
  }
}

/** YYYY-MM-DD. */
function localDay(at: Date): string {
  const [month, day] = [at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${at.getFullYear()}-${month}-${day}`
}

const made = new Map<Locale, Formats>()

/** The formats of the language on screen: the same object for every caller, made once a language. */
export function useFormats(): Formats {
  const locale = useLocale()
  const known = made.get(locale)
  if (known) return known
  const t = i18next.getFixedT(locale)
  const formats = createFormats(locale, {
    withheld: t('figure.withheld'),
    atLeast: (count) => t('figure.atLeast', { count }),
    underOne: t('figure.underOne'),
    points: (points) => t('figure.points', { points }),
  })
  made.set(locale, formats)
  return formats
}
