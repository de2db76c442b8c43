/** A crosswalk's segments in words, and its figures as tables. */
import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable, ExportUnit } from '../export/exportable.ts'
import type { Locale } from '../i18n/locale.ts'
import { type Draft, textIn } from '../segments/draft-model.ts'
import type { CrosswalkFigures } from './crosswalk.tsx'

/** Those whom no rule meets have the page's own word. */
export const nameIn = ({ version }: Draft, key: string | null | undefined, t: TFunction, locale: Locale): string => {
  const segment = version.content.segments.find((one) => one.key === key)
  return segment ? textIn(segment.name, locale) : t('segments.other')
}

interface Sides {
  readonly from: Draft
  readonly to: Draft
}

export function crosswalkTables(
  { rows, columns }: CrosswalkFigures,
  { from, to }: Sides,
  t: TFunction,
  locale: Locale,
): readonly ExportTable[] {
  const title = (draft: Draft) => textIn(draft.version.content.title, locale)
  const measures = (ids: readonly string[], unit: ExportUnit): readonly ExportColumn[] =>
    ids.map((id) => ({ kind: 'measure', id, label: t(`adopted.column.${id}`), unit }))
  const clients = measures(['clients', 'low', 'high'], 'clients')
  return [
    {
      name: t('crosswalk.title'),
      columns: [
        { kind: 'dimension', id: 'from', label: title(from) },
        { kind: 'dimension', id: 'to', label: title(to) },
        ...clients,
        ...measures(['share', 'shareLow', 'shareHigh'], 'percent'),
      ],
      rows: rows.flatMap((row) =>
        row.cells.map(({ clients: { size, low, high }, share }, at) => [
          { code: row.key ?? 'other', label: nameIn(from, row.key, t, locale) },
          { code: columns[at]?.key ?? 'other', label: nameIn(to, columns[at]?.key, t, locale) },
          ...[size ?? null, low, high, share?.value ?? null, share?.low ?? null, share?.high ?? null],
        ]),
      ),
    },
    ...(
      [
        [from, rows],
        [to, columns],
      ] as const
    ).map(([draft, lines]) => ({
      name: t('crosswalk.sums', { name: title(draft) }),
      columns: [{ kind: 'dimension', id: 'segment', label: t('adopted.column.segment') } as const, ...clients],
      rows: lines.map(({ key, clients: { size, low, high } }) => [
        { code: key ?? 'other', label: nameIn(draft, key, t, locale) },
        ...[size ?? null, low, high],
      ]),
    })),
  ]
}
