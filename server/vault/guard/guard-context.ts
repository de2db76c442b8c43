/** What every job of the guard reads: counts by selection, and what the families below have given away. Plain data, so that workers share it. */
import { COHORTS, measureColumns, placeCount, type ReleaseLayout, rowCount, tripleCount, triplePlaceCount } from '../../release/lattice.ts'
import type { Leaves } from '../cube/cell-counts.ts'
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
  readonly known: KnownGroups
}

/** 1 for groups that follow from what is shown. Written by the job that decides a family, read by the jobs above it. */
export interface KnownGroups {
  /** Tables 3 × selections. */
  readonly clients: Uint8Array
  /** 1 for cells of the base block that the lines of a histogram let be shown. */
  readonly draft: Uint8Array
  /** Cohort × column of the base block × selections; histograms alone are filled. */
  readonly bins: Uint8Array
  /** Service × 9 tables × selections. */
  readonly singles: Uint8Array
  /** As `singles`: 1 for small groups that the strongest attacker settles, for the pairs to ask again. */
  readonly unsettled: Uint8Array
  /** Pair × 27 tables × selections of the triples. */
  readonly pairs: Uint8Array
}

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
  /** Cells of one cohort in each block. */
  readonly cohortCells: { readonly base: number; readonly triples: number }
}

/** Sums the leaves into selections. */
export function guardContext(input: GuardInput): GuardContext {
  const { layout, leaves } = input
  const selections = listSelections(layout, leaves, 'all')
  const tripleSelections = listSelections(layout, leaves, 'municipalities')
  const width = measureColumns(layout).width
  const [rest, heavy] = selections.rollUp(leaves.base, width)
  const [tripleRest, tripleHeavy] = tripleSelections.rollUp(leaves.triples, tripleCount(layout))
  return {
    ...input,
    selections,
    tripleSelections,
    wide: selectionsInside(tripleSelections, selections),
    rest,
    heavy,
    tripleRest,
    tripleHeavy,
    cohortCells: {
      base: (rowCount(placeCount(layout)) / COHORTS.length) * width,
      triples: (rowCount(triplePlaceCount(layout)) / COHORTS.length) * tripleCount(layout),
    },
  }
}

/** Room for what becomes known, shared between threads. */
export function emptyKnown(layout: ReleaseLayout, leaves: Leaves): KnownGroups {
  const { count } = listSelections(layout, leaves, 'all')
  const triples = listSelections(layout, leaves, 'municipalities').count
  const services = layout.services.length
  const shared = (length: number) => new Uint8Array(new SharedArrayBuffer(length))
  return {
    clients: shared(3 * count),
    draft: shared(rowCount(placeCount(layout)) * measureColumns(layout).width),
    bins: shared(COHORTS.length * measureColumns(layout).width * count),
    singles: shared(services * 9 * count),
    unsettled: shared(services * 9 * count),
    pairs: shared(((services * (services - 1)) / 2) * 27 * triples),
  }
}
