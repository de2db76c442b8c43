import { describe, expect, it } from 'vitest'
import { sizeAxis } from '../../../web/adopted/size-axis.ts'
import { sizeMarks } from '../../../web/segments/size-layout.ts'

describe('the axis of sizes', () => {
  const sizes = [
    { size: 660, low: 630, high: 690 },
    { size: 11_420, low: 11_390, high: 11_450 },
    { size: null, low: 0, high: 60 },
  ]

  it('has round numbers, and stands where the bars do', () => {
    const { ticks, at } = sizeAxis(sizes)
    expect(ticks).toEqual([0, 2000, 4000, 6000, 8000, 10_000])
    sizeMarks(sizes).forEach((mark, index) => {
      const { size = null, high = 0 } = sizes[index] ?? {}
      if (size !== null) expect(at(size)).toBeCloseTo(mark.bar ?? -1, 1)
      expect(at(high)).toBeCloseTo(mark.high, 1)
    })
  })

  it('is an axis even of nothing', () => {
    expect(sizeAxis([]).at(0)).toBe(0)
  })
})
