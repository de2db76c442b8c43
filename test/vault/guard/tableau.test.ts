import loadHighs, { type Highs } from 'highs'
import { beforeAll, describe, expect, it } from 'vitest'
import { reach } from '../../../server/vault/guard/reach.ts'
import { copyOf, equate, joined, type Sum, tableauOf } from '../../../server/vault/guard/tableau.ts'
import { mulberry32 } from '../cube/population.ts'

interface System {
  readonly down: Float64Array
  readonly up: Float64Array
  readonly equations: readonly Sum[]
}

let highs: Highs
beforeAll(async () => {
  highs = await loadHighs()
})

/** Sums of a few columns, each once or taken away once, as in a table's lines. */
function systemOf(random: () => number, columns: number, equations: number): System {
  const below = (n: number) => Math.floor(random() * n)
  return {
    down: Float64Array.from({ length: columns }, () => below(4)),
    up: Float64Array.from({ length: columns }, () => (random() < 0.5 ? Number.POSITIVE_INFINITY : below(5))),
    equations: Array.from({ length: equations }, () => sumOf(random, columns)),
  }
}

function sumOf(random: () => number, columns: number): Sum {
  const indices = Array.from({ length: columns }, (_, column) => column).filter(() => random() < 0.4)
  return { indices, values: indices.map(() => (random() < 0.5 ? 1 : -1)) }
}

const solved = ({ down, up, equations }: System) => {
  const table = tableauOf(down, up)
  for (const sum of equations) equate(table, sum)
  return table
}

/** What HiGHS finds is the most that a sum can be. */
function most({ down, up, equations }: System, { indices, values }: Sum): number {
  const numCols = down.length
  const starts = new Int32Array(equations.length + 1)
  equations.forEach((sum, r) => {
    starts[r + 1] = (starts[r] ?? 0) + sum.indices.length
  })
  const cost = new Float64Array(numCols)
  indices.forEach((column, n) => {
    cost[column] = -(values[n] ?? 0)
  })
  const model = highs.createModel({
    numCols,
    numRows: equations.length,
    colCost: cost,
    colLower: down.map((n) => -n),
    colUpper: up.map((n) => Math.min(n, 1000)),
    rowLower: new Float64Array(equations.length),
    rowUpper: new Float64Array(equations.length),
    matrix: {
      ...{ format: 'csr', numCols, numRows: equations.length, starts },
      indices: Int32Array.from(equations.flatMap((sum) => sum.indices)),
      values: Float64Array.from(equations.flatMap((sum) => sum.values)),
    },
  })
  try {
    model.options.set({ output_flag: false })
    model.run()
    return -model.getObjectiveValue()
  } finally {
    model.dispose()
  }
}

const amountOf = ({ indices, values }: Sum, columns: Float64Array) =>
  indices.reduce((sum, column, n) => sum + (values[n] ?? 0) * (columns[column] ?? 0), 0)

describe('the tableau', () => {
  it('reaches what the solver reaches, and no more, with every equation and bound kept', () => {
    const random = mulberry32(20_261_126)
    let [found, never] = [0, 0]
    for (let round = 0; round < 400; round++) {
      const system = systemOf(random, 6 + Math.floor(random() * 14), 1 + Math.floor(random() * 9))
      const asked = sumOf(random, system.down.length)
      const table = solved(system)
      const limit = most(system, asked)
      for (const by of [1, 2, 4]) {
        const reached = reach(table, asked, 1, by)
        expect(reached.kind).toBe(limit >= by - 1e-6 ? 'found' : 'never')
        if (reached.kind !== 'found') {
          never++
          continue
        }
        found++
        expect(amountOf(asked, reached.columns)).toBeCloseTo(by, 6)
        for (const sum of system.equations) expect(amountOf(sum, reached.columns)).toBeCloseTo(0, 6)
        reached.columns.forEach((n, column) => {
          expect(n).toBeGreaterThanOrEqual(-(system.down[column] ?? 0) - 1e-6)
          expect(n).toBeLessThanOrEqual((system.up[column] ?? 0) + 1e-6)
        })
      }
    }
    expect(found).toBeGreaterThan(200)
    expect(never).toBeGreaterThan(200)
  })

  it('goes the other way where the sum is to shrink', () => {
    const table = tableauOf(Float64Array.of(2, 5), Float64Array.of(0, 5))
    equate(table, { indices: [0, 1], values: [1, 1] })
    expect(reach(table, { indices: [0], values: [1] }, 1, 1).kind).toBe('never')
    const reached = reach(table, { indices: [0], values: [1] }, -1, 2)
    expect(reached.kind === 'found' && [...reached.columns]).toEqual([-2, 2])
  })

  it('is what it was after it was asked, and after its copy is changed', () => {
    const random = mulberry32(7)
    const table = solved(systemOf(random, 12, 4))
    const before = JSON.stringify(table.rows.map((row) => [...row.subarray(0, table.free.length)]))
    reach(table, sumOf(random, 12), 1, 1)
    equate(copyOf(table), sumOf(random, 12))
    expect(JSON.stringify(table.rows.map((row) => [...row.subarray(0, table.free.length)]))).toBe(before)
  })

  it('joins tableaus: what ties them is one more equation', () => {
    const random = mulberry32(11)
    for (let round = 0; round < 100; round++) {
      const [first, second] = [systemOf(random, 8, 3), systemOf(random, 9, 4)]
      const shift = (sum: Sum): Sum => ({ ...sum, indices: sum.indices.map((column) => 8 + column) })
      const tie = sumOf(random, 17)
      const both: System = {
        down: Float64Array.of(...first.down, ...second.down),
        up: Float64Array.of(...first.up, ...second.up),
        equations: [...first.equations, ...second.equations.map(shift), tie],
      }
      const table = joined([solved(first), solved(second)])
      equate(table, tie)
      const asked = sumOf(random, 17)
      expect(reach(table, asked, 1, 1).kind).toBe(most(both, asked) >= 1 - 1e-6 ? 'found' : 'never')
    }
  })
})
