import { describe, expect, it } from 'vitest'
import { classifyCells, colourClass, colourClasses } from '../../../web/charts/matrix/matrix-colour.ts'
import { matrixCell } from '../../../web/charts/matrix/matrix-figures.ts'
import { cellsPath, diagonalPath, openPath, withheldPath } from '../../../web/charts/matrix/matrix-path.ts'
import { county } from './county.ts'

const order = county.services.map((_, index) => index)
const places = (pairs: readonly number[] | undefined) => (pairs?.length ?? 0) / 2

describe('the colours of the matrix', () => {
  it('puts a value on a limit into the class above it', () => {
    expect([5, 9, 10, 149, 150, 2000, 90_000].map((value) => colourClass('clients', value))).toEqual([
      'c1',
      'c1',
      'c2',
      'c4',
      'c5',
      'c7',
      'c7',
    ])
    expect([0, 4, 5, 74, 75, 100].map((value) => colourClass('share', value))).toEqual(['c1', 'c1', 'c2', 'c6', 'c7', 'c7'])
    expect([0, 0.5, 0.7, 0.8, 1.2, 1.3, 16].map((value) => colourClass('lift', value))).toEqual(['l1', 'l2', 'l2', 'l3', 'l3', 'l4', 'l8'])
  })

  it('draws counts below the diagonal and lift above it', () => {
    expect(matrixCell(county, 'both', 1, 0, true)).toEqual({ kind: 'clients', value: 4128, atLeast: false })
    expect(matrixCell(county, 'both', 0, 1, false)).toEqual({ kind: 'lift', value: 1, atLeast: false })
    const { byClass } = classifyCells(county, 'both', order)
    const counts = colourClasses.filter((name) => name.startsWith('c')).map((name) => places(byClass.get(name)))
    expect(counts).toEqual([61, 117, 79, 111, 44, 17, 6])
  })

  it('accounts for every cell once, and for the one withheld service', () => {
    for (const measure of ['both', 'clients', 'share', 'lift'] as const) {
      const { byClass, withheld } = classifyCells(county, measure, order)
      const shown = [...byClass.values()].reduce((sum, pairs) => sum + places(pairs), 0)
      expect(shown + places(withheld)).toBe(40 * 39 + 1)
    }
    expect(places(classifyCells(county, 'clients', order).withheld)).toBe(2 * 345 + 1)
  })

  it('melts withheld neighbours of a row into one shape and leaves gaps open', () => {
    expect(withheldPath([0, 1, 0, 2, 0, 3], [0, 16, 32, 51], 16)).toBe('M16 0H48V16H16zM51 0H67V16H51z')
  })

  it('draws a square in the middle of its cell', () => {
    expect(cellsPath([0, 1], [0, 16], 16, 15)).toBe('M16 0h15v15h-15z')
    expect(cellsPath([0, 1], [0, 16], 16, 7)).toBe('M20 4h7v7h-7z')
  })

  it('draws no square for a withheld service on the diagonal, and never one under 3 px', () => {
    expect(diagonalPath([null], [0], 16)).toBe('')
    expect(diagonalPath([5], [0], 16)).toBe('M6 6h3v3h-3z')
    expect(diagonalPath([20_000], [0], 16)).toBe('M0 0h15v15h-15z')
  })
})

it('cuts the corner of a cell whose number is at least so large, and of no other', () => {
  const open = { ...county, atLeast: county.counts.map((row, i) => row.map((_, j) => i === 1 && j === 0)) }
  expect(classifyCells(county, 'clients', order).open).toEqual([])
  expect(classifyCells(open, 'clients', order).open).toEqual([1, 0])
  expect(openPath([1, 0], [0, 16], 16)).toBe('M9 16h6v6z')
})
