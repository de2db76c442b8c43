import type { TFunction } from 'i18next'
import type { ExportTable } from '../../export/exportable.ts'
import { isOutside, type MatrixFigures } from './matrix-figures.ts'

/** The matrix as tables for export: every pair that the reader's rights cover once with all its figures, then the services. */
export function matrixTables(figures: MatrixFigures, t: TFunction): readonly ExportTable[] {
  const { services, counts, atLeast, lifts, rowShares } = figures
  const category = (index: number) => ({ code: services[index]?.code ?? '', label: services[index]?.name ?? '' })
  const figure = (row: number, column: number) => ({
    count: counts[row]?.[column] ?? null,
    atLeast: atLeast[row]?.[column] ?? false,
  })
  return [
    {
      name: t('matrix.export.pairs'),
      columns: [
        { kind: 'dimension', id: 'serviceA', label: t('matrix.export.a') },
        { kind: 'dimension', id: 'serviceB', label: t('matrix.export.b') },
        { kind: 'measure', id: 'clients', label: t('matrix.export.count'), unit: 'clients' },
        { kind: 'measure', id: 'lift', label: t('matrix.export.lift'), unit: 'lift' },
        { kind: 'measure', id: 'shareOfA', label: t('matrix.export.shareA'), unit: 'percent' },
        { kind: 'measure', id: 'shareOfB', label: t('matrix.export.shareB'), unit: 'percent' },
      ],
      rows: services.flatMap((_, a) =>
        services.flatMap((__, b) =>
          a < b && !isOutside(figures, a, b)
            ? [[category(a), category(b), figure(a, b), lifts[a]?.[b] ?? null, rowShares[a]?.[b] ?? null, rowShares[b]?.[a] ?? null]]
            : [],
        ),
      ),
    },
    {
      name: t('matrix.export.services'),
      columns: [
        { kind: 'dimension', id: 'service', label: t('column.service') },
        { kind: 'attribute', id: 'sector', label: t('column.sector') },
        { kind: 'measure', id: 'clients', label: t('column.clients'), unit: 'clients' },
      ],
      rows: services.map((service, index) => [
        { code: service.code, label: service.name },
        { code: service.sector, label: t(`sector.${service.sector}`) },
        figure(index, index),
      ]),
    },
  ]
}
