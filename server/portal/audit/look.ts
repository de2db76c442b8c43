/** One look at figures, as the audit log keeps it: what was asked and how much was seen, never a figure. */

export interface Look {
  /** The field that was asked. */
  readonly view: string
  /** Id of a served release; null where none was answered from. */
  readonly release: string | null
  readonly selections: readonly LookedSelection[]
  /** Of a view of one service. */
  readonly service: string | null
  /** Numbers of figures; null where the view does not count them. */
  readonly shown: number | null
  readonly withheld: number | null
  readonly outcome: 'ANSWERED' | 'REFUSED' | 'FAILED'
  /** Of a refusal. */
  readonly code: string | null
}

/** Codes of the release only: whatever else was asked stands as `?`, so that no typed text comes into the log. */
export interface LookedSelection {
  readonly ageGroups: readonly string[]
  readonly sexes: readonly string[]
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  readonly cohort: string
  readonly services: readonly string[]
}
