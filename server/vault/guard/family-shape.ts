/**
 * A family: measures that an attacker solves together, as one more set of dimensions beside sex, age and place.
 * The categories of an attribute that are never shown (not heavy, does not use A) are siblings like any other: the atoms of the
 * atom rule (G5) are the finest groups of this table, and inclusion–exclusion is the sum along its lines.
 */
import { ragged } from './selections.ts'

/** The groups of a family and their sums, independent of selections and counts. */
export interface FamilyShape {
  /** Number of tables; table 0 is everybody. */
  readonly tables: number
  /** Finest groups of each table; no two share a client. A table without an atom is empty by definition. */
  readonly atomsOf: readonly (readonly number[])[]
  /** Tables that contain each atom. */
  readonly tablesOf: readonly (readonly number[])[]
  /** For each atom, the table that is this atom alone. */
  readonly atomTable: readonly number[]
  /** What is published: the table it shows, the cohort (0 ALL, 1 HEAVY), and which measure of the family. */
  readonly measures: readonly ShapeMeasure[]
  /** Line l's sum: its total, then its parts. Ragged as in Selections. */
  readonly lineStart: Int32Array
  readonly lineMembers: Int32Array
  readonly memberStart: Int32Array
  readonly memberOf: Int32Array
  readonly lines: number
  /** For tables that negate services and affirm none (the complement side of the atom rule), the bit mask of those services; else 0. */
  readonly complementOf: readonly number[]
  /** For a published table, the published tables of the same measure: itself and the other cohort's. */
  readonly nestedTables: readonly (readonly number[])[]
  /** Each table as a signed sum of tables that are published (inclusion–exclusion). */
  readonly termsOf: readonly (readonly TableTerm[])[]
}

export interface TableTerm {
  readonly table: number
  readonly sign: 1 | -1
}

export interface ShapeMeasure {
  readonly table: number
  readonly cohort: 0 | 1
  readonly measure: number
}

/**
 * Family of `services` services (0 to 3), heavy and not: atoms are the 2^(services + 1) patterns, tables every pattern with
 * 'either' allowed. Table: digit 0 in base 3 is the cohort, digit s + 1 service s; 0 either, 1 yes, 2 no.
 * Measure n is the clients who use the services of bit mask n (0: the clients; the last: clients of all).
 */
export function serviceShape(services: number): FamilyShape {
  const dimensions = services + 1
  const tables = 3 ** dimensions
  const digit = (table: number, dimension: number) => Math.floor(table / 3 ** dimension) % 3
  const fits = (table: number, atom: number) =>
    range(dimensions).every((d) => digit(table, d) === 0 || (digit(table, d) === 1) === (((atom >> d) & 1) === 1))
  const lines: number[][] = []
  for (let table = 0; table < tables; table++)
    for (let d = 0; d < dimensions; d++) if (digit(table, d) === 0) lines.push([table, table + 3 ** d, table + 2 * 3 ** d])
  const measures: ShapeMeasure[] = []
  for (const cohort of [0, 1] as const)
    for (let measure = 0; measure < 2 ** services; measure++) {
      const used = range(services).filter((s) => ((measure >> s) & 1) === 1)
      measures.push({ cohort, measure, table: used.reduce((sum, s) => sum + 3 ** (s + 1), cohort) })
    }
  return shapeOf({
    atomsOf: range(tables).map((table) => range(2 ** dimensions).filter((atom) => fits(table, atom))),
    lines,
    measures,
    complementOf: range(tables).map((table) =>
      range(services).some((s) => digit(table, s + 1) === 1)
        ? 0
        : range(services).reduce((mask, s) => mask | (digit(table, s + 1) === 2 ? 1 << s : 0), 0),
    ),
    // no = either − yes
    termsOf: range(tables).map((table) =>
      range(dimensions).reduce<readonly TableTerm[]>(
        (terms, d) =>
          digit(table, d) === 2
            ? terms.flatMap((term) => [
                { table: term.table - 2 * 3 ** d, sign: term.sign },
                { table: term.table - 3 ** d, sign: term.sign === 1 ? -1 : 1 },
              ])
            : terms,
        [{ table, sign: 1 }],
      ),
    ),
  })
}

/** Table of a smaller service family inside a larger one whose services at `positions` it has. */
export const tableInside = (table: number, positions: readonly number[]): number =>
  positions.reduce((sum, position, s) => sum + (Math.floor(table / 3 ** (s + 1)) % 3) * 3 ** (position + 1), table % 3)

/** Table of the family {A, cohort} inside `heavyInShape`. */
export const singleInsideHeavyIn: readonly number[] = [0, 3, 6, 1, 4, 7, 2, 5, 8]

/**
 * Family of one service A, the heavy users of A, and the cohort. Heavy in A lies inside A and inside HEAVY by definition: five atoms.
 * Measures: 0 clients, 1 clients of A, 2 clients heavy in A (the same clients in either cohort).
 */
export function heavyInShape(): FamilyShape {
  const [heavyIn, uses, heavyNot, usesOnly, neither] = [0, 1, 2, 3, 4] // heavy in A; uses A, heavy elsewhere; heavy, not A; A, not heavy; neither
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

export interface BinShape {
  readonly shape: FamilyShape
  /** For each table: the measure it is, less the measure `minus` (−1: nothing), in the cohort or outside it. */
  readonly terms: readonly BinTerm[]
}

export interface BinTerm {
  readonly cohort: 'all' | 'heavy' | 'rest'
  readonly plus: number
  readonly minus: number
}

/** Bins of measures: finest bins by measure (measure 0 is everybody), and which measures are sums of which. */
export interface Binning {
  readonly measures: readonly (readonly number[])[]
  readonly sums: readonly (readonly number[])[]
}

/** Number of bins of all services that are a diagonal of the grid: those under every open bin. */
export const diagonalsOf = (tops: { readonly health: number; readonly social: number; readonly all: number }): number =>
  Math.min(tops.health, tops.social, tops.all)

/**
 * Binning of the health and social histograms and their grid; measures: 0 clients, health bins, social bins, grid row by row, then the bins
 * of all services that are a diagonal of the grid (oral care is a health service: all = health + social).
 */
export function gridBinning(tops: { readonly health: number; readonly social: number; readonly all: number }): Binning {
  const [H, S] = [range(tops.health + 1), range(tops.social + 1)]
  const D = range(diagonalsOf(tops))
  const bin = (h: number, s: number) => h * S.length + s
  const grid = 1 + H.length + S.length
  const diagonal = (n: number) => range(n + 1).map((h) => bin(h, n - h))
  return {
    measures: [
      range(H.length * S.length),
      ...H.map((h) => S.map((s) => bin(h, s))),
      ...S.map((s) => H.map((h) => bin(h, s))),
      ...range(H.length * S.length).map((one) => [one]),
      ...D.map(diagonal),
    ],
    sums: [
      [0, ...H.map((h) => 1 + h)],
      [0, ...S.map((s) => 1 + H.length + s)],
      ...H.map((h) => [1 + h, ...S.map((s) => grid + bin(h, s))]),
      ...S.map((s) => [1 + H.length + s, ...H.map((h) => grid + bin(h, s))]),
      ...D.map((n) => [grid + H.length * S.length + n, ...diagonal(n).map((one) => grid + one)]),
    ],
  }
}

/** Binning of one histogram; measures: 0 clients, then the bins. */
export const histogramBinning = (bins: number): Binning => ({
  measures: [range(bins), ...range(bins).map((bin) => [bin])],
  sums: [[0, ...range(bins).map((bin) => bin + 1)]],
})

/**
 * Family of binned clients and the cohort. `heavyOnly(measure)`: the whole county has nobody of the measure outside the cohort; then the
 * rule that makes a heavy user says so, and it is no secret.
 */
export function binShape({ measures, sums }: Binning, heavyOnly: (measure: number) => boolean): BinShape {
  const bins = measures[0]?.length ?? 0
  const outside = range(bins).filter((bin) => !measures.some((of, measure) => of.includes(bin) && heavyOnly(measure)))
  const atomsOf: number[][] = []
  const terms: BinTerm[] = []
  const known = new Map<string, number>()
  const table = (cohort: BinTerm['cohort'], plus: number, minus = -1): number => {
    const inside = (measures[plus] ?? []).filter((bin) => minus < 0 || !measures[minus]?.includes(bin)).sort((a, b) => a - b)
    const atoms = [
      ...(cohort === 'rest' ? [] : inside),
      ...(cohort === 'heavy' ? [] : inside.filter((bin) => outside.includes(bin)).map((bin) => bins + outside.indexOf(bin))),
    ]
    const at = known.get(atoms.join())
    if (at !== undefined) return at
    known.set(atoms.join(), atomsOf.length)
    terms.push({ cohort, plus, minus })
    return atomsOf.push(atoms) - 1
  }
  const cohorts = ['all', 'heavy', 'rest'] as const
  const lines: number[][] = []
  for (const cohort of cohorts) table(cohort, 0)
  measures.forEach((_, measure) => {
    const [all, heavy, rest] = [table('all', measure), table('heavy', measure), table('rest', measure)]
    if (all !== heavy) lines.push([all, heavy, rest])
    if (measure > 0) for (const cohort of cohorts) lines.push([table(cohort, 0), table(cohort, measure), table(cohort, 0, measure)])
  })
  for (const sum of sums) for (const cohort of cohorts) lines.push(sum.map((measure) => table(cohort, measure)))
  return {
    terms,
    shape: shapeOf({
      atomsOf,
      lines: lines.filter(([total, ...parts]) => parts.every((part) => part !== total)),
      measures: measures.flatMap((_, measure) => [
        { table: table('all', measure), cohort: 0 as const, measure },
        { table: table('heavy', measure), cohort: 1 as const, measure },
      ]),
      complementOf: atomsOf.map(() => 0),
      termsOf: terms.map(({ cohort, plus, minus }) => {
        const signed = (measure: number, sign: 1 | -1): TableTerm[] =>
          measure < 0
            ? []
            : cohort === 'rest'
              ? [
                  { table: table('all', measure), sign },
                  { table: table('heavy', measure), sign: sign === 1 ? -1 : 1 },
                ]
              : [{ table: table(cohort, measure), sign }]
        return [...signed(plus, 1), ...signed(minus, -1)]
      }),
    }),
  }
}

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

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

function shapeOf(parts: {
  readonly atomsOf: readonly (readonly number[])[]
  readonly lines: readonly (readonly number[])[]
  readonly measures: readonly ShapeMeasure[]
  readonly complementOf: readonly number[]
  readonly termsOf: FamilyShape['termsOf']
}): FamilyShape {
  const { atomsOf, measures, complementOf, termsOf } = parts
  const lines = parts.lines
    .map(([total = 0, ...members]) => [total, ...members.filter((table) => atomsOf[table]?.length !== 0)])
    .filter((line) => line.length > 2)
  const { start: lineStart, items: lineMembers } = ragged(lines)
  const belongs: number[][] = atomsOf.map(() => [])
  lines.forEach((line, l) => {
    for (const member of line) belongs[member]?.push(l)
  })
  const { start: memberStart, items: memberOf } = ragged(belongs)
  const atoms = Math.max(...atomsOf.flat()) + 1
  const atomTable = range(atoms).map((atom) => {
    const table = atomsOf.findIndex((list) => list.length === 1 && list[0] === atom)
    if (table < 0) throw new Error('every atom of a family is a table of it')
    return table
  })
  return {
    tables: atomsOf.length,
    atomsOf,
    tablesOf: range(atoms).map((atom) => atomsOf.flatMap((list, table) => (list.includes(atom) ? [table] : []))),
    atomTable,
    measures,
    lineStart,
    lineMembers,
    memberStart,
    memberOf,
    lines: lines.length,
    complementOf,
    termsOf,
    nestedTables: atomsOf.map((_, table) => {
      const own = measures.filter((m) => m.table === table).map((m) => m.measure)
      return [...new Set(measures.filter((m) => own.includes(m.measure)).map((m) => m.table))]
    }),
  }
}
