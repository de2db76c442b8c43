import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../server/release/format.ts'
import {
  AGES,
  COHORTS,
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  rowIndex,
  SEXES,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../../server/vault/cube/release-layout.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import { type Client, seededClients, smallCatalogue } from '../cube/population.ts'

const SIZE = { services: 5, municipalities: 2, centres: 2 }
const catalogue = smallCatalogue(SIZE)
const sectors = catalogue.services.map(({ sector }) => sector)
const K = 5

function guarded(clients: readonly Client[], policy: Policy) {
  const profiles = sealCounts(profileColumns(clients))
  const layout = releaseLayout(catalogue, profiles, policy.k)
  const cube = countCells(profiles, layout, sectors)
  return { layout, counts: openCounts(cube), cells: guardBasic(cube, policy) }
}

const exact = (complementExempt: readonly string[] = [], k = K): Policy => ({ kind: 'exact', k, complementExempt })

describe('threshold and atom rule', () => {
  it.each([
    { policy: exact(), seed: 1 },
    { policy: exact(['S0', 'S2']), seed: 2 },
    { policy: exact([], 9), seed: 3 },
  ])('show a cell exactly where every group of its attributes has k clients: $policy', ({ policy, seed }) => {
    const clients = seededClients(seed, 900, SIZE)
    const { layout, counts, cells } = guarded(clients, policy)
    const oracle = groupOracle(clients, layout, policy)
    let [shown, hidden] = [0, 0]
    for (const cell of cellsOf(layout)) {
      const n = counts[cell.block][cell.index] ?? Number.NaN
      const expected = oracle(cell) ? n : 0
      if (cells[cell.block][cell.index] !== expected) expect.fail(`${JSON.stringify(cell)} holds ${n}`)
      if (expected > 0) shown++
      else hidden++
    }
    expect(shown).toBeGreaterThan(300)
    expect(hidden).toBeGreaterThan(300)
  })

  it('never publish a figure below the threshold, nor a changed one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 5, max: 12 }), (seed, size, k) => {
        const { counts, cells } = guarded(seededClients(seed, size, SIZE), exact([], k))
        for (const block of ['base', 'triples'] as const)
          cells[block].forEach((figure, i) => {
            expect(figure === 0 || (figure >= k && figure === counts[block][i])).toBe(true)
          })
      }),
      { seed: 5, numRuns: 5 },
    )
  })

  it('withhold a service that everybody uses, unless its complement is exempt', () => {
    const everybody = seededClients(7, 300, SIZE).map((client) => ({ ...client, services: [...new Set([0, ...client.services])].sort() }))
    const service = measureColumns(guarded(everybody, exact()).layout).services
    expect(guarded(everybody, exact()).cells.base[service]).toBe(0)
    expect(guarded(everybody, exact(['S0'])).cells.base[service]).toBe(300)
  })

  it('give zero and four the same token', () => {
    const client = { sex: 1, age: 1, municipality: 0, centre: -1, heavyUser: false, heavyServices: [], clients: 1, keySum: 0 }
    const many = Array.from({ length: 50 }, () => ({ ...client, services: [0] }))
    const four = Array.from({ length: 4 }, () => ({ ...client, services: [1] }))
    const pairs = ({ layout, cells }: ReturnType<typeof guarded>) => {
      const { services } = measureColumns(layout)
      return [...cells.base.subarray(services, services + 3)]
    }
    expect(pairs(guarded([...many, ...many.map((c) => ({ ...c, services: [] }))], exact()))).toEqual([50, 0, 0])
    expect(pairs(guarded([...many, ...four, ...many.map((c) => ({ ...c, services: [] }))], exact()))).toEqual([50, 0, 0])
  })

  it('refuse a threshold under five', () => {
    const profiles = sealCounts(profileColumns([]))
    const cube = countCells(profiles, releaseLayout(catalogue, profiles, 5), sectors)
    expect(() => guardBasic(cube, exact([], 4))).toThrow(/threshold/)
  })
})

interface Cell {
  readonly block: 'base' | 'triples'
  readonly index: number
  readonly cohort: number
  readonly sex: number
  readonly age: number
  readonly place: number
  readonly services: readonly number[]
  readonly heavyIn: number | null
  readonly bin: readonly [kind: 'health' | 'social' | 'all' | 'grid', a: number, b: number] | null
}

function* cellsOf(layout: ReleaseLayout): Generator<Cell> {
  const at = measureColumns(layout)
  const s = layout.services.length
  const none = { services: [], heavyIn: null, bin: null }
  const measures = new Map<number, Pick<Cell, 'services' | 'heavyIn' | 'bin'>>([[at.clients, none]])
  const triples = new Map<number, Pick<Cell, 'services' | 'heavyIn' | 'bin'>>()
  for (let i = 0; i < s; i++) {
    measures.set(at.services + i, { ...none, services: [i] }).set(at.heavyIn + i, { ...none, services: [i], heavyIn: i })
    for (let j = i + 1; j < s; j++) {
      measures.set(at.pairs + pairIndex(i, j, s), { ...none, services: [i, j] })
      for (let k = j + 1; k < s; k++) triples.set(tripleIndex(i, j, k), { ...none, services: [i, j, k] })
    }
  }
  for (const kind of ['health', 'social', 'all'] as const)
    for (let bin = 0; bin <= layout.tops[kind]; bin++) measures.set(at[kind] + bin, { ...none, bin: [kind, bin, 0] })
  for (let h = 0; h <= layout.tops.health; h++)
    for (let b = 0; b <= layout.tops.social; b++) measures.set(at.grid + h * (layout.tops.social + 1) + b, { ...none, bin: ['grid', h, b] })

  for (let cohort = 0; cohort < COHORTS.length; cohort++)
    for (let sex = 0; sex < SEXES.length; sex++)
      for (let age = 0; age < AGES.length; age++)
        for (let place = 0; place < placeCount(layout); place++) {
          const row = { cohort, sex, age, place }
          for (const [column, measure] of measures)
            yield { block: 'base', index: rowIndex(row, placeCount(layout)) * at.width + column, ...row, ...measure }
          if (place >= triplePlaceCount(layout)) continue
          for (const [column, measure] of triples)
            yield { block: 'triples', index: rowIndex(row, triplePlaceCount(layout)) * tripleCount(layout) + column, ...row, ...measure }
        }
}

/** Whether a cell may be shown, by sorting the clients themselves into groups. */
function groupOracle(clients: readonly Client[], layout: ReleaseLayout, policy: Policy): (cell: Cell) => boolean {
  const ages = [[0, 1, 2, 3], [0], [1], [2, 3], [2], [3]]
  const municipalities = layout.municipalities.length
  const exempt = policy.kind === 'exact' ? policy.complementExempt.map((code) => layout.services.indexOf(code)) : []
  return ({ cohort, sex, age, place, services, heavyIn, bin }) => {
    const selected = clients.filter(
      (c) =>
        (sex === 0 || c.sex === sex) &&
        ages[age]?.includes(c.age) &&
        (place === 0 || (place <= municipalities ? c.municipality === place - 1 : c.centre === place - 1 - municipalities)),
    )
    const attributes: { readonly has: (client: Client) => boolean; readonly service?: number }[] = services.map((service) => ({
      has: (c) => c.services.includes(service),
      service,
    }))
    if (heavyIn !== null) attributes.push({ has: (c) => c.heavyServices.includes(heavyIn) })
    if (bin !== null) attributes.push({ has: (c) => inBin(c, bin, layout) })
    if (cohort === 1) attributes.push({ has: (c) => c.heavyUser })

    const groups = new Uint32Array(2 ** attributes.length)
    for (const client of selected) {
      const pattern = attributes.reduce((bits, { has }, bit) => bits | (has(client) ? 1 << bit : 0), 0)
      groups[pattern] = (groups[pattern] ?? 0) + 1
    }
    const cohortBit = cohort === 1 ? attributes.length - 1 : -1
    const required = [...groups.keys()].filter((pattern) => {
      const affirmed = services.filter((_, bit) => pattern & (1 << bit))
      if (heavyIn !== null && pattern & 2 && (!(pattern & 1) || (cohort === 1 && !(pattern & (1 << cohortBit))))) return false
      return affirmed.length > 0 || services.length === 0 || !services.every((service) => exempt.includes(service))
    })
    const heavyElsewhere = selected.filter((c) => heavyIn !== null && c.heavyUser && c.services.includes(heavyIn)).length
    const heavyHere = selected.filter((c) => heavyIn !== null && c.heavyServices.includes(heavyIn)).length
    if (heavyIn !== null && heavyElsewhere - heavyHere < policy.k) return false
    return required.every((pattern) => (groups[pattern] ?? 0) >= policy.k) && groups.reduce((a, b) => a + b) >= policy.k
  }
}

function inBin(client: Client, [kind, a, b]: NonNullable<Cell['bin']>, { tops }: ReleaseLayout): boolean {
  const social = client.services.filter((service) => sectors[service] === 'SOCIAL').length
  const health = Math.min(client.services.length - social, tops.health)
  switch (kind) {
    case 'health':
      return health === a
    case 'social':
      return Math.min(social, tops.social) === a
    case 'all':
      return Math.min(client.services.length, tops.all) === a
    case 'grid':
      return health === a && Math.min(social, tops.social) === b
    default:
      return kind satisfies never
  }
}
