import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextColumn } from '../../../web/charts/upset/next-column.ts'
import { type UpsetCombination, type UpsetService, upsetCapacity, upsetLayout } from '../../../web/charts/upset/upset-layout.ts'

const figure = (count: number | null) => ({ count, atLeast: false })
const service = (code: string, sector: UpsetService['sector']): UpsetService => ({ code, sector, name: code, clients: figure(100) })
const services = [service('H01', 'HEALTH'), service('H02', 'HEALTH'), service('D01', 'DENTAL'), service('S01', 'SOCIAL')]
const combination = (codes: string[], count: number | null, lift: number | null): UpsetCombination => ({
  codes,
  clients: figure(count),
  lift,
})
const combinations = [combination(['H01', 'S01'], 400, 2), combination(['H01', 'H02'], 100, 0.6), combination(['H02', 'S01'], 5, null)]
const layout = upsetLayout({ combinations, services, left: 300, width: 1000, scale: 1 })

describe('the layout of combinations', () => {
  it('gives a row to every service that takes part, and to no other', () => {
    expect(layout.rows.map(({ service: { code } }) => code)).toEqual(['H01', 'H02', 'S01'])
  })

  it('parts sectors by white space', () => {
    const [first, second, third] = layout.rows.map(({ y }) => y)
    expect((second ?? 0) - (first ?? 0)).toBe(24)
    expect((third ?? 0) - (second ?? 0)).toBe(34)
  })

  it('draws bars from zero, in proportion to clients', () => {
    const heights = layout.columns.map(({ bar }) => bar?.height ?? 0)
    expect((heights[0] ?? 0) / (heights[1] ?? 1)).toBeCloseTo(4)
    expect(layout.columns.every(({ bar }) => bar && Math.abs(bar.y + bar.height - layout.bars.bottom) < 1e-9)).toBe(true)
  })

  it('draws lift over 1 above the line of 1, under 1 below it, and none where none is published', () => {
    const [more, less, none] = layout.columns.map(({ lift }) => lift)
    expect(more && more.y < more.one).toBe(true)
    expect(less && less.y > less.one).toBe(true)
    expect(none).toBeNull()
  })

  it('marks the services of a combination from top to bottom', () => {
    expect(layout.columns[0]?.marks.map(({ row }) => layout.rows[row]?.service.code)).toEqual(['H01', 'S01'])
  })

  it('draws no bar where clients are withheld', () => {
    const withheld = upsetLayout({ combinations: [combination(['H01', 'H02'], null, null)], services, left: 300, width: 1000, scale: 1 })
    expect(withheld.columns[0]?.bar).toBeNull()
  })

  it('never draws wider than its room when no more columns are asked for than fit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 2000 }), fc.constantFrom(1, 1.35), (width, scale) => {
        const fits = upsetCapacity(width, 300, scale)
        const many = Array.from({ length: fits }, (_, index) => combination(['H01', 'H02'], index + 5, 1))
        expect(upsetLayout({ combinations: many, services, left: 300, width, scale }).width).toBeLessThanOrEqual(
          Math.max(width, 300 + 34 * scale) + 1e-6,
        )
      }),
      { seed: 4 },
    )
  })

  it('draws nothing for no combinations', () => {
    expect(upsetLayout({ combinations: [], services, left: 300, width: 1000, scale: 1 })).toMatchObject({ columns: [], rows: [] })
  })
})

describe('the keys of combinations', () => {
  it('move left and right and to the ends, and leave the rest to the browser', () => {
    expect(nextColumn('ArrowRight', 3, 9)).toBe(4)
    expect(nextColumn('ArrowRight', 9, 9)).toBe(9)
    expect(nextColumn('ArrowLeft', 0, 9)).toBe(0)
    expect(nextColumn('Home', 5, 9)).toBe(0)
    expect(nextColumn('End', 5, 9)).toBe(9)
    expect(nextColumn('Tab', 5, 9)).toBeNull()
  })
})
