/** A selection as asked, made canonical or refused. Source of the rules: disclosure control G1 (closed table) and G2 (sums). */
import { AGES, COHORTS, type Cohort, type ReleaseLayout, type Row, SEXES } from '../../release/lattice.ts'

export type AgeGroup = Exclude<(typeof AGES)[number], 'ALL'>
export type SexValue = Exclude<(typeof SEXES)[number], 'ALL'>

/** As it comes in; null and absent are the same. */
export interface AskedSelection {
  readonly ageGroups?: readonly AgeGroup[] | null | undefined
  readonly sexes?: readonly SexValue[] | null | undefined
  readonly municipalities?: readonly string[] | null | undefined
  readonly centres?: readonly string[] | null | undefined
  readonly cohort?: Cohort | null | undefined
  readonly services?: readonly string[] | null | undefined
}

/** Canonical: each list without doubles, in catalogue order, the fewest values that say the same; empty = everyone. */
export interface Selection {
  readonly ageGroups: readonly AgeGroup[]
  readonly sexes: readonly SexValue[]
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  readonly cohort: Cohort
  readonly services: readonly string[]
}

/** Why a selection has no answer: a rule in words, without a number. */
export interface Refusal {
  readonly refused: 'SELECTION_NOT_PUBLISHED' | 'UNKNOWN_CODE' | 'NOT_GRANTED'
  readonly rule: string
}

/** What a view adds to the services of a selection: `named` services of its own, and up to `free` others in a figure. */
export interface ServiceNeed {
  readonly named: readonly string[]
  readonly free: number
  /** Histograms and the grid, published for no services only. */
  readonly serviceCounts?: boolean
}

/** The canonical selection, or why there is none. */
export function admit(layout: ReleaseLayout, asked: AskedSelection | null | undefined, need: ServiceNeed): Selection | Refusal {
  const lists = [asked?.ageGroups, asked?.sexes, asked?.municipalities, asked?.centres, asked?.services]
  if (lists.some((list) => list?.length === 0)) return refuse('A list names at least one value; leave it out for everyone.')
  const known = (codes: readonly string[] | null | undefined, all: readonly string[]) => (codes ?? []).every((code) => all.includes(code))
  if (!known(asked?.municipalities, layout.municipalities)) return unknownCode('The release knows no such municipality.')
  if (!known(asked?.centres, layout.centres)) return unknownCode('The release knows no such centre.')
  if (!known([...(asked?.services ?? []), ...need.named], layout.services)) return unknownCode('The release knows no such service.')
  if (asked?.municipalities && asked.centres) return refuse('A selection has municipalities or centres, never both.')
  const ageGroups = agesOf(asked?.ageGroups ?? [])
  if (ageGroups === null) return refuse('Age groups of one selection do not overlap.')
  const selection = canonical(layout, {
    ageGroups,
    sexes: asked?.sexes ?? [],
    municipalities: asked?.municipalities ?? [],
    centres: asked?.centres ?? [],
    cohort: asked?.cohort ?? 'ALL',
    services: asked?.services ?? [],
  })
  if (selection.services.length > 2) return refuse('A selection has at most two services.')
  return notPublished(selection, need) ?? selection
}

/** The same clients in canonical form. Age groups must not overlap. */
export function canonical(layout: ReleaseLayout, selection: Selection): Selection {
  return {
    ageGroups: agesOf(selection.ageGroups) ?? selection.ageGroups,
    sexes: allOrSome(selection.sexes, SEX_VALUES),
    municipalities: allOrSome(selection.municipalities, layout.municipalities),
    centres: allOrSome(selection.centres, layout.centres),
    cohort: selection.cohort,
    services: ordered(selection.services, layout.services),
  }
}

/** The rule that keeps a view from answering a canonical selection, or null. */
export function notPublished(selection: Selection, need: ServiceNeed): Refusal | null {
  if (need.serviceCounts && selection.services.length > 0) {
    return refuse('Numbers of services are published for all clients of a selection, not for the clients of chosen services.')
  }
  const together = new Set([...selection.services, ...need.named]).size + need.free
  if (together > 3) return refuse('A figure stands for at most three services used together.')
  if (together === 3 && selection.centres.length > 0) {
    return refuse('Three services used together are published for the county and its municipalities, not for centres.')
  }
  return null
}

/** Rows of the lattice whose published cells add up to the selection: the product of its values. */
export function rowsOf(layout: ReleaseLayout, selection: Selection): readonly Row[] {
  const indices = <T extends string>(values: readonly T[], all: readonly T[], first: number) =>
    values.length === 0 ? [0] : values.map((value) => first + all.indexOf(value))
  const places =
    selection.centres.length > 0
      ? indices(selection.centres, layout.centres, 1 + layout.municipalities.length)
      : indices(selection.municipalities, layout.municipalities, 1)
  const cohort = COHORTS.indexOf(selection.cohort)
  return indices(selection.sexes, SEX_VALUES, 1).flatMap((sex) =>
    indices(selection.ageGroups, AGE_GROUPS, 1).flatMap((age) => places.map((place) => ({ cohort, sex, age, place }))),
  )
}

/** Equal for equal selections. */
export const selectionKey = (selection: Selection): string =>
  JSON.stringify([selection.ageGroups, selection.sexes, selection.municipalities, selection.centres, selection.cohort, selection.services])

/** The values of a list without doubles, in the order of `all`. */
const ordered = <T>(values: readonly T[], all: readonly T[]): readonly T[] => all.filter((value) => values.includes(value))

export const AGE_GROUPS: readonly AgeGroup[] = AGES.filter((age) => age !== 'ALL')
export const SEX_VALUES: readonly SexValue[] = SEXES.filter((sex) => sex !== 'ALL')

const allOrSome = <T>(values: readonly T[], all: readonly T[]): readonly T[] => {
  const some = ordered(values, all)
  return some.length === all.length ? [] : some
}

/** The fewest age groups that cover the same clients; null where some overlap. */
function agesOf(asked: readonly AgeGroup[]): readonly AgeGroup[] | null {
  const has = (age: AgeGroup) => asked.includes(age)
  if (has('AGE_65_PLUS') && (has('AGE_65_79') || has('AGE_80_PLUS'))) return null
  const old = has('AGE_65_PLUS') || (has('AGE_65_79') && has('AGE_80_PLUS'))
  if (!old) return ordered(asked, AGE_GROUPS)
  if (has('AGE_0_17') && has('AGE_18_64')) return []
  return ordered([...asked.filter((age) => age !== 'AGE_65_79' && age !== 'AGE_80_PLUS'), 'AGE_65_PLUS'], AGE_GROUPS)
}

const refuse = (rule: string): Refusal => ({ refused: 'SELECTION_NOT_PUBLISHED', rule })
const unknownCode = (rule: string): Refusal => ({ refused: 'UNKNOWN_CODE', rule })
