import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import { figureOf } from '../format.ts'
import type { ServiceCountsQuery } from '../generated/graphql.ts'

/** The histograms with their comparison, and the grid, as tables. */
export function serviceCountTables({ all, heavy }: ServiceCountsQuery, cohort: 'ALL' | 'HEAVY', t: TFunction): readonly ExportTable[] {
  const main = cohort === 'HEAVY' ? heavy : all
  const parts = [
    ['health', all.health, heavy.health],
    ['social', all.social, heavy.social],
    ['all', all.all, heavy.all],
    ['bands', all.bands, heavy.bands],
  ] as const
  return [
    {
      name: t('counts.table'),
      columns: [
        { kind: 'dimension', id: 'services', label: t('counts.column.kind') },
        { kind: 'dimension', id: 'number', label: t('counts.column.number') },
        { kind: 'measure', id: 'clients', label: t('counts.column.clients'), unit: 'clients' },
        { kind: 'measure', id: 'share', label: t('counts.column.share'), unit: 'percent' },
        { kind: 'measure', id: 'heavyClients', label: t('column.heavyClients'), unit: 'clients' },
        { kind: 'measure', id: 'heavyShare', label: t('column.heavyShare'), unit: 'percent' },
      ],
      rows: parts.flatMap(([kind, bins, heavyBins]) =>
        bins.map((bin, at) => [
          { code: kind, label: t(`counts.kind.${kind}`) },
          bin.label,
          figureOf(bin.clients),
          bin.share ?? null,
          figureOf(heavyBins[at]?.clients ?? { atLeast: false }),
          heavyBins[at]?.share ?? null,
        ]),
      ),
    },
    {
      name: t('counts.gridTable'),
      columns: [
        { kind: 'dimension', id: 'health', label: t('counts.health') },
        { kind: 'dimension', id: 'social', label: t('counts.social') },
        { kind: 'measure', id: 'clients', label: t('column.clients'), unit: 'clients' },
      ],
      rows: main.grid.health.flatMap((health, h) =>
        main.grid.social.map((social, s) => [
          health,
          social,
          { count: main.grid.counts[h]?.[s] ?? null, atLeast: main.grid.atLeast[h]?.[s] ?? false },
        ]),
      ),
    },
  ]
}
