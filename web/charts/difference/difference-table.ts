import type { TFunction } from 'i18next'
import type { ExportTable } from '../../export/exportable.ts'
import type { MatrixService } from '../matrix/matrix-figures.ts'
import type { DifferenceMatrix } from './difference-cells.ts'
import type { DifferenceRow } from './difference-rows.ts'

/** Services of two selections as a table; `why` writes why a row has no difference. */
export function differenceTable(
  rows: readonly DifferenceRow[],
  t: TFunction,
  why: (breaks: DifferenceRow['breaks']) => string,
): ExportTable {
  const broken = rows.some(({ breaks }) => breaks.length > 0)
  return {
    name: t('compare.table.services'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('column.service') },
      { kind: 'attribute', id: 'sector', label: t('column.sector') },
      { kind: 'measure', id: 'clientsA', label: t('compare.table.clientsA'), unit: 'clients' },
      { kind: 'measure', id: 'clientsB', label: t('compare.table.clientsB'), unit: 'clients' },
      { kind: 'measure', id: 'shareA', label: t('compare.table.shareA'), unit: 'percent' },
      { kind: 'measure', id: 'shareB', label: t('compare.table.shareB'), unit: 'percent' },
      { kind: 'measure', id: 'points', label: t('compare.table.points'), unit: 'points' },
      ...(broken ? [{ kind: 'attribute' as const, id: 'broken', label: t('compare.table.broken') }] : []),
    ],
    rows: rows.map((row) => [
      { code: row.code, label: row.name },
      { code: row.sector, label: t(`sector.${row.sector}`) },
      row.a,
      row.b,
      row.shareA,
      row.shareB,
      row.points,
      ...(broken ? [why(row.breaks)] : []),
    ]),
  }
}

/** Row shares of two matrices as a table, one row a pair in one direction. */
export function matrixDifferenceTable(
  services: readonly MatrixService[],
  shares: { readonly a: DifferenceMatrix; readonly b: DifferenceMatrix; readonly points: DifferenceMatrix },
  t: TFunction,
): ExportTable {
  const category = ({ code, name }: MatrixService) => ({ code, label: name })
  return {
    name: t('compare.table.matrix'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('column.service') },
      { kind: 'dimension', id: 'other', label: t('compare.table.other') },
      { kind: 'measure', id: 'shareA', label: t('compare.table.shareA'), unit: 'percent' },
      { kind: 'measure', id: 'shareB', label: t('compare.table.shareB'), unit: 'percent' },
      { kind: 'measure', id: 'points', label: t('compare.table.points'), unit: 'points' },
    ],
    rows: services.flatMap((row, i) =>
      services.flatMap((column, j) =>
        i === j
          ? []
          : [[category(row), category(column), shares.a[i]?.[j] ?? null, shares.b[i]?.[j] ?? null, shares.points[i]?.[j] ?? null]],
      ),
    ),
  }
}
