import type { KeyObject } from 'node:crypto'
import type { Policy, PublishedCells } from '../../release/format.ts'
import { measureColumns, type ReleaseLayout, tripleCount, triplePlaceCount } from '../../release/lattice.ts'
import type { CellBlocks } from '../cube/cell-counts.ts'
import { cellIdentity, uniformOf } from './cell-key.ts'
import { type Atom, baseMeasures, type Measure, tripleMeasures } from './perturb-columns.ts'
import { type SelectionRow, selectionRows } from './perturb-rows.ts'
import { maximumEntropyPtable, noiseOf } from './ptable.ts'

export type PerturbedPolicy = Extract<Policy, { kind: 'perturbed' }>

/** Why cells are not shown, in numbers of cells; stays in the vault. The first reason that holds counts. */
export interface Withheld {
  /** Fewer than k clients. */
  primary: number
  /** Below a parent of fewer than `drillDown` clients. */
  drillDown: number
  /** Fewer than k clients in a group that follows from the cell and its neighbours (G5, and the rest of a parent). */
  group: number
  /** The perturbed figure is below k. */
  perturbed: number
  /** The same clients are a cell in cohort ALL that is not shown. */
  same: number
}

/** The published table of policy `perturbed` (G6) from true counts and sums of record keys. Every figure is decided on its own. */
export function perturbCells(
  layout: ReleaseLayout,
  counts: CellBlocks,
  keySums: CellBlocks,
  policy: PerturbedPolicy,
  k2: KeyObject,
): { readonly cells: PublishedCells; readonly withheld: Readonly<Withheld> } {
  const cells = { base: new Uint32Array(counts.base.length), triples: new Uint32Array(counts.triples.length) }
  const withheld: Withheld = { primary: 0, drillDown: 0, group: 0, perturbed: 0, same: 0 }
  const ptable = maximumEntropyPtable(policy.k, policy)
  const { width } = measureColumns(layout)
  const triplesWidth = tripleCount(layout)
  const triplePlaces = triplePlaceCount(layout)
  const base = baseMeasures(layout)
  const triples = tripleMeasures(layout)
  const selections = selectionRows(layout)

  for (const selection of selections) {
    const row = baseRow(selection)
    publish(counts.base, keySums.base, cells.base, base, row, selection.identity)
    if (selection.place < triplePlaces) {
      const tripleRow = tripleRowOf(selection)
      publish(counts.triples, keySums.triples, cells.triples, triples, { ...tripleRow, base: row.at }, selection.identity)
    }
  }
  return { cells, withheld }

  function baseRow(selection: SelectionRow): BlockRow {
    const at = selection.row * width
    return {
      at,
      base: at,
      all: selection.all === null ? null : { at: selection.all * width, base: selection.all * width },
      parents: selection.parents.map((parent) => parent.row * width),
    }
  }

  /** Rows of the triple block lie as those of the base block, without the centres. */
  function tripleRowOf(selection: SelectionRow): BlockRow {
    const places = 1 + layout.municipalities.length + layout.centres.length
    const at = (row: number) => (Math.floor(row / places) * triplePlaces + (row % places)) * triplesWidth
    return {
      at: at(selection.row),
      base: selection.row * width,
      all: selection.all === null ? null : { at: at(selection.all), base: selection.all * width },
      parents: selection.parents.map((parent) => at(parent.row)),
    }
  }

  function publish(
    from: Uint32Array,
    keys: Uint32Array,
    to: Uint32Array,
    measures: readonly Measure[],
    row: BlockRow,
    identity: string,
  ): void {
    measures.forEach((measure, column) => {
      const n = from[row.at + column] ?? 0
      if (measure.inHeavy && row.all !== null && n === from[row.all.at + column]) {
        const same = to[row.all.at + column] ?? 0
        to[row.at + column] = same
        if (same === 0) withheld.same++
        return
      }
      const reason = whyWithheld(n, measure, column, from, row)
      if (reason !== null) {
        withheld[reason]++
        return
      }
      const u = uniformOf(k2, cellIdentity(identity, measure.identity), n, keys[row.at + column] ?? 0)
      const perturbed = n + noiseOf(ptable, n, u)
      if (perturbed < policy.k) withheld.perturbed++
      else to[row.at + column] = perturbed
    })
  }

  function whyWithheld(n: number, measure: Measure, column: number, from: Uint32Array, row: BlockRow): keyof Withheld | null {
    const { k, drillDown } = policy
    if (n < k) return 'primary'
    const inAll = row.all === null ? null : (from[row.all.at + column] ?? 0)
    if (inAll !== null && inAll < drillDown) return 'drillDown'
    for (const parent of row.parents) if ((from[parent + column] ?? 0) < drillDown) return 'drillDown'
    for (const parent of measure.parents) if ((counts.base[row.base + parent] ?? 0) < drillDown) return 'drillDown'
    if (inAll !== null && inAll - n < k) return 'group'
    // A centre may have clients of another municipality: then neither contains the other, and either may be the larger.
    for (const parent of row.parents) if (Math.abs((from[parent + column] ?? 0) - n) < k) return 'group'
    for (const atom of measure.atoms) {
      const here = atomCount(atom, n, row.base)
      if (here < k) return 'group'
      if (row.all !== null && inAll !== null && atomCount(atom, inAll, row.all.base) - here < k) return 'group'
    }
    return null
  }

  function atomCount(atom: Atom, n: number, baseAt: number): number {
    let sum = atom.self * n
    for (let i = 0; i < atom.columns.length; i++) sum += (atom.signs[i] ?? 0) * (counts.base[baseAt + (atom.columns[i] ?? 0)] ?? 0)
    return sum
  }
}

/** Where a selection's cells begin in its block and in the base block; parents in its own block. */
interface BlockRow {
  readonly at: number
  readonly base: number
  readonly all: { readonly at: number; readonly base: number } | null
  readonly parents: readonly number[]
}
