import type { TFunction } from 'i18next'
import type { ExportTable } from '../../export/exportable.ts'
import { isOutside, type MatrixFigures, type MatrixService } from '../matrix/matrix-figures.ts'
import { type DifferenceMatrix, sharesAsIn } from './difference-cells.ts'
import type { DifferenceRow } from './difference-rows.ts'

/** Services of two selections as a table; `why` writes why a row has no difference, which then does not apply. */
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
      row.points ?? (row.breaks.length > 0 ? undefined : null),
      ...(broken ? [why(row.breaks)] : []),
    ]),
  }
}

/**
 * Row shares of two matrices as a table, one row a pair in one direction that the reader's rights cover. Where both shares are
 * shown and no difference is, their releases do not count the same: it does not apply.
 */
export function matrixDifferenceTable(a: MatrixFigures, b: MatrixFigures, points: DifferenceMatrix, t: TFunction): ExportTable {
  const sharesB = sharesAsIn(a, b)
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
    rows: a.services.flatMap((row, i) =>
      a.services.flatMap((column, j) => {
        if (i === j || isOutside(a, i, j)) return []
        const [shareA, shareB] = [a.rowShares[i]?.[j] ?? null, sharesB[i]?.[j] ?? null]
        const unlike = shareA !== null && shareB !== null
        return [[category(row), category(column), shareA, shareB, points[i]?.[j] ?? (unlike ? undefined : null)]]
      }),
    ),
  }
}
