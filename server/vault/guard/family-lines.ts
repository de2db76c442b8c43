/** The lines of a family: in which a group is the sum of others, over its selections and over its tables. */
import type { LinkedFamily } from './linked-family.ts'

/** Groups in a line, its total included. */
export function lineLength({ shape, selections }: LinkedFamily, line: number): number {
  const rowLines = selections.lineStart.length - 1
  const inRows = shape.tables * rowLines
  const [start, l] =
    line < inRows ? [selections.lineStart, line % rowLines] : [shape.lineStart, Math.floor((line - inRows) / selections.count)]
  return (start[l + 1] ?? 0) - (start[l] ?? 0)
}

/** Group `m` of a line: 0 its total, then its parts. */
export function lineMember({ shape, selections }: LinkedFamily, line: number, m: number): number {
  const { count, lineStart, lineMembers } = selections
  const rowLines = lineStart.length - 1
  const inRows = shape.tables * rowLines
  if (line < inRows) {
    const table = Math.floor(line / rowLines)
    return table * count + (lineMembers[(lineStart[line - table * rowLines] ?? 0) + m] ?? 0)
  }
  const tableLine = Math.floor((line - inRows) / count)
  return (shape.lineMembers[(shape.lineStart[tableLine] ?? 0) + m] ?? 0) * count + ((line - inRows) % count)
}

/** Every line of a group, and whether the group is its total. */
export function forEachLine({ shape, selections }: LinkedFamily, group: number, visit: (line: number, isTotal: boolean) => void): void {
  const { count, memberStart, memberOf, lineStart, lineMembers } = selections
  const table = Math.floor(group / count)
  const s = group - table * count
  const rowLines = lineStart.length - 1
  for (let x = memberStart[s] ?? 0; x < (memberStart[s + 1] ?? 0); x++) {
    const l = memberOf[x] ?? 0
    visit(table * rowLines + l, lineMembers[lineStart[l] ?? 0] === s)
  }
  const inRows = shape.tables * rowLines
  for (let x = shape.memberStart[table] ?? 0; x < (shape.memberStart[table + 1] ?? 0); x++) {
    const l = shape.memberOf[x] ?? 0
    visit(inRows + l * count + s, shape.lineMembers[shape.lineStart[l] ?? 0] === table)
  }
}
