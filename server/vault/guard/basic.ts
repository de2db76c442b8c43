import type { Policy, PublishedCells } from '../../release/format.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { Cube } from '../cube/sealed-counts.ts'
import { findSmallAtoms } from './atoms.ts'
import { demandThreshold } from './policy.ts'
import { applyThreshold, WITHHELD } from './threshold.ts'

/** Threshold (G3) and atom rule (G5), cell by cell: the first step of suppression, without the complementary one. */
export function guardBasic(cube: Cube, policy: Policy): PublishedCells {
  demandThreshold(policy)
  const counts = openCounts(cube)
  const small = findSmallAtoms(counts, counts.layout, policy)
  const publish = (block: Uint32Array, flags: Uint8Array) =>
    applyThreshold(block, policy.k).map((n, cell) => (flags[cell] === 0 ? n : WITHHELD))
  return { base: publish(counts.base, small.base), triples: publish(counts.triples, small.triples) }
}
