import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable } from '../../export/exportable.ts'
import type { UpsetCombination } from './upset-layout.ts'

/** The combinations as a table, in the order on screen. */
export function combinationTable(
  combinations: readonly UpsetCombination[],
  size: number,
  nameOf: (code: string) => string,
  t: TFunction,
): ExportTable {
  const services = Array.from(
    { length: size },
    (_, index): ExportColumn => ({ kind: 'dimension', id: `service${index + 1}`, label: t('combinations.service', { number: index + 1 }) }),
  )
  return {
    name: t(`combinations.table.${size}`),
    columns: [
      ...services,
      { kind: 'measure', id: 'clients', label: t('column.clients'), unit: 'clients' },
      { kind: 'measure', id: 'lift', label: t('matrix.export.lift'), unit: 'lift' },
    ],
    rows: combinations.map(({ codes, clients, lift }) => [...codes.map((code) => ({ code, label: nameOf(code) })), clients, lift]),
  }
}
