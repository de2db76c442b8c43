/** The figures of a scheme as tables: what is exported, and the twin of every picture. */
import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable, ExportValue } from '../export/exportable.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Catalogue } from '../release/catalogue.ts'
import type { NoisySize } from '../segments/size-layout.ts'
import { bandName, type Estimate, groupName, keyOf, type Part, partName, type Segmentation } from './adopted-words.ts'
import { shareColumns, shareValues, sizeColumns, sizeValues } from './noisy-columns.ts'

export function adoptedTables(segmentation: Segmentation, catalogue: Catalogue, t: TFunction, locale: Locale): readonly ExportTable[] {
  const { segments, all } = segmentation
  if (!all) return []
  const parts: readonly (readonly [Part, ExportValue])[] = [
    ...segments.map((part) => [part, { code: keyOf(part), label: partName(segmentation, part.key, t, locale) }] as const),
    [all, { code: 'all', label: t('adopted.all') }],
  ]
  const words = (id: string) => t(`adopted.column.${id}`)
  const segment: ExportColumn = { kind: 'dimension', id: 'segment', label: words('segment') }
  const [clients, share] = [sizeColumns(t), shareColumns(t)]
  const table = <T extends { readonly clients: NoisySize; readonly share: Estimate | null }>(
    name: string,
    dimension: string,
    list: (part: Part) => readonly T[],
    value: (item: T) => ExportValue,
  ): ExportTable => ({
    name: t(`adopted.table.${name}`),
    columns: [segment, { kind: 'dimension', id: dimension, label: words(dimension) }, ...clients, ...share],
    rows: parts.flatMap(([part, label]) =>
      list(part).map((item) => [label, value(item), ...sizeValues(item.clients), ...shareValues(item.share)]),
    ),
  })
  const services = table(
    'services',
    'service',
    (part) => part.services,
    ({ service }) => ({ code: service, label: catalogue.serviceName(service) }),
  )
  return [
    {
      name: t('adopted.table.sizes'),
      columns: [
        segment,
        ...clients,
        ...share,
        { kind: 'measure', id: 'heavy', label: words('heavy'), unit: 'clients' },
        { kind: 'measure', id: 'coverage', label: words('coverage'), unit: 'percent' },
        { kind: 'measure', id: 'heavyShare', label: words('heavyShare'), unit: 'percent' },
      ],
      rows: parts.map(([part, label]) => [
        ...[label, ...sizeValues(part.clients), ...shareValues(part.share)],
        ...[part.heavyUsers.size, part.heavyCoverage?.value ?? null, part.heavyShare?.value ?? null],
      ]),
    },
    {
      ...services,
      columns: [...services.columns, { kind: 'measure', id: 'times', label: words('times'), unit: 'lift' }],
      rows: parts.flatMap(([part], at) =>
        part.services.map((use, row) => [
          ...(services.rows[at * part.services.length + row] ?? []),
          // All clients are what the others are compared with.
          part === all ? undefined : (use.times?.value ?? null),
        ]),
      ),
    },
    table(
      'bands',
      'band',
      (part) => part.bands,
      (band) => bandName(band, t),
    ),
    table(
      'groups',
      'group',
      (part) => part.groups,
      (group) => groupName(group, t),
    ),
    table(
      'places',
      'place',
      (part) => part.places,
      ({ municipality }) => ({ code: municipality, label: catalogue.placeName(municipality) }),
    ),
    ...(all.centres
      ? [
          table(
            'centres',
            'centre',
            (part) => part.centres ?? [],
            ({ centre }) => ({ code: centre, label: catalogue.placeName(centre) }),
          ),
        ]
      : []),
  ]
}
