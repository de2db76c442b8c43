import type { TFunction } from 'i18next'
import type { Catalogue } from '../release/catalogue.ts'
import { sexWords } from './describe.ts'
import type { Selection } from './selection.ts'

/** The fields of the bar; a place is a municipality or a centre. */
export const BAR_FIELDS = ['age', 'sex', 'place', 'cohort', 'services', 'release'] as const
export type BarField = (typeof BAR_FIELDS)[number]

/** What resets a field of the bar. */
export const RESET: Readonly<Record<BarField, Partial<Selection>>> = {
  age: { ageGroups: [] },
  sex: { sexes: [] },
  place: { municipalities: [], centres: [] },
  cohort: { cohort: 'ALL' },
  services: { services: [] },
  release: { release: null },
}

/** Whether a field of the bar restricts, or leaves the current release. */
export function isChanged(selection: Selection, field: BarField): boolean {
  switch (field) {
    case 'age':
      return selection.ageGroups.length > 0
    case 'sex':
      return selection.sexes.length > 0
    case 'place':
      return selection.municipalities.length + selection.centres.length > 0
    case 'cohort':
      return selection.cohort !== 'ALL'
    case 'services':
      return selection.services.length > 0
    case 'release':
      return selection.release !== null
  }
}

interface ValueSource {
  readonly catalogue: Catalogue | null
  /** Why it does not come. */
  readonly error?: unknown
}

/** The value of a field in a word or two. A release whose catalogue has not come is dots; one that does not come is what the address says. */
export function valueWords(t: TFunction, selection: Selection, field: BarField, { catalogue, error }: ValueSource): string {
  switch (field) {
    case 'age':
      return selection.ageGroups.length === 0 ? t('field.all') : selection.ageGroups.map((age) => t(`age.${age}`)).join(', ')
    case 'sex':
      return selection.sexes.length === 0 ? t('field.all') : selection.sexes.map((sex) => sexWords(t, sex, selection.ageGroups)).join(', ')
    case 'place': {
      const places = [...selection.municipalities, ...selection.centres]
      if (places.length === 0) return t('field.everywhere')
      if (places.length === 1) return catalogue?.placeName(places[0] ?? '') ?? places.join('')
      return t(selection.municipalities.length > 0 ? 'field.municipalities' : 'field.centres', { count: places.length })
    }
    case 'cohort':
      return t(`cohort.${selection.cohort}`)
    case 'services':
      if (selection.services.length === 0) return t('field.anyService')
      if (selection.services.length === 1) return catalogue?.service(selection.services[0] ?? '')?.shortName ?? selection.services.join('')
      return t('field.services', { count: selection.services.length })
    case 'release':
      return catalogue ? catalogue.label(catalogue.release) : error && selection.release ? selection.release : '\u2026'
  }
}
