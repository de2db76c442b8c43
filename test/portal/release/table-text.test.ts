import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flagRows, numberRows } from '../../../server/portal/release/table-text.ts'
import { written } from '../../support/written-table.ts'

/** Rows of a square, as lists. */
const lists = <T>(size: number, cell: (i: number) => T) =>
  Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => cell(row * size + column)))

describe('a table as text', () => {
  it('is what JSON.stringify writes of its numbers', () => {
    const number = fc.oneof(
      fc.constant(Number.NaN),
      fc.constantFrom(
        0,
        -0,
        9,
        10,
        99,
        100,
        999,
        1000,
        0.1,
        9.9,
        10.5,
        3.02,
        9.96,
        2 ** 31 - 1,
        2 ** 31,
        2 ** 31 + 0.5,
        1e21,
        -3,
        -0.5,
        1 / 3,
      ),
      fc.nat(200),
      fc.nat(),
      fc.nat(20_000).map((tenths) => tenths / 10),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    )
    const square = fc.nat(9).chain((size) => fc.tuple(fc.constant(size), fc.array(number, { minLength: size ** 2, maxLength: size ** 2 })))
    fc.assert(
      fc.property(square, ([size, values]) => {
        const cell = (i: number) => (Number.isNaN(values[i]) ? null : values[i])
        expect(written(numberRows(size, Float64Array.from(values)))).toBe(JSON.stringify(lists(size, cell)))
      }),
    )
  })

  it('is what JSON.stringify writes of its flags', () => {
    const flags = Uint8Array.of(1, 0, 0, 0, 1, 1, 0, 0, 1)
    expect(written(flagRows(3, flags))).toBe(JSON.stringify(lists(3, (i) => flags[i] === 1)))
    expect(written(flagRows(0, flags))).toBe('[]')
  })
})
