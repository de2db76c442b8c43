import { measureColumns, placeCount, type ReleaseLayout, rowCount, rowIndex, tripleCount, triplePlaceCount } from '../../release/lattice.ts'
import type { Sector } from '../catalogue/catalogue.ts'
import { type CellBlocks, type HeavyBy, LEAF_AGES, LEAF_COHORTS, LEAF_SEXES, type Location, leafCount, leafIndex } from './cell-counts.ts'
import { openCounts, sealCounts } from './open-counts.ts'
import type { ProfileColumns } from './profile-columns.ts'
import type { Cube, Profiles } from './sealed-counts.ts'

/**
 * Counts every canonical cell (G1): one pass over the profiles into leaves, then every leaf into each of its ancestors.
 * `sectors`: of the layout's services, same order. `keySums`: also the sums of record keys mod 2^32 (twice the memory).
 * `heavyBy`: the rules by which social care makes a heavy user, which every reader knows.
 * Throws where a profile does not fit the layout.
 */
export function countCells(
  profiles: Profiles,
  layout: ReleaseLayout,
  sectors: readonly Sector[],
  options: { readonly keySums?: boolean; readonly heavyBy?: HeavyBy } = {},
): Cube {
  const columns = openCounts(profiles)
  const locations = listLocations(columns, layout)
  const leaves = countLeaves(columns, columns.clients, locations, layout, sectors)
  const counts = rollUp(leaves, locations, layout)
  const keySums = options.keySums ? rollUp(countLeaves(columns, columns.keySum, locations, layout, sectors), locations, layout) : null
  const rules = { social: sectors.map((sector) => sector === 'SOCIAL'), heavyBy: options.heavyBy ?? null }
  return sealCounts({ layout, rules, ...counts, keySums, leaves: { ...leaves, locations } })
}

/** Every place where a client can stand: structural ones first, so that the list does not depend on the order of input. */
function listLocations(columns: ProfileColumns, layout: ReleaseLayout): readonly Location[] {
  const width = layout.centres.length + 1
  const key = (municipality: number, centre: number) => municipality * width + centre + 1
  const structural = [
    ...layout.municipalities.map((_, municipality) => key(municipality, -1)),
    ...layout.centreMunicipality.map((municipality, centre) => key(municipality, centre)),
  ]
  const known = new Set(structural)
  const others = new Set<number>()
  for (let p = 0; p < columns.length; p++) {
    const municipality = columns.municipality[p] ?? -1
    const centre = columns.centre[p] ?? -1
    const outside = municipality < 0 || municipality >= layout.municipalities.length || centre < -1 || centre >= layout.centres.length
    if (outside) throw new Error('a profile stands at a place that the catalogue does not have')
    const at = key(municipality, centre)
    if (!known.has(at)) others.add(at)
  }
  return [...structural, ...[...others].sort((a, b) => a - b)].map((at) => ({
    municipality: Math.floor(at / width),
    centre: (at % width) - 1,
  }))
}

/** Adds `weights` (clients or key sums, one a profile) into the leaf blocks; all sums are mod 2^32. */
function countLeaves(
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

  const locationWidth = layout.centres.length + 1
  const locationAt = new Int32Array(municipalities * locationWidth).fill(-1)
  locations.forEach(({ municipality, centre }, index) => {
    locationAt[municipality * locationWidth + centre + 1] = index
  })
  const isSocial = Uint8Array.from(sectors, (sector) => (sector === 'SOCIAL' ? 1 : 0))
  // Column of pair (i, j), i < j, is pairRow[i] + j; of triple (a, b, c), a < b < c, is threes[c] + twos[b] + a.
  const pairRow = Int32Array.from(layout.services, (_, i) => at.pairs + (i * (2 * serviceCount - i - 1)) / 2 - i - 1)
  const twos = Int32Array.from(layout.services, (_, b) => (b * (b - 1)) / 2)
  const threes = Int32Array.from(layout.services, (_, c) => (c * (c - 1) * (c - 2)) / 6)

  const { sex, age, municipality, centre, heavyUser, services, serviceStart, heavyServices, heavyStart } = columns
  for (let p = 0; p < columns.length; p++) {
    const n = weights[p] ?? 0
    const from = serviceStart[p] ?? 0
    const to = serviceStart[p + 1] ?? 0
    const place = municipality[p] ?? 0
    const location = locationAt[place * locationWidth + (centre[p] ?? -1) + 1] ?? -1
    const row = leafIndex(heavyUser[p] ?? 0, sex[p] ?? 0, age[p] ?? 0, location, locations.length) * at.width
    const tripleRow = leafIndex(heavyUser[p] ?? 0, sex[p] ?? 0, age[p] ?? 0, place, municipalities) * triplesWidth
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

/** Adds every leaf into each canonical selection that contains it. */
function rollUp(leaves: CellBlocks, locations: readonly Location[], layout: ReleaseLayout): CellBlocks {
  const municipalities = layout.municipalities.length
  return {
    base: rollUpBlock(
      leaves.base,
      measureColumns(layout).width,
      placeCount(layout),
      locations.map(({ municipality, centre }) =>
        centre < 0 ? [0, 1 + municipality] : [0, 1 + municipality, 1 + municipalities + centre],
      ),
    ),
    triples: rollUpBlock(
      leaves.triples,
      tripleCount(layout),
      triplePlaceCount(layout),
      layout.municipalities.map((_, municipality) => [0, 1 + municipality]),
    ),
  }
}

/** Rows (indices into AGES) that a leaf's age group counts into. */
const AGE_ROWS: readonly (readonly number[])[] = [
  [0, 1],
  [0, 2],
  [0, 3, 4],
  [0, 3, 5],
]

function rollUpBlock(leaves: Uint32Array, width: number, places: number, placesOf: readonly (readonly number[])[]): Uint32Array {
  const block = new Uint32Array(rowCount(places) * width)
  for (let cohort = 0; cohort < LEAF_COHORTS; cohort++)
    for (let sex = 0; sex < LEAF_SEXES; sex++)
      for (let age = 0; age < LEAF_AGES; age++)
        placesOf.forEach((ancestors, location) => {
          const leaf = leafIndex(cohort, sex, age, location, placesOf.length) * width
          const source = leaves.subarray(leaf, leaf + width)
          if (!source.some((n) => n !== 0)) return
          for (let c = 0; c <= cohort; c++)
            for (const s of sex === 0 ? [0] : [0, sex])
              for (const a of AGE_ROWS[age] ?? [])
                for (const place of ancestors) addInto(block, rowIndex({ cohort: c, sex: s, age: a, place }, places) * width, source)
        })
  return block
}

function add(counts: Uint32Array, at: number, n: number): void {
  counts[at] = (counts[at] ?? 0) + n
}

function addInto(block: Uint32Array, at: number, source: Uint32Array): void {
  for (let i = 0; i < source.length; i++) block[at + i] = (block[at + i] ?? 0) + (source[i] ?? 0)
}
