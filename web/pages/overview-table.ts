import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { OverviewRow } from './overview-rows.ts'

/** The overview as a table, in catalogue order: what is drawn and the figures behind it. */
export function overviewTable(rows: readonly OverviewRow[], t: TFunction): ExportTable {
  return {
    name: t('overview.table'),
    columns: [
      { kind: 'dimension', id: 'service', label: t('column.service') },
      { kind: 'attribute', id: 'sector', label: t('column.sector') },
      { kind: 'attribute', id: 'rule', label: t('column.rule') },
      { kind: 'measure', id: 'clients', label: t('column.clients'), unit: 'clients' },
      { kind: 'measure', id: 'share', label: t('column.share'), unit: 'percent' },
      { kind: 'measure', id: 'heavyClients', label: t('column.heavyClients'), unit: 'clients' },
      { kind: 'measure', id: 'heavyShare', label: t('column.heavyShare'), unit: 'percent' },
    ],
    rows: rows.map((row) => [
      { code: row.code, label: row.name },
      { code: row.sector, label: t(`sector.${row.sector}`) },
      row.moreThan === null ? '' : t('rule.gt', { count: row.moreThan }),
      // Of all clients, whichever cohort is on screen: the column keeps its meaning.
      row.allClients,
      row.allShare,
      row.heavyClients,
      row.heavyShare,
    ]),
  }
}
