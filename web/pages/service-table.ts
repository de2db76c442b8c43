import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { CoUsageQuery } from '../generated/graphql.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { AgeGroup } from '../selection/selection.ts'
import type { CoUseRow } from './service-rows.ts'

type Group = CoUsageQuery['coUsage']['groups'][number]

/** A group of clients of these ages in words: '80 vuotta täyttäneet', 'Tytöt', 'Paljon palveluja käyttävät', a municipality. */
export function groupWords(
  t: TFunction,
  { dimension, value }: Pick<Group, 'dimension' | 'value'>,
  ageGroups: readonly AgeGroup[],
  catalogue: Catalogue,
): string {
  switch (dimension) {
    case 'AGE':
      return t(`who.age.${value}`)
    case 'SEX':
      return t(`${ageGroups.join() === 'AGE_0_17' ? 'sexOfMinors' : 'sex'}.${value}`)
    case 'COHORT':
      return t('service.heavyGroup')
    case 'MUNICIPALITY':
      return catalogue.placeName(value)
  }
}

/** The two-way list and the groups as tables. */
export function coUseTables(
  rows: readonly CoUseRow[],
  { coUsage }: CoUsageQuery,
  catalogue: Catalogue,
  t: TFunction,
): readonly ExportTable[] {
  return [
    {
      name: t('service.table'),
      columns: [
        { kind: 'dimension', id: 'service', label: t('column.service') },
        { kind: 'attribute', id: 'sector', label: t('column.sector') },
        { kind: 'measure', id: 'clients', label: t('service.column.clients'), unit: 'clients' },
        { kind: 'measure', id: 'shareOfService', label: t('service.column.ofThis'), unit: 'percent' },
        { kind: 'measure', id: 'shareOfOther', label: t('service.column.ofOther'), unit: 'percent' },
        { kind: 'measure', id: 'lift', label: t('service.lift'), unit: 'lift' },
      ],
      rows: rows.map((row) => [
        { code: row.code, label: row.name },
        { code: row.sector, label: t(`sector.${row.sector}`) },
        row.clients,
        row.shareOfService,
        row.shareOfOther,
        row.lift,
      ]),
    },
    {
      name: t('service.groupTable'),
      columns: [
        { kind: 'dimension', id: 'group', label: t('service.column.group') },
        { kind: 'measure', id: 'clients', label: t('column.clients'), unit: 'clients' },
        { kind: 'measure', id: 'share', label: t('service.column.groupShare'), unit: 'percent' },
        { kind: 'measure', id: 'shareOfAll', label: t('service.column.groupShareOfAll'), unit: 'percent' },
      ],
      rows: coUsage.groups.map((group) => [
        { code: `${group.dimension}-${group.value}`, label: groupWords(t, group, coUsage.selection.ageGroups, catalogue) },
        { count: group.clients.count ?? null, atLeast: group.clients.atLeast },
        group.share ?? null,
        group.shareOfAll ?? null,
      ]),
    },
  ]
}
