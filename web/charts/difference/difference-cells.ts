import type { CellSets, ColourClass } from '../matrix/matrix-colour.ts'
import { isOutside, type MatrixFigures } from '../matrix/matrix-figures.ts'

/** Row share of B minus row share of A in percentage points, row-major; null unless both are published. */
export type DifferenceMatrix = readonly (readonly (number | null)[])[]

/** Lower limits of the sizes of a difference, in percentage points; fixed, so that pictures compare. */
const differenceLimits = [1, 5, 10, 20] as const

/** more: B's share is larger; less: A's is; same: no difference. */
export type DifferenceClass = Extract<ColourClass, `${'more' | 'less'}${1 | 2 | 3 | 4}` | 'same'>

/** Where B has the services of A; -1 where it lacks one. */
export const inPlacesOf = (a: MatrixFigures, b: MatrixFigures): readonly number[] =>
  a.services.map(({ code }) => b.services.findIndex((service) => service.code === code))

/** Row shares of B in the places of the services of A: its release may order its services otherwise. Null where it lacks one. */
export function sharesAsIn(a: MatrixFigures, b: MatrixFigures): DifferenceMatrix {
  const inB = inPlacesOf(a, b)
  return inB.map((row) => inB.map((column) => b.rowShares[row]?.[column] ?? null))
}

/** The class of a difference in points. */
export function differenceClass(points: number): DifferenceClass {
  const size = differenceLimits.findLastIndex((limit) => Math.abs(points) >= limit) + 1
  switch (size) {
    case 1:
      return points > 0 ? 'more1' : 'less1'
    case 2:
      return points > 0 ? 'more2' : 'less2'
    case 3:
      return points > 0 ? 'more3' : 'less3'
    case 4:
      return points > 0 ? 'more4' : 'less4'
    default:
      return 'same'
  }
}

/** Sorts the cells of a difference into classes; the diagonal says nothing and is left out, as is what the reader's rights do not cover. */
export function classifyDifference(
  figures: Pick<MatrixFigures, 'services' | 'seen'>,
  points: DifferenceMatrix,
  order: readonly number[],
): CellSets {
  const byClass = new Map<ColourClass, number[]>()
  const withheld: number[] = []
  for (const row of order) {
    for (const column of order) {
      if (row === column || isOutside(figures, row, column)) continue
      const value = points[row]?.[column] ?? null
      if (value === null) {
        withheld.push(row, column)
        continue
      }
      const name = differenceClass(value)
      const pairs = byClass.get(name)
      if (pairs) pairs.push(row, column)
      else byClass.set(name, [row, column])
    }
  }
  // a difference is of two whole sums
  return { byClass, withheld, open: [] }
}
