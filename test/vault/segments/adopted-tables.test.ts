import { describe, expect, it } from 'vitest'
import { ADOPTED_TABLES, type AdoptedTable } from '../../../server/segments/adopted.ts'
import { changeOf } from '../../../server/segments/estimates.ts'
import { SCOPES } from '../../../server/segments/rule.ts'
import type { ProfileRow } from '../../../server/vault/cube/profile-columns.ts'
import {
  ADOPTED_EPSILON,
  columnsOf,
  eachCountedService,
  MOST_SERVICES,
  noiseOf,
  reachOf,
  SPLIT,
  widthsOf,
} from '../../../server/vault/segments/adopted-tables.ts'
import { halfWidth } from '../../../server/vault/segments/geometric.ts'
import { all, any, heavyUser, number, rule, VOCABULARY } from '../../segments/example.ts'
import { counter, profile, scheme } from './example-clients.ts'
import { noNoise, seededDraw } from './seeded-draw.ts'

const [MUNICIPALITIES, CENTRES] = [3, 2]
const PLACES = { municipalities: MUNICIPALITIES, centres: CENTRES }
const ONE_PLACE = { municipalities: 1, centres: 1 }

describe('the division of the loss', () => {
  it('spends one whole ε on a scheme: the parts of the tables add up to what the ledger books', () => {
    expect(ADOPTED_TABLES.reduce((sum, table) => sum + SPLIT[table], 0)).toBe(100)
    expect(ADOPTED_EPSILON).toEqual({ numerator: 100, denominator: 100 })
  })

  it.each(ADOPTED_TABLES)('makes the noise of %s for what one client may change there', (table) => {
    const { numerator, denominator } = noiseOf(table)
    // Laplace-like noise of rate ε/reach: reach cells may each change by one.
    expect((numerator / denominator) * reachOf(table)).toBeCloseTo(SPLIT[table] / 100, 12)
  })
})

describe('one client', () => {
  const counted = { scope: 'ALL', segments: 3, services: 40, ...PLACES } as const

  /** Clients with every number of services up to all, sexes and ages of all kinds. */
  function* clients() {
    for (let used = 0; used <= counted.services; used++)
      for (let begin = 0; begin + used <= counted.services; begin += 3)
        for (let sex = 0; sex < 3; sex++)
          for (let age = 0; age < 4; age++)
            for (const heavy of [true, false])
              yield {
                sex,
                age,
                municipality: (begin + used) % MUNICIPALITIES,
                centre: ((begin + used) % (CENTRES + 1)) - 1,
                heavyUser: heavy,
                services: Array.from({ length: used }, (_, i) => begin + i),
                from: 0,
                to: used,
              }
  }

  it.each(SCOPES)('falls into no more cells of a table than the noise is made for, each once and inside the table: %s', (scope) => {
    const of = { ...counted, scope }
    const each = columnsOf(of)
    const widths = widthsOf(of)
    const most = new Map<AdoptedTable, number>()
    for (const client of clients()) {
      const cells = new Map<AdoptedTable, number[]>()
      each(client, (table, column) => cells.set(table, [...(cells.get(table) ?? []), column]))
      for (const [table, columns] of cells) {
        expect(new Set(columns).size).toBe(columns.length)
        expect(columns.every((column) => Number.isInteger(column) && column >= 0 && column < widths[table])).toBe(true)
        most.set(table, Math.max(most.get(table) ?? 0, columns.length))
      }
    }
    for (const table of ADOPTED_TABLES) expect([table, most.get(table)]).toEqual([table, reachOf(table)])
  })

  it('has eight services counted at most, the same ones every time, and no service is left out more than others', () => {
    const countedServices = (services: readonly number[]) => {
      const found: number[] = []
      // Another client's services stand around them.
      eachCountedService([9, ...services, 9], 1, services.length + 1, (service) => found.push(service))
      return found
    }
    const used = Array.from({ length: 12 }, (_, i) => i * 3)
    expect([...countedServices(used)]).toHaveLength(MOST_SERVICES)
    expect([...countedServices(used)]).toEqual([...countedServices(used)])
    expect([...countedServices([4, 7])]).toEqual([4, 7])
    const times = new Map<number, number>()
    const sets = 4000
    const draw = seededDraw(5)
    for (let i = 0; i < sets; i++) {
      const services = [...new Set(Array.from({ length: 60 }, () => draw(30)))].sort((a, b) => a - b).slice(0, 12)
      // A shuffled catalogue: each service at each place of the list as often.
      const shift = i % 30
      const shifted = services.map((service) => (service + shift) % 30).sort((a, b) => a - b)
      for (const service of countedServices(shifted)) times.set(service, (times.get(service) ?? 0) + 1)
    }
    const mean = (sets * MOST_SERVICES) / 30
    for (const n of times.values()) expect(Math.abs(n - mean) / mean).toBeLessThan(0.15)
  })
})

describe('the figures of an adopted scheme', () => {
  const COUNTY = [
    profile(200, ['H1'], { municipality: 0 }),
    profile(300, ['H1', 'H2', 'S1'], { age: 3, sex: 2, municipality: 1, centre: 1 }),
    profile(400, ['S1', 'S3'], { heavyUser: true, municipality: 2, centre: 0 }),
    profile(500, [], { age: 0, sex: 2 }),
  ]
  const rules = scheme(rule([heavyUser]), rule([number('ALL', 3)]), rule([all('H1')]))
  const tables = (rows: readonly ProfileRow[]) => counter(rows).tables(rules, PLACES)
  const sizes = (rows: readonly ProfileRow[]) => {
    const found = tables(rows)
    return ADOPTED_TABLES.map((table) => found[table].segments.map((row) => row.map(({ size }) => size ?? 0)))
  }

  it('are each table of the same partition, without noise the true numbers', () => {
    const found = tables(COUNTY)
    const size = (table: AdoptedTable, segment: number) => found[table].segments[segment]?.map((one) => one.size)
    expect(found.SIZES.segments.map(([one]) => one?.size)).toEqual([400, 300, 200, 500])
    expect(found.SIZES.all[0]?.size).toBe(1400)
    expect(size('PLACES', 0)).toEqual([null, null, 400])
    // Clients without a centre are at none.
    expect([0, 1, 2, 3].map((segment) => size('CENTRES', segment))).toEqual([
      [400, null],
      [null, 300],
      [null, null],
      [null, null],
    ])
    expect(size('BANDS', 1)).toEqual([null, 300, null, null, null])
    expect(size('HEAVY', 0)).toEqual([400])
    expect(size('SERVICES', 1)).toEqual([300, 300, null, 300, null, null, null])
    expect(found.SERVICES.all.map((one) => one.size)).toEqual([500, 300, null, 700, null, 400, null])
    // Men of four age groups, then women.
    expect(size('GROUPS', 1)).toEqual([null, null, null, null, null, null, null, 300])
    expect(size('GROUPS', 3)).toEqual([null, null, null, null, 500, null, null, null])
  })

  it('change by no more than the sensitivity of each table where clients are added, in one segment only', () => {
    // Everybody of every segment is there already, so that nothing is withheld for smallness: ten clients are one step of each cell.
    const base = [0, 1, 2].flatMap((municipality) =>
      [1, 2].flatMap((sex) =>
        [0, 1, 2, 3].flatMap((age) =>
          [[], ['H1'], ['H1', 'H2', 'S1'], VOCABULARY.services.map(({ code }) => code)].flatMap((services) =>
            [false, true].map((heavy) => profile(500, services, { municipality, centre: municipality - 1, sex, age, heavyUser: heavy })),
          ),
        ),
      ),
    )
    const before = sizes(base)
    for (const services of [[], ['H1'], ['S3', 'S4'], VOCABULARY.services.map(({ code }) => code)])
      for (const heavy of [true, false]) {
        const after = sizes([...base, profile(10, services, { municipality: 1, centre: 0, sex: 2, age: 2, heavyUser: heavy })])
        for (const [t, table] of ADOPTED_TABLES.entries()) {
          const changes = (after[t] ?? []).map((row, segment) =>
            row.map((size, column) => Math.abs(size - (before[t]?.[segment]?.[column] ?? 0))).reduce((a, b) => a + b, 0),
          )
          expect(changes.filter((change) => change > 0).length).toBeLessThanOrEqual(1)
          expect(Math.max(...changes)).toBeLessThanOrEqual(10 * reachOf(table))
        }
      }
  })

  it.each(ADOPTED_TABLES)('have noise of the scale that %s needs, and hold the truth nine times in ten', (table) => {
    const truth = 5000
    const everything = VOCABULARY.services.map(({ code }) => code)
    const county = [profile(truth, everything, { heavyUser: true, centre: 0 })]
    const evaluated = counter(county, seededDraw(7))
    const { numerator, denominator } = noiseOf(table)
    const rate = numerator / denominator
    let [held, n, deviation] = [0, 0, 0]
    const rounds = table === 'SERVICES' ? 400 : 1500
    for (let i = 0; i < rounds; i++) {
      const row = evaluated.tables(scheme(rule([heavyUser]), rule([all('H1')])), ONE_PLACE)[table].segments[0] ?? []
      for (const one of row) {
        // Cells that hold nobody are not looked at.
        if (one.size === null || one.size < truth / 2) continue
        n++
        deviation += Math.abs(one.size - truth)
        if (one.low <= truth && truth <= one.high) held++
      }
    }
    expect(n).toBeGreaterThanOrEqual(rounds)
    expect(held / n).toBeGreaterThanOrEqual(0.9)
    // E|x| of the two-sided geometric distribution, within the error of the mean and of rounding.
    const alpha = Math.exp(-rate)
    const expected = (2 * alpha) / (1 - alpha ** 2)
    expect(Math.abs(deviation / n - expected) / expected).toBeLessThan(0.12)
  })

  it.each(['SIZES', 'PLACES', 'CENTRES', 'GROUPS'] as const)(
    'leave a change between two data dates in its interval nine times in ten: %s',
    (table) => {
      const [before, after] = [500, 560]
      const draw = seededDraw(53)
      const dates = [before, after].map((clients) => counter([profile(clients, ['H1'], { heavyUser: true, centre: 0 })], draw))
      const rules = scheme(rule([heavyUser]), rule([all('H1')]))
      let [held, n] = [0, 0]
      for (let i = 0; i < 600; i++) {
        const [a, b] = dates.map((one) => one.tables(rules, ONE_PLACE)[table].segments[0]?.find(({ size }) => size !== null && size > 250))
        const change = a && b && changeOf(a, b)
        if (!change) continue
        n++
        if (change.low <= after - before && after - before <= change.high) held++
      }
      expect(n).toBe(600)
      expect(held / n).toBeGreaterThanOrEqual(0.9)
    },
  )

  it('withhold what the noise alone could have made, with an interval that tells nothing of the size', () => {
    const found = counter([], noNoise()).tables(scheme(rule([any('H1')]), rule([any('H2')])), ONE_PLACE)
    for (const table of ADOPTED_TABLES) {
      const rows = new Set(found[table].segments.flat().map((one) => JSON.stringify(one)))
      expect(rows.size).toBe(1)
      const least = Math.max(20, Math.ceil((halfWidth(noiseOf(table), 0.98) + 6) / 10) * 10)
      const [shown] =
        counter(
          [
            profile(
              least,
              VOCABULARY.services.map(({ code }) => code),
              { heavyUser: true, centre: 0 },
            ),
          ],
          noNoise(),
        )
          .tables(scheme(rule([any('H1')]), rule([any('H2')])), ONE_PLACE)
          [table].segments[0]?.filter(({ size }) => size !== null) ?? []
      expect([table, shown?.size]).toEqual([table, least])
    }
  })

  it('are refused of more segments than a scheme may have', () => {
    const many = Array.from({ length: 8 }, () => rule([all('H1')]))
    expect(() => counter(COUNTY).tables({ scope: 'ALL', rules: many }, ONE_PLACE)).toThrow('more segments')
  })
})
