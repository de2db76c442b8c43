import { describe, expect, it } from 'vitest'
import { ageAt, ageGroupOf } from '../../../server/vault/summary/age-group.ts'
import { parseDay } from '../../../server/vault/summary/day.ts'

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
  ])('%i years are group %i', (years, group) => {
    expect(ageGroupOf(years)).toBe(group)
  })
})
