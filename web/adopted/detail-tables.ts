/** The detail of a segment as tables: what is exported, and the twin of every picture. */
import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { groupName } from './adopted-words.ts'
import type { DetailPart } from './detailed.tsx'
import { shareColumns, shareValues, sizeColumns, sizeValues } from './noisy-columns.ts'

export function pairsTable({ pairs }: DetailPart, catalogue: Catalogue, t: TFunction): ExportTable {
  const service = (code: string | undefined) => ({ code: code ?? '', label: catalogue.serviceName(code ?? '') })
  return {
    name: t('detail.table.pairs'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('detail.column.one') },
      { kind: 'dimension', id: 'other', label: t('detail.column.other') },
      ...sizeColumns(t),
      ...shareColumns(t),
      { kind: 'measure', id: 'ofAll', label: t('detail.column.ofAll'), unit: 'percent' },
      { kind: 'measure', id: 'times', label: t('detail.column.times'), unit: 'lift' },
    ],
    rows: pairs.map(({ services: [one, other], clients: size, share, shareOfAll, times }) => [
      ...[service(one), service(other), ...sizeValues(size), ...shareValues(share), shareOfAll?.value ?? null, times?.value ?? null],
    ]),
  }
}

export const areaTable = (
  list: 'municipalities' | 'centres',
  cells: DetailPart['municipalities'],
  catalogue: Catalogue,
  t: TFunction,
): ExportTable => ({
  name: t(list === 'municipalities' ? 'detail.table.places' : 'detail.table.centres'),
  columns: [
    { kind: 'dimension', id: 'place', label: t(`adopted.column.${list === 'municipalities' ? 'place' : 'centre'}`) },
    { kind: 'dimension', id: 'group', label: t('adopted.column.group') },
    ...sizeColumns(t),
    ...shareColumns(t),
  ],
  rows: cells.map((cell) => [
    ...[
      { code: cell.place, label: catalogue.placeName(cell.place) },
      { code: `${cell.sex} ${cell.age}`, label: groupName(cell, t) },
    ],
    ...[...sizeValues(cell.clients), ...shareValues(cell.share)],
  ]),
})
