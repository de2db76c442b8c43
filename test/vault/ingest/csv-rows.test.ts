import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRows, LONGEST_ROW } from '../../../server/vault/ingest/csv-rows.ts'

type Event = readonly [line: number, row: readonly string[] | string]

/** What the reader hands over, by line, when the input comes in pieces of the given size. */
function read(input: string | Uint8Array, piece = 1 << 20): readonly Event[] {
  const bytes = Buffer.from(input)
  const events: Event[] = []
  const rows = csvRows(
    {
      row: ({ bytes, from, to, fields, line }) =>
        events.push([line, Array.from({ length: fields }, (_, i) => Buffer.from(bytes.subarray(from[i], to[i])).toString())]),
      broken: (reason, line) => events.push([line, reason]),
    },
    64,
  )
  for (let at = 0; at < bytes.length; at += piece) rows.push(bytes.subarray(at, at + piece))
  rows.end()
  return events
}

describe('rows of CSV', () => {
  it('have their fields and the line on which they begin', () => {
    expect(read('a,b\n1,2\n\n3,\n')).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [4, ['3', '']],
    ])
  })

  it('end with or without a carriage return, the last with or without an end', () => {
    const expected = [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ]
    for (const text of ['a,b\r\n1,2\r\n', 'a,b\n1,2', 'a,b\r\n1,2', '"a","b"\r\n"1","2"']) expect(read(text)).toEqual(expected)
  })

  it('may hold commas, quotes and line ends in quotes', () => {
    expect(read('"a,b","say ""yes""","two\nlines"\nnext,1,2\n')).toEqual([
      [1, ['a,b', 'say "yes"', 'two\nlines']],
      [3, ['next', '1', '2']],
    ])
  })

  it('are read as csv-parse reads them, however the input is cut into pieces', () => {
    const field = fc.oneof(
      fc.stringMatching(/^[a-z0-9-]{0,8}$/),
      fc.string({ unit: fc.constantFrom('a', 'ä', '"', ',', '\n', '\r\n', '€', '😀'), maxLength: 5 }),
    )
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.integer({ min: 1, max: 40 }), (rows, lineEnd, ended, piece) => {
        const write = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
        const text = rows.map((row) => row.map(write).join(',')).join(lineEnd) + (ended ? lineEnd : '')
        const expected: string[][] = parse(text, { relax_column_count: true, record_delimiter: lineEnd })
        expect(read(text, piece).map(([, row]) => row)).toEqual(expected)
      }),
      { seed: 7, numRuns: 1_000 },
    )
  })
})

describe('broken rows', () => {
  it('with a quote inside a field cost their line only', () => {
    expect(read('1,a"b\n2,c\n')).toEqual([
      [1, 'BAD_ROW'],
      [2, ['2', 'c']],
    ])
    expect(read('1,"a"b\n2,c\n')).toEqual([
      [1, 'BAD_ROW'],
      [2, ['2', 'c']],
    ])
  })

  it('with a quote that is never closed cost their line only', () => {
    const rest = Array.from({ length: 5_000 }, (_, i) => `${i},some row of the rest\n`).join('')
    for (const piece of [999, 1 << 20]) {
      const events = read(`1,"a\n${rest}`, piece)
      expect(events[0]).toEqual([1, 'BAD_ROW'])
      expect(events).toHaveLength(5_001)
      expect(events.at(-1)).toEqual([5_001, ['4999', 'some row of the rest']])
    }
  })

  it('longer than the longest row cost their line only, whatever the pieces', () => {
    for (const piece of [1_000, 1 << 20]) {
      expect(read(`a,${'x'.repeat(LONGEST_ROW * 2)}\nb,1\n`, piece)).toEqual([
        [1, 'BAD_ROW'],
        [2, ['b', '1']],
      ])
    }
  })

  it('are truncated where the input ends in quotes in their line', () => {
    expect(read('1,a\n2,"b')).toEqual([
      [1, ['1', 'a']],
      [2, 'TRUNCATED'],
    ])
  })

  it('that are not UTF-8 are told apart from their neighbours', () => {
    const latin = Buffer.concat([Buffer.from('1,ä\n2,'), Buffer.from([0xe4]), Buffer.from('\n3,ö\n')])
    for (const piece of [1, 3, 100])
      expect(read(latin, piece)).toEqual([
        [1, ['1', 'ä']],
        [2, 'BAD_ENCODING'],
        [3, ['3', 'ö']],
      ])
  })

  it('leave every other row as it was, however the input is cut', () => {
    const line = fc.constantFrom('1,a', '2,b"x', '3,"c"', '4,"d', '5,"e"f', '6,"g""h"', '7')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 30 }), (lines, piece) => {
        const text = lines.map((one) => `${one}\n`).join('')
        expect(read(text, piece)).toEqual(read(text))
      }),
      { seed: 8, numRuns: 500 },
    )
  })
})
