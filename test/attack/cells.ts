/** Canonical cells as an outsider names them: by the codes of the GraphQL surface. */
import { CENTRES, MUNICIPALITIES, SERVICES } from './fixture/catalogue.ts'

export const SEXES = ['ALL', 'MALE', 'FEMALE'] as const
export const AGES = ['ALL', 'AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'] as const
export const COHORTS = ['ALL', 'HEAVY'] as const
export const PLACES: readonly string[] = ['county', ...MUNICIPALITIES, ...CENTRES.map(({ code }) => code)]
export const CODES: readonly string[] = SERVICES.map(({ code }) => code)

export interface Selection {
  readonly cohort: (typeof COHORTS)[number]
  readonly sex: (typeof SEXES)[number]
  readonly age: (typeof AGES)[number]
  /** 'county', a municipality's code or a centre's. */
  readonly place: string
}

/** A selection that nobody can ask for, sibling of some that can: clients of unknown sex, or without a centre. */
export interface Sibling extends Omit<Selection, 'sex'> {
  readonly sex: Selection['sex'] | 'UNKNOWN'
}

/** Every canonical selection. */
export const SELECTIONS: readonly Selection[] = selectionsOver(SEXES, PLACES)

/** Place of clients without a centre, in the county or in a municipality. */
export const withoutCentre = (place: string): string => `${place} without centre`

const WITHOUT_CENTRE = ['county', ...MUNICIPALITIES].map(withoutCentre)

/** Every canonical selection, and every sibling that is never shown. */
export const SELECTIONS_AND_SIBLINGS: readonly Sibling[] = [
  ...SELECTIONS,
  ...selectionsOver(['UNKNOWN'], [...PLACES, ...WITHOUT_CENTRE]),
  ...selectionsOver(SEXES, WITHOUT_CENTRE),
]

function selectionsOver<S extends Sibling['sex']>(sexes: readonly S[], places: readonly string[]) {
  return COHORTS.flatMap((cohort) => sexes.flatMap((sex) => AGES.flatMap((age) => places.map((place) => ({ cohort, sex, age, place })))))
}

/** Name of a cell: its selection and its measure, e.g. `ALL|MALE|AGE_0_17|101|services:CHI:FAM`. */
export const cellName = (selection: Sibling, measure: string): string => `${selectionName(selection)}|${measure}`
export const selectionName = ({ cohort, sex, age, place }: Sibling): string => `${cohort}|${sex}|${age}|${place}`

/** Measure of clients who use all of the services; 'clients' for none. */
export const servicesMeasure = (...codes: readonly string[]): string =>
  codes.length === 0 ? 'clients' : `services:${[...codes].sort().join(':')}`

/** What an outsider sees: null is withheld, a missing name was never asked. */
export type Published = ReadonlyMap<string, number | null>

/** Immediate parents of a selection, by one dimension each; a centre's parents are its municipality and the county. */
export function parentsOf(
  selection: Selection,
): readonly { readonly dimension: 'sex' | 'age' | 'place' | 'cohort'; readonly parent: Selection }[] {
  const { cohort, sex, age, place } = selection
  const centre = CENTRES.find(({ code }) => code === place)
  const places = place === 'county' ? [] : centre ? [MUNICIPALITIES[centre.municipality] ?? '', 'county'] : ['county']
  return [
    ...(sex === 'ALL' ? [] : [{ dimension: 'sex' as const, parent: { ...selection, sex: 'ALL' as const } }]),
    ...(age === 'ALL'
      ? []
      : [
          {
            dimension: 'age' as const,
            parent: { ...selection, age: age === 'AGE_65_79' || age === 'AGE_80_PLUS' ? ('AGE_65_PLUS' as const) : ('ALL' as const) },
          },
        ]),
    ...places.map((p) => ({ dimension: 'place' as const, parent: { ...selection, place: p } })),
    ...(cohort === 'ALL' ? [] : [{ dimension: 'cohort' as const, parent: { ...selection, cohort: 'ALL' as const } }]),
  ]
}
