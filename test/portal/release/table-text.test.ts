import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagRows, numberRows } from '../../../server/portal/release/table-text.ts'
import { written } from '../../support/written-table.ts'

/** Rows of a square, as lists. */
const lists = <T>(size: number, cell: (i: number) => T) =>
  Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => cell(row * size + column)))

describe('a table as text', () => {
  it('is what JSON.stringify writes of its numbers, whole or in tenths', () => {
    const cell = fc.oneof(
      fc.constant(0),
      fc.constantFrom(...[0, 9, 10, 11, 99, 100, 999, 1000, 9999, 10_000, 2 ** 31, 2 ** 32 - 2].map((number) => number + 1)),
      fc.nat(200),
      fc.nat(),
    )
    const square = fc.nat(9).chain((size) => fc.tuple(fc.constant(size), fc.array(cell, { minLength: size ** 2, maxLength: size ** 2 })))
    fc.assert(
      fc.property(square, fc.constantFrom(1 as const, 10 as const), ([size, cells], unit) => {
        const number = (i: number) => (cells[i] === 0 ? null : ((cells[i] ?? Number.NaN) - 1) / unit)
        expect(written(numberRows(size, Uint32Array.from(cells), unit))).toBe(JSON.stringify(lists(size, number)))
      }),
    )
  })

  it('is what JSON.stringify writes of its flags', () => {
    const flags = Uint8Array.of(1, 0, 0, 0, 1, 1, 0, 0, 1)
    expect(written(flagRows(3, flags))).toBe(JSON.stringify(lists(3, (i) => flags[i] === 1)))
    expect(written(flagRows(0, flags))).toBe('[]')
  })
})
