/**
 * The language of segment rules. Vault and portal share it, and it knows neither: what a rule means is said here, whom it
 * meets is found in the vault alone.
 */

/** Whom a scheme divides. */
export const SCOPES = ['ALL', 'AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'] as const
export type Scope = (typeof SCOPES)[number]

/** Age groups that a client falls into, as the summaries keep them. */
export const LEAF_AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const
export type LeafAge = (typeof LEAF_AGES)[number]

/** Position 0 of a summary's sex is unknown and can not be asked for. */
export const RULE_SEXES = ['MALE', 'FEMALE'] as const
export type RuleSex = (typeof RULE_SEXES)[number]

/** Which different services are counted; HEALTH includes oral care, as the histograms of a release do. */
export const COUNTED = ['ALL', 'HEALTH', 'SOCIAL'] as const
export type Counted = (typeof COUNTED)[number]

export type Condition =
  | { readonly kind: 'USES_ALL'; readonly services: readonly string[] }
  | { readonly kind: 'USES_ANY'; readonly services: readonly string[] }
  /** Number of different services; null: without that limit. */
  | { readonly kind: 'SERVICES'; readonly of: Counted; readonly least: number | null; readonly most: number | null }
  /** Decisions in force in at least so many different service tasks. */
  | { readonly kind: 'TASKS'; readonly least: number }
  /** Heavy in at least one of these services. */
  | { readonly kind: 'HEAVY_IN'; readonly services: readonly string[] }
  | { readonly kind: 'HEAVY_USER' }
  | { readonly kind: 'AGE'; readonly ages: readonly LeafAge[] }
  | { readonly kind: 'SEX'; readonly sexes: readonly RuleSex[] }

export const CONDITION_KINDS = ['USES_ALL', 'USES_ANY', 'SERVICES', 'TASKS', 'HEAVY_IN', 'HEAVY_USER', 'AGE', 'SEX'] as const

/** Met by a client who meets every condition of at least one alternative. There is no 'not': the order of segments says it. */
export interface Rule {
  readonly alternatives: readonly (readonly Condition[])[]
}

/** As far as it decides who falls where: each client into the first segment whose rule it meets, the rest into 'other'. */
export interface SchemeRules {
  readonly scope: Scope
  readonly rules: readonly Rule[]
}

export const LIMITS = {
  segments: { least: 2, most: 7 },
  alternatives: 3,
  conditions: 6,
  services: 20,
  /** Largest number in a condition. */
  number: 60,
} as const

/** The age groups of a scope. */
export function agesOf(scope: Scope): readonly LeafAge[] {
  switch (scope) {
    case 'ALL':
      return LEAF_AGES
    case 'AGE_0_17':
    case 'AGE_18_64':
      return [scope]
    case 'AGE_65_PLUS':
      return ['AGE_65_79', 'AGE_80_PLUS']
    default:
      return scope satisfies never
  }
}
