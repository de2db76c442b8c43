import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { topDecileLimit } from '../../../server/vault/summary/top-decile.ts'

/** `usersByContacts` of a list of contacts, one a user. */
function tally(contacts: readonly number[]): number[] {
  const users: number[] = new Array(Math.max(0, ...contacts) + 1).fill(0)
  for (const n of contacts) users[n] = (users[n] ?? 0) + 1
  return users
}
const heavyAt = (contacts: readonly number[], limit: number | null) => (limit === null ? [] : contacts.filter((n) => n >= limit))

describe('TOP_DECILE', () => {
  it('takes the tenth with most contacts', () => {
    const contacts = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(topDecileLimit(tally(contacts), 0.1)).toBe(91)
  })

  it('takes fewer than a tenth rather than cut through equals', () => {
    const contacts = [...Array(85).fill(1), ...Array(12).fill(4), ...Array(3).fill(9)]
    expect(heavyAt(contacts, topDecileLimit(tally(contacts), 0.1))).toEqual([9, 9, 9])
  })

  it('takes nobody where every user has the same number', () => {
    expect(topDecileLimit(tally(Array(50).fill(7)), 0.1)).toBeNull()
  })

  it('takes nobody of fewer users than make one tenth, and of none', () => {
    expect(topDecileLimit(tally([1, 2, 3]), 0.1)).toBeNull()
    expect(topDecileLimit(tally([]), 0.1)).toBeNull()
  })

  it('takes exactly the share where it is a whole number of users, whatever its binary fraction', () => {
    for (const percent of [3, 7, 10, 29, 57]) {
      const contacts = Array.from({ length: 100 }, (_, i) => i + 1)
      expect(heavyAt(contacts, topDecileLimit(tally(contacts), percent / 100))).toHaveLength(percent)
    }
  })

  it('is the smallest number of contacts that at most the share of users reaches', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 99 }),
        (contacts, percent) => {
          const share = percent / 100
          const few = (limit: number) => heavyAt(contacts, limit).length * 100 <= percent * contacts.length
          const limit = topDecileLimit(tally(contacts), share)
          if (limit === null) expect(few(Math.max(...contacts))).toBe(false)
          else {
            expect(few(limit)).toBe(true)
            expect(heavyAt(contacts, limit).length).toBeGreaterThan(0)
            // The next smaller number of contacts that someone has is shared by too many.
            const below = Math.max(...contacts.filter((n) => n < limit))
            if (Number.isFinite(below)) expect(few(below)).toBe(false)
          }
        },
      ),
      { seed: 4, numRuns: 500 },
    )
  })

  it('does not depend on the order of the users', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }), (contacts) => {
        expect(topDecileLimit(tally([...contacts].reverse()), 0.1)).toBe(topDecileLimit(tally(contacts), 0.1))
      }),
      { seed: 5 },
    )
  })
})
