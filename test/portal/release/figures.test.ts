import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Figure, isExact, largestFirst, type Measure, tally, WITHHELD } from '../../../server/portal/release/figure.ts'
import { PublishedTable } from '../../../server/portal/release/published-table.ts'
import { countDifference, liftOf, shareDifference, shareOf } from '../../../server/portal/release/ratios.ts'
import { flagText, type Sealed, tableText, unseal, unsealTable } from '../../../server/portal/release/sealed.ts'
import { pairLifts, pairShares, pairTally, squareOf } from '../../../server/portal/release/square.ts'
import { sealed } from '../../../server/portal/release/told-numbers.ts'
import type { Policy } from '../../../server/release/format.ts'
import { measureColumns, placeCount, rowCount, rowIndex, tripleCount, triplePlaceCount } from '../../../server/release/lattice.ts'
import { written } from '../../support/written-table.ts'

const layout = {
  services: ['A', 'B', 'C'],
  municipalities: ['M1', 'M2'],
  centres: ['C1'],
  centreMunicipality: [0],
  tops: { health: 2, social: 2, all: 3 },
}
const policy: Policy = { kind: 'exact', k: 5, complementExempt: [] }
const at = measureColumns(layout)
const county = { cohort: 0, sex: 0, age: 0, place: 0 }
const [first, second] = [
  { ...county, place: 1 },
  { ...county, place: 2 },
]

/** Columns of the county's row and of its two municipalities. */
function tableWith(values: readonly (readonly [column: number, county: number, first: number, second: number])[]): PublishedTable {
  const base = new Uint32Array(rowCount(placeCount(layout)) * at.width)
  for (const [column, ...cells] of values) {
    for (const [place, cell] of cells.entries()) base[rowIndex({ ...county, place }, placeCount(layout)) * at.width + column] = cell
  }
  const triples = new Uint32Array(rowCount(triplePlaceCount(layout)) * tripleCount(layout))
  triples[rowIndex(county, triplePlaceCount(layout)) * tripleCount(layout)] = 9
  return new PublishedTable(layout, policy, { base, triples })
}

const table = tableWith([
  [at.clients, 200, 120, 80],
  [at.services, 60, 40, 20],
  [at.services + 1, 50, 50, 0],
  [at.services + 2, 19, 0, 0],
  [at.pairs, 30, 23, 7],
  [at.pairs + 1, 12, 12, 0],
  [at.all, 10, 10, 0],
  [at.all + 1, 40, 0, 40],
  [at.all + 2, 0, 0, 0],
  [at.grid + 1, 8, 8, 0],
  [at.grid + 4, 11, 11, 0],
  [at.grid + 7, 6, 6, 0],
  [at.grid + 8, 5, 5, 0],
])
const used = (services: readonly number[], rows = [county]) => table.over(rows)({ kind: 'used', services })
const seen = (figure: Figure) => ({ count: figure.count && unseal('Count', figure.count), atLeast: figure.atLeast })

describe('a figure', () => {
  it('is the published cell', () => {
    expect(seen(used([]))).toEqual({ count: 200, atLeast: false })
    expect(seen(used([0]))).toEqual({ count: 60, atLeast: false })
    expect(seen(used([1, 0]))).toEqual({ count: 30, atLeast: false })
    expect(seen(used([0, 1, 2]))).toEqual({ count: 9, atLeast: false })
    expect(seen(table.over([county])({ kind: 'grid', health: 1, social: 1 }))).toEqual({ count: 11, atLeast: false })
  })

  it('of a corner of the grid is the sum of its cells, at least so much where one is withheld', () => {
    const corner = (health: number, social: number) => seen(table.over([county])({ kind: 'corner', health, social }))
    expect(corner(2, 1)).toEqual({ count: 11, atLeast: false })
    expect(corner(1, 1)).toEqual({ count: 22, atLeast: true })
    expect(corner(3, 3)).toEqual({ count: null, atLeast: false })
  })

  it('of several rows is the sum of their cells', () => expect(seen(used([0], [first, second]))).toEqual({ count: 60, atLeast: false }))

  it('is at least the shown part where a part is withheld', () => {
    expect(seen(used([1], [first, second]))).toEqual({ count: 50, atLeast: true })
    expect(seen(table.over([county])({ kind: 'bins', histogram: 'all', from: 0, to: 1 }))).toEqual({ count: 50, atLeast: false })
    expect(seen(table.over([county])({ kind: 'bins', histogram: 'all', from: 1, to: 2 }))).toEqual({ count: 40, atLeast: true })
  })

  it('is withheld by one token, alone or in a sum', () => {
    expect(used([1], [second])).toEqual(WITHHELD)
    expect(used([2], [first, second])).toEqual(WITHHELD)
  })

  it('of three services does not exist at a centre', () => {
    expect(() => used([0, 1, 2], [{ ...county, place: 3 }])).toThrow('centre')
  })

  it('shows nothing of itself in JSON, spread or print', () => {
    const { count } = used([])
    expect(JSON.stringify({ count })).toBe('{"count":{}}')
    expect({ ...count }).toEqual({})
    expect(inspect(count, { showHidden: true, depth: null })).not.toMatch(/200/)
    expect(`${count}`).not.toMatch(/\d/)
    expect(Number.isNaN(Number(count))).toBe(true)
  })
})

describe('a table', () => {
  const blocks = (cell: number, k: number) => () => {
    const base = new Uint32Array(rowCount(placeCount(layout)) * at.width)
    base[7] = cell
    return new PublishedTable(
      layout,
      { ...policy, k },
      { base, triples: new Uint32Array(rowCount(triplePlaceCount(layout)) * tripleCount(layout)) },
    )
  }
  it('with a cell below its threshold is refused', () => {
    expect(blocks(5, 5)).not.toThrow()
    for (const cell of [1, 2, 3, 4]) expect(blocks(cell, 5)).toThrow('threshold')
    expect(blocks(9, 10)).toThrow('threshold')
  })
  it('with a threshold under five is refused', () => expect(blocks(7, 4)).toThrow('five'))
})

describe('a derived figure', () => {
  const share = (part: Figure, whole: Figure) => {
    const value = shareOf(part, whole)
    return value && unseal('Share', value)
  }
  it('share is in whole per cent', () => {
    expect(share(used([0]), used([]))).toBe(30)
    expect(share(used([0, 2]), used([0]))).toBe(20)
  })
  it('share rounds halves up, also where the fraction has no end in binary: 23 of 40', () =>
    expect(share(used([0, 1], [first]), used([0], [first]))).toBe(58))
  it('share has no base under twenty, none of an at-least figure and none of a withheld one', () => {
    expect(share(used([0, 1, 2]), used([2]))).toBeNull()
    expect(share(used([1], [first, second]), used([]))).toBeNull()
    expect(share(used([0]), used([1], [first, second]))).toBeNull()
    expect(share(WITHHELD, used([]))).toBeNull()
    expect(share(used([0]), WITHHELD)).toBeNull()
  })
  it('lift compares with what would be if unrelated, to one decimal', () => {
    // 30 of 200 against 60/200 × 50/200 of 200 = 15
    const lift = liftOf(used([0, 1]), [used([0]), used([1])], used([]))
    expect(lift && unseal('Lift', lift)).toBe(2)
    expect(liftOf(used([0, 2]), [used([0]), used([2])], used([]))).toBeNull()
    expect(liftOf(WITHHELD, [used([0]), used([1])], used([]))).toBeNull()
  })
  it('differences need both sides in full', () => {
    const difference = countDifference(used([0]), used([1]))
    expect(difference && unseal('CountDifference', difference)).toBe(10)
    expect(countDifference(used([0]), WITHHELD)).toBeNull()
    expect(countDifference(used([1], [first, second]), used([0]))).toBeNull()
    const points = shareDifference(shareOf(used([1]), used([])), shareOf(used([0]), used([])))
    expect(points && unseal('ShareDifference', points)).toBe(-5)
    expect(shareDifference(null, shareOf(used([0]), used([])))).toBeNull()
  })
  it('a tally counts figures published in full', () => {
    const { shown, of } = tally([used([]), WITHHELD, used([1], [first, second])])
    expect([unseal('FigureCount', shown), unseal('FigureCount', of)]).toEqual([1, 3])
  })
  it('order is by published value, withheld last', () => {
    expect([WITHHELD, used([1]), used([]), used([0])].sort(largestFirst).map((figure) => seen(figure).count)).toEqual([200, 60, 50, null])
    expect(isExact(WITHHELD)).toBe(false)
  })
})

describe('a scalar', () => {
  it('opens values of its own kind only', () => {
    const { count } = used([])
    expect(() => unseal('Share', count)).toThrow('publishable')
    for (const raw of [7, '7', { value: 7 }, null, undefined, Object.create(Object.getPrototypeOf(count))]) {
      expect(() => unseal('Count', raw)).toThrow()
    }
  })
  it('withholds rows of the import report under the threshold', () => {
    const reasons = [5, 4, 0, null].map((rows) => ({ reason: 'R', rows }))
    const [file] = sealed.report(
      { importedAt: '', files: [{ file: 'f', read: 3, rejected: reasons, leftOut: [], linkagePercent: null }], warnings: [] },
      policy,
    )
    expect(file?.read).toBeNull()
    expect(file?.rejected.map(({ rows }) => rows && unseal('Count', rows))).toEqual([5, null, null, null])
  })
})

describe('many measures of the same rows', () => {
  it('are what each is alone, before and after all cells of the rows are added up', () => {
    for (const rows of [[county], [first, second]]) {
      const measures: readonly Measure[] = [
        ...[[], [0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]].map((services) => ({ kind: 'used' as const, services })),
        ...[0, 1, 2].map((service) => ({ kind: 'heavyIn' as const, service })),
        { kind: 'bins', histogram: 'all', from: 0, to: 2 },
        { kind: 'grid', health: 1, social: 1 },
      ]
      const alone = measures.map((measure) => seen(table.over(rows)(measure)))
      const together = table.over(rows)
      expect(measures.map((measure) => seen(together(measure)))).toEqual(alone)
      together.square()
      expect(measures.map((measure) => seen(together(measure)))).toEqual(alone)
    }
  })
})

describe('tables of pairs', () => {
  const figures = [0, 1, 2].map((a) => [0, 1, 2].map((b) => used(a === b ? [a] : [a, b])))
  const figure = (a: number, b: number) => figures[a]?.[b] ?? WITHHELD
  const square = table.over([county]).square()
  const { counts } = square
  const [lifts, rowShares] = [pairLifts(square, used([])), pairShares(square)]
  const parts = table.over([first, second])
  const each = (of: (a: number, b: number) => number | null) => figures.map((row, a) => row.map((_, b) => of(a, b)))

  it('hold what single figures hold, to the cell', () => {
    const share = (a: number, b: number) => shareOf(figure(a, b), figure(a, a))
    const lift = (a: number, b: number) => (a === b ? null : liftOf(figure(a, b), [figure(a, a), figure(b, b)], used([])))
    const number = <K extends 'Count' | 'Share' | 'Lift'>(kind: K, one: Sealed<K> | null) => one && unseal(kind, one)
    expect(unsealTable('Count', counts)).toEqual(each((a, b) => number('Count', figure(a, b).count)))
    expect(unsealTable('Share', rowShares)).toEqual(each((a, b) => number('Share', share(a, b))))
    expect(unsealTable('Lift', lifts)).toEqual(each((a, b) => number('Lift', lift(a, b))))
    expect(unsealTable('Lift', lifts)[0]).toEqual([null, 2, null])
  })

  it('are the same made of figures', () => {
    for (const rows of [[county], [first, second]]) {
      const [whole, all] = [table.over(rows), used([], rows)]
      const made = squareOf(3, (a, b) => whole({ kind: 'used', services: a === b ? [a] : [a, b] }))
      expect(unsealTable('Count', made.counts)).toEqual(unsealTable('Count', whole.square().counts))
      expect([...made.atLeast]).toEqual([...whole.square().atLeast])
      expect(unsealTable('Lift', pairLifts(made, all))).toEqual(unsealTable('Lift', pairLifts(whole.square(), all)))
    }
  })

  it('have no share and no lift of a sum with a withheld part, and say which these are', () => {
    const sums = parts.square()
    expect(unsealTable('Count', sums.counts)[0]?.[2]).toBe(12)
    expect([...sums.atLeast]).toEqual([
      [false, false, true],
      [false, true, false],
      [true, false, false],
    ])
    expect(unsealTable('Share', pairShares(sums))[0]?.[2]).toBeNull()
    expect(unsealTable('Lift', pairLifts(sums, used([], [first, second])))[0]?.[2]).toBeNull()
  })

  it('count what is published in full, each pair once, of what may be seen', () => {
    const numbers = (sees: (a: number, b: number) => boolean) => {
      const { shown, of } = pairTally(parts.square(), used([], [first, second]), sees)
      return [unseal('FigureCount', shown), unseal('FigureCount', of)]
    }
    expect(numbers(() => true)).toEqual([3, 7])
    expect(numbers((a, b) => a === b)).toEqual([2, 4])
  })

  it('are written as what lists of them would be', () => {
    expect(written(tableText('Count', counts))).toBe(JSON.stringify(unsealTable('Count', counts)))
    expect(written(tableText('Lift', lifts))).toBe(JSON.stringify(unsealTable('Lift', lifts)))
    expect(written(flagText(parts.square().atLeast))).toBe(JSON.stringify([...parts.square().atLeast]))
    expect(() => tableText('Count', rowShares)).toThrow('publishable')
  })

  it('give their numbers to the scalar of their kind alone', () => {
    expect(unsealTable('Share', rowShares)[0]).toEqual([100, 50, 20])
    expect(() => unsealTable('Count', rowShares)).toThrow('publishable')
  })

  it('give single values sealed, and show none', () => {
    expect(rowShares.at(2, 0)).toBeNull()
    expect(unseal('Share', rowShares.at(0, 1))).toBe(50)
    expect([...rowShares].map((row) => row.map((one) => one && unseal('Share', one)))).toEqual(unsealTable('Share', rowShares))
    expect(`${JSON.stringify(rowShares)} ${inspect(rowShares, { depth: 5 })}`).not.toMatch(/50|60/)
  })
})
