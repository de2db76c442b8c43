import type { TFunction } from 'i18next'
import type { ExportColumn, ExportTable, ExportValue } from '../export/exportable.ts'
import type { LeadershipQuery } from '../generated/graphql.ts'
import type { Catalogue } from '../release/catalogue.ts'
import { byName } from './leadership-places.tsx'
import { isYearBefore, type Point } from './series-values.ts'

/** The measures of a point, in the order of `pointColumns`. A change that nothing precedes, or that a break lies in, does not apply. */
export function pointValues(points: readonly Point[], at: number): readonly ExportValue[] {
  const point = points[at]
  if (!point) return []
  const earlier = points.findIndex(({ release }) => isYearBefore(release.dataDate, point.release.dataDate))
  const change = (from: number, value: number | null | undefined) =>
    from < 0 || points.slice(from + 1, at + 1).some(({ breaks }) => breaks.length > 0) ? undefined : (value ?? null)
  return [
    { count: point.clients.count ?? null, atLeast: point.clients.atLeast },
    { count: point.of.count ?? null, atLeast: point.of.atLeast },
    point.share ?? null,
    point.residents ? (point.perThousand ?? null) : undefined,
    change(at - 1, point.sincePrevious),
    change(earlier, point.sinceYear),
  ]
}

export const pointColumns = (t: TFunction): readonly ExportColumn[] => [
  { kind: 'measure', id: 'clients', label: t('lead.column.clients'), unit: 'clients' },
  { kind: 'measure', id: 'of', label: t('lead.column.of'), unit: 'clients' },
  { kind: 'measure', id: 'share', label: t('lead.column.share'), unit: 'percent' },
  { kind: 'measure', id: 'rate', label: t('lead.column.rate'), unit: 'rate' },
  { kind: 'measure', id: 'since_previous', label: t('lead.column.sincePrevious'), unit: 'change' },
  { kind: 'measure', id: 'since_year', label: t('lead.column.sinceYear'), unit: 'change' },
]

/** Releases, places, groups and services as tables. */
export function leadershipTables(
  series: LeadershipQuery['series'],
  profile: LeadershipQuery['indicatorProfile'],
  catalogue: Catalogue,
  t: TFunction,
): readonly ExportTable[] {
  const release = (point: Point) => ({ code: point.release.id, label: point.release.dataDate })
  const places = (name: string, parts: LeadershipQuery['series']['municipalities']): ExportTable => ({
    name,
    columns: [
      { kind: 'dimension', id: 'place', label: t('field.place') },
      { kind: 'dimension', id: 'release', label: t('field.release'), dates: true },
      ...pointColumns(t),
    ],
    rows: byName(parts, catalogue).flatMap(({ code, points }) =>
      points.map((point, at) => [{ code, label: catalogue.placeName(code) }, release(point), ...pointValues(points, at)]),
    ),
  })
  return [
    {
      name: t('lead.trend.unknown'),
      columns: [{ kind: 'dimension', id: 'release', label: t('field.release'), dates: true }, ...pointColumns(t)],
      rows: series.points.map((point, at) => [release(point), ...pointValues(series.points, at)]),
    },
    places(t('lead.byMunicipality'), series.municipalities),
    places(t('lead.byCentre'), series.centres),
    {
      name: t('lead.peopleTitle'),
      columns: [
        { kind: 'dimension', id: 'age', label: t('field.age') },
        { kind: 'dimension', id: 'sex', label: t('field.sex') },
        { kind: 'measure', id: 'clients', label: t('lead.column.clients'), unit: 'clients' },
        { kind: 'measure', id: 'share', label: t('lead.column.share'), unit: 'percent' },
      ],
      rows: profile.groups.map(({ ageGroup, sex, clients, share }) => [
        { code: ageGroup, label: t(`age.${ageGroup}`) },
        { code: sex, label: t(`sex.${sex}`) },
        { count: clients.count ?? null, atLeast: clients.atLeast },
        share ?? null,
      ]),
    },
    ...(profile.services
      ? [
          {
            name: t('lead.usesTitle'),
            columns: [
              { kind: 'dimension' as const, id: 'service', label: t('lead.column.service') },
              { kind: 'measure' as const, id: 'clients', label: t('lead.column.clients'), unit: 'clients' as const },
              { kind: 'measure' as const, id: 'share', label: t('lead.column.share'), unit: 'percent' as const },
              { kind: 'measure' as const, id: 'share_of_all', label: t('lead.column.shareOfAll'), unit: 'percent' as const },
            ],
            rows: profile.services.map(({ service, clients, share, shareOfAll }) => [
              { code: service.code, label: service.name },
              { count: clients.count ?? null, atLeast: clients.atLeast },
              ...[share ?? null, shareOfAll ?? null],
            ]),
          },
        ]
      : []),
  ]
}
