import type { TFunction } from 'i18next'
import type { Catalogue } from '../release/catalogue.ts'
import { type AgeGroup, type Cohort, EVERYONE, type Selection, type Sex, toInput } from './selection.ts'

/** What words need of a selection: the address' or an answer's. */
export interface DescribedSelection {
  readonly ageGroups: readonly AgeGroup[]
  readonly sexes: readonly Sex[]
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  readonly cohort: Cohort
  readonly services: readonly string[]
}

/** 'a, b ja c' in the reader's language. */
export function listed(t: TFunction, items: readonly string[]): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${t('list.and')} ${items.at(-1)}`
}

/** '80 vuotta täyttäneet naiset': who they are, without the place. */
export function whoWords(t: TFunction, { ageGroups, sexes, cohort }: DescribedSelection): string {
  const sex = sexes.length === 1 ? t(`who.${areMinors(ageGroups) ? 'child' : 'sex'}.${sexes[0]}`) : null
  const ages =
    ageGroups.length > 0
      ? listed(
          t,
          ageGroups.map((age) => t(`who.age.${age}`)),
        )
      : null
  const heavy = cohort === 'HEAVY'
  if (ages === null && sex === null) return t(heavy ? 'who.everyoneHeavy' : 'who.everyone')
  const who = ages === null ? String(sex) : sex === null ? t('who.ageOnly', { ages }) : t('who.ageSex', { ages, sex })
  return heavy ? t('who.heavy', { who }) : who
}

/** 'Naiset'; 'Tytöt' where all are minors, as `whoWords` calls them. */
export const sexWords = (t: TFunction, sex: Sex, ageGroups: readonly AgeGroup[]): string =>
  t(`${areMinors(ageGroups) ? 'sexOfMinors' : 'sex'}.${sex}`)

const areMinors = (ageGroups: readonly AgeGroup[]) => ageGroups.length === 1 && ageGroups[0] === 'AGE_0_17'

/** Where they live, with the space or comma that leads to it. Names are never inflected. */
export function placeWords(t: TFunction, { municipalities, centres }: DescribedSelection, catalogue: Catalogue): string {
  if (municipalities.length > 0)
    return t('place.municipality', { count: municipalities.length, names: listed(t, municipalities.map(catalogue.placeName)) })
  if (centres.length > 0) return t('place.centre', { count: centres.length, names: listed(t, centres.map(catalogue.placeName)) })
  return t('place.everywhere')
}

/** ', jotka käyttävät palvelua …', or nothing. */
export function usesWords(t: TFunction, { services }: DescribedSelection, catalogue: Catalogue): string {
  if (services.length === 0) return ''
  return t('uses.clause', {
    services: listed(
      t,
      services.map((code) => t('uses.service', { name: catalogue.serviceName(code) })),
    ),
  })
}

/** The whole selection in one phrase without figures, for titles and exports. */
export function selectionWords(t: TFunction, selection: DescribedSelection, catalogue: Catalogue): string {
  return whoWords(t, selection) + placeWords(t, selection, catalogue) + usesWords(t, selection, catalogue)
}

/** What a widening changes, as an object of 'choose': 'kaikki ikäryhmät', 'koko alue', … */
export function wideningWords(t: TFunction, from: DescribedSelection, to: DescribedSelection, catalogue: Catalogue): string {
  const changes: string[] = []
  if (!same(from.ageGroups, to.ageGroups))
    changes.push(
      to.ageGroups.length === 0
        ? t('widen.ages')
        : listed(
            t,
            to.ageGroups.map((age) => t(`age.${age}`)),
          ),
    )
  if (!same(from.sexes, to.sexes)) changes.push(t('widen.sexes'))
  if (!same(from.municipalities, to.municipalities) || !same(from.centres, to.centres)) {
    const places = [...to.municipalities, ...to.centres].map(catalogue.placeName)
    changes.push(places.length === 0 ? t('widen.everywhere') : listed(t, places))
  }
  if (from.cohort !== to.cohort) changes.push(t('widen.cohort'))
  if (!same(from.services, to.services))
    changes.push(
      to.services.length === 0
        ? t('widen.services')
        : t('widen.serviceOnly', { services: listed(t, to.services.map(catalogue.serviceName)) }),
    )
  return listed(t, changes)
}

/** The fields of an answer's selection that the address takes over. */
export const asChange = (to: DescribedSelection): Partial<Selection> => ({
  ageGroups: to.ageGroups,
  sexes: to.sexes,
  municipalities: to.municipalities,
  centres: to.centres,
  cohort: to.cohort,
  services: to.services,
})

/** Whether both are one group of people. */
export function isSame(a: DescribedSelection, b: DescribedSelection): boolean {
  const key = (one: DescribedSelection) => JSON.stringify(toInput({ ...EVERYONE, ...asChange(one) }))
  return key(a) === key(b)
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((value, at) => value === b[at])

/** Whether an age group that has no others in it, and a sex, are of the selection; 65+ has the two after it. */
export function isWithin(age: AgeGroup, sex: Sex, { ageGroups, sexes }: DescribedSelection): boolean {
  const older = age === 'AGE_65_79' || age === 'AGE_80_PLUS'
  const ofAge = ageGroups.length === 0 || ageGroups.includes(age) || (older && ageGroups.includes('AGE_65_PLUS'))
  return ofAge && (sexes.length === 0 || sexes.includes(sex))
}
