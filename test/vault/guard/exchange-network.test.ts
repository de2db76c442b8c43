import { describe, expect, it } from 'vitest'
import { type Exchange, type ExchangeTarget, exchangeNetwork } from '../../../server/vault/guard/exchange-network.ts'
import { type Program, withSolver } from '../../../server/vault/guard/solver.ts'
import { mulberry32 } from '../cube/population.ts'

const MUNICIPALITIES = 4
const CENTRES = 5
const CELLS = MUNICIPALITIES * CENTRES

interface County {
  readonly up: readonly number[]
  readonly down: readonly number[]
  readonly municipalities: readonly boolean[]
  readonly centres: readonly boolean[]
  readonly county: boolean
}

function drawn(seed: number): County {
  const random = mulberry32(seed)
  const some = (n: number, share: number) => Array.from({ length: n }, () => random() < share)
  const few = () => Array.from({ length: CELLS }, () => (random() < 0.3 ? 0 : Math.floor(random() * 4)))
  return { up: few(), down: few(), municipalities: some(MUNICIPALITIES, 0.3), centres: some(CENTRES, 0.3), county: random() < 0.3 }
}

/** The exchange over a county, and what it has moved. */
function exchangeIn({ up, down, municipalities, centres, county }: County) {
  const moved = new Float64Array(CELLS)
  const exchange: Exchange = {
    room: (cell, sign) => (sign > 0 ? (up[cell] ?? 0) - (moved[cell] ?? 0) : (down[cell] ?? 0) + (moved[cell] ?? 0)),
    shift(cell, by) {
      moved[cell] = (moved[cell] ?? 0) + by
    },
    municipalityFree: (m) => municipalities[m] === true,
    centreFree: (c) => centres[c] === true,
    countyFree: county,
  }
  return { exchange, moved }
}

const inMunicipality = (m: number) => Array.from({ length: CENTRES }, (_, c) => m * CENTRES + c)
const inCentre = (c: number) => Array.from({ length: MUNICIPALITIES }, (_, m) => m * CENTRES + c)
const everywhere = Array.from({ length: CELLS }, (_, cell) => cell)
const cellsOf = ({ municipality: m, centre: c }: ExchangeTarget) =>
  m >= 0 ? (c >= 0 ? [m * CENTRES + c] : inMunicipality(m)) : c >= 0 ? inCentre(c) : everywhere

/** What must stay: each a sum of cells. */
const heldIn = ({ municipalities, centres, county }: County): readonly (readonly number[])[] => [
  ...municipalities.flatMap((free, m) => (free ? [] : [inMunicipality(m)])),
  ...centres.flatMap((free, c) => (free ? [] : [inCentre(c)])),
  ...(county ? [] : [everywhere]),
]

/** The same as a linear program: a column up and one down for each cell. */
function programOf(county: County): Program {
  const held = heldIn(county)
  const indices = held.flatMap((cells) => cells.flatMap((cell) => [2 * cell, 2 * cell + 1]))
  return {
    cost: new Float64Array(2 * CELLS).fill(1),
    upper: Float64Array.from({ length: 2 * CELLS }, (_, at) => (at % 2 === 0 ? county.up : county.down)[at >> 1] ?? 0),
    low: new Float64Array(held.length),
    high: new Float64Array(held.length),
    starts: Int32Array.from({ length: held.length + 1 }, (_, n) => held.slice(0, n).reduce((sum, cells) => sum + 2 * cells.length, 0)),
    indices: Int32Array.from(indices),
    values: Float64Array.from(indices, (at) => (at % 2 === 0 ? 1 : -1)),
  }
}

const TARGETS: readonly ExchangeTarget[] = [
  { municipality: 1, centre: 2 },
  { municipality: 0, centre: 4 },
  { municipality: 2, centre: -1 },
  { municipality: -1, centre: 3 },
  { municipality: -1, centre: -1 },
]

describe('an exchange between places', () => {
  it('goes as far as a linear program of the same totals, and changes no other', async () => {
    const network = exchangeNetwork(MUNICIPALITIES, CENTRES)
    let grown = 0
    for (let seed = 1; seed <= 60; seed++) {
      const county = drawn(seed)
      await withSolver(programOf(county), (solver) => {
        for (const target of TARGETS) {
          const { exchange, moved } = exchangeIn(county)
          const by = network(exchange, target, 100)
          const sum = (cells: readonly number[]) => cells.reduce((all, cell) => all + (moved[cell] ?? 0), 0)
          expect(sum(cellsOf(target))).toBe(by)
          for (const cells of heldIn(county)) expect(sum(cells)).toBe(0)
          moved.forEach((n, cell) => {
            expect(n).toBeLessThanOrEqual(county.up[cell] ?? 0)
            expect(-n).toBeLessThanOrEqual(county.down[cell] ?? 0)
          })
          const row = {
            indices: cellsOf(target).flatMap((cell) => [2 * cell, 2 * cell + 1]),
            values: cellsOf(target).flatMap(() => [1, -1]),
          }
          expect(solver.cheapest(row, by).kind).toBe('found')
          expect(solver.cheapest(row, by + 0.5).kind).toBe('impossible')
          if (by > 0) grown++
        }
      })
    }
    expect(grown).toBeGreaterThan(50)
  })

  it('stops at what is asked', () => {
    const network = exchangeNetwork(2, 2)
    const moved = [0, 0, 0, 0]
    const exchange: Exchange = {
      room: (cell, sign) => 3 - sign * (moved[cell] ?? 0),
      shift(cell, by) {
        moved[cell] = (moved[cell] ?? 0) + by
      },
      municipalityFree: () => false,
      centreFree: () => false,
      countyFree: false,
    }
    expect(network(exchange, { municipality: 0, centre: 0 }, 2)).toBe(2)
    expect(moved).toEqual([2, -2, -2, 2])
  })
})
