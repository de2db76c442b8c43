/** The detail of a segment as tables: what is exported, and the twin of every picture. */
import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable, ExportUnit } from '../export/exportable.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { NoisySize } from '../segments/size-layout.ts'
import { type Estimate, groupName } from './adopted-words.ts'
import type { DetailPart } from './detailed.tsx'

const measures = (t: TFunction, ids: readonly string[], unit: ExportUnit): readonly ExportColumn[] =>
  ids.map((id) => ({ kind: 'measure', id, label: t(`adopted.column.${id}`), unit }))
const clients = (t: TFunction) => measures(t, ['clients', 'low', 'high'], 'clients')
const shares = (t: TFunction) => measures(t, ['share', 'shareLow', 'shareHigh'], 'percent')
const of = ({ size, low, high }: NoisySize) => [size, low, high]
const ofShare = (one: Estimate | null) => [one?.value ?? null, one?.low ?? null, one?.high ?? null]

export function pairsTable({ pairs }: DetailPart, catalogue: Catalogue, t: TFunction): ExportTable {
  const service = (code: string | undefined) => ({ code: code ?? '', label: catalogue.serviceName(code ?? '') })
  return {
    name: t('detail.table.pairs'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('detail.column.one') },
      { kind: 'dimension', id: 'other', label: t('detail.column.other') },
      ...clients(t),
      ...shares(t),
      { kind: 'measure', id: 'ofAll', label: t('detail.column.ofAll'), unit: 'percent' },
      { kind: 'measure', id: 'times', label: t('detail.column.times'), unit: 'lift' },
    ],
    rows: pairs.map(({ services: [one, other], clients: size, share, shareOfAll, times }) => [
      ...[service(one), service(other), ...of(size), ...ofShare(share), shareOfAll?.value ?? null, times?.value ?? null],
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
    ...clients(t),
    ...shares(t),
  ],
  rows: cells.map((cell) => [
    ...[
      { code: cell.place, label: catalogue.placeName(cell.place) },
      { code: `${cell.sex} ${cell.age}`, label: groupName(cell, t) },
    ],
    ...[...of(cell.clients), ...ofShare(cell.share)],
  ]),
})
