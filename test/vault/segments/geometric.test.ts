import { describe, expect, it } from 'vitest'
import { type Draw, halfWidth, twoSidedGeometric } from '../../../server/vault/segments/geometric.ts'
import { seededDraw } from './seeded-draw.ts'

/** P(x) of the two-sided geometric distribution. */
const chance = (epsilon: number, x: number) => Math.tanh(epsilon / 2) * Math.exp(-epsilon * Math.abs(x))

describe.each([
  ['0.1', { numerator: 1, denominator: 10 }],
  ['0.1 as ten hundredths', { numerator: 10, denominator: 100 }],
  ['0.3', { numerator: 3, denominator: 10 }],
  ['1', { numerator: 1, denominator: 1 }],
])('noise at epsilon %s', (_, epsilon) => {
  const value = epsilon.numerator / epsilon.denominator

  it('is distributed as the mechanism demands', () => {
    const draw = seededDraw(20)
    const samples = 100_000
    const seen = new Map<number, number>()
    for (let i = 0; i < samples; i++) {
      const x = twoSidedGeometric(epsilon, draw)
      seen.set(x, (seen.get(x) ?? 0) + 1)
    }
    // Values with at least 50 expected one by one, the two tails as one each.
    const edge = Math.floor(Math.log((samples * Math.tanh(value / 2)) / 50) / value)
    const values = Array.from({ length: 2 * edge + 1 }, (_, i) => i - edge)
    const inside = values.reduce((sum, x) => sum + chance(value, x), 0)
    const tail = (sign: number) => [...seen].filter(([x]) => x * sign > edge).reduce((sum, [, n]) => sum + n, 0)
    const cells = [
      ...values.map((x) => [seen.get(x) ?? 0, samples * chance(value, x)] as const),
      [tail(1), (samples * (1 - inside)) / 2] as const,
      [tail(-1), (samples * (1 - inside)) / 2] as const,
    ]
    const chiSquare = cells.reduce((sum, [n, expected]) => sum + (n - expected) ** 2 / expected, 0)
    const freedom = cells.length - 1
    // Beyond this with probability 0.001 (Wilson–Hilferty).
    const limit = freedom * (1 - 2 / (9 * freedom) + 3.09 * Math.sqrt(2 / (9 * freedom))) ** 3
    expect(chiSquare).toBeLessThan(limit)
  })

  it('falls within the half width nine times in ten, and not in one less', () => {
    const width = halfWidth(epsilon, 0.9)
    const within = (w: number) => Array.from({ length: 2 * w + 1 }, (_, i) => chance(value, i - w)).reduce((a, b) => a + b, 0)
    expect(within(width)).toBeGreaterThanOrEqual(0.9)
    if (width > 0) expect(within(width - 1)).toBeLessThan(0.9)
  })
})

describe('the sampler', () => {
  it('asks for whole numbers below whole numbers only', () => {
    const asked: number[] = []
    const draw = seededDraw(3)
    const watched: Draw = (below) => {
      asked.push(below)
      return draw(below)
    }
    for (let i = 0; i < 1000; i++) expect(Number.isInteger(twoSidedGeometric({ numerator: 10, denominator: 100 }, watched))).toBe(true)
    expect(asked.every((below) => Number.isInteger(below) && below >= 1)).toBe(true)
  })

  it('bounds the chance of any answer from neighbouring counts by e to the epsilon', () => {
    for (let x = -60; x <= 60; x++) {
      const ratio = chance(0.1, x) / chance(0.1, x - 1)
      expect(ratio).toBeLessThanOrEqual(Math.exp(0.1) + 1e-12)
      expect(ratio).toBeGreaterThanOrEqual(Math.exp(-0.1) - 1e-12)
    }
  })
})
