/** Calendar days as whole numbers: days since 1970-01-01 (proleptic Gregorian), so that windows and intervals are comparisons. */

/** A day number, or null where the text is not a real date written YYYY-MM-DD. */
export function parseDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  return dayOf(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** The day number of today, in UTC. */
export const today = (): number => Math.floor(Date.now() / 86_400_000)

/** Day number of a date, or null where there is no such date (month 13, 30 February). */
export function dayOf(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  // Days from civil (Howard Hinnant): years run from March, so that the leap day is a year's last.
  const y = month > 2 ? year : year - 1
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The date of a day number. */
export function civilDate(dayNumber: number): CivilDate {
  const date = new Date(dayNumber * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** YYYY-MM-DD of a day number. */
export const formatDay = (dayNumber: number): string => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10)

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29
  return MONTH_LENGTHS[month - 1] ?? 0
}
