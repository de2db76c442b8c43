import type { Sector } from '../controls/sector-shape.ts'
import type { Figure } from '../format.ts'
import type { CoUsageQuery } from '../generated/graphql.ts'
import type { Catalogue } from '../release/catalogue.ts'

/** A lift from here on is bold: at least twice as common as among all clients of the selection. */
export const NOTABLE_LIFT = 2

/** Another service beside the chosen one; null is withheld. */
export interface CoUseRow {
  readonly code: string
  readonly name: string
  readonly sector: Sector
  readonly clients: Figure
  /** Per cent of the chosen service's clients who use this one. */
  readonly shareOfService: number | null
  /** Per cent of this service's clients who use the chosen one. */
  readonly shareOfOther: number | null
  readonly lift: number | null
}

export type CoUseOrder = 'clients' | 'other' | 'lift' | 'name'

export function coUseRows({ coUsage }: CoUsageQuery, catalogue: Catalogue): readonly CoUseRow[] {
  return coUsage.others.flatMap((other) => {
    const service = catalogue.service(other.service.code)
    if (!service) return []
    return [
      {
        code: service.code,
        name: service.name,
        sector: service.sector,
        clients: { count: other.clients.count ?? null, atLeast: other.clients.atLeast },
        shareOfService: other.shareOfService ?? null,
        shareOfOther: other.shareOfOther ?? null,
        lift: other.lift ?? null,
      },
    ]
  })
}

/** Rows as listed, and those of which nothing is shown, in catalogue order. */
export function arrangeCoUse(
  rows: readonly CoUseRow[],
  order: CoUseOrder,
  sector: Sector | 'ALL',
): { readonly shown: readonly CoUseRow[]; readonly folded: readonly CoUseRow[] } {
  const members = rows.filter((row) => sector === 'ALL' || row.sector === sector)
  return {
    shown: members.filter((row) => row.clients.count !== null).sort(COMPARE[order]),
    folded: members.filter((row) => row.clients.count === null),
  }
}

/** How many services are used at least twice as often as by all. */
export const notableCount = (rows: readonly CoUseRow[]): number =>
  rows.filter((row) => row.lift !== null && row.lift >= NOTABLE_LIFT).length

const down = (value: (row: CoUseRow) => number | null) => (a: CoUseRow, b: CoUseRow) =>
  (value(b) ?? -1) - (value(a) ?? -1) || a.code.localeCompare(b.code)

const COMPARE: Readonly<Record<CoUseOrder, (a: CoUseRow, b: CoUseRow) => number>> = {
  clients: down((row) => row.clients.count),
  other: down((row) => row.shareOfOther),
  lift: down((row) => row.lift),
  name: (a, b) => a.name.localeCompare(b.name, 'fi'),
}
