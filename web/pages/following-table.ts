import type { TFunction } from 'i18next'
import type { ExportTable } from '../export/exportable.ts'
import type { SeriesQuery } from '../generated/graphql.ts'
import { breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { pointColumns, pointValues } from './leadership-table.ts'

/** A part as its reader calls it. */
export const partName = (t: TFunction, by: 'municipality' | 'centre' | 'age' | 'sex', code: string, catalogue: Catalogue): string =>
  by === 'age' ? t(`age.${code}`) : by === 'sex' ? t(`sex.${code}`) : catalogue.placeName(code)

/** The line and its parts as tables; a break is said in the row that it precedes. */
export function followingTables(
  series: SeriesQuery['series'],
  by: 'municipality' | 'centre' | 'age' | 'sex',
  catalogue: Catalogue,
  t: TFunction,
): readonly ExportTable[] {
  const release = { kind: 'dimension' as const, id: 'release', label: t('field.release'), dates: true as const }
  const broken = { kind: 'attribute' as const, id: 'break', label: t('following.break') }
  const rowsOf = (points: SeriesQuery['series']['points']) =>
    points.map((point, at) => [
      { code: point.release.id, label: point.release.dataDate },
      ...pointValues(points, at),
      breakWords(t, point.breaks, catalogue),
    ])
  return [
    { name: t('lead.trend.unknown'), columns: [release, ...pointColumns(t), broken], rows: rowsOf(series.points) },
    {
      name: t(`following.dimension.${by}`),
      columns: [{ kind: 'dimension', id: 'part', label: t('following.part') }, release, ...pointColumns(t), broken],
      rows: series.parts.flatMap(({ code, points }) =>
        rowsOf(points).map((row) => [{ code, label: partName(t, by, code, catalogue) }, ...row]),
      ),
    },
  ]
}
