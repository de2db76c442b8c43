/** A county's catalogue: data that decides what counts as use. Positions in these lists are the codes' indices everywhere. */

import type { Age } from '../../release/lattice.ts'

export interface Names {
  readonly fi: string
  readonly sv: string
  readonly en: string
}

export type Sector = 'HEALTH' | 'SOCIAL' | 'DENTAL'

export type UseRule =
  | { readonly kind: 'CONTACT_ANY' }
  /** Use means strictly more than `threshold` contacts in the window. */
  | { readonly kind: 'CONTACT_GT_N'; readonly threshold: number }
  /** Use means that a decision's interval, both days included, overlaps the window. */
  | { readonly kind: 'DECISION_IN_FORCE' }

export type HeavyRule =
  | { readonly kind: 'TOP_DECILE' }
  /** More than `threshold` contacts, or one with a demanding procedure. */
  | { readonly kind: 'VISITS_OR_PROCEDURES'; readonly threshold: number }

export interface ServiceRow {
  readonly code: string
  readonly slug: string
  readonly sector: Sector
  /** Slug of its service task, or null. */
  readonly task: string | null
  readonly name: Names
  /** At most 24 characters. */
  readonly short: Names
  readonly use: UseRule
  readonly heavy: HeavyRule | null
}

/** Residents of an area (the county's code or a municipality's) and age group (ALL or one of the lattice) on a day. */
export interface Population {
  readonly area: string
  readonly ageGroup: Age
  readonly persons: number
  /** YYYY-MM-DD. */
  readonly on: string
  readonly source: string
}

export interface Catalogue {
  readonly county: {
    readonly code: string
    readonly name: Names
    /** Largest share of a service's users that TOP_DECILE may call heavy, e.g. 0.1. */
    readonly topShare: number
    /** A client with at least so many different social services is a heavy user. */
    readonly socialServices: number
    /** A client with decisions in force in at least so many service tasks is a heavy user. */
    readonly socialTasks: number
    /** Where readers may write about the accessibility of the portal; absent where the county names none. */
    readonly feedbackEmail?: string
  }
  readonly serviceTasks: readonly { readonly slug: string; readonly name: Names }[]
  readonly services: readonly ServiceRow[]
  readonly municipalities: readonly { readonly code: string; readonly name: Names }[]
  readonly centres: readonly { readonly code: string; readonly municipality: string; readonly name: Names }[]
  /** Residents by public statistics; absent in catalogues stored before there were any. */
  readonly population?: readonly Population[]
  /** Codes of the demanding oral-care procedures. */
  readonly procedures: readonly string[]
}
