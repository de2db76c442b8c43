import { describe, expect, it } from 'vitest'
import { groupsOf } from '../../../server/segments/adopted.ts'
import { DETAIL_TABLES, type DetailTable, PAIRED_SERVICES, pairAt, pairedServices, pairsOf } from '../../../server/segments/detail.ts'
import { SCOPES } from '../../../server/segments/rule.ts'
import {
  countedPairs,
  DETAIL_EPSILON,
  DETAIL_SPLIT,
  detailColumnsOf,
  detailNoiseOf,
  detailReachOf,
  MOST_PAIRS,
} from '../../../server/vault/segments/detail-tables.ts'
import { halfWidth } from '../../../server/vault/segments/geometric.ts'
import { all, heavyUser, rule } from '../../segments/example.ts'
import { counter, profile, scheme } from './example-clients.ts'
import { noNoise, seededDraw } from './seeded-draw.ts'

const TWELVE = Array.from({ length: PAIRED_SERVICES }, (_, i) => 3 * i + 1)
const clientOf = (services: readonly number[], more: object = {}) => ({
  ...{ sex: 1, age: 1, municipality: 1, centre: 1, heavyUser: false, services, from: 0, to: services.length },
  ...more,
})

describe('the order of pairs', () => {
  it('is that of their places', () => {
    for (const [at, [second, first]] of pairsOf(PAIRED_SERVICES).entries()) {
      expect(second).toBeGreaterThan(first)
      expect(pairAt(second, first)).toBe(at)
    }
    expect(pairsOf(PAIRED_SERVICES)).toHaveLength(pairAt(PAIRED_SERVICES, 0))
  })
})

describe('the division of the loss', () => {
  it('spends one whole ε, as the figures of a scheme do', () => {
    expect(DETAIL_TABLES.reduce((sum, table) => sum + DETAIL_SPLIT[table], 0)).toBe(100)
    expect(DETAIL_EPSILON).toEqual({ numerator: 100, denominator: 100 })
  })

  it.each(DETAIL_TABLES)('makes the noise of %s for what one client may change there', (table) => {
    const { numerator, denominator } = detailNoiseOf(table)
    expect((numerator / denominator) * detailReachOf(table)).toBeCloseTo(DETAIL_SPLIT[table] / 100, 12)
  })
})

describe('one client', () => {
  it.each(SCOPES)('falls into no more cells of a table than the noise is made for, each once and inside the table: %s', (scope) => {
    const each = detailColumnsOf(scope)
    const most = new Map<DetailTable, number>()
    const width = 2 * groupsOf(scope).length
    for (let used = 0; used <= 40; used++)
      for (let begin = 0; begin + used <= 40; begin += 3)
        for (let sex = 0; sex < 3; sex++)
          for (let age = 0; age < 4; age++)
            for (const centre of [-1, 0, 1]) {
              const services = Array.from({ length: used }, (_, i) => begin + i)
              const cells = new Map<DetailTable, number[]>()
              const client = clientOf(services, { sex, age, centre, municipality: used % 2 })
              each(client, TWELVE, (table, at) => cells.set(table, [...(cells.get(table) ?? []), at]))
              for (const [table, found] of cells) {
                const end = table === 'PAIRS' ? pairAt(PAIRED_SERVICES, 0) : width
                expect(new Set(found).size).toBe(found.length)
                expect(found.every((at) => Number.isInteger(at) && at >= 0 && at < end)).toBe(true)
                most.set(table, Math.max(most.get(table) ?? 0, found.length))
              }
            }
    for (const table of DETAIL_TABLES) expect([table, most.get(table)]).toEqual([table, detailReachOf(table)])
  })

  it('has every pair of seven services counted, and of more as many, the same ones every time', () => {
    const seven = TWELVE.slice(2, 9)
    const expected = pairsOf(7).map(([second, first]) => pairAt(second + 2, first + 2))
    expect([...countedPairs(clientOf(seven), TWELVE)].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b))
    const all12 = countedPairs(clientOf(TWELVE), TWELVE)
    expect(all12).toHaveLength(MOST_PAIRS)
    // Another client's services stand around them.
    expect(countedPairs({ services: [40, ...TWELVE, 41], from: 1, to: 13 }, TWELVE)).toEqual(all12)
    expect(countedPairs(clientOf([]), TWELVE)).toEqual([])
    expect(countedPairs(clientOf([0, 2, 3]), TWELVE)).toEqual([])
  })

  it('of many services has no pair left out more than others', () => {
    const times = new Float64Array(pairAt(PAIRED_SERVICES, 0))
    const draw = seededDraw(11)
    const clients = 6000
    for (let i = 0; i < clients; i++) {
      // All twelve, and others that tell clients apart.
      const others = Array.from({ length: 40 }, (_, service) => service).filter((service) => !TWELVE.includes(service) && draw(2) === 0)
      for (const pair of countedPairs(clientOf([...TWELVE, ...others].sort((a, b) => a - b)), TWELVE)) times[pair] = (times[pair] ?? 0) + 1
    }
    const mean = (clients * MOST_PAIRS) / times.length
    for (const n of times) expect(Math.abs(n - mean) / mean).toBeLessThan(0.1)
  })
})

describe('the services that are paired', () => {
  it('are those that most of the segment use by its noisy figures, withheld ones not among them, in the order of the catalogue', () => {
    const told = (size: number | null) => ({ size, low: 0, high: 1000 })
    const row = Array.from({ length: 20 }, (_, i) => told(i % 4 === 3 ? null : 100 + 10 * ((7 * i) % 20)))
    // Of fifteen that are told, the twelve largest.
    const expected = row
      .flatMap(({ size }, at) => (size === null ? [] : [{ at, size }]))
      .sort((a, b) => b.size - a.size)
      .slice(0, PAIRED_SERVICES)
      .map(({ at }) => at)
    const empty = { segments: [], all: [] }
    const tables = {
      ...{ SIZES: empty, GROUPS: empty, PLACES: empty, CENTRES: empty, BANDS: empty, HEAVY: empty },
      SERVICES: { segments: [row], all: [] },
    }
    expect(pairedServices({ tables }, 0)).toEqual(expected.sort((a, b) => a - b))
    expect(pairedServices({ tables }, 1)).toEqual([])
  })
})

describe('the detail of a scheme', () => {
  const rules = scheme(rule([heavyUser]), rule([all('H1')]))
  const PLACES = { municipalities: 2, centres: 2 }
  const PAIRED = [[0, 1, 3], [0, 3], []]
  const COUNTY = [
    profile(2000, ['H1', 'H2', 'S1'], { heavyUser: true, municipality: 1, centre: 0, sex: 2, age: 3 }),
    profile(3000, ['H1', 'S1'], { municipality: 0, centre: -1 }),
    profile(4000, ['H2', 'S1'], { municipality: 1, centre: 1 }),
    profile(5000, ['H1', 'S1'], { sex: 0, municipality: 1, centre: 1 }),
  ]

  it('is of the same partition, without noise the true numbers; clients of unknown sex or no centre are in no cell of these', () => {
    const { pairs, tables } = counter(COUNTY).detail(rules, PLACES, PAIRED)
    expect(pairs.map((row) => row.map(({ size }) => size))).toEqual([[2000, 2000, 2000], [8000], []])
    const sizes = (table: 'PLACES' | 'CENTRES', segment: number) => tables[table].segments[segment]?.map(({ size }) => size)
    const none = [null, null, null, null, null, null, null, null]
    // Men of four ages, then women, place after place.
    expect(sizes('PLACES', 0)).toEqual([...none, null, null, null, null, null, null, null, 2000])
    expect(sizes('PLACES', 1)).toEqual([null, 3000, null, null, null, null, null, null, ...none])
    expect(sizes('CENTRES', 1)).toEqual([...none, ...none])
    expect(sizes('CENTRES', 2)).toEqual([...none, null, 4000, null, null, null, null, null, null])
    expect(tables.PLACES.all.map(({ size }) => size)[9]).toBe(4000)
  })

  it.each(DETAIL_TABLES)('has noise of the scale that %s needs, and holds the truth nine times in ten', (table) => {
    const truth = 5000
    const evaluated = counter([profile(truth, ['H1', 'H2'], { heavyUser: true, centre: 0 })], seededDraw(7))
    const { numerator, denominator } = detailNoiseOf(table)
    let [held, n, deviation] = [0, 0, 0]
    for (let i = 0; i < 1500; i++) {
      const { pairs, tables } = evaluated.detail(rules, PLACES, [[0, 1], [], []])
      for (const one of (table === 'PAIRS' ? pairs[0] : tables[table].segments[0]) ?? []) {
        if (one.size === null || one.size < truth / 2) continue
        n++
        deviation += Math.abs(one.size - truth)
        if (one.low <= truth && truth <= one.high) held++
      }
    }
    expect(n).toBe(1500)
    expect(held / n).toBeGreaterThanOrEqual(0.9)
    // E|x| of the two-sided geometric distribution, within the error of the mean and of rounding.
    const alpha = Math.exp(-numerator / denominator)
    const expected = (2 * alpha) / (1 - alpha ** 2)
    expect(Math.abs(deviation / n - expected) / expected).toBeLessThan(0.12)
  })

  it('withholds what the noise alone could have made, with an interval that tells nothing of the size', () => {
    const { pairs, tables } = counter([], noNoise()).detail(rules, PLACES, PAIRED)
    for (const [table, cells] of [
      ['PAIRS', pairs.flat()],
      ['PLACES', tables.PLACES.segments.flat()],
      ['CENTRES', tables.CENTRES.segments.flat()],
    ] as const) {
      expect([...new Set(cells.map((one) => JSON.stringify(one)))]).toHaveLength(1)
      expect(cells[0]?.size).toBeNull()
      expect(cells[0]?.high).toBeGreaterThan(halfWidth(detailNoiseOf(table), 0.98))
    }
  })

  it('is refused of more segments than a scheme may have', () => {
    const many = Array.from({ length: 8 }, () => rule([all('H1')]))
    expect(() => counter(COUNTY).detail({ scope: 'ALL', rules: many }, PLACES, [])).toThrow('more segments')
  })
})
