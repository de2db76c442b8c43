/** Age groups as the release publishes them; AGE_65_PLUS covers the two after it. */
export const AGE_GROUPS = ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'] as const
export const SEXES = ['FEMALE', 'MALE'] as const
/** A selection names at most so many services. */
export const MAX_SERVICES = 2

export type AgeGroup = (typeof AGE_GROUPS)[number]
export type Sex = (typeof SEXES)[number]
export type Cohort = 'ALL' | 'HEAVY'

/** What every view is about, normalised: an empty list restricts nothing; `release: null` is the current one. */
export interface Selection {
  readonly ageGroups: readonly AgeGroup[]
  readonly sexes: readonly Sex[]
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  readonly cohort: Cohort
  readonly services: readonly string[]
  readonly release: string | null
}

export type SelectionField = keyof Selection

/** Selection as a GraphQL input: what restricts nothing is left out. */
export interface SelectionInput {
  ageGroups?: AgeGroup[]
  sexes?: Sex[]
  municipalities?: string[]
  centres?: string[]
  cohort?: Cohort
  services?: string[]
}

/** A part of an address that no release publishes, and that `parseSelection` left out. */
export type SelectionConflict =
  | { readonly kind: 'place'; readonly centres: readonly string[] }
  | { readonly kind: 'services'; readonly left: readonly string[] }

export const EVERYONE: Selection = {
  ageGroups: [],
  sexes: [],
  municipalities: [],
  centres: [],
  cohort: 'ALL',
  services: [],
  release: null,
}

const AGE_KEYS: Readonly<Record<AgeGroup, string>> = {
  AGE_0_17: '0-17',
  AGE_18_64: '18-64',
  AGE_65_PLUS: '65plus',
  AGE_65_79: '65-79',
  AGE_80_PLUS: '80plus',
}
const SEX_KEYS: Readonly<Record<Sex, string>> = { FEMALE: 'female', MALE: 'male' }
/** Names in the address, one a field. */
export const SELECTION_PARAMS: Readonly<Record<SelectionField, string>> = {
  ageGroups: 'age',
  sexes: 'sex',
  municipalities: 'municipality',
  centres: 'centre',
  cohort: 'cohort',
  services: 'uses',
  release: 'release',
}

const FIELDS = [
  'ageGroups',
  'sexes',
  'municipalities',
  'centres',
  'cohort',
  'services',
  'release',
] as const satisfies readonly SelectionField[]

/** Reads a selection from an address; unknown values are dropped, impossible combinations resolved (see `selectionConflicts`). */
export function parseSelection(params: URLSearchParams): Selection {
  const municipalities = list(params, 'municipalities')
  return normalise({
    ageGroups: AGE_GROUPS.filter((age) => list(params, 'ageGroups').includes(AGE_KEYS[age])),
    sexes: SEXES.filter((sex) => list(params, 'sexes').includes(SEX_KEYS[sex])),
    municipalities,
    centres: municipalities.length > 0 ? [] : list(params, 'centres'),
    cohort: params.get(SELECTION_PARAMS.cohort) === 'heavy' ? 'HEAVY' : 'ALL',
    services: list(params, 'services').slice(0, MAX_SERVICES),
    release: params.get(SELECTION_PARAMS.release) || null,
  })
}

/** What an address asked for and no release can answer. */
export function selectionConflicts(params: URLSearchParams): readonly SelectionConflict[] {
  const centres = list(params, 'centres')
  const services = list(params, 'services')
  return [
    ...(centres.length > 0 && list(params, 'municipalities').length > 0 ? [{ kind: 'place', centres } as const] : []),
    ...(services.length > MAX_SERVICES ? [{ kind: 'services', left: services.slice(MAX_SERVICES) } as const] : []),
  ]
}

/** Writes a selection into a copy of an address, leaving every other part of it; what restricts nothing is taken out. */
export function writeSelection(selection: Selection, params: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const next = new URLSearchParams(params)
  const { ageGroups, sexes, municipalities, centres, cohort, services, release } = normalise(selection)
  const values: Readonly<Record<SelectionField, string>> = {
    ageGroups: ageGroups.map((age) => AGE_KEYS[age]).join(','),
    sexes: sexes.map((sex) => SEX_KEYS[sex]).join(','),
    municipalities: municipalities.join(','),
    centres: centres.join(','),
    cohort: cohort === 'HEAVY' ? 'heavy' : '',
    services: services.join(','),
    release: release ?? '',
  }
  for (const field of FIELDS) {
    if (values[field]) next.set(SELECTION_PARAMS[field], values[field])
    else next.delete(SELECTION_PARAMS[field])
  }
  return next
}

/** The GraphQL input of a selection; its release is an argument of its own. */
export function toInput(selection: Selection): SelectionInput {
  const { ageGroups, sexes, municipalities, centres, cohort, services } = normalise(selection)
  return {
    ...(ageGroups.length > 0 && { ageGroups: [...ageGroups] }),
    ...(sexes.length > 0 && { sexes: [...sexes] }),
    ...(municipalities.length > 0 && { municipalities: [...municipalities] }),
    ...(centres.length > 0 && { centres: [...centres] }),
    ...(cohort !== 'ALL' && { cohort }),
    ...(services.length > 0 && { services: [...services] }),
  }
}

/** One form for equal selections: 65–79 with 80+ is 65+, everything is nothing, codes are sorted and unlike. */
export function normalise(selection: Selection): Selection {
  const asked = new Set(selection.ageGroups)
  if (asked.has('AGE_65_PLUS') || (asked.has('AGE_65_79') && asked.has('AGE_80_PLUS'))) {
    asked.add('AGE_65_PLUS')
    asked.delete('AGE_65_79')
    asked.delete('AGE_80_PLUS')
  }
  const everyAge = asked.has('AGE_0_17') && asked.has('AGE_18_64') && asked.has('AGE_65_PLUS')
  return {
    ageGroups: everyAge ? [] : AGE_GROUPS.filter((age) => asked.has(age)),
    sexes: new Set(selection.sexes).size === SEXES.length ? [] : SEXES.filter((sex) => selection.sexes.includes(sex)),
    municipalities: unlike(selection.municipalities),
    centres: unlike(selection.centres),
    cohort: selection.cohort,
    services: unlike(selection.services),
    release: selection.release,
  }
}

const unlike = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort()

/** Codes in the order in which the address names them, each once. */
function list(params: URLSearchParams, field: SelectionField): readonly string[] {
  const raw = params.get(SELECTION_PARAMS[field])
  return raw ? [...new Set(raw.split(','))].filter((code) => /^[\w.-]{1,64}$/.test(code)) : []
}
