import { describe, expect, it } from 'vitest'
import { type Figure, type Lift, liftOf, PublishedTable, SealedTable } from '../../../server/portal/release/figures.ts'
import { similarityOf } from '../../../server/portal/release/similarity.ts'
import { measureColumns, placeCount, rowCount, tripleCount, triplePlaceCount } from '../../../server/release/lattice.ts'

const layout = { services: ['A', 'B'], municipalities: ['M'], centres: [], centreMunicipality: [], tops: { health: 1, social: 1, all: 1 } }
const at = measureColumns(layout)

/** A lift as a release publishes it: 1000 clients, 100 and 100 users, `joint` of both. */
function lift(joint: number): Lift | null {
  const base = new Uint32Array(rowCount(placeCount(layout)) * at.width)
  base.set([1000, 100, 100, joint])
  const triples = new Uint32Array(rowCount(triplePlaceCount(layout)) * tripleCount(layout))
  const table = new PublishedTable(layout, { kind: 'exact', k: 5, complementExempt: [] }, { base, triples })
  const used = (...services: number[]): Figure => table.over([{ cohort: 0, sex: 0, age: 0, place: 0 }])({ kind: 'used', services })
  return liftOf(used(0, 1), [used(0), used(1)], used())
}

const [often, seldom, withheld] = [lift(60), lift(6), null]
const matrix = (size: number, value: (a: number, b: number) => Lift | null) =>
  new SealedTable('Lift', size, (a, b) => (a === b ? null : value(Math.min(a, b), Math.max(a, b))))

describe('services by likeness', () => {
  it('puts those together that are used together, and names the blocks', () => {
    const alike = [
      [0, 3, 5],
      [1, 4],
    ]
    const lifts = matrix(6, (a, b) => (alike.some((group) => group.includes(a) && group.includes(b)) ? often : seldom))
    const { order, blocks } = similarityOf(lifts)
    expect(order).toHaveLength(6)
    expect(blocks.map((block) => [...block].sort())).toEqual(expect.arrayContaining(alike))
    expect(blocks).toHaveLength(2)
    for (const block of blocks) expect(order.join()).toContain(block.join())
  })

  it('takes a withheld lift as unrelated: no block of it', () => {
    expect(similarityOf(matrix(4, () => withheld)).blocks).toEqual([])
    const { order, blocks } = similarityOf(matrix(4, (a, b) => (a === 0 && b === 2 ? often : withheld)))
    expect(blocks).toEqual([[0, 2]])
    expect(Math.abs(order.indexOf(0) - order.indexOf(2))).toBe(1)
  })

  it('is the same every time, and stands with none or one service', () => {
    const lifts = matrix(5, (a, b) => ((a + b) % 3 === 0 ? often : seldom))
    expect(similarityOf(lifts)).toEqual(similarityOf(lifts))
    expect(similarityOf(matrix(0, () => null))).toEqual({ order: [], blocks: [] })
    expect(similarityOf(matrix(1, () => null))).toEqual({ order: [0], blocks: [] })
  })
})
