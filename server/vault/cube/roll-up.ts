import {
  AGES,
  COHORTS,
  measureColumns,
  placeCount,
  type ReleaseLayout,
  rowCount,
  rowIndex,
  SEXES,
  tripleCount,
  triplePlaceCount,
} from '../../release/lattice.ts'
import { type CellBlocks, LEAF_AGES, LEAF_COHORTS, LEAF_SEXES, type Location, leafIndex } from './cell-counts.ts'

/** Adds every leaf into each canonical selection that contains it. */
export function rollUp(leaves: CellBlocks, locations: readonly Location[], layout: ReleaseLayout): CellBlocks {
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

/** Row (index into AGES) of each age group of a leaf, and what is then added up from rows that are done. */
const AGE_ROWS = [1, 2, 4, 5] as const
const AGE_SUMS: readonly (readonly [to: number, from: number])[] = [
  [3, 4],
  [3, 5],
  [0, 1],
  [0, 2],
  [0, 3],
]

/**
 * One dimension after another: places first, then ages, sexes and cohorts, each adding up whole stretches of rows that the one
 * before completed. A leaf that is part of one ALL alone (unknown sex, not a heavy user) goes into its row from the start.
 */
function rollUpBlock(leaves: Uint32Array, width: number, places: number, placesOf: readonly (readonly number[])[]): Uint32Array {
  const block = new Uint32Array(rowCount(places) * width)
  const rowAt = (cohort: number, sex: number, age: number, place = 0) => rowIndex({ cohort, sex, age, place }, places) * width

  for (let cohort = 0; cohort < LEAF_COHORTS; cohort++)
    for (let sex = 0; sex < LEAF_SEXES; sex++)
      for (let age = 0; age < LEAF_AGES; age++)
        placesOf.forEach((ancestors, location) => {
          const leaf = leafIndex(cohort, sex, age, location, placesOf.length) * width
          if (isEmpty(leaves, leaf, width)) return
          for (const place of ancestors) addStretch(block, rowAt(cohort, sex, AGE_ROWS[age] ?? 0, place), leaves, leaf, width)
        })

  const allPlaces = places * width
  for (let cohort = 0; cohort < COHORTS.length; cohort++) {
    for (let sex = 0; sex < SEXES.length; sex++)
      for (const [to, from] of AGE_SUMS) addStretch(block, rowAt(cohort, sex, to), block, rowAt(cohort, sex, from), allPlaces)
    for (let sex = 1; sex < SEXES.length; sex++)
      addStretch(block, rowAt(cohort, 0, 0), block, rowAt(cohort, sex, 0), AGES.length * allPlaces)
  }
  addStretch(block, rowAt(0, 0, 0), block, rowAt(1, 0, 0), SEXES.length * AGES.length * allPlaces)
  return block
}

function isEmpty(counts: Uint32Array, from: number, length: number): boolean {
  for (let i = from; i < from + length; i++) if (counts[i] !== 0) return false
  return true
}

function addStretch(block: Uint32Array, to: number, source: Uint32Array, from: number, length: number): void {
  for (let i = 0; i < length; i++) block[to + i] = (block[to + i] ?? 0) + (source[from + i] ?? 0)
}
