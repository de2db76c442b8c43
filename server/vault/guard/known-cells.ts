/**
 * What everybody knows of each figure of the base block: what is shown, what is told, and what follows from these along the lines of one
 * column, over selections and cohorts, and along the sums of the histograms. See nested-audit.md.
 */
import { measureColumns, pairIndex } from '../../release/lattice.ts'
import { gridBinning, gridColumns } from './bin-shape.ts'
import type { GuardContext } from './guard-context.ts'
import { heavyByRule } from './heavy-rule.ts'
import { countInPart, PARTS, type Part, REST } from './selection-parts.ts'

export interface KnownCells {
  /** Name of a count: of a column, in a part of a selection. */
  readonly key: (column: number, part: Part, selection: number) => number
  readonly value: (column: number, part: Part, selection: number) => number
  readonly isKnown: (key: number) => boolean
  /** Counts shown from which a known one follows; none of one that is told. */
  readonly supportOf: (key: number) => ReadonlySet<number>
  readonly partsOf: (key: number) => { readonly column: number; readonly part: Part; readonly selection: number }
  /** Works out anew what is known where figures of these columns were withheld. */
  readonly relearn: (columns: ReadonlySet<number>) => void
}

/** `shown`: the base block as it is shown, 0 for what is withheld; read again by `relearn`. */
export function knownCells(context: GuardContext, shown: Uint32Array): KnownCells {
  const { layout, selections, rest, heavy, rows, cohortCells } = context
  const { count, lineStart, lineMembers, memberStart, memberOf, unknownSex } = selections
  const at = measureColumns(layout)
  const key = (column: number, part: Part, selection: number) => (column * PARTS.length + part) * count + selection
  const value = (column: number, part: Part, selection: number) => countInPart(rest, heavy, selection * at.width + column, part)
  /** When a count became known: 0 not, 1 shown, −1 told, from 2 on in turn. */
  const order = new Int32Array(at.width * PARTS.length * count)
  let clock = 1
  const sums = sumsOf(context)
  const sumsWith = new Map<number, number[]>()
  sums.forEach((sum, n) => {
    for (const column of sum) sumsWith.set(column, [...(sumsWith.get(column) ?? []), n])
  })

  const supports = new Map<number, ReadonlySet<number>>()
  const ruledInside = columnsRuledInside(context)
  const linked = new Set(sums.flat())
  learn(Array.from({ length: at.width }, (_, column) => column))

  /** Columns that sums link are learnt together. */
  function learn(columns: readonly number[]): void {
    for (const column of columns) {
      order.fill(0, key(column, 0, 0), key(column + 1, 0, 0))
      tell(column)
    }
    for (const column of columns) if (!linked.has(column)) while (close(column));
    for (let moved = columns.some((column) => linked.has(column)); moved; ) {
      moved = false
      for (const column of linked) while (close(column)) moved = true
      for (const sum of sums)
        for (const part of PARTS) for (let s = 0; s < count; s++) if (follow(sum.map((column) => key(column, part, s)))) moved = true
    }
  }
  /** What is shown of a column, where nobody is of unknown sex, and whom the rules leave outside the cohort. */
  function tell(column: number): void {
    for (let s = 0; s < count; s++) {
      for (const part of [0, 1] as const)
        for (const row of rows.base(s))
          if ((shown[part * cohortCells.base + row * at.width + column] ?? 0) > 0) order[key(column, part, s)] = 1
      if (unknownSex[s] === 1) for (const part of PARTS) if (value(column, part, s) === 0) order[key(column, part, s)] = -1
      if (ruledInside.has(column)) order[key(column, REST, s)] = -1
    }
  }
  /** The last unknown count of a line follows. */
  function follow(line: readonly number[]): boolean {
    let last = -1
    for (const one of line) {
      if (order[one] !== 0) continue
      if (last >= 0) return false
      last = one
    }
    if (last < 0) return false
    order[last] = ++clock
    return true
  }
  /** Once along every line of a column. */
  function close(column: number): boolean {
    let moved = false
    for (const part of PARTS)
      for (let line = 0; line < lineStart.length - 1; line++) {
        let last = -1
        let unknown = 0
        for (let m = lineStart[line] ?? 0; m < (lineStart[line + 1] ?? 0) && unknown < 2; m++) {
          const one = key(column, part, lineMembers[m] ?? 0)
          if (order[one] !== 0) continue
          unknown++
          last = one
        }
        if (unknown !== 1) continue
        order[last] = ++clock
        moved = true
      }
    for (let s = 0; s < count; s++) if (follow(PARTS.map((part) => key(column, part, s)))) moved = true
    return moved
  }

  const partsOf = (one: number) => {
    const of = Math.floor(one / count)
    return { column: Math.floor(of / PARTS.length), part: PARTS[of % PARTS.length] ?? 0, selection: one % count }
  }
  /** The lines of a count, itself left out. */
  function* linesOf(one: number): Iterable<readonly number[]> {
    const { column, part, selection } = partsOf(one)
    yield PARTS.filter((other) => other !== part).map((other) => key(column, other, selection))
    for (const n of sumsWith.get(column) ?? [])
      yield (sums[n] ?? []).filter((other) => other !== column).map((other) => key(other, part, selection))
    for (let x = memberStart[selection] ?? 0; x < (memberStart[selection + 1] ?? 0); x++) {
      const line = memberOf[x] ?? 0
      yield Array.from(lineMembers.subarray(lineStart[line], lineStart[line + 1]))
        .filter((other) => other !== selection)
        .map((other) => key(column, part, other))
    }
  }
  function collect(one: number, into: Set<number>, seen: Set<number>): void {
    if (seen.has(one)) return
    seen.add(one)
    const since = order[one] ?? 0
    if (since === 1) into.add(one)
    if (since <= 1) return
    for (const line of linesOf(one))
      if (line.every((other) => order[other] !== 0 && (order[other] ?? 0) < since)) {
        for (const other of line) collect(other, into, seen)
        return
      }
  }
  return {
    key,
    value,
    isKnown: (one) => order[one] !== 0,
    supportOf(one) {
      const before = supports.get(one)
      if (before) return before
      const into = new Set<number>()
      collect(one, into, new Set())
      supports.set(one, into)
      return into
    },
    partsOf,
    relearn(columns) {
      supports.clear()
      const some = [...columns]
      learn(some.some((column) => linked.has(column)) ? [...linked, ...some.filter((column) => !linked.has(column))] : some)
    },
  }
}

/** Columns of which the rules put everybody into the cohort. */
function columnsRuledInside({ layout, rules }: GuardContext): ReadonlySet<number> {
  const at = measureColumns(layout)
  const services = layout.services.length
  const ruled = new Set<number>()
  for (let i = 0; i < services; i++)
    for (let j = i + 1; j < services; j++) if (heavyByRule([i, j], rules)) ruled.add(at.pairs + pairIndex(i, j, services))
  const bins = layout.tops.social + 1
  for (let n = 0; n < bins; n++)
    if (heavyByRule([], rules, n)) {
      ruled.add(at.social + n)
      for (let h = 0; h <= layout.tops.health; h++) ruled.add(at.grid + h * bins + n)
    }
  return ruled
}

/** Sums among the columns of histograms: a total, then its parts. */
function sumsOf({ layout }: GuardContext): readonly (readonly number[])[] {
  const at = measureColumns(layout)
  const columns = gridColumns(layout)
  return [
    ...gridBinning(layout.tops).sums.map((sum) => sum.map((measure) => columns[measure] ?? 0)),
    [at.clients, ...Array.from({ length: layout.tops.all + 1 }, (_, bin) => at.all + bin)],
  ]
}
