/**
 * A family: measures that an attacker solves together, as one more set of dimensions beside sex, age and place.
 * The categories of an attribute that are never shown (not heavy, does not use A) are siblings like any other: the atoms of the
 * atom rule (G5) are the finest groups of this table, and inclusion–exclusion is the sum along its lines.
 */
import { ragged } from './ragged.ts'

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

/** 0 up to n − 1. */
export const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i)

/** 1 for tables that hold nobody if the given atoms do not. */
export const tablesWithin = ({ atomsOf }: FamilyShape, isEmpty: (atom: number) => boolean): Uint8Array =>
  Uint8Array.from(atomsOf, (atoms) => (atoms.length > 0 && atoms.every(isEmpty) ? 1 : 0))

/** Both cohorts of a measure are nested, unless the rules leave nobody outside: then they are the same clients. */
export function nestedTablesOf({ nestedTables, atomsOf, atomTable }: FamilyShape, ruledOut: Uint8Array): FamilyShape['nestedTables'] {
  if (!ruledOut.includes(1)) return nestedTables
  const clientsOf = (table: number) => (atomsOf[table] ?? []).filter((atom) => ruledOut[atomTable[atom] ?? -1] !== 1).join()
  return nestedTables.map((related, table) => related.filter((other) => other === table || clientsOf(other) !== clientsOf(table)))
}

/** A shape from its groups and sums. Throws where an atom is no table by itself. */
export function shapeOf(parts: {
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
