import type { Sector } from '../controls/sector-shape.ts'
import { type Figure, figureOf } from '../format.ts'
import type { OverviewQuery } from '../generated/graphql.ts'
import type { Catalogue } from '../release/catalogue.ts'

/** One service of the overview; null is withheld. */
export interface OverviewRow {
  readonly code: string
  readonly name: string
  readonly sector: Sector
  /** Use means more than so many contacts; null where one is enough or a decision counts. */
  readonly moreThan: number | null
  /** Clients of the selection's own cohort. */
  readonly clients: Figure
  readonly allShare: number | null
  readonly allClients: Figure
  readonly heavyClients: Figure
  readonly heavyShare: number | null
  /** Percentage points, heavy users less all, as the server gives it. */
  readonly gap: number | null
}

export type OverviewOrder = 'sector' | 'size' | 'gap' | 'heavy' | 'name'

/** A stretch of rows under one heading, and the services of it of which nothing is shown. */
export interface OverviewGroup {
  readonly sector: Sector | null
  readonly rows: readonly OverviewRow[]
  readonly folded: readonly OverviewRow[]
}

/** Rows in catalogue order out of an answer. */
export function overviewRows(data: OverviewQuery, catalogue: Catalogue, cohort: 'ALL' | 'HEAVY'): readonly OverviewRow[] {
  const heavy = new Map(data.heavy.services.map((use) => [use.service.code, use]))
  const gaps = new Map(data.gaps.map((gap) => [gap.service.code, gap.share ?? null]))
  return data.all.services.flatMap((use) => {
    const service = catalogue.service(use.service.code)
    const heavyUse = heavy.get(use.service.code)
    if (!service || !heavyUse) return []
    return [
      {
        code: service.code,
        name: service.name,
        sector: service.sector,
        moreThan: service.useRule === 'CONTACT_GT_N' ? (service.useThreshold ?? null) : null,
        clients: figureOf(cohort === 'HEAVY' ? heavyUse.clients : use.clients),
        allShare: use.share ?? null,
        allClients: figureOf(use.clients),
        heavyClients: figureOf(heavyUse.clients),
        heavyShare: heavyUse.share ?? null,
        gap: gaps.get(service.code) ?? null,
      },
    ]
  })
}

/** Rows as they are listed: by sector or as one list, narrowed by a search, fully withheld services folded at the end. */
export function overviewGroups(rows: readonly OverviewRow[], order: OverviewOrder, query: string): readonly OverviewGroup[] {
  const wanted = query.trim().toLocaleLowerCase()
  const found = rows.filter((row) => row.name.toLocaleLowerCase().includes(wanted))
  const group = (sector: Sector | null, members: readonly OverviewRow[]): OverviewGroup => ({
    sector,
    rows: members.filter((row) => !isFolded(row)).sort(COMPARE[order]),
    folded: members.filter(isFolded),
  })
  const groups =
    order === 'sector'
      ? (['HEALTH', 'DENTAL', 'SOCIAL'] as const).map((sector) =>
          group(
            sector,
            found.filter((row) => row.sector === sector),
          ),
        )
      : [group(null, found)]
  return groups.filter((each) => each.rows.length + each.folded.length > 0)
}

/** The services whose heavy users differ most from all, at most so many, only upwards. */
export const largestGaps = (rows: readonly OverviewRow[], most: number): readonly OverviewRow[] =>
  rows
    .filter((row) => row.gap !== null && row.gap > 0)
    .sort(COMPARE.gap)
    .slice(0, most)

/** Nothing of the service is shown. */
export const isFolded = (row: OverviewRow): boolean => row.clients.count === null && row.allShare === null && row.heavyShare === null

/** Nothing of the selection itself is shown: of heavy users, the figures of all clients beside theirs do not count. */
export const isUntold = (rows: readonly OverviewRow[], clients: number | null, cohort: 'ALL' | 'HEAVY'): boolean =>
  clients === null && rows.every((row) => (cohort === 'HEAVY' ? row.heavyClients.count === null && row.heavyShare === null : isFolded(row)))

/** Largest first, withheld last, then by code. */
const down = (value: (row: OverviewRow) => number | null) => (a: OverviewRow, b: OverviewRow) =>
  (value(b) ?? -1000) - (value(a) ?? -1000) || a.code.localeCompare(b.code)

const size = down((row) => row.clients.count)
const COMPARE: Readonly<Record<OverviewOrder, (a: OverviewRow, b: OverviewRow) => number>> = {
  sector: size,
  size,
  gap: down((row) => row.gap),
  heavy: down((row) => row.heavyShare),
  name: (a, b) => a.name.localeCompare(b.name, 'fi'),
}
