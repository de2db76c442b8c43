import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
  tripleIndex,
  triplePlaceCount,
} from '../../../server/release/lattice.ts'
import { countCells } from '../../../server/vault/cube/count-cells.ts'
import { openCounts, sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { type ProfileRow, profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { cellIdentity, identityPart, perturbationKey, uniformOf } from '../../../server/vault/guard/cell-key.ts'
import { guardPerturbed } from '../../../server/vault/guard/perturb.ts'
import { maximumEntropyPtable, noiseOf } from '../../../server/vault/guard/ptable.ts'
import { guardByRules } from '../../../server/vault/guard/rules-release.ts'

const K2 = new Uint8Array(32).fill(9)
const OPTIONS = { k2: K2, programVersion: 'test' }
const POLICY = { kind: 'perturbed', k: 5, d: 8, v: 2, js: 4, drillDown: 10 } as const satisfies Policy
const SECTORS = ['HEALTH', 'HEALTH', 'SOCIAL', 'SOCIAL'] as const
const LAYOUT: ReleaseLayout = {
  services: ['GPR', 'EMR', 'HOM', 'CHI'],
  municipalities: ['091', '092', '049'],
  centres: ['A', 'B', 'C', 'D'],
  centreMunicipality: [0, 0, 1, 2],
  tops: { health: 2, social: 2, all: 3 },
}
const clients = randomClients(4000, 11)

describe('A perturbed release', () => {
  const cube = cubeOf(clients, LAYOUT)
  const truth = openCounts(cube)
  const { cells, certificate, vaultCertificate } = guardPerturbed(cube, POLICY, OPTIONS)

  test('shows nothing of fewer than k clients and nothing below k', () => {
    let shown = 0
    for (const block of ['base', 'triples'] as const) {
      cells[block].forEach((figure, i) => {
        if (figure === 0) return
        shown++
        expect(figure).toBeGreaterThanOrEqual(5)
        expect(truth[block][i]).toBeGreaterThanOrEqual(5)
        expect(Math.abs(figure - (truth[block][i] ?? 0))).toBeLessThanOrEqual(8)
      })
    }
    expect(shown).toBe(certificate.published)
    expect(shown).toBeGreaterThan(2000)
    const reasons = Object.values(vaultCertificate.withheld)
    expect(reasons.reduce((sum, n) => sum + n, 0)).toBe(certificate.withheld)
  })

  test('has as many tables and cells as one that is guarded by rules', () => {
    const { tables, cells: all } = guardByRules(cube, { kind: 'exact', k: 5, complementExempt: [] }, 'test').certificate
    expect([certificate.tables, certificate.cells]).toEqual([tables, all])
  })

  test('takes the noise of the cell key, the number of clients and the identity', () => {
    const table = maximumEntropyPtable(5, POLICY)
    const members = clients.filter(
      (c) => c.sex === 2 && c.age >= 2 && c.municipality === 1 && c.services.includes(0) && c.services.includes(2),
    )
    const key = members.reduce((sum, c) => (sum + c.keySum) % 2 ** 32, 0)
    const identity = 'ALL|FEMALE|AGE_65_PLUS|municipality:092|services:GPR:HOM'
    const digest = createHmac('sha256', K2).update(`${identity}|${members.length}|${key}`).digest()
    const u = Number(digest.readBigUInt64BE() >> 11n) / 2 ** 53
    const row = { cohort: 0, sex: 2, age: 3, place: 2 }
    const at = rowIndex(row, placeCount(LAYOUT)) * measureColumns(LAYOUT).width + measureColumns(LAYOUT).pairs + pairIndex(0, 2, 4)
    expect(truth.base[at]).toBe(members.length)
    expect(cells.base[at]).toBe(members.length + noiseOf(table, members.length, u))
  })

  test('is the same however the clients are ordered and the catalogue is sorted', () => {
    const order = [2, 0, 3, 1]
    const moved = {
      ...LAYOUT,
      services: order.map((i) => LAYOUT.services[i] ?? ''),
      municipalities: [...LAYOUT.municipalities].reverse(),
      centreMunicipality: LAYOUT.centreMunicipality.map((m) => 2 - m),
    }
    const renumber = (services: readonly number[]) => services.map((s) => order.indexOf(s)).sort((a, b) => a - b)
    const turned = [...clients].reverse().map((c) => ({
      ...c,
      municipality: 2 - c.municipality,
      services: renumber(c.services),
      heavyServices: renumber(c.heavyServices),
    }))
    const other = guardPerturbed(
      cubeOf(
        turned,
        moved,
        order.map((i) => SECTORS[i] ?? 'HEALTH'),
      ),
      POLICY,
      OPTIONS,
    )
    const at = measureColumns(LAYOUT)
    const sums: number[] = []
    for (const cohort of COHORTS.keys())
      for (const sex of SEXES.keys())
        for (const age of AGES.keys())
          for (let m = 0; m < 3; m++) {
            const mine = rowIndex({ cohort, sex, age, place: 1 + m }, placeCount(LAYOUT)) * at.width
            const theirs = rowIndex({ cohort, sex, age, place: 1 + (2 - m) }, placeCount(LAYOUT)) * at.width
            for (let i = 0; i < 4; i++) {
              expect(other.cells.base[theirs + at.services + order.indexOf(i)]).toBe(cells.base[mine + at.services + i])
              for (let j = i + 1; j < 4; j++) {
                const column = at.pairs + pairIndex(order.indexOf(i), order.indexOf(j), 4)
                expect(other.cells.base[theirs + column]).toBe(cells.base[mine + at.pairs + pairIndex(i, j, 4)])
                sums.push(cells.base[mine + at.pairs + pairIndex(i, j, 4)] ?? 0)
              }
            }
            const triples = (place: number) => rowIndex({ cohort, sex, age, place }, triplePlaceCount(LAYOUT)) * 4
            expect(other.cells.triples[triples(3 - m) + tripleIndex(order.indexOf(0), order.indexOf(1), order.indexOf(2))]).toBe(
              cells.triples[triples(1 + m) + tripleIndex(0, 1, 2)],
            )
          }
    expect(sums.filter((figure) => figure > 0).length).toBeGreaterThan(50)
  })

  test('keeps the figure of a cell whose clients are the same, whatever else changes', () => {
    const leaving = clients.findIndex((c) => c.municipality === 0)
    const next = clients.filter((_, i) => i !== leaving)
    const cubeThen = cubeOf(next, LAYOUT)
    const truthThen = openCounts(cubeThen)
    const later = guardPerturbed(cubeThen, POLICY, OPTIONS)
    const { width } = measureColumns(LAYOUT)
    let same = 0
    for (let row = 0; row < cells.base.length / width; row++) {
      const place = row % placeCount(LAYOUT)
      if (![2, 3, 6, 7].includes(place)) continue
      for (let column = row * width; column < (row + 1) * width; column++) {
        expect(truth.base[column]).toBe(truthThen.base[column])
        const [before = 0, after = 0] = [cells.base[column], later.cells.base[column]]
        if (before > 0 && after > 0) {
          expect(after).toBe(before)
          same++
        }
      }
    }
    expect(same).toBeGreaterThan(500)
  })

  test('shows one figure for clients heavy in a service, in either cohort', () => {
    const { width, heavyIn } = measureColumns(LAYOUT)
    const rows = cells.base.length / width / 2
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < 4; i++) expect(cells.base[(rows + row) * width + heavyIn + i]).toBe(cells.base[row * width + heavyIn + i])
  })

  test('shows of two nested cells never both when fewer than k clients lie between them', () => {
    const { width, services, clients: all } = measureColumns(LAYOUT)
    const places = placeCount(LAYOUT)
    let nested = 0
    for (const cohort of COHORTS.keys())
      for (const sex of [1, 2])
        for (const age of AGES.keys())
          for (let place = 0; place < places; place++)
            for (const column of [all, services, services + 1]) {
              const child = rowIndex({ cohort, sex, age, place }, places) * width + column
              const parent = rowIndex({ cohort, sex: 0, age, place }, places) * width + column
              if (!cells.base[child] || !cells.base[parent]) continue
              expect((truth.base[parent] ?? 0) - (truth.base[child] ?? 0)).toBeGreaterThanOrEqual(5)
              nested++
            }
    expect(nested).toBeGreaterThan(100)
  })
})

describe('A perturbed policy', () => {
  const cube = cubeOf(clients.slice(0, 50), LAYOUT)
  test.each([
    ['a threshold under five', { ...POLICY, k: 4, js: 3 }],
    ['results below the threshold', { ...POLICY, js: 3 }],
    ['too little noise', { ...POLICY, v: 1 }],
    ['a narrow bound', { ...POLICY, d: 4 }],
    ['no drill-down rule', { ...POLICY, drillDown: 0 }],
    ['a threshold that is no number', { ...POLICY, k: Number.NaN, js: Number.NaN }],
  ])('with %s is refused', (_, policy) => {
    expect(() => guardPerturbed(cube, policy, OPTIONS)).toThrow()
  })

  test('with a short key is refused', () => {
    expect(() => guardPerturbed(cube, POLICY, { ...OPTIONS, k2: new Uint8Array(16) })).toThrow('32 bytes')
  })

  test('needs key sums', () => {
    const without = countCells(sealCounts(profileColumns(clients.slice(0, 9))), LAYOUT, SECTORS)
    expect(() => guardPerturbed(without, POLICY, OPTIONS)).toThrow('key sums')
  })
})

describe('A cell identity', () => {
  test('does not depend on the order of codes, and no two selections of codes share one', () => {
    expect(identityPart('services', ['B', 'A'])).toBe(identityPart('services', ['A', 'B']))
    const codes = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(codes, codes, (a, b) => {
        const identity = (list: string[]) => cellIdentity('ALL', identityPart('services', list))
        expect(identity(a) === identity(b)).toBe(a.length === b.length && a.every((code) => b.includes(code)))
      }),
      { seed: 5 },
    )
  })

  test('gives each cell a u of its own, evenly spread', () => {
    const key = perturbationKey(K2)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < 20_000; i++) {
      const tenth = Math.floor(uniformOf(key, `cell ${i}`, 30, 12345) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    const chiSquare = tenths.reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)
    expect(chiSquare).toBeLessThan(21.67) // p = 0.01 at 9 degrees of freedom; the key is fixed
  })
})

function cubeOf(rows: readonly ProfileRow[], layout: ReleaseLayout, sectors: readonly (typeof SECTORS)[number][] = SECTORS) {
  return countCells(sealCounts(profileColumns(rows)), layout, sectors, { keySums: true })
}

/** One profile a client, so that clients can be told apart. */
function randomClients(count: number, seed: number): readonly ProfileRow[] {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const heaviness = (services: readonly number[]) => {
    const heavyServices = services.filter(() => next() < 0.2)
    return { heavyServices, heavyUser: heavyServices.length > 0 || next() < 0.1 }
  }
  return Array.from({ length: count }, () => {
    const services = [0.7, 0.4, 0.3, 0.15].flatMap((p, i) => (next() < p ? [i] : []))
    const centre = next() < 0.03 ? -1 : Math.floor(next() * 4)
    return {
      sex: next() < 0.01 ? 0 : next() < 0.5 ? 1 : 2,
      age: Math.floor(next() * 4),
      municipality: centre < 0 ? Math.floor(next() * 3) : (LAYOUT.centreMunicipality[centre] ?? 0),
      centre,
      ...heaviness(services),
      services,
      clients: 1,
      keySum: Math.floor(next() * 2 ** 32),
    }
  })
}
