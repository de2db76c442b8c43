/**
 * The tables of a scheme's detail: their cells, which cells one client falls into, and how the privacy loss is divided between them.
 * Pure, as adopted-tables.ts is. The argument: adopted-figures.md.
 */
import { groupsOf } from '../../segments/adopted.ts'
import { DETAIL_TABLES, type DetailTable, pairAt } from '../../segments/detail.ts'
import type { Scope } from '../../segments/rule.ts'
import { type CountedClient, groupFinder } from './adopted-tables.ts'
import type { Epsilon } from './geometric.ts'

/** Of one client so many pairs are counted at most. */
export const MOST_PAIRS = 21

/** Privacy loss of each table in hundredths of ε: 1 in all. */
export const DETAIL_SPLIT: Readonly<Record<DetailTable, number>> = { PAIRS: 76, PLACES: 12, CENTRES: 12 }

/** The whole loss of one scheme and data date, beside that of its figures. */
export const DETAIL_EPSILON: Epsilon = { numerator: DETAIL_TABLES.reduce((sum, table) => sum + DETAIL_SPLIT[table], 0), denominator: 100 }

/** Cells of a table that one client falls into, at most. */
export const detailReachOf = (table: DetailTable): number => (table === 'PAIRS' ? MOST_PAIRS : 1)

/** Noise of each cell of a table: its share of ε over its sensitivity. */
export const detailNoiseOf = (table: DetailTable): Epsilon => ({ numerator: DETAIL_SPLIT[table], denominator: 100 * detailReachOf(table) })

/** Calls `cell` for every cell that a client of a segment falls into; `paired`: positions of the segment's services, ascending. */
export function detailColumnsOf(
  scope: Scope,
): (client: CountedClient, paired: readonly number[], cell: (table: DetailTable, at: number) => void) => void {
  const groups = groupsOf(scope).length
  const groupOf = groupFinder(scope)
  return (client, paired, cell) => {
    const group = groupOf(client)
    if (group >= 0) cell('PLACES', client.municipality * groups + group)
    if (group >= 0 && client.centre >= 0) cell('CENTRES', client.centre * groups + group)
    for (const pair of countedPairs(client, paired)) cell('PAIRS', pair)
  }
}

/**
 * The pairs that are counted of a client: all, or so many that the client's own services decide as if by lot, so that no pair is left
 * out more than another and nobody else has a say.
 */
export function countedPairs(
  { services, from, to }: Pick<CountedClient, 'services' | 'from' | 'to'>,
  paired: readonly number[],
): readonly number[] {
  const used: number[] = []
  let lot = 0
  for (let at = from; at < to; at++) {
    const service = services[at] ?? 0
    lot = mixed(lot + service + 1)
    const place = paired.indexOf(service)
    if (place >= 0) used.push(place)
  }
  const pairs = used.flatMap((second, at) => used.slice(0, at).map((first) => pairAt(second, first)))
  if (pairs.length <= MOST_PAIRS) return pairs
  return pairs
    .map((pair) => ({ pair, rank: mixed(lot ^ mixed(pair + 1)) }))
    .sort((a, b) => a.rank - b.rank || a.pair - b.pair)
    .slice(0, MOST_PAIRS)
    .map(({ pair }) => pair)
}

/** Another number of 32 bits, as if by lot. Source: Mueller's integer hash, also the finaliser of SplitMix. */
function mixed(n: number): number {
  let x = n | 0
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b)
  x = Math.imul(x ^ (x >>> 16), 0x45d9f3b)
  return (x ^ (x >>> 16)) >>> 0
}
