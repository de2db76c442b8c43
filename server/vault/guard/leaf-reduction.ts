/**
 * At one finest selection, the atoms of a family hang together by what is known there: everybody, users of A, users of B leave one
 * number free, the users of both. Expresses every atom's deviation by the free ones, so that the attacker's program stays small.
 */
import type { FamilyShape } from './family-shape.ts'

export interface LeafReduction {
  /** Atoms that can be chosen freely. */
  readonly free: readonly number[]
  /** Deviation of atom a: sum over f of `coefficients[a * free.length + f]` × deviation of free atom f. */
  readonly coefficients: Float64Array
}

/** Reductions by pattern of what is known; the same pattern recurs at most selections. */
export function leafReductions(shape: FamilyShape): (known: (table: number) => boolean) => LeafReduction {
  const cache = new Map<string, LeafReduction>()
  return (known) => {
    const tables: number[] = []
    for (let table = 0; table < shape.tables; table++) if (known(table)) tables.push(table)
    const key = tables.join()
    const found = cache.get(key)
    if (found) return found
    const reduction = reduce(shape, tables)
    cache.set(key, reduction)
    return reduction
  }
}

/** Gauss–Jordan elimination of the known sums of atoms; the atoms of all attributes come last and so stay free where any can. */
function reduce({ tablesOf, atomsOf }: FamilyShape, tables: readonly number[]): LeafReduction {
  const atoms = tablesOf.length
  const rows = tables.map((table) => {
    const row = new Float64Array(atoms)
    for (const atom of atomsOf[table] ?? []) row[atom] = 1
    return row
  })
  const pivotRow = new Map<number, Float64Array>()
  for (const row of rows) {
    for (const [pivot, other] of pivotRow) addMultiple(row, other, -(row[pivot] ?? 0))
    const pivot = row.findIndex((n) => Math.abs(n) > 1e-9)
    if (pivot < 0) continue
    const scale = row[pivot] ?? 1
    for (let a = 0; a < atoms; a++) row[a] = (row[a] ?? 0) / scale
    for (const other of pivotRow.values()) addMultiple(other, row, -(other[pivot] ?? 0))
    pivotRow.set(pivot, row)
  }
  const free = Array.from({ length: atoms }, (_, a) => a).filter((a) => !pivotRow.has(a))
  const coefficients = new Float64Array(atoms * free.length)
  for (let a = 0; a < atoms; a++)
    free.forEach((f, x) => {
      const row = pivotRow.get(a)
      const n = row ? -(row[f] ?? 0) : a === f ? 1 : 0
      coefficients[a * free.length + x] = Math.abs(n) < 1e-9 ? 0 : n
    })
  return { free, coefficients }
}

function addMultiple(row: Float64Array, other: Float64Array, by: number): void {
  if (by === 0) return
  for (let a = 0; a < row.length; a++) row[a] = (row[a] ?? 0) + by * (other[a] ?? 0)
}
