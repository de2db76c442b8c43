import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { Catalogue, ReleaseName } from '../release/catalogue.ts'
import { type AgeGroup, SEXES, type Selection, type Sex } from '../selection/selection.ts'
import type { BandsAsked, SeveralServices } from './use-bands.ts'

export interface PlaceAsked extends BandsAsked {
  readonly kind: 'municipality' | 'centre'
  readonly code: string
  readonly name: string
}

export interface PeopleAsked extends BandsAsked {
  readonly age: AgeGroup
  readonly sex: Sex
}

const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const satisfies readonly AgeGroup[]

/** Every place in alphabetical order, whatever place is selected: areas are listed by name, never ranked. */
export function placesAsked(selection: Selection, { release }: Catalogue): readonly PlaceAsked[] {
  const byName = <P extends { readonly name: string }>(places: readonly P[]) =>
    [...places].sort((a, b) => a.name.localeCompare(b.name, 'fi'))
  return [
    ...byName(release.municipalities).map(({ code, name }) => ({
      key: `municipality-${code}`,
      kind: 'municipality' as const,
      code,
      name,
      selection: { ...selection, municipalities: [code], centres: [] },
    })),
    ...byName(release.centres).map(({ code, name }) => ({
      key: `centre-${code}`,
      kind: 'centre' as const,
      code,
      name,
      selection: { ...selection, municipalities: [], centres: [code] },
    })),
  ]
}

/** Age groups by sex, within the selected place and cohort. */
export const peopleAsked = (selection: Selection): readonly PeopleAsked[] =>
  AGES.flatMap((age) =>
    SEXES.map((sex) => ({ key: `${age}-${sex}`, age, sex, selection: { ...selection, ageGroups: [age], sexes: [sex] } })),
  )

/** Releases, places and groups as tables. */
export function leadershipTables(
  releases: readonly ReleaseName[],
  places: readonly PlaceAsked[],
  people: readonly PeopleAsked[],
  answers: ReadonlyMap<string, SeveralServices>,
  catalogue: Catalogue,
  t: TFunction,
): readonly ExportTable[] {
  const table = (
    id: string,
    label: string,
    name: string,
    rows: readonly { readonly key: string; readonly code: string; readonly label: string }[],
  ): ExportTable => ({
    name,
    columns: [
      { kind: 'dimension', id, label },
      { kind: 'measure', id: 'clients', label: t('lead.column.clients'), unit: 'clients' },
      { kind: 'measure', id: 'share', label: t('lead.column.share'), unit: 'percent' },
    ],
    rows: rows.flatMap(({ key, code, label }) => {
      const answer = answers.get(key)
      return answer ? [[{ code, label }, answer.clients, answer.share]] : []
    }),
  })
  return [
    table(
      'release',
      t('field.release'),
      t('lead.historyTitle'),
      releases.map((release) => ({ key: `release-${release.id}`, code: release.id, label: catalogue.label(release) })),
    ),
    table(
      'place',
      t('field.place'),
      t('lead.placesTitle'),
      places.map((place) => ({ key: place.key, code: place.code, label: place.name })),
    ),
    table(
      'group',
      t('service.column.group'),
      t('lead.peopleTitle'),
      people.map(({ key, age, sex }) => ({ key, code: key, label: `${t(`who.age.${age}`)}, ${t(`sex.${sex}`)}` })),
    ),
  ]
}
