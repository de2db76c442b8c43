import { describe, expect, it } from 'vitest'
import { correlationFactor } from '../../../server/vault/demo/correlation.ts'
import { correlationFor, normalCdf, normalQuantile } from '../../../server/vault/demo/normal.ts'
import { randomStream } from '../../../server/vault/demo/random.ts'

describe('the normal distribution', () => {
  it('has its published values', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 6)
    expect(normalCdf(1.96)).toBeCloseTo(0.9750021, 6)
    expect(normalCdf(-1)).toBeCloseTo(0.1586553, 6)
    expect(normalQuantile(0.9)).toBeCloseTo(1.2815516, 5)
  })

  it('of two at zero has both above with probability 1/4 + asin(r)/2π', () => {
    for (const r of [-0.5, 0.2, 0.8]) expect(correlationFor(0, 0, 0.25 + Math.asin(r) / (2 * Math.PI))).toBeCloseTo(r, 2)
  })
})

describe('the factor of a matrix of correlations', () => {
  const product = (lower: readonly Float64Array[], i: number, j: number) =>
    (lower[i] ?? new Float64Array(0)).reduce((sum, value, k) => sum + value * (lower[j]?.[k] ?? 0), 0)

  it('gives the matrix back where it is one', () => {
    const lower = correlationFactor([Float64Array.of(1, 0.5, 0.2), Float64Array.of(0.5, 1, -0.3), Float64Array.of(0.2, -0.3, 1)], [])
    expect(product(lower, 1, 0)).toBeCloseTo(0.5, 6)
    expect(product(lower, 2, 0)).toBeCloseTo(0.2, 6)
    expect(product(lower, 2, 1)).toBeCloseTo(-0.3, 6)
  })

  it('keeps the entries that matter where the matrix cannot be one', () => {
    const wished = [Float64Array.of(1, 0.9, 0.9), Float64Array.of(0.9, 1, -0.9), Float64Array.of(0.9, -0.9, 1)]
    const lower = correlationFactor(wished, [
      [0, 1, 0.9],
      [1, 0, 0.9],
    ])
    expect(product(lower, 0, 1)).toBeCloseTo(0.9, 1)
    for (const i of [0, 1, 2]) expect(product(lower, i, i)).toBeCloseTo(1, 6)
  })
})

describe('a stream of chance', () => {
  it('is the same from the same place, another from another', () => {
    const random = randomStream(1)
    const from = (a: number, b: number) => {
      random.seek(a, b)
      return [random.next(), random.normal(), random.below(100)]
    }
    const first = from(7, 1)
    expect(from(8, 1)).not.toEqual(first)
    expect(from(7, 2)).not.toEqual(first)
    expect(from(7, 1)).toEqual(first)
  })

  it('is uniform and normal', () => {
    const random = randomStream(2)
    const draws = Array.from({ length: 100_000 }, () => random.normal())
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    const variance = draws.reduce((a, b) => a + b * b, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(0.015)
    expect(Math.abs(variance - 1)).toBeLessThan(0.02)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) {
      const tenth = random.below(10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const n of tenths) expect(Math.abs(n - 10_000)).toBeLessThan(400)
  })
})
