import { type MeasureColumns, measureColumns, type ReleaseLayout, tripleCount } from '../../release/lattice.ts'
import type { Sector } from '../catalogue/catalogue.ts'
import { type CellBlocks, type Location, leafCount, leafIndex } from './cell-counts.ts'
import type { ProfileColumns } from './profile-columns.ts'

/**
 * Adds `weights` (clients or key sums, one a profile) into the leaf blocks; all sums are mod 2^32. Profiles are first copied next
 * to those of their leaf: gone through in the order of input, most reads and additions would miss the processor's cache, which
 * takes three times as long at the size of a nation.
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

  const leaves = leafOfEach(columns, locations, layout)
  const { records, starts } = recordsByLeaf(columns, weights, leaves, leafCount(locations.length))
  const into: Target = { base, triples, at, tops, isSocial, pairRow, twos, threes }
  for (let leaf = 0; leaf + 1 < starts.length; leaf++) {
    const location = leaf % locations.length
    const group = (leaf - location) / locations.length
    const tripleRow = (group * municipalities + (locations[location]?.municipality ?? 0)) * triplesWidth
    addRecords(records, starts[leaf] ?? 0, starts[leaf + 1] ?? 0, into, leaf * at.width, tripleRow)
  }
  return { base, triples }
}

/** Where records are added, and the columns of services, pairs and triples. */
interface Target extends CellBlocks {
  readonly at: MeasureColumns
  readonly tops: ReleaseLayout['tops']
  readonly isSocial: Uint8Array
  readonly pairRow: Int32Array
  readonly twos: Int32Array
  readonly threes: Int32Array
}

/** Adds the records of one leaf. A function of its own, so that the compiler has it early and keeps it. */
function addRecords(records: Uint32Array, start: number, end: number, into: Target, row: number, tripleRow: number): void {
  const { base, triples, at, tops, isSocial, pairRow, twos, threes } = into
  for (let from = start, next = from; from < end; from = next) {
    const n = records[from] ?? 0
    const services = from + RECORD_HEAD
    const heavy = services + (records[from + 1] ?? 0)
    next = heavy + (records[from + 2] ?? 0)
    add(base, row, n)
    let social = 0
    let last = -1
    for (let x = services; x < heavy; x++) {
      const i = records[x] ?? 0
      if (i <= last || i >= isSocial.length) throw new Error('a profile lists services out of order or outside the catalogue')
      last = i
      social += isSocial[i] ?? 0
      add(base, row + at.services + i, n)
      const pairs = row + i
      const threesAt = tripleRow + (threes[i] ?? 0)
      for (let y = services; y < x; y++) {
        const j = records[y] ?? 0
        add(base, pairs + (pairRow[j] ?? 0), n)
        const twosAt = threesAt + (twos[j] ?? 0)
        for (let z = services; z < y; z++) add(triples, twosAt + (records[z] ?? 0), n)
      }
    }
    for (let x = heavy; x < next; x++) {
      const service = records[x] ?? 0
      if (service >= isSocial.length) throw new Error('a profile is heavy in a service outside the catalogue')
      add(base, row + at.heavyIn + service, n)
    }
    const used = heavy - services
    const health = Math.min(used - social, tops.health)
    const socialBin = Math.min(social, tops.social)
    add(base, row + at.health + health, n)
    add(base, row + at.social + socialBin, n)
    add(base, row + at.all + Math.min(used, tops.all), n)
    add(base, row + at.grid + health * (tops.social + 1) + socialBin, n)
  }
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

/** Of a record, before its services and those heavy in: weight, number of services, number of services heavy in. */
const RECORD_HEAD = 3

/** Profiles as records, by leaf: those of a leaf stand from its start to the next leaf's; within one, in the order of input. */
function recordsByLeaf(
  { serviceStart, services, heavyStart, heavyServices }: ProfileColumns,
  weights: Uint32Array,
  leaves: Uint32Array,
  leafCount: number,
): { readonly records: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(leafCount + 1)
  for (let p = 0; p < leaves.length; p++) {
    const listed = (serviceStart[p + 1] ?? 0) - (serviceStart[p] ?? 0) + (heavyStart[p + 1] ?? 0) - (heavyStart[p] ?? 0)
    add(starts, (leaves[p] ?? 0) + 1, RECORD_HEAD + listed)
  }
  for (let leaf = 0; leaf < leafCount; leaf++) add(starts, leaf + 1, starts[leaf] ?? 0)
  const records = new Uint32Array(starts[leafCount] ?? 0)
  const ends = starts.slice()
  for (let p = 0; p < leaves.length; p++) {
    const leaf = leaves[p] ?? 0
    let at = ends[leaf] ?? 0
    const [from, to] = [serviceStart[p] ?? 0, serviceStart[p + 1] ?? 0]
    const [heavyFrom, heavyTo] = [heavyStart[p] ?? 0, heavyStart[p + 1] ?? 0]
    records[at++] = weights[p] ?? 0
    records[at++] = to - from
    records[at++] = heavyTo - heavyFrom
    for (let x = from; x < to; x++) records[at++] = services[x] ?? 0
    for (let x = heavyFrom; x < heavyTo; x++) records[at++] = heavyServices[x] ?? 0
    ends[leaf] = at
  }
  return { records, starts }
}

function add(counts: Uint32Array, at: number, n: number): void {
  counts[at] = (counts[at] ?? 0) + n
}
