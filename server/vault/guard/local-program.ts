/**
 * The attacker's program of a family where a few tracts of it alone may deviate, each of the clients of one municipality at the centres of one:
 * everything elsewhere stays as it is. What it finds fits the whole family. See audit.md.
 */
import type { Deviation } from './deviation.ts'
import { coefficientsOf, type FamilyVariables } from './family-variables.ts'
import type { LinkedFamily } from './linked-family.ts'
import { copyOf, equate, joined, type Sum, type Tableau, tableauOf } from './tableau.ts'

/** What all local programs of a family rest on. */
export interface LocalParts {
  readonly family: LinkedFamily
  readonly variables: FamilyVariables
  /** Known groups that the others follow from (`knownTotals`). */
  readonly known: readonly number[]
  /** The family's own cells that are shown or may be. */
  readonly controlled: readonly number[]
  /** 1 for groups shown now, as it changes. */
  readonly shown: Uint8Array
  readonly spread: (moved: Iterable<readonly [variable: number, by: number]>) => Deviation
}

/** What one tract can do, all that lies within it known or shown as it is. */
export interface LocalProgram {
  /** Variables of the family; a column each, then one for each atom that hangs on several. */
  readonly moving: readonly number[]
  readonly columns: number
  /** Deviation of a group by the columns here. */
  readonly sumOf: (group: number) => Sum
  /** Brings the program to what is shown now; how often it has changed. */
  readonly follow: () => number
  readonly table: () => Tableau
}

interface OpenSum {
  readonly indices: number[]
  readonly values: number[]
}

/** A set of groups that are held where they are known, and where they are shown. */
export interface HeldGroups {
  readonly known: readonly number[]
  readonly controlled: readonly number[]
}

/** Writes the program of a tract. `within`: the groups that lie there. */
export function localProgram(parts: LocalParts, tract: number, within: HeldGroups): LocalProgram {
  const { family, variables: all, shown } = parts
  const { selections } = family
  const { count, ancestorStart, ancestors } = selections
  const moving: number[] = []
  all.variables.forEach(({ selection }, v) => {
    if (selections.tract[selection] === tract) moving.push(v)
  })
  const sums = new Map<number, OpenSum>()
  moving.forEach((v, column) => {
    const variable = all.variables[v]
    if (!variable) return
    for (let x = ancestorStart[variable.selection] ?? 0; x < (ancestorStart[variable.selection + 1] ?? 0); x++)
      for (const { table, by } of variable.effects) {
        const group = table * count + (ancestors[x] ?? 0)
        let sum = sums.get(group)
        if (!sum) {
          sum = { indices: [], values: [] }
          sums.set(group, sum)
        }
        sum.indices.push(column)
        sum.values.push(by)
      }
  })
  const sumOf = (group: number): Sum => sums.get(group) ?? NOTHING
  const joint = all.joint.filter(({ selection }) => selections.tract[selection] === tract)
  const settled = tableauOf(
    Float64Array.from([...moving.map((v) => all.variables[v]?.downMost ?? 0), ...joint.map(({ truth }) => truth)]),
    Float64Array.from([...moving.map((v) => all.variables[v]?.upMost ?? 0), ...joint.map(() => Number.POSITIVE_INFINITY)]),
  )
  const columnOf = new Map(moving.map((v, column) => [v, column]))
  joint.forEach(({ selection, atom }, n) => {
    const reduction = all.reductions.get(selection)
    if (!reduction) return
    const hangs = coefficientsOf(reduction, atom)
    equate(settled, {
      indices: [moving.length + n, ...hangs.map(({ free }) => columnOf.get((all.first[selection] ?? 0) + free) ?? 0)],
      values: [-1, ...hangs.map(({ value }) => value)],
    })
  })
  for (const group of within.known) equate(settled, sumOf(group))
  const held = holding(settled, within.controlled, shown, sumOf)
  return { moving, columns: moving.length + joint.length, sumOf, ...held }
}

const NOTHING: Sum = { indices: [], values: [] }

/** A tableau in which shown cells are held; it follows what is shown. */
export function holding(settled: Tableau, cells: readonly number[], shown: Uint8Array, sumOf: (group: number) => Sum) {
  const held = new Uint8Array(cells.length)
  let now = copyOf(settled)
  let version = 0
  return {
    table: () => now,
    follow(): number {
      let changed = false
      if (cells.some((group, n) => held[n] === 1 && shown[group] !== 1)) {
        now = copyOf(settled)
        held.fill(0)
        changed = true
      }
      cells.forEach((group, n) => {
        if (held[n] === 1 || shown[group] !== 1) return
        held[n] = 1
        changed = true
        equate(now, sumOf(group))
      })
      if (changed) version++
      return version
    },
  }
}

/** The programs of several tracts as one, before anything that they share is held. */
export function beside(programs: readonly LocalProgram[]): { readonly table: Tableau; readonly sumOf: (group: number) => Sum } {
  return {
    table: joined(programs.map((program) => program.table())),
    sumOf(group) {
      let first = 0
      const sum: OpenSum = { indices: [], values: [] }
      for (const program of programs) {
        const { indices, values } = program.sumOf(group)
        for (let n = 0; n < indices.length; n++) {
          sum.indices.push(first + (indices[n] ?? 0))
          sum.values.push(values[n] ?? 0)
        }
        first += program.columns
      }
      return sum
    },
  }
}
