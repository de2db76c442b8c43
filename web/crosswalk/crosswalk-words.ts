/** A crosswalk's segments in words, and its figures as tables. */
import type { TFunction } from 'i18next'
import { shareColumns, shareValues, sizeColumns, sizeValues } from '../adopted/noisy-columns.ts'
import type { ExportTable } from '../export/exportable.ts'
import type { Locale } from '../i18n/locale.ts'
import { type Draft, textIn } from '../segments/draft-model.ts'
import type { CrosswalkFigures } from './crosswalk-query.ts'

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
  const clients = sizeColumns(t)
  return [
    {
      name: t('crosswalk.title'),
      columns: [
        { kind: 'dimension', id: 'from', label: title(from) },
        { kind: 'dimension', id: 'to', label: title(to) },
        ...clients,
        ...shareColumns(t),
      ],
      rows: rows.flatMap((row) =>
        row.cells.map(({ clients: size, share }, at) => [
          { code: row.key ?? 'other', label: nameIn(from, row.key, t, locale) },
          { code: columns[at]?.key ?? 'other', label: nameIn(to, columns[at]?.key, t, locale) },
          ...[...sizeValues(size), ...shareValues(share)],
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
      rows: lines.map(({ key, clients: size }) => [{ code: key ?? 'other', label: nameIn(draft, key, t, locale) }, ...sizeValues(size)]),
    })),
  ]
}
