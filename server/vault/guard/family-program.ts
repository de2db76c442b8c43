/**
 * The attacker's linear program over one family: which tables fit what is known? Its variables are deviations from the true table, so that
 * the truth is 0. Known groups do not deviate; no group holds fewer than nobody. The family's own cells are variables too: a shown one is
 * held at 0, a withheld one is free, and at a price any shown one can be let go. See audit.md.
 */
import { type Deviation, deviationSum } from './deviation.ts'
import { lineLength, lineMember } from './family-lines.ts'
import { coefficientsOf, type FamilyVariables } from './family-variables.ts'
import { type LinkedFamily, UNKNOWN } from './linked-family.ts'
import type { Program, Row } from './solver.ts'

export interface FamilyProgram {
  readonly program: Program
  /** Row that is the deviation of a group. */
  readonly rowOf: (group: number) => Row
  /** How groups deviate under these columns. */
  readonly deviations: (columns: Float64Array) => Deviation
  /** Columns of an own cell, up and down, with the most they can take; null where it cannot deviate. */
  readonly cellColumns: (group: number) => CellColumns | null
}

export interface CellColumns {
  readonly up: number
  readonly down: number
  readonly upMost: number
  readonly downMost: number
  /** Price of a client while the cell is withheld: what moves is paid for in the finest groups. */
  readonly price: number
}

/** Price of moving a client where nothing is shown: of two ways the shorter is taken. */
const FREE = 1

/** Writes the program down. `known`: `knownTotals`; `controlled`: the family's own cells that are shown or may be; none of them may be known yet. */
export function familyProgram(
  family: LinkedFamily,
  { variables, reductions, first, joint }: FamilyVariables,
  known: readonly number[],
  controlled: readonly number[],
): FamilyProgram {
  const { shape, selections, state, values } = family
  const { count, leaf } = selections
  const rows: { low: number; high: number; indices: number[]; values: number[] }[] = []
  const upper: number[] = variables.flatMap(({ upMost, downMost }) => [upMost, downMost])
  const column = (most: number) => upper.push(most) - 1
  for (const { selection, atom, truth } of joint) {
    const row = { low: -truth, high: Number.POSITIVE_INFINITY, indices: [] as number[], values: [] as number[] }
    const reduction = reductions.get(selection)
    if (!reduction) continue
    for (const { free, value } of coefficientsOf(reduction, atom)) addSigned(row, 2 * ((first[selection] ?? 0) + free), value)
    rows.push(row)
  }

  /** Deviation of a table at a finest selection, by columns. */
  const atLeaf = (into: Map<number, number>, table: number, s: number, sign: number) => {
    const reduction = reductions.get(s)
    if (!reduction || state[table * count + s] !== UNKNOWN) return
    for (const atom of shape.atomsOf[table] ?? [])
      for (const { free, value } of coefficientsOf(reduction, atom)) {
        const at = 2 * ((first[s] ?? 0) + free)
        into.set(at, (into.get(at) ?? 0) + sign * value)
      }
  }
  const cells = new Map<number, CellColumns>()
  const expand = (into: Map<number, number>, group: number, sign: number, root: boolean) => {
    if (!root && state[group] !== UNKNOWN) return
    const table = Math.floor(group / count)
    const s = group - table * count
    const cell = root ? undefined : cells.get(group)
    if (cell) into.set(cell.up, (into.get(cell.up) ?? 0) + sign)
    else if (leaf[s] === 1) atLeaf(into, table, s, sign)
    else {
      const line = splitOf(family, group)
      const length = lineLength(family, line)
      for (let m = 1; m < length; m++) expand(into, lineMember(family, line, m), sign, false)
    }
  }
  // Own cells: a pair of columns each, tied to their parts, parts first; at a finest selection often a free atom as it is.
  const partsFirst = [...controlled].sort((a, b) => leavesUnder(family, a % count) - leavesUnder(family, b % count) || a - b)
  for (const group of partsFirst) {
    if (state[group] !== UNKNOWN) continue
    const s = group % count
    const parts = new Map<number, number>()
    expand(parts, group, 1, true)
    const moving = [...parts].filter(([, value]) => value !== 0)
    const [only] = moving
    if (!only) continue
    if (leaf[s] === 1 && moving.length === 1 && only[1] === 1) {
      cells.set(group, { up: only[0], down: only[0] + 1, upMost: upper[only[0]] ?? 0, downMost: upper[only[0] + 1] ?? 0, price: FREE })
      continue
    }
    const up = column(Number.POSITIVE_INFINITY)
    const down = column(values[group] ?? 0)
    cells.set(group, { up, down, upMost: Number.POSITIVE_INFINITY, downMost: values[group] ?? 0, price: 0 })
    const row = { low: 0, high: 0, indices: [] as number[], values: [] as number[] }
    addSigned(row, up, 1)
    for (const [at, value] of moving) addSigned(row, at, -value)
    rows.push(row)
  }
  for (const group of known) {
    const parts = new Map<number, number>()
    expand(parts, group, 1, true)
    if (nonzero(parts) === 0) continue
    const row = { low: 0, high: 0, indices: [] as number[], values: [] as number[] }
    for (const [at, value] of parts) if (value !== 0) addSigned(row, at, value)
    rows.push(row)
  }

  const rowOf = (group: number): Row => {
    const parts = new Map<number, number>()
    const table = Math.floor(group / count)
    for (const { table: term, sign } of shape.termsOf[table] ?? [{ table, sign: 1 }])
      expand(parts, term * count + (group - table * count), sign, false)
    const row = { indices: [] as number[], values: [] as number[] }
    for (const [at, value] of parts) if (value !== 0) addSigned(row, at, value)
    return row
  }
  const spread = deviationSpread(family, { variables, reductions, first, joint })
  const starts = new Int32Array(rows.length + 1)
  rows.forEach((row, r) => {
    starts[r + 1] = (starts[r] ?? 0) + row.indices.length
  })
  return {
    program: {
      cost: Float64Array.from(upper, (_, at) => (at < 2 * variables.length ? FREE : 0)),
      upper: Float64Array.from(upper),
      low: Float64Array.from(rows, ({ low }) => low),
      high: Float64Array.from(rows, ({ high }) => high),
      starts,
      indices: Int32Array.from(rows.flatMap(({ indices }) => indices)),
      values: Float64Array.from(rows.flatMap((row) => row.values)),
    },
    rowOf,
    deviations: (columns) => spread(movedBy(columns, variables.length)),
    cellColumns: (group) => cells.get(group) ?? null,
  }
}

/** Adds a deviation: its column up with the value, its column down with the opposite. */
function addSigned(row: { indices: number[]; values: number[] }, up: number, value: number): void {
  row.indices.push(up, up + 1)
  row.values.push(value, -value)
}

const nonzero = (parts: ReadonlyMap<number, number>): number => [...parts.values()].filter((value) => value !== 0).length

function leavesUnder({ selections }: LinkedFamily, s: number): number {
  return selections.leavesUnder[s] ?? 0
}

/** By how much variables deviate under columns, those that do. */
export function* movedBy(columns: Float64Array, variables: number): Iterable<readonly [variable: number, by: number]> {
  for (let v = 0; v < variables; v++) {
    const by = (columns[2 * v] ?? 0) - (columns[2 * v + 1] ?? 0)
    if (by !== 0) yield [v, by]
  }
}

/** Finds how groups deviate, from the finest up. */
export function deviationSpread({ selections, state }: LinkedFamily, { variables }: FamilyVariables) {
  const { count, ancestorStart, ancestors } = selections
  const sum = deviationSum(state.length)
  /** `moved`: by how much each of some variables deviates. */
  return (moved: Iterable<readonly [variable: number, by: number]>): Deviation => {
    for (const [v, by] of moved) {
      const variable = variables[v]
      if (!variable) continue
      const s = variable.selection
      for (const effect of variable.effects)
        for (let x = ancestorStart[s] ?? 0; x < (ancestorStart[s + 1] ?? 0); x++)
          sum.add(effect.table * count + (ancestors[x] ?? 0), effect.by * by)
    }
    return sum.take()
  }
}

/** Known groups that are not the finest and do not follow from finer ones. */
export function knownTotals(family: LinkedFamily): readonly number[] {
  const { state, selections } = family
  const groups: number[] = []
  for (let group = 0; group < state.length; group++)
    if (state[group] !== UNKNOWN && selections.leaf[group % selections.count] !== 1 && !followsFromFiner(family, group)) groups.push(group)
  return groups
}

/** Whether a known group is the sum of known parts. */
function followsFromFiner(family: LinkedFamily, group: number): boolean {
  let follows = false
  forEachSplit(family, group, (line) => {
    if (follows) return
    const length = lineLength(family, line)
    follows = true
    for (let m = 1; m < length; m++) if (family.state[lineMember(family, line, m)] === UNKNOWN) follows = false
  })
  return follows
}

/** The line of its selections to take a group apart by: most known parts first, then fewest parts. */
function splitOf(family: LinkedFamily, group: number): number {
  const inRows = family.shape.tables * (family.selections.lineStart.length - 1)
  let best = -1
  let bestUnknown = Number.POSITIVE_INFINITY
  forEachSplit(family, group, (line) => {
    if (line >= inRows) return
    let unknown = 0
    const length = lineLength(family, line)
    for (let m = 1; m < length; m++) if (family.state[lineMember(family, line, m)] === UNKNOWN) unknown++
    if (unknown < bestUnknown) {
      best = line
      bestUnknown = unknown
    }
  })
  if (best < 0) throw new Error('a selection that is not the finest has parts')
  return best
}

/** Lines of which a group is the total. */
function forEachSplit({ shape, selections }: LinkedFamily, group: number, visit: (line: number) => void): void {
  const { count, memberStart, memberOf, lineStart, lineMembers } = selections
  const table = Math.floor(group / count)
  const s = group - table * count
  const rowLines = lineStart.length - 1
  for (let x = memberStart[s] ?? 0; x < (memberStart[s + 1] ?? 0); x++) {
    const l = memberOf[x] ?? 0
    if (lineMembers[lineStart[l] ?? 0] === s) visit(table * rowLines + l)
  }
  const inRows = shape.tables * rowLines
  for (let x = shape.memberStart[table] ?? 0; x < (shape.memberStart[table + 1] ?? 0); x++) {
    const l = shape.memberOf[x] ?? 0
    if (shape.lineMembers[shape.lineStart[l] ?? 0] === table) visit(inRows + l * count + s)
  }
}
