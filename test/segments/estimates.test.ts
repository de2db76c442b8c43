import { expect, it } from 'vitest'
import { fineShareOf, marksOf, ratePerThousand, reachedWithin, shareOf, timesAsOften } from '../../server/segments/estimates.ts'

const size = (value: number | null, reach = 30) => ({ size: value, low: Math.max(0, (value ?? 10) - reach), high: (value ?? 10) + reach })

it('a share is in whole per cent between what the ends of both intervals allow', () => {
  expect(shareOf(size(300), size(1000))).toEqual({ value: 30, low: 26, high: 35 })
})

it('a share over time is in tenths, so that a few per cent do not leap by rounding', () => {
  expect(fineShareOf(size(3770), size(67_730))).toEqual({ value: 5.6, low: 5.5, high: 5.7 })
  expect(fineShareOf(size(20), size(30))).toMatchObject({ low: 0, high: 100 })
  expect(fineShareOf(size(null), size(1000))).toBeNull()
})

it('a share is never above a hundred, and open upwards where the whole may be nothing', () => {
  expect(shareOf(size(1020), size(1000))).toMatchObject({ value: 100, high: 100 })
  expect(shareOf(size(20), size(30))).toMatchObject({ low: 0, high: 100 })
})

it('nothing is told where one of the numbers is withheld', () => {
  expect(shareOf(size(null), size(1000))).toBeNull()
  expect(shareOf(size(300), size(null))).toBeNull()
  expect(timesAsOften(size(300), size(1000), size(null), size(9000))).toBeNull()
})

it('times as often compares a share of the segment to that of all, the ends taking in all four intervals', () => {
  const times = timesAsOften(size(300), size(1000), size(900), size(9000))
  expect(times?.value).toBe(3)
  expect(times?.low).toBeLessThan(2.6)
  expect(times?.high).toBeGreaterThan(3.4)
})

it('a rate is in tenths of a thousand residents, its ends those of the size; none of fewer than twenty residents', () => {
  expect(ratePerThousand(size(300), 7000)).toEqual({ value: 42.9, low: 38.5, high: 47.2 })
  expect(ratePerThousand(size(300), 19)).toBeNull()
  expect(ratePerThousand(size(null), 7000)).toBeNull()
})

it.each([
  [{ low: 270, high: 330 }, 330, 'AT_MOST', 'REACHED'],
  [{ low: 270, high: 330 }, 329, 'AT_MOST', 'UNDECIDED'],
  [{ low: 270, high: 330 }, 270, 'AT_MOST', 'UNDECIDED'],
  [{ low: 270, high: 330 }, 269, 'AT_MOST', 'NOT_REACHED'],
  [{ low: 270, high: 330 }, 270, 'AT_LEAST', 'REACHED'],
  [{ low: 270, high: 330 }, 271, 'AT_LEAST', 'UNDECIDED'],
  [{ low: 270, high: 330 }, 331, 'AT_LEAST', 'NOT_REACHED'],
] as const)('of a number in %j, a target of %i %s is %s', (within, target, direction, reached) => {
  expect(reachedWithin(within, target, direction)).toBe(reached)
})

it('what marks a segment out is above all clients even at its low end, strongest first, three at most', () => {
  const at = (value: number, low: number) => ({ value, low, high: value + 1 })
  expect(marksOf([at(2, 1.1), null, at(5, 4), at(9, 0.8), at(3, 2), at(4, 1.5)])).toEqual([2, 5, 4])
})
