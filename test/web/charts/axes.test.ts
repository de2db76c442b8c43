import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COUNT_LIMITS, countClass } from '../../../web/charts/count-class.ts'
import { dumbbellRow } from '../../../web/charts/dumbbell-layout.ts'
import { histogramBars } from '../../../web/charts/histogram-layout.ts'
import { isBeyond, LIFT_ONE, liftAt } from '../../../web/charts/lift-axis.ts'
import { QUARTERS, shareAxis } from '../../../web/charts/share-axis.ts'

describe('the axis of shares', () => {
  it('is even by default and never follows the figures', () => {
    const axis = shareAxis('linear', 100)
    expect(axis.ticks.map(axis.at)).toEqual([0, 20, 40, 60, 80, 100])
    expect(shareAxis('linear', 100, QUARTERS).ticks).toEqual([0, 25, 50, 75, 100])
  })

  it('spreads small shares with a root and keeps their order', () => {
    const axis = shareAxis('root', 100)
    expect(axis.at(1)).toBe(10)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), (share) => axis.at(share) < axis.at(share + 1)),
      { seed: 3 },
    )
  })

  it('stops at its top', () => {
    expect(shareAxis('linear', 60).at(81)).toBe(100)
  })
})

describe('a dumbbell', () => {
  const axis = shareAxis('linear', 100)

  it('sets touching marks apart so that neither hides the other', () => {
    expect(dumbbellRow(axis, 1, 1)).toEqual({ ring: 1, mark: 1, apart: true })
    expect(dumbbellRow(axis, 59, 75)).toEqual({ ring: 59, mark: 75, apart: false })
  })

  it('has no mark for a withheld share', () => {
    expect(dumbbellRow(axis, 1, null)).toEqual({ ring: 1, mark: null, apart: false })
  })
})

describe('the axis of lifts', () => {
  it('doubles by equal steps', () => {
    expect([0.5, 1, 2, 4, 8, 16].map(liftAt)).toEqual([0, 20, 40, 60, 80, 100])
    expect(LIFT_ONE).toBe(20)
  })

  it('ends where it ends', () => {
    expect([liftAt(0), liftAt(0.1), liftAt(40)]).toEqual([0, 0, 100])
    expect([16, 16.1].map(isBeyond)).toEqual([false, true])
  })
})

describe('a histogram', () => {
  it('draws a share as its height and a withheld one not at all', () => {
    const bars = histogramBars([40, null, 0], [14, 27, null])
    expect(bars.map(({ height, line }) => [height, line])).toEqual([
      [40, 14],
      [null, 27],
      [0, null],
    ])
  })

  it('stands side by side without overlap, within the plot', () => {
    const bars = histogramBars([1, 2, 3, 4], [])
    bars.forEach((bar, at) => {
      const next = bars[at + 1]
      expect(bar.x + bar.width).toBeLessThanOrEqual(next ? next.x : 100)
    })
  })
})

describe('classes of counts', () => {
  it('begin at their limits', () => {
    expect(COUNT_LIMITS.map(countClass)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect([9, 24, 1999, 60_000].map(countClass)).toEqual([1, 2, 6, 7])
  })
})
