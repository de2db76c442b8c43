/**
 * What is known inside a group that is not: the most clients in known groups that have no client in common, as far as lines take the group apart.
 * Whom a known total is left over beside them is a sum of unknown groups, and few people may not be proven by it. See suppression.md.
 */
import { forEachLine, lineMember } from './family-lines.ts'
import { isGuarded, type LinkedFamily, UNKNOWN } from './linked-family.ts'

export interface CoveredGroups {
  /** Clients covered of each group: all of them once it is known. */
  readonly groups: Int32Array
  /** Clients covered of the parts of each line, together. */
  readonly lines: Int32Array
  /** What was covered before, for taking back: `at` is the length of the family's trail when it grew. */
  readonly grown: { readonly at: number; readonly group: number; readonly before: number }[]
}

export const coverNothing = (groups: number, lines: number): CoveredGroups => ({
  groups: new Int32Array(groups),
  lines: new Int32Array(lines),
  grown: [],
})

/** Covers `to` clients of a group, and as many of those that it is a part of; false where a known total is left over 1 to k − 1 clients. */
export function cover(family: LinkedFamily, covered: CoveredGroups, group: number, to: number): boolean {
  const { state, values, k, trail } = family
  const before = covered.groups[group] ?? 0
  const isFew = (line: number, total: number) => {
    const left = (values[total] ?? 0) - (covered.lines[line] ?? 0)
    return left > 0 && left < k && isGuarded(family, line)
  }
  if (to > before) {
    covered.grown.push({ at: trail.length, group, before })
    covered.groups[group] = to
  }
  let safe = true
  forEachLine(family, group, (line, isTotal) => {
    if (isTotal) {
      if (state[group] !== UNKNOWN && isFew(line, group)) safe = false
      return
    }
    if (to === before) return
    const sum = (covered.lines[line] ?? 0) + to - before
    covered.lines[line] = sum
    const total = lineMember(family, line, 0)
    if (state[total] !== UNKNOWN) safe = !isFew(line, total) && safe
    else if (sum > (covered.groups[total] ?? 0)) safe = cover(family, covered, total, sum) && safe
  })
  return safe
}

/** Takes back what was covered since the trail was `mark` long. */
export function uncover(family: LinkedFamily, covered: CoveredGroups, mark: number): void {
  for (let last = covered.grown.at(-1); last && last.at > mark; last = covered.grown.at(-1)) {
    covered.grown.pop()
    const by = last.before - (covered.groups[last.group] ?? 0)
    covered.groups[last.group] = last.before
    forEachLine(family, last.group, (line, isTotal) => {
      if (!isTotal) covered.lines[line] = (covered.lines[line] ?? 0) + by
    })
  }
}
