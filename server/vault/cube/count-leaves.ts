import { measureColumns, type ReleaseLayout, tripleCount } from '../../release/lattice.ts'
import type { Sector } from '../catalogue/catalogue.ts'
import { type CellBlocks, type Location, leafCount, leafIndex } from './cell-counts.ts'
import type { ProfileColumns } from './profile-columns.ts'

/**
 * Adds `weights` (clients or key sums, one a profile) into the leaf blocks; all sums are mod 2^32. Profiles are gone through leaf
 * by leaf, so that the row that is added into stays in the processor's cache: in the order of input most additions would miss it.
 */
export function countLeaves(
  columns: ProfileColumns,
  weights: Uint32Array,
  locations: readonly Location[],
  layout: ReleaseLayout,
  sectors: readonly Sector[],
): CellBlocks {
  const serviceCount = layout.services.length
  if (sectors.length !== serviceCount) throw new Error('sectors do not fit the layout')
  const at = measureColumns(layout)
  const { tops } = layout
  const municipalities = layout.municipalities.length
  const triplesWidth = tripleCount(layout)
  const base = new Uint32Array(leafCount(locations.length) * at.width)
  const triples = new Uint32Array(leafCount(municipalities) * triplesWidth)

  const isSocial = Uint8Array.from(sectors, (sector) => (sector === 'SOCIAL' ? 1 : 0))
  // Column of pair (i, j), i < j, is pairRow[i] + j; of triple (a, b, c), a < b < c, is threes[c] + twos[b] + a.
  const pairRow = Int32Array.from(layout.services, (_, i) => at.pairs + (i * (2 * serviceCount - i - 1)) / 2 - i - 1)
  const twos = Int32Array.from(layout.services, (_, b) => (b * (b - 1)) / 2)
  const threes = Int32Array.from(layout.services, (_, c) => (c * (c - 1) * (c - 2)) / 6)

  const { sex, age, municipality, heavyUser, services, serviceStart, heavyServices, heavyStart } = columns
  const leaves = leafOfEach(columns, locations, layout)
  for (const p of orderOf(leaves, leafCount(locations.length))) {
    const n = weights[p] ?? 0
    const from = serviceStart[p] ?? 0
    const to = serviceStart[p + 1] ?? 0
    const row = (leaves[p] ?? 0) * at.width
    const tripleRow = leafIndex(heavyUser[p] ?? 0, sex[p] ?? 0, age[p] ?? 0, municipality[p] ?? 0, municipalities) * triplesWidth
    add(base, row, n)
    let social = 0
    let last = -1
    for (let x = from; x < to; x++) {
      const i = services[x] ?? -1
      if (i <= last || i >= serviceCount) throw new Error('a profile lists services out of order or outside the catalogue')
      last = i
      social += isSocial[i] ?? 0
      add(base, row + at.services + i, n)
      const pairs = row + i
      const threesAt = tripleRow + (threes[i] ?? 0)
      for (let y = from; y < x; y++) {
        const j = services[y] ?? 0
        add(base, pairs + (pairRow[j] ?? 0), n)
        const twosAt = threesAt + (twos[j] ?? 0)
        for (let z = from; z < y; z++) add(triples, twosAt + (services[z] ?? 0), n)
      }
    }
    for (let x = heavyStart[p] ?? 0; x < (heavyStart[p + 1] ?? 0); x++) {
      const service = heavyServices[x] ?? -1
      if (service < 0 || service >= serviceCount) throw new Error('a profile is heavy in a service outside the catalogue')
      add(base, row + at.heavyIn + service, n)
    }
    const health = Math.min(to - from - social, tops.health)
    const socialBin = Math.min(social, tops.social)
    add(base, row + at.health + health, n)
    add(base, row + at.social + socialBin, n)
    add(base, row + at.all + Math.min(to - from, tops.all), n)
    add(base, row + at.grid + health * (tops.social + 1) + socialBin, n)
  }
  return { base, triples }
}

/** For each profile its leaf of the base block. */
function leafOfEach(columns: ProfileColumns, locations: readonly Location[], layout: ReleaseLayout): Uint32Array {
  const width = layout.centres.length + 1
  const locationAt = new Int32Array(layout.municipalities.length * width)
  locations.forEach(({ municipality, centre }, index) => {
    locationAt[municipality * width + centre + 1] = index
  })
  const { sex, age, municipality, centre, heavyUser } = columns
  const leaves = new Uint32Array(columns.length)
  for (let p = 0; p < leaves.length; p++) {
    const location = locationAt[(municipality[p] ?? 0) * width + (centre[p] ?? -1) + 1] ?? 0
    leaves[p] = leafIndex(heavyUser[p] ?? 0, sex[p] ?? 0, age[p] ?? 0, location, locations.length)
  }
  return leaves
}

/** Profiles by leaf, ascending; within one, in the order of input (a counting sort). */
function orderOf(leaves: Uint32Array, leafCount: number): Uint32Array {
  const next = new Uint32Array(leafCount + 1)
  for (const leaf of leaves) add(next, leaf + 1, 1)
  for (let leaf = 0; leaf < leafCount; leaf++) add(next, leaf + 1, next[leaf] ?? 0)
  const order = new Uint32Array(leaves.length)
  for (let p = 0; p < leaves.length; p++) {
    const leaf = leaves[p] ?? 0
    order[next[leaf] ?? 0] = p
    add(next, leaf, 1)
  }
  return order
}

function add(counts: Uint32Array, at: number, n: number): void {
  counts[at] = (counts[at] ?? 0) + n
}
