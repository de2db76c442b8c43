/** What every job of the guard reads: counts by selection, and what the families below have given away. Plain data, so that workers share it. */
import type { Policy } from '../../release/format.ts'
import { COHORTS, measureColumns, placeCount, type ReleaseLayout, rowCount, tripleCount, triplePlaceCount } from '../../release/lattice.ts'
import type { CellCounts, Leaves, PublicRules } from '../cube/cell-counts.ts'
import { findSmallAtoms } from './atoms.ts'
import { listSelections, type Selections, selectionsInside } from './selections.ts'

export interface GuardInput {
  readonly layout: ReleaseLayout
  readonly leaves: Leaves
  /** Raw counts of the canonical cells. */
  readonly counts: { readonly base: Uint32Array; readonly triples: Uint32Array }
  readonly k: number
  /** 1 for services exempt from the complement side. */
  readonly exempt: Uint8Array
  /** Cells that threshold and atom rule bar (G3, G5), in the shape of the blocks. */
  readonly barred: { readonly base: Uint8Array; readonly triples: Uint8Array }
  readonly rules: PublicRules
  readonly known: KnownGroups
  /** Figures shown so far, in the shape of the blocks. Written where a level is done. */
  readonly published: { readonly base: Uint32Array; readonly triples: Uint32Array }
}

/** 1 for groups that follow from what is shown. Written by the job that decides a family, read by the jobs above it. */
export interface KnownGroups {
  /** Tables 3 × selections. */
  readonly clients: Uint8Array
  /** 1 for cells of the base block that the lines of a histogram let be shown. */
  readonly draft: Uint8Array
  /** Service × 9 tables × selections. */
  readonly singles: Uint8Array
  /** As `clients` and `singles`: 1 for small groups whose witnesses the families above may not be able to follow, for those to ask again. */
  readonly unsettledClients: Uint8Array
  readonly unsettledSingles: Uint8Array
  /** Number of witnesses of each service, then of the clients. */
  readonly witnessCount: Int32Array
  /** As listed × WITNESSES × leaf cohort (0 not heavy, 1 heavy) × selections: deviation at the finest selections. */
  readonly witnesses: Float32Array
  /** Pair × 27 tables × selections of the triples. */
  readonly pairs: Uint8Array
}

/** Witnesses kept of a service, for the pairs to try. */
export const WITNESSES = 64

export interface GuardContext extends GuardInput {
  readonly selections: Selections
  readonly tripleSelections: Selections
  /** Selection of each selection of the triples. */
  readonly wide: Int32Array
  /** Clients outside and inside the cohort, selection × column of the base block. */
  readonly rest: Int32Array
  readonly heavy: Int32Array
  readonly tripleRest: Int32Array
  readonly tripleHeavy: Int32Array
  /** Rows of cohort ALL that show a selection in each block. */
  readonly rows: { readonly base: (selection: number) => readonly number[]; readonly triples: (selection: number) => readonly number[] }
  /** Cells of one cohort in each block. */
  readonly cohortCells: { readonly base: number; readonly triples: number }
}

/** Sums the leaves into selections. */
export function guardContext(input: GuardInput): GuardContext {
  const { layout, leaves } = input
  const selections = listSelections(layout, leaves, 'all')
  const tripleSelections = listSelections(layout, leaves, 'municipalities')
  const wide = selectionsInside(tripleSelections, selections)
  const narrow = new Map(Array.from(wide, (s, inside) => [s, inside]))
  const width = measureColumns(layout).width
  const [rest, heavy] = selections.rollUp(leaves.base, width)
  const [tripleRest, tripleHeavy] = tripleSelections.rollUp(leaves.triples, tripleCount(layout))
  return {
    ...input,
    selections,
    tripleSelections,
    wide,
    rest,
    heavy,
    tripleRest,
    tripleHeavy,
    rows: { base: (s) => selections.published[s] ?? [], triples: (s) => tripleSelections.published[narrow.get(s) ?? -1] ?? [] },
    cohortCells: {
      base: (rowCount(placeCount(layout)) / COHORTS.length) * width,
      triples: (rowCount(triplePlaceCount(layout)) / COHORTS.length) * tripleCount(layout),
    },
  }
}

/** What the guard starts from under policy `exact`: nothing shown, nothing known. */
export function guardInput(counts: CellCounts, policy: Extract<Policy, { kind: 'exact' }>): GuardInput {
  const { layout, leaves, base, triples, rules } = counts
  return {
    ...{ layout, leaves, rules, counts: { base, triples }, k: policy.k },
    exempt: Uint8Array.from(layout.services, (code) => (policy.complementExempt.includes(code) ? 1 : 0)),
    barred: findSmallAtoms(counts, layout, policy),
    known: emptyKnown(layout, leaves),
    published: emptyBlocks(counts),
  }
}

/** Room for what is shown, nothing shown yet, shared between threads. */
const emptyBlocks = ({ base, triples }: GuardInput['counts']): GuardInput['published'] => ({
  base: new Uint32Array(new SharedArrayBuffer(base.byteLength)),
  triples: new Uint32Array(new SharedArrayBuffer(triples.byteLength)),
})

/** Room for what becomes known, shared between threads. */
function emptyKnown(layout: ReleaseLayout, leaves: Leaves): KnownGroups {
  const { count } = listSelections(layout, leaves, 'all')
  const triples = listSelections(layout, leaves, 'municipalities').count
  const services = layout.services.length
  const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length))
  return {
    clients: shared(3 * count),
    draft: shared(rowCount(placeCount(layout)) * measureColumns(layout).width),
    singles: shared(services * 9 * count),
    unsettledClients: shared(3 * count),
    unsettledSingles: shared(services * 9 * count),
    witnessCount: new Int32Array(new SharedArrayBuffer(4 * (services + 1))),
    witnesses: new Float32Array(new SharedArrayBuffer(4 * (services + 1) * WITNESSES * COHORTS.length * count)),
    pairs: shared(((services * (services - 1)) / 2) * 27 * triples),
  }
}
