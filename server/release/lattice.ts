/**
 * The closed table of a release: which cells exist and where each stands in its blocks.
 * Vault and portal both have it from here. Source: disclosure control rule G1 (canonical cells).
 */

export const SEXES = ['ALL', 'MALE', 'FEMALE'] as const
export const AGES = ['ALL', 'AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'] as const
export const COHORTS = ['ALL', 'HEAVY'] as const

export type Sex = (typeof SEXES)[number]
export type Age = (typeof AGES)[number]
export type Cohort = (typeof COHORTS)[number]

/** Dimensions of a release. Orders are catalogue orders; a position in them is a code's index in every block. */
export interface ReleaseLayout {
  readonly services: readonly string[]
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  /** For each centre, the position of its municipality. */
  readonly centreMunicipality: readonly number[]
  /** Last, open bin of each histogram, fixed once per release from the ALL selection (G8): bins are 0, 1, …, top ('top or more'). */
  readonly tops: { readonly health: number; readonly social: number; readonly all: number }
}

/** A place of the lattice: 0 is the whole county, then the municipalities, then the centres. */
export const placeCount = (layout: ReleaseLayout): number => 1 + layout.municipalities.length + layout.centres.length
/** Places at which triples exist: the county and its municipalities. */
export const triplePlaceCount = (layout: ReleaseLayout): number => 1 + layout.municipalities.length

/** One canonical selection with its cohort; indices into SEXES, AGES, COHORTS and the places. */
export interface Row {
  readonly cohort: number
  readonly sex: number
  readonly age: number
  readonly place: number
}

/** Row of a block whose rows run over `places` places (placeCount or triplePlaceCount), cohort slowest, place fastest. */
export const rowIndex = (row: Row, places: number): number =>
  ((row.cohort * SEXES.length + row.sex) * AGES.length + row.age) * places + row.place

/** Number of rows of a block over `places` places, both cohorts. */
export const rowCount = (places: number): number => COHORTS.length * SEXES.length * AGES.length * places

/** Where each kind of measure begins in a row of the base block, and how many columns it has. */
export interface MeasureColumns {
  readonly clients: number
  readonly services: number
  readonly pairs: number
  readonly heavyIn: number
  readonly health: number
  readonly social: number
  readonly all: number
  /** Row-major: health bin × (social top + 1) + social bin. */
  readonly grid: number
  readonly width: number
}

/** Columns of the base block. Every measure but triples, for every selection. */
export function measureColumns(layout: ReleaseLayout): MeasureColumns {
  const s = layout.services.length
  const { health, social, all } = layout.tops
  const services = 1
  const pairs = services + s
  const heavyIn = pairs + (s * (s - 1)) / 2
  const healthAt = heavyIn + s
  const socialAt = healthAt + health + 1
  const allAt = socialAt + social + 1
  const grid = allAt + all + 1
  return {
    clients: 0,
    services,
    pairs,
    heavyIn,
    health: healthAt,
    social: socialAt,
    all: allAt,
    grid,
    width: grid + (health + 1) * (social + 1),
  }
}

/** Index of the unordered pair {i, j} of n items among all n(n−1)/2, i ≠ j. Row by row: (0,1), (0,2), …, (1,2), … */
export function pairIndex(i: number, j: number, n: number): number {
  const a = Math.min(i, j)
  const b = Math.max(i, j)
  return (a * (2 * n - a - 1)) / 2 + (b - a - 1)
}

/** Index of the unordered triple among all C(n, 3), combinatorial number system: C(c,3) + C(b,2) + a for a < b < c. Independent of n. */
export function tripleIndex(i: number, j: number, k: number): number {
  const a = Math.min(i, j, k)
  const c = Math.max(i, j, k)
  const b = i + j + k - a - c
  return (c * (c - 1) * (c - 2)) / 6 + (b * (b - 1)) / 2 + a
}

/** Columns of the triple block. */
export const tripleCount = (layout: ReleaseLayout): number => {
  const n = layout.services.length
  return (n * (n - 1) * (n - 2)) / 6
}
