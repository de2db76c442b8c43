import { type FamilyShape, shapeOf, type TableTerm } from './family-shape.ts'

/** Table of the family {A, cohort} inside `heavyInShape`. */
export const singleInsideHeavyIn: readonly number[] = [0, 3, 6, 1, 4, 7, 2, 5, 8]

/** Atom: uses A and is no heavy user. */
export const USES_NOT_HEAVY = 3

/**
 * Family of one service A, the heavy users of A, and the cohort. Heavy in A lies inside A and inside HEAVY by definition: five atoms.
 * Measures: 0 clients, 1 clients of A, 2 clients heavy in A (the same clients in either cohort).
 */
export function heavyInShape(): FamilyShape {
  const [heavyIn, uses, heavyNot, usesOnly, neither] = [0, 1, 2, USES_NOT_HEAVY, 4] // heavy in A; uses A, heavy elsewhere; heavy, not A; A, not heavy; neither
  const atomsOf = [
    [heavyIn, uses, heavyNot, usesOnly, neither],
    [heavyIn, uses, usesOnly],
    [heavyNot, neither],
    [heavyIn, uses, heavyNot],
    [heavyIn, uses],
    [heavyNot],
    [usesOnly, neither],
    [usesOnly],
    [neither],
    [heavyIn],
    [uses],
    [uses, usesOnly],
    [uses, heavyNot],
    [uses, heavyNot, usesOnly, neither],
  ]
  return shapeOf({
    atomsOf,
    lines: disjointSums(atomsOf),
    measures: [
      { table: 0, cohort: 0, measure: 0 },
      { table: 1, cohort: 0, measure: 1 },
      { table: 9, cohort: 0, measure: 2 },
      { table: 3, cohort: 1, measure: 0 },
      { table: 4, cohort: 1, measure: 1 },
      { table: 9, cohort: 1, measure: 2 },
    ],
    complementOf: atomsOf.map((_, table) => (table === 2 || table === 5 || table === 8 ? 1 : 0)),
    termsOf: HEAVY_IN_TERMS,
  })
}

const plus = (table: number): TableTerm => ({ table, sign: 1 })
const less = (table: number): TableTerm => ({ table, sign: -1 })
/** Tables of `heavyInShape` by its published ones: 0 clients, 1 clients of A, 3 and 4 the same in the cohort, 9 heavy in A. */
const HEAVY_IN_TERMS: FamilyShape['termsOf'] = [
  [plus(0)],
  [plus(1)],
  [plus(0), less(1)],
  [plus(3)],
  [plus(4)],
  [plus(3), less(4)],
  [plus(0), less(3)],
  [plus(1), less(4)],
  [plus(0), less(1), less(3), plus(4)],
  [plus(9)],
  [plus(4), less(9)],
  [plus(1), less(9)],
  [plus(3), less(9)],
  [plus(0), less(9)],
]

/** Every way in which one set of atoms is the disjoint sum of two others. */
function disjointSums(atomsOf: readonly (readonly number[])[]): number[][] {
  const key = (atoms: readonly number[]) => [...atoms].sort((a, b) => a - b).join()
  const lines: number[][] = []
  atomsOf.forEach((total, t) => {
    atomsOf.forEach((a, i) => {
      atomsOf.forEach((b, j) => {
        if (i < j && a.length + b.length === total.length && key([...a, ...b]) === key(total)) lines.push([t, i, j])
      })
    })
  })
  return lines
}
