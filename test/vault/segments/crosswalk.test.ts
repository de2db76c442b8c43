import { describe, expect, it } from 'vitest'
import { type CrosswalkRules, crossed } from '../../../server/segments/crosswalk.ts'
import { SCOPES, type SchemeRules, type Scope } from '../../../server/segments/rule.ts'
import type { ProfileRow } from '../../../server/vault/cube/profile-columns.ts'
import { halfWidth, halfWidthOfSum } from '../../../server/vault/segments/geometric.ts'
import { all, any, heavyUser, number, rule } from '../../segments/example.ts'
import { counter, profile, scheme } from './example-clients.ts'
import { seededDraw } from './seeded-draw.ts'

const EPSILON = { numerator: 1, denominator: 10 }
/** In the order given. */
const cross = (one: SchemeRules, other: SchemeRules, scope: Scope = 'ALL'): CrosswalkRules => ({ scope, sides: [one.rules, other.rules] })

const ONE = scheme(rule([heavyUser]), rule([all('H1')]))
const OTHER = scheme(rule([any('S1', 'S3')]), rule([number('ALL', 2)]))
const BOTH = cross(ONE, OTHER)
const COUNTY = [
  profile(1000, ['H1']),
  profile(400, ['H1', 'H2']),
  profile(300, ['S1', 'H1'], { age: 3, sex: 2 }),
  profile(500, ['S1', 'S3'], { heavyUser: true, sex: 0 }),
  profile(200, ['D1'], { age: 0 }),
]

describe('a crosswalk', () => {
  it('has every client of the scope in one cell: the segment of the one scheme and that of the other', () => {
    const { cells, rows, columns } = counter(COUNTY).crosswalk(BOTH, EPSILON)
    expect(cells.map((row) => row.map(({ size }) => size))).toEqual([
      [500, null, null],
      [300, 400, 1000],
      [null, null, 200],
    ])
    expect(rows.map(({ size }) => size)).toEqual([500, 1700, 200])
    expect(columns.map(({ size }) => size)).toEqual([800, 400, 1200])
  })

  it('counts the age groups of the scope alone', () => {
    const { cells } = counter(COUNTY).crosswalk(cross(ONE, OTHER, 'AGE_65_PLUS'), EPSILON)
    expect(cells.flat().filter(({ size }) => size !== null)).toHaveLength(1)
  })

  it.each(SCOPES)('changes by one client in one cell at most where one client is added: the sensitivity of the noise, %s', (scope) => {
    const county = COUNTY.map((row) => ({ ...row, clients: row.clients + 1000 }))
    const cells = (rows: readonly ProfileRow[]) =>
      counter(rows)
        .crosswalk(cross(ONE, OTHER, scope), EPSILON)
        .cells.flat()
        .map(({ size }) => size ?? 0)
    const before = cells(county)
    // Ten clients at once: without noise, and in tens, each counts as one step.
    for (const services of [[], ['H1'], ['S1', 'S3'], ['H1', 'H2'], ['D1', 'S2', 'S4'], ['H1', 'S1', 'S2', 'S3']])
      for (let sex = 0; sex < 3; sex++)
        for (let age = 0; age < 4; age++)
          for (const heavy of [true, false]) {
            const after = cells([...county, ...Array.from({ length: 60 }, () => profile(10, services, { sex, age, heavyUser: heavy }))])
            // Sixty times ten make a cell that held nobody seen as well.
            const changes = after.map((size, at) => size - (before[at] ?? 0)).filter((change) => change !== 0)
            expect([[], [600]]).toContainEqual(changes)
          }
  })

  it('has noise of its own on every cell, of the scale of one evaluation, and none beside it on the sums', () => {
    const [truth, rounds] = [5000, 2000]
    const county = [profile(truth, ['S1', 'H1'], { heavyUser: true }), profile(truth, ['H1'])]
    const evaluated = counter(county, seededDraw(23))
    const found = Array.from({ length: rounds }, () => evaluated.crosswalk(BOTH, EPSILON))
    const cell = found.map(({ cells }) => cells[0]?.[0]?.size ?? 0)
    const other = found.map(({ cells }) => cells[1]?.[2]?.size ?? 0)
    // Variance of the two-sided geometric distribution, and a twelfth of a hundred for rounding to ten.
    const alpha = Math.exp(-0.1)
    const expected = (2 * alpha) / (1 - alpha) ** 2 + 100 / 12
    for (const sizes of [cell, other]) expect(Math.abs(varianceOf(sizes) - expected) / expected).toBeLessThan(0.12)
    const [a, b] = [cell.map((size) => size - truth), other.map((size) => size - truth)]
    const correlation = a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0) / rounds / expected
    expect(Math.abs(correlation)).toBeLessThan(0.08)
    // A row is the sum of three noisy cells.
    const row = found.map(({ rows }) => rows[0]?.size ?? 0)
    const ofThree = (3 * 2 * alpha) / (1 - alpha) ** 2 + 100 / 12
    expect(Math.abs(varianceOf(row) - ofThree) / ofThree).toBeLessThan(0.12)
  })

  it('holds the truth of cells and of sums in the interval nine times in ten or more', () => {
    const evaluated = counter(COUNTY, seededDraw(31))
    const truths = { cells: [500, 300, 400, 1000, 200], rows: [500, 1700, 200], columns: [800, 400, 1200] }
    const places = [0, 3, 4, 5, 8]
    const held = { cells: 0, rows: 0, columns: 0 }
    const rounds = 1500
    for (let i = 0; i < rounds; i++) {
      const { cells, rows, columns } = evaluated.crosswalk(BOTH, EPSILON)
      const flat = cells.flat()
      const seen = { cells: places.map((at) => flat[at]), rows, columns }
      for (const part of ['cells', 'rows', 'columns'] as const)
        for (const [at, truth] of truths[part].entries()) {
          const size = seen[part][at]
          if (size && size.low <= truth && truth <= size.high) held[part]++
        }
    }
    for (const part of ['cells', 'rows', 'columns'] as const)
      expect([part, held[part] / (rounds * truths[part].length) >= 0.9]).toEqual([part, true])
  })

  it('shows a number of a cell that holds nobody once in a hundred at most, and otherwise one interval for all that is withheld', () => {
    const evaluated = counter([profile(5000, ['H1'])], seededDraw(41))
    const rounds = 1500
    const empty = Array.from({ length: rounds }, () => {
      const { cells } = evaluated.crosswalk(BOTH, EPSILON)
      return cells.flat().filter((_, at) => at !== 5)
    }).flat()
    const shown = empty.filter(({ size }) => size !== null)
    expect(shown.length / empty.length).toBeLessThan(0.0125)
    expect(new Set(empty.filter(({ size }) => size === null).map((one) => JSON.stringify(one))).size).toBe(1)
  })

  it('widens the interval of a sum by the noise of its cells', () => {
    const { cells, rows } = counter([profile(5000, ['H1'])]).crosswalk(BOTH, EPSILON)
    const width = (one: { low: number; high: number } | undefined) => (one?.high ?? 0) - (one?.low ?? 0)
    expect(width(cells[1]?.[2])).toBe(2 * Math.ceil((halfWidth(EPSILON, 0.9) + 5) / 10) * 10)
    expect(width(rows[1])).toBe(2 * Math.ceil((halfWidthOfSum(EPSILON, 3, 0.9) + 5) / 10) * 10)
  })

  it('is refused of a side with more segments than a scheme may have', () => {
    const many = { scope: 'ALL' as const, rules: Array.from({ length: 8 }, () => rule([all('H1')])) }
    expect(() => counter(COUNTY).crosswalk(cross(ONE, many), EPSILON)).toThrow('more segments')
    expect(() => counter(COUNTY).crosswalk(cross(many, ONE), EPSILON)).toThrow('more segments')
  })

  it('is the same partition in whichever order it is asked for', () => {
    const cells = (one: SchemeRules, other: SchemeRules) => counter(COUNTY).crosswalk(crossed(one, other).rules, EPSILON)
    expect(cells(ONE, OTHER)).toEqual(cells(OTHER, ONE))
  })
})

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
}
