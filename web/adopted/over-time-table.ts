/** A segment over the releases as tables: what is exported, and the twin of the lines. */
import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable, ExportValue } from '../export/exportable.ts'
import { breakWords } from '../release/break-words.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { groupName } from './adopted-words.ts'
import type { SegmentPoint } from './point-values.ts'

export type By = 'places' | 'centres' | 'groups'

/** A municipality or centre, or sex and age, as its reader calls it. */
export function partWords(by: By, code: string, catalogue: Catalogue, t: TFunction): string {
  if (by !== 'groups') return catalogue.placeName(code)
  const [sex, age] = code.split(' ')
  // The server writes both words, and no others.
  return groupName({ sex, age } as Parameters<typeof groupName>[0], t)
}

/** Three measures that a row cannot have. */
const NOT_APPLICABLE = [undefined, undefined, undefined]

interface Series {
  readonly points: readonly SegmentPoint[]
  readonly parts: readonly { readonly code: string; readonly points: readonly SegmentPoint[] }[]
}

interface Named {
  readonly name: string
  readonly by: By
  readonly catalogue: Catalogue
}

export function overTimeTables({ points, parts }: Series, { name, by, catalogue }: Named, t: TFunction): readonly ExportTable[] {
  const measures = (ids: readonly string[], unit: 'clients' | 'finePercent' | 'rate' | 'change'): readonly ExportColumn[] =>
    ids.map((id) => ({ kind: 'measure', id, label: t(`overTime.column.${id}`), unit }))
  const columns: readonly ExportColumn[] = [
    { kind: 'dimension', id: 'release', label: t('field.release'), dates: true },
    ...measures(['clients', 'low', 'high'], 'clients'),
    ...measures(['share', 'shareLow', 'shareHigh'], 'finePercent'),
    ...measures(['rate', 'rateLow', 'rateHigh'], 'rate'),
    ...measures(['change', 'changeLow', 'changeHigh'], 'change'),
    { kind: 'attribute', id: 'break', label: t('following.break') },
  ]
  const rowsOf = (list: readonly SegmentPoint[]): readonly (readonly ExportValue[])[] =>
    list
      .filter(({ state, clients }) => state === 'FIGURES' && clients != null)
      .map(({ release, dataDate, clients, share, residents, perThousand, change, breaks }, at) => [
        { code: release, label: dataDate },
        ...[clients?.size ?? null, clients?.low ?? null, clients?.high ?? null],
        ...[share?.value ?? null, share?.low ?? null, share?.high ?? null],
        ...(residents ? [perThousand?.value ?? null, perThousand?.low ?? null, perThousand?.high ?? null] : NOT_APPLICABLE),
        // The first release has none before it to differ from.
        ...(at === 0 ? NOT_APPLICABLE : [change?.value ?? null, change?.low ?? null, change?.high ?? null]),
        breakWords(t, breaks, catalogue),
      ])
  return [
    { name: t('overTime.title', { name }), columns, rows: rowsOf(points) },
    {
      name: t(`overTime.by.${by}`),
      columns: [{ kind: 'dimension', id: 'part', label: t('following.part') }, ...columns],
      rows: parts.flatMap(({ code, points: own }) =>
        rowsOf(own).map((row) => [{ code, label: partWords(by, code, catalogue, t) }, ...row]),
      ),
    },
  ]
}
