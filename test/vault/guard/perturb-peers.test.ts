import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { maximumEntropy, maximumEntropyPtable, noiseOf, type Ptable, tableRow } from '../../../server/vault/guard/ptable.ts'

const fixture = (name: string) =>
  readFileSync(new URL(`../../fixtures/ons-cell-key/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(','))

describe('The cell-key method of the Office for National Statistics', () => {
  const table = onsTable()

  test('gives all 200 rows of its expected table', () => {
    const keys = new Map<string, number[]>()
    for (const [key, var1, var5, var8] of fixture('micro.csv')) {
      const cell = `${var1},${var5},${var8}`
      keys.set(cell, [...(keys.get(cell) ?? []), Number(key)])
    }
    const expected = fixture('expected.csv')
    expect(expected).toHaveLength(200)
    for (const [var1, var5, var8, n, ckey, pcv, pvalue, count] of expected) {
      const records = keys.get(`${var1},${var5},${var8}`) ?? []
      // Theirs is the sum of record keys modulo 256; this program's modulo 2^32.
      const key = records.reduce((sum, record) => sum + record, 0) % 256
      const row = records.length <= 750 ? records.length : ((records.length - 1) % 250) + 501
      const noise = records.length === 0 ? 0 : noiseOf(table, row, key / 256)
      const perturbed = records.length + noise
      expect([records.length, key, row, noise, perturbed < 10 ? 'NA' : perturbed]).toEqual([
        Number(n),
        Number(ckey),
        Number(pcv),
        Number(pvalue),
        count === 'NA' ? 'NA' : Number(count),
      ])
    }
  })

  function onsTable(): Ptable {
    const runs = new Map<number, { from: number; noise: number }[]>()
    for (const [pcv, from, noise] of fixture('ptable.csv')) {
      const row = Number(pcv)
      runs.set(row, [...(runs.get(row) ?? []), { from: Number(from), noise: Number(noise) }])
    }
    const rows = [...runs.values()].map((row) =>
      tableRow(
        row.map(({ noise }) => noise),
        row.map(({ from }, i) => ((row[i + 1]?.from ?? 256) - from) / 256),
      ),
    )
    return { from: 1, rows }
  }
})

describe('The maximum-entropy table of the ptable package', () => {
  // Published for D = 2, V = 1.05, js = 1; targets follow from them: 0 and everything above 1, at most 2 away.
  test.each([
    [1, [0, 2, 3], [0.50833333, 0.475, 0.01666667]],
    [2, [0, 2, 3, 4], [0.16155827, 0.55565037, 0.24246618, 0.04032518]],
    [3, [2, 3, 4, 5], [0.41231301, 0.28806097, 0.18693903, 0.11268699]],
    [4, [2, 3, 4, 5, 6], [0.07012498, 0.24450007, 0.3707499, 0.24450007, 0.07012498]],
  ])('row %i', (n, targets, published) => {
    const table = maximumEntropyPtable(1, { d: 2, v: 1.05, js: 1 })
    const row = table.rows[n - 1]
    expect(table.rows).toHaveLength(4)
    expect([...(row?.noise ?? [])].map((noise) => n + noise)).toEqual(targets)
    const probabilities = [...(row?.upTo ?? [])].map((end, i, ends) => end - (ends[i - 1] ?? 0))
    probabilities.forEach((p, i) => {
      expect(Math.abs(p - (published[i] ?? 0))).toBeLessThan(1e-6)
    })
  })
})

describe('The default table', () => {
  const table = maximumEntropyPtable(5, { d: 8, v: 2, js: 4 })

  test('has rows 5 to 13, mean 0 and variance 2, and no result of 1 to 4', () => {
    expect(table.from).toBe(5)
    expect(table.rows).toHaveLength(9)
    table.rows.forEach((row, i) => {
      const p = [...row.upTo].map((end, x, ends) => end - (ends[x - 1] ?? 0))
      const moment = (power: number) => p.reduce((sum, q, x) => sum + q * (row.noise[x] ?? 0) ** power, 0)
      expect(moment(0)).toBeCloseTo(1, 14)
      expect(Math.abs(moment(1))).toBeLessThan(1e-11)
      expect(Math.abs(moment(2) - 2)).toBeLessThan(1e-11)
      for (const noise of row.noise) expect(5 + i + noise === 0 || 5 + i + noise > 4).toBe(true)
    })
  })

  test('gives a large count the noise of the last row', () => {
    expect(noiseOf(table, 1_000_000, 0)).toBe(-8)
    expect(noiseOf(table, 1_000_000, 0.5)).toBe(0)
    expect(noiseOf(table, 13, 1 - 2 ** -53)).toBe(8)
  })

  test('refuses a variance that no noise within the bounds has', () => {
    expect(() => maximumEntropy([-1, 0, 1], 2)).toThrow('no noise has this variance')
    expect(() => maximumEntropyPtable(5, { d: 8, v: 70, js: 4 })).toThrow('no noise has this variance')
  })
})
