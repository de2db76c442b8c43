import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilDate, formatDay, parseDay } from '../../../server/vault/summary/day.ts'
import { overlaps, windowOf } from '../../../server/vault/summary/window.ts'

const day = (text: string) => parseDay(text) ?? Number.NaN
const spanOf = (dataDate: string) => {
  const { from, to } = windowOf(day(dataDate))
  return [formatDay(from), formatDay(to)]
}
const anyDay = fc.integer({ min: day('1900-01-01'), max: day('2200-12-31') })

describe('the window', () => {
  it('is the twelve months that end on the data date', () => {
    expect(spanOf('2025-09-30')).toEqual(['2024-10-01', '2025-09-30'])
    expect(spanOf('1988-12-31')).toEqual(['1988-01-01', '1988-12-31'])
    expect(spanOf('2025-06-14')).toEqual(['2024-06-15', '2025-06-14'])
  })

  it('holds whole months around the end of February', () => {
    expect(spanOf('2025-02-28')).toEqual(['2024-03-01', '2025-02-28'])
    expect(spanOf('2024-02-29')).toEqual(['2023-03-01', '2024-02-29'])
    expect(spanOf('2024-02-28')).toEqual(['2023-03-01', '2024-02-28'])
  })

  it('has 365 or 366 days for every data date', () => {
    fc.assert(
      fc.property(anyDay, (dataDate) => {
        const { from, to } = windowOf(dataDate)
        expect(to).toBe(dataDate)
        expect([365, 366]).toContain(to - from + 1)
      }),
      { seed: 1 },
    )
  })

  it('begins the day after the window of the data date a year before ends', () => {
    fc.assert(
      fc.property(anyDay, (dataDate) => {
        const { year, month, day } = civilDate(dataDate)
        const leap = month === 2 && day >= 28
        fc.pre(!leap)
        const yearBefore = parseDay(`${year - 1}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
        expect(windowOf(dataDate).from).toBe((yearBefore ?? Number.NaN) + 1)
      }),
      { seed: 2 },
    )
  })
})

describe('an interval overlaps the window', () => {
  const window = windowOf(day('2025-09-30'))
  it.each([
    ['2024-10-01', '2024-10-01', true],
    ['2025-09-30', '2025-09-30', true],
    ['2020-01-01', '2030-01-01', true],
    ['2020-01-01', '2024-10-01', true],
    ['2020-01-01', '2024-09-30', false],
    ['2025-10-01', '2025-10-01', false],
  ])('%s to %s: %s', (from, to, expected) => {
    expect(overlaps(window, day(from), day(to))).toBe(expected)
  })

  it('where its end is open, unless it begins later', () => {
    expect(overlaps(window, day('1999-01-01'), null)).toBe(true)
    expect(overlaps(window, day('2025-09-30'), null)).toBe(true)
    expect(overlaps(window, day('2025-10-01'), null)).toBe(false)
  })
})
