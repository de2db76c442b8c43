import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { attackSums } from './linear-attacker.ts'

/** The figures of an example of sdcTable: two withheld cells or more in every line, and still one of them can be computed. */
interface PeerTable {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly cells: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly column_totals: Readonly<Record<string, number>>
  readonly withheld: readonly (readonly [string, string])[]
}
const table: PeerTable = JSON.parse(readFileSync(new URL('../fixtures/sdctable/simple-heuristic.json', import.meta.url), 'utf8'))

describe("sdcTable's example", () => {
  test('gives w|b = 47 away to the linear attacker', async () => {
    const { computed } = await attack(table.withheld)
    expect(computed).toEqual([{ name: 'w|b', low: 47, high: 47 }])
  })

  test.each(['b', 'd'])('does not after x|%s is withheld too', async (column) => {
    const { computed, intervals } = await attack([...table.withheld, ['x', column]])
    expect(computed).toEqual([])
    expect(intervals.every(({ low, high }) => low < high)).toBe(true)
  })
})

async function attack(withheld: readonly (readonly [string, string])[]) {
  const index = (row: string, column: string) => table.rows.indexOf(row) * table.columns.length + table.columns.indexOf(column)
  const exactly = (columns: readonly number[], value = 0) => ({ columns, low: value, high: value })
  const known = [
    ...table.rows.map((row) =>
      exactly(
        table.columns.map((column) => index(row, column)),
        table.cells[row]?.total,
      ),
    ),
    ...table.columns.map((column) =>
      exactly(
        table.rows.map((row) => index(row, column)),
        table.column_totals[column],
      ),
    ),
    ...table.rows.flatMap((row) =>
      table.columns
        .filter((column) => !withheld.some(([r, c]) => r === row && c === column))
        .map((column) => exactly([index(row, column)], table.cells[row]?.[column])),
    ),
  ]
  const targets = withheld.map(([row, column]) => ({ name: `${row}|${column}`, columns: [index(row, column)] }))
  return attackSums(table.rows.length * table.columns.length, known, targets, 5, { all: true })
}
