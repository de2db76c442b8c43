/** Keeps identifiers of clients and control characters out of every text of the log, whatever a caller handed over. */
import type { Detail } from './event.ts'

/** Finnish personal identity codes standing alone: a date, perhaps the mark of the century, three digits, the check character. */
const IDENTITY_CODE =
  /(?<![0-9A-Za-z])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(\d\d)([-+ABCDEFUVWXYabcdefuvwxy]?)(\d{3})([0-9A-FHJ-NPR-Ya-fhj-npr-y])(?![0-9A-Za-z])/g
const CHECK = '0123456789ABCDEFHJKLMNPRSTUVWXY'
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must go
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g
/** Half of a surrogate pair, as a typed text may hold one and a cut leaves one: no database takes it. */
const HALF = /\p{Surrogate}/gu
const LONGEST = 300
/** Shorter than any such code, and without control characters: most texts of an event. */
const SHORT = /^[ -~]{0,9}$/

export const cleanText = (text: string): string => (SHORT.test(text) ? text : cleanLong(text))

const cleanLong = (text: string): string =>
  text
    .replace(CONTROL, ' ')
    .replace(IDENTITY_CODE, (whole: string, day: string, month: string, year: string, mark: string, part: string, check: string) => {
      // Ten characters without a mark are a code only where the check character says so.
      const holds = CHECK[Number(`${day}${month}${year}${part}`) % 31] === check.toUpperCase()
      return mark !== '' || holds ? '?' : whole
    })
    .slice(0, LONGEST)
    .replace(HALF, '\ufffd')

export function cleanDetail(detail: Detail): Detail {
  if (typeof detail === 'string') return cleanText(detail)
  if (Array.isArray(detail)) return detail.map(cleanDetail)
  if (typeof detail === 'object' && detail !== null) {
    return Object.fromEntries(Object.entries(detail).map(([name, part]) => [cleanText(name), cleanDetail(part)]))
  }
  return detail
}
