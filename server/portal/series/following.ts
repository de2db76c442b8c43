/** What people may write beside a series, checked once: targets and annotations. */

import { AGES, type Age } from '../../release/lattice.ts'
import { calendarDay } from '../calendar-day.ts'
import { isOfSegment } from '../segments/segment-target.ts'
import type { Catalogued } from './indicators.ts'

export interface AskedTarget {
  readonly indicator: string
  readonly municipality?: string | null | undefined
  readonly ageGroup?: Age | null | undefined
  readonly unit: 'CLIENTS' | 'SHARE'
  readonly direction: 'AT_LEAST' | 'AT_MOST'
  readonly value: number
  readonly due: string
  readonly owner: string
}

export interface AskedAnnotation {
  readonly kind: 'MILESTONE' | 'PRACTICE'
  readonly on: string
  readonly text: string
  readonly indicator?: string | null | undefined
  readonly municipality?: string | null | undefined
}

/** What the database keeps, or why it does not: a sentence without figures. */
export type Checked<T> = { readonly kind: 'sound'; readonly row: T } | { readonly kind: 'refused'; readonly reason: string }

const LONGEST_OWNER = 80
const LONGEST_TEXT = 160
const LARGEST_TARGET = 10_000_000

/** `known`: whether there is such an indicator, or segment. */
export function checkTarget(reader: Catalogued, asked: AskedTarget, known: boolean) {
  const { indicator, municipality, ageGroup, unit, direction, value } = asked
  const [due, owner] = [dateOf(asked.due), lineOf(asked.owner, LONGEST_OWNER)]
  if (!known) return refuse('The release knows no such indicator.')
  if (!isArea(reader, municipality)) return refuse('The release knows no such municipality.')
  if (isOfSegment(indicator) && ageGroup) return refuse('A target of a segment is about all ages of its scheme.')
  if (!Number.isInteger(value) || value < 0 || value > LARGEST_TARGET) return refuse('A target is a whole number that is not negative.')
  if (unit === 'SHARE' && value > 100) return refuse('A share is at most 100 per cent.')
  if (due === null) return refuse('The date is written YYYY-MM-DD.')
  if (owner === null) return refuse(`A target has an owner, in at most ${LONGEST_OWNER} characters on one line.`)
  const age = AGES.find((one) => one === ageGroup)
  return {
    kind: 'sound' as const,
    row: { ...{ indicator, unit, direction, value, due, owner }, area: municipality ?? null, ageGroup: age && age !== 'ALL' ? age : null },
  }
}

/** `known`: whether there is such an indicator or segment, where it is about one. */
export function checkAnnotation(reader: Catalogued, asked: AskedAnnotation, known: boolean) {
  const { kind, indicator, municipality } = asked
  const [on, text] = [dateOf(asked.on), lineOf(asked.text, LONGEST_TEXT)]
  if (!known) return refuse('The release knows no such indicator.')
  if (!isArea(reader, municipality)) return refuse('The release knows no such municipality.')
  if (on === null) return refuse('The date is written YYYY-MM-DD.')
  if (text === null) return refuse(`An annotation has a text of at most ${LONGEST_TEXT} characters on one line.`)
  return { kind: 'sound' as const, row: { ...{ kind, on, text }, indicator: indicator ?? null, area: municipality ?? null } }
}

const refuse = (reason: string) => ({ kind: 'refused' as const, reason })

const isArea = (reader: Catalogued, code: string | null | undefined): boolean =>
  code === null || code === undefined || reader.layout.municipalities.includes(code)

/** A real day between 2000 and 2100, or null. */
const dateOf = (text: string): Date | null => (text.startsWith('20') ? calendarDay(text) : null)

/** One line of text without control characters, or null where it is empty or too long. */
function lineOf(text: string, longest: number): string | null {
  const line = text.trim().replace(/\s+/g, ' ')
  return line.length === 0 || [...line].length > longest || /\p{Cc}/u.test(line) ? null : line
}
