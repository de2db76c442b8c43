/** The raw counts of a release: every canonical cell, and the leaves that they are sums of. */
import type { ReleaseLayout } from '../../release/lattice.ts'

/** Counts (or key sums) of every canonical cell, in the blocks of server/release/lattice.ts. */
export interface CellBlocks {
  /** rowCount(placeCount(layout)) × measureColumns(layout).width. */
  readonly base: Uint32Array
  /** rowCount(triplePlaceCount(layout)) × tripleCount(layout). */
  readonly triples: Uint32Array
}

/** Sexes of a leaf: 0 unknown, 1 male, 2 female. */
export const LEAF_SEXES = 3
/** Age groups of a leaf: 0–17, 18–64, 65–79, 80+. */
export const LEAF_AGES = 4
/** Cohorts of a leaf: 0 not heavy, 1 heavy. */
export const LEAF_COHORTS = 2

/** The finest groups of clients: no two leaves share a client, and every cell is a sum of leaves. */
export interface Leaves extends CellBlocks {
  /**
   * Municipality with centre (−1: none), as positions in the layout: every municipality without a centre, every centre in its
   * own municipality, then what else occurs (a client of another municipality's centre), in ascending order.
   */
  readonly locations: readonly Location[]
  /** Leaves by location: leafIndex(cohort, sex, age, location, locations.length) × measureColumns(layout).width. */
  readonly base: Uint32Array
  /** Leaves by municipality: leafIndex(cohort, sex, age, municipality, municipalities) × tripleCount(layout). */
  readonly triples: Uint32Array
}

export interface Location {
  readonly municipality: number
  readonly centre: number
}

/** What every reader of a release knows of its services and of the rules that make a client a heavy user. */
export interface PublicRules {
  /** For each service of the layout. */
  readonly social: readonly boolean[]
  /** Null where the rules are not known. */
  readonly heavyBy: HeavyBy | null
}

export interface HeavyBy {
  /** Service task of each service, or null: none, or use of the service tells of no decision in it. */
  readonly tasks: readonly (string | null)[]
  /** Whether a service has a rule of heavy use: to be heavy in one makes a heavy user. */
  readonly inService: readonly boolean[]
  /** As many different social services, or decisions in as many service tasks, make a heavy user. */
  readonly socialServices: number
  readonly socialTasks: number
}

/** What the guard opens. Clients of unknown sex or centre are in the ALL cells and in no other sex's or centre's. */
export interface CellCounts extends CellBlocks {
  readonly layout: ReleaseLayout
  readonly rules: PublicRules
  readonly leaves: Leaves
  /** Sums of record keys mod 2^32, cell for cell; null unless asked for (policy `perturbed`). */
  readonly keySums: CellBlocks | null
}

/** Number of leaves over `places` locations or municipalities. */
export const leafCount = (places: number): number => LEAF_COHORTS * LEAF_SEXES * LEAF_AGES * places

/** Row of a leaf block, cohort slowest, place fastest. */
export const leafIndex = (cohort: number, sex: number, age: number, place: number, places: number): number =>
  ((cohort * LEAF_SEXES + sex) * LEAF_AGES + age) * places + place
