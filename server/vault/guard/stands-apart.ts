/** Nested cells: one selection without another is a group too. See suppression.md. */
import { DERIVED, type LinkedFamily, SHOWN } from './linked-family.ts'

/**
 * Whether a cell differs by k clients or more from every known cell that it lies in or that lies in it: one selection without another is a
 * group too (A2), even where no line of the table names it.
 */
export function standsApart({ shape, selections, state, values, k, nestedTables }: LinkedFamily, group: number): boolean {
  const { count, nestedStart, nested } = selections
  const table = Math.floor(group / count)
  const s = group - table * count
  const n = values[group] ?? 0
  const apart = (other: number) => (state[other] !== SHOWN && state[other] !== DERIVED) || Math.abs(n - (values[other] ?? 0)) >= k
  for (const related of nestedTables[table] ?? []) {
    if (related !== table && !apart(related * count + s)) return false
    for (let x = nestedStart[s] ?? 0; x < (nestedStart[s + 1] ?? 0); x++) {
      const to = nested[x] ?? 0
      // the same table both ways; HEAVY only inside ALL
      const inside = to < 0
      const other = inside ? -to - 1 : to
      const smallerTable = (shape.atomsOf[related]?.length ?? 0) <= (shape.atomsOf[table]?.length ?? 0)
      const largerTable = (shape.atomsOf[related]?.length ?? 0) >= (shape.atomsOf[table]?.length ?? 0)
      if ((inside ? smallerTable : largerTable) && !apart(related * count + other)) return false
    }
  }
  return true
}
