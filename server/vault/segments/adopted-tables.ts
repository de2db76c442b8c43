/**
 * The tables of an adopted scheme: their cells, which cells one client falls into, and how the privacy loss is divided between them.
 * Pure: it sees one client at a time and holds no count. The argument: adopted-figures.md.
 */
import { ADOPTED_TABLES, type AdoptedTable, BANDS, groupsOf } from '../../segments/adopted.ts'
import { LEAF_AGES, RULE_SEXES, type Scope } from '../../segments/rule.ts'
import type { Epsilon } from './geometric.ts'

/** Of one client so many services are counted at most: it bounds what a client may change, and with it the noise. */
export const MOST_SERVICES = 8

/**
 * Privacy loss of each table in hundredths of ε: 1 in all. Services get most, since a client may change eight of their cells;
 * bands and heavy users are read beside large sizes.
 */
export const SPLIT: Readonly<Record<AdoptedTable, number>> = { SIZES: 15, GROUPS: 15, PLACES: 15, BANDS: 10, HEAVY: 10, SERVICES: 35 }

/** The whole loss of one scheme and data date. */
export const ADOPTED_EPSILON: Epsilon = { numerator: ADOPTED_TABLES.reduce((sum, table) => sum + SPLIT[table], 0), denominator: 100 }

/** Cells of a table that one client falls into, at most: its sensitivity. */
export const reachOf = (table: AdoptedTable): number => (table === 'SERVICES' ? MOST_SERVICES : 1)

/** Noise of each cell of a table: its share of ε over its sensitivity. */
export const noiseOf = (table: AdoptedTable): Epsilon => ({ numerator: SPLIT[table], denominator: 100 * reachOf(table) })

export interface Counted {
  readonly scope: Scope
  /** With 'other'. */
  readonly segments: number
  readonly services: number
  readonly municipalities: number
}

/** Columns of each table; its rows are the segments. */
export const widthsOf = ({ scope, services, municipalities }: Counted): Readonly<Record<AdoptedTable, number>> => ({
  ...{ SIZES: 1, GROUPS: groupsOf(scope).length, PLACES: municipalities },
  ...{ BANDS: BANDS.length, HEAVY: 1, SERVICES: services },
})

/** One client, or several who are the same; positions as in the summaries. */
export interface CountedClient {
  readonly sex: number
  readonly age: number
  readonly municipality: number
  readonly heavyUser: boolean
  readonly services: ArrayLike<number> & Iterable<number>
}

/** Calls `column` for every cell of a client's segment that the client falls into. */
export function columnsOf({ scope }: Counted): (client: CountedClient, column: (table: AdoptedTable, at: number) => void) => void {
  const groups = groupsOf(scope).map(({ sex, age }) => [RULE_SEXES.indexOf(sex) + 1, LEAF_AGES.indexOf(age)] as const)
  return (client, column) => {
    column('SIZES', 0)
    const group = groups.findIndex(([sex, age]) => client.sex === sex && client.age === age)
    if (group >= 0) column('GROUPS', group)
    column('PLACES', client.municipality)
    const used = client.services.length
    column(
      'BANDS',
      BANDS.findIndex(({ from, to }) => used >= from && (to === null || used <= to)),
    )
    if (client.heavyUser) column('HEAVY', 0)
    for (const service of countedServices(client.services)) column('SERVICES', service)
  }
}

/**
 * The services that are counted of a client: all, or eight in a row from a place that the client's own services decide, so that no
 * service is left out more than another.
 */
export function countedServices(services: ArrayLike<number> & Iterable<number>): Iterable<number> {
  if (services.length <= MOST_SERVICES) return services
  const all = Array.from(services)
  const begin = all.reduce((sum, service) => sum + service, 0) % all.length
  return [...all.slice(begin), ...all.slice(0, begin)].slice(0, MOST_SERVICES)
}
