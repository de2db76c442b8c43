import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate, dayOf, formatDay, parseDay } from '../../../server/vault/summary/day.ts'

describe('days', () => {
  it('count from 1970-01-01', () => {
    expect(parseDay('1970-01-01')).toBe(0)
    expect(parseDay('1969-12-31')).toBe(-1)
    expect(parseDay('2000-03-01')).toBe(11_017)
  })

  it('agree with the calendar of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        expect(parseDay(formatDay(day))).toBe(day)
        const { year, month, day: dayOfMonth } = civilDate(day)
        expect(dayOf(year, month, dayOfMonth)).toBe(day)
      }),
      { seed: 3 },
    )
  })

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '2025-1-01',
    '20250101',
    '2025-01-01T00',
    '',
    ' 2025-01-01',
  ])('refuse %j', (text) => {
    expect(parseDay(text)).toBeNull()
  })

  it('take 29 February of leap years', () => {
    expect(parseDay('2024-02-29')).not.toBeNull()
    expect(parseDay('2000-02-29')).not.toBeNull()
  })
})
