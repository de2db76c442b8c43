import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageAt, ageGroupsOn } from '../../../server/vault/summary/age-group.ts'
import { dayOf, parseDay } from '../../../server/vault/summary/day.ts'

const age = (birth: string, on: string) => ageAt(parseDay(birth) ?? Number.NaN, parseDay(on) ?? Number.NaN)

describe('age at the data date', () => {
  it('changes on the birthday', () => {
    expect(age('2007-10-01', '2025-09-30')).toBe(17)
    expect(age('2007-09-30', '2025-09-30')).toBe(18)
  })

  it('of a person born on 29 February changes on 1 March of a common year', () => {
    expect(age('1960-02-29', '2025-02-28')).toBe(64)
    expect(age('1960-02-29', '2025-03-01')).toBe(65)
    expect(age('1960-02-29', '2024-02-29')).toBe(64)
    expect(age('1944-02-29', '2024-02-28')).toBe(79)
  })

  it('is negative for who is born later', () => {
    expect(age('2025-10-01', '2025-09-30')).toBe(-1)
  })

  it.each([
    [0, 0],
    [17, 0],
    [18, 1],
    [64, 1],
    [65, 2],
    [79, 2],
    [80, 3],
    [109, 3],
  ])('of %i years is group %i', (years, group) => {
    const on = parseDay('2025-09-30') ?? Number.NaN
    const group30 = ageGroupsOn(on)
    expect(group30(dayOf(2025 - years, 9, 30) ?? Number.NaN)).toBe(group)
    expect(group30(dayOf(2024 - years, 10, 1) ?? Number.NaN)).toBe(group)
  })

  it('gives the group of the age, on every day', () => {
    const groupOf = (years: number) => (years < 18 ? 0 : years < 65 ? 1 : years < 80 ? 2 : 3)
    const day = fc.integer({ min: parseDay('2020-01-01') ?? 0, max: parseDay('2032-12-31') ?? 0 })
    const nearBirthday = fc.tuple(day, fc.constantFrom(0, 17, 18, 19, 64, 65, 66, 79, 80, 81), fc.integer({ min: -3, max: 3 }))
    fc.assert(
      fc.property(nearBirthday, ([on, years, off]) => {
        const birth = on - Math.floor(years * 365.25) + off
        fc.pre(birth <= on)
        expect(ageGroupsOn(on)(birth)).toBe(groupOf(ageAt(birth, on)))
      }),
      { seed: 10, numRuns: 5_000 },
    )
  })
})
