import { describe, expect, it } from 'vitest'
import type { Figure } from '../../../server/portal/release/figure.ts'
import { PublishedTable } from '../../../server/portal/release/published-table.ts'
import { similarityOf } from '../../../server/portal/release/similarity.ts'
import { pairLifts, squareOf } from '../../../server/portal/release/square.ts'
import { measureColumns, placeCount, rowCount, tripleCount, triplePlaceCount } from '../../../server/release/lattice.ts'

const layout = { services: ['A', 'B'], municipalities: ['M'], centres: [], centreMunicipality: [], tops: { health: 1, social: 1, all: 1 } }
const at = measureColumns(layout)

/** 1000 clients, 100 users of each service, `joint` of two. */
function figures(joint: number): { readonly both: Figure; readonly one: Figure; readonly all: Figure } {
  const base = new Uint32Array(rowCount(placeCount(layout)) * at.width)
  base.set([1000, 100, 100, joint])
  const triples = new Uint32Array(rowCount(triplePlaceCount(layout)) * tripleCount(layout))
  const table = new PublishedTable(layout, { kind: 'exact', k: 5, complementExempt: [] }, { base, triples })
  const used = (...services: number[]): Figure => table.over([{ cohort: 0, sex: 0, age: 0, place: 0 }])({ kind: 'used', services })
  return { both: used(0, 1), one: used(0), all: used() }
}

const [often, seldom, withheld] = [figures(60), figures(6), figures(0)] as const
type Figures = ReturnType<typeof figures>
/** Lifts as a release publishes them: 6, 0.6 or none. */
const matrix = (size: number, value: (a: number, b: number) => Figures) =>
  pairLifts(
    squareOf(size, (a, b) => (a === b ? often.one : value(a, b).both)),
    often.all,
  )

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
    expect(similarityOf(matrix(0, () => withheld))).toEqual({ order: [], blocks: [] })
    expect(similarityOf(matrix(1, () => withheld))).toEqual({ order: [0], blocks: [] })
  })
})
