import { isScalarType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../server/portal/calendar-day.ts'
import { schema } from '../../../server/portal/schema/schema.ts'

const type = schema.getType('DateTime')
const parse = (text: unknown): unknown => {
  if (!isScalarType(type)) throw new Error('DateTime is a scalar')
  return type.parseValue(text)
}

describe('an instant', () => {
  it('is taken with its offset', () => {
    expect(parse('2024-02-29T10:00:00Z')).toEqual(new Date('2024-02-29T10:00:00Z'))
    expect(parse('2025-12-31T23:59:59.5+02:00')).toEqual(new Date('2025-12-31T21:59:59.500Z'))
  })
  it.each([
    '2025-02-31T10:00:00Z',
    '2025-02-29T10:00:00Z',
    '2025-04-31T00:00:00+03:00',
    '2025-13-01T00:00:00Z',
    '2025-12-31T25:00:00Z',
    '2025-12-31',
    5,
  ])('is not %j', (text) => {
    expect(() => parse(text)).toThrow('not an instant')
  })
})

describe('a day', () => {
  it('is a real one', () => {
    expect(calendarDay('2024-02-29')).toEqual(new Date('2024-02-29T00:00:00Z'))
    for (const text of ['2025-02-29', '2025-02-31', '2025-1-1', '2025-00-10', 'today', '']) expect(calendarDay(text), text).toBeNull()
  })
})
