import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeLookup, dayIn } from '../../../server/vault/ingest/field.ts'
import { parseDay } from '../../../server/vault/summary/day.ts'

/** Day number of a field within a row. */
function dayOf(text: string): number {
  const bytes = Buffer.from(`before,${text},after`)
  return dayIn({ bytes, from: Int32Array.of(7), to: Int32Array.of(bytes.length - 6), fields: 1, line: 1, open: false }, 0)
}

describe('a date in a field', () => {
  it('is the day that its text names, met for the first time or again', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
    const year = fc.oneof(fc.constantFrom(0, 1899, 1900, 2000, 2155, 2156, 9999), fc.integer({ min: 1890, max: 2170 }))
    const text = fc.tuple(year, two, two).map(([y, month, day]) => `${String(y).padStart(4, '0')}-${month}-${day}`)
    fc.assert(
      fc.property(text, (date) => {
        expect([dayOf(date), dayOf(date)]).toEqual([parseDay(date) ?? Number.NaN, parseDay(date) ?? Number.NaN])
      }),
      { seed: 11, numRuns: 5_000 },
    )
    for (let day = parseDay('1899-11-01') ?? 0; day < (parseDay('1901-03-02') ?? 0); day++) {
      const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
      expect(dayOf(date)).toBe(day)
    }
  })

  it.each(['', '2025-1-01', '2025/01/01', '2025-01-0a', '2025-01-010', '2024-02-30', '2023-02-29', '2025-00-01', '2025-01-00'])(
    'is none where it is written otherwise or does not exist: %j',
    (text) => expect(dayOf(text)).toBeNaN(),
  )
})

describe('a code among codes', () => {
  it('is found at its first position, and no other is', () => {
    const code = fc.stringMatching(/^[A-Cä]{1,3}$/)
    fc.assert(
      fc.property(fc.array(code, { maxLength: 40 }), fc.array(fc.oneof(code, fc.constant('')), { minLength: 1 }), (codes, asked) => {
        const lookup = codeLookup(codes)
        for (const text of asked) {
          const bytes = Buffer.from(`;${text};`)
          expect(lookup(bytes, 1, bytes.length - 1)).toBe(codes.indexOf(text))
        }
      }),
      { seed: 12, numRuns: 1_000 },
    )
  })
})
