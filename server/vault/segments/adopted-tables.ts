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
export const SPLIT: Readonly<Record<AdoptedTable, number>> = {
  ...{ SIZES: 12, GROUPS: 12, PLACES: 12, CENTRES: 12 },
  ...{ BANDS: 9, HEAVY: 9, SERVICES: 34 },
}

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
  readonly centres: number
}

/** Columns of each table; its rows are the segments. */
export const widthsOf = ({ scope, services, municipalities, centres }: Counted): Readonly<Record<AdoptedTable, number>> => ({
  ...{ SIZES: 1, GROUPS: groupsOf(scope).length, PLACES: municipalities, CENTRES: centres },
  ...{ BANDS: BANDS.length, HEAVY: 1, SERVICES: services },
})

/** One client, or several who are the same; positions as in the summaries, services from a list that holds others' too. */
export interface CountedClient {
  readonly sex: number
  readonly age: number
  readonly municipality: number
  /** −1: none, or not known. */
  readonly centre: number
  readonly heavyUser: boolean
  readonly services: ArrayLike<number>
  /** Of the list, the end not included. */
  readonly from: number
  readonly to: number
}

/** Calls `column` for every cell of a client's segment that the client falls into. */
export function columnsOf({ scope }: Counted): (client: CountedClient, column: (table: AdoptedTable, at: number) => void) => void {
  const groupOf = groupFinder(scope)
  return (client, column) => {
    const { municipality, centre, heavyUser, services, from, to } = client
    column('SIZES', 0)
    const group = groupOf(client)
    if (group >= 0) column('GROUPS', group)
    column('PLACES', municipality)
    if (centre >= 0) column('CENTRES', centre)
    column('BANDS', bandOf(to - from))
    if (heavyUser) column('HEAVY', 0)
    eachCountedService(services, from, to, (service) => column('SERVICES', service))
  }
}

/** The position among the groups of a scope that a client's sex and age are; −1: in none. */
export function groupFinder(scope: Scope): (client: Pick<CountedClient, 'sex' | 'age'>) => number {
  const ages = LEAF_AGES.length
  const groupAt = new Int8Array((RULE_SEXES.length + 1) * ages).fill(-1)
  for (const [group, { sex, age }] of groupsOf(scope).entries())
    groupAt[(RULE_SEXES.indexOf(sex) + 1) * ages + LEAF_AGES.indexOf(age)] = group
  return ({ sex, age }) => groupAt[sex * ages + age] ?? -1
}

/** The last band that begins at the number or below. */
function bandOf(used: number): number {
  let band = BANDS.length - 1
  while (band > 0 && used < (BANDS[band]?.from ?? 0)) band--
  return band
}

/**
 * The services that are counted of a client: all, or eight in a row from a place that the client's own services decide, so that no
 * service is left out more than another.
 */
export function eachCountedService(services: ArrayLike<number>, from: number, to: number, each: (service: number) => void): void {
  const used = to - from
  let begin = 0
  if (used > MOST_SERVICES) {
    for (let at = from; at < to; at++) begin += services[at] ?? 0
    begin %= used
  }
  for (let n = 0; n < Math.min(used, MOST_SERVICES); n++) each(services[from + ((begin + n) % used)] ?? 0)
}
