/** Figures of an adopted scheme, as they pass from the vault to the portal: noisy, rounded, withheld where small. */
import { listOf, record } from '../json.ts'
import { type NoisySize, parseSize } from './answer.ts'
import { agesOf, type LeafAge, RULE_SEXES, type RuleSex, type Scope } from './rule.ts'

/**
 * `SIZES`: clients. `GROUPS`: by sex and age. `PLACES`: by municipality. `CENTRES`: by centre. `BANDS`: by number of services.
 * `HEAVY`: heavy users.
 */
export const ADOPTED_TABLES = ['SIZES', 'GROUPS', 'PLACES', 'CENTRES', 'BANDS', 'HEAVY', 'SERVICES'] as const
export type AdoptedTable = (typeof ADOPTED_TABLES)[number]

/** Something for each of the tables. */
export function ofTables<T>(make: (table: AdoptedTable) => T): Record<AdoptedTable, T> {
  const [sizes, groups, places, centres, bands, heavy, services] = ADOPTED_TABLES
  return {
    ...{ [sizes]: make(sizes), [groups]: make(groups), [places]: make(places), [centres]: make(centres) },
    ...{ [bands]: make(bands), [heavy]: make(heavy), [services]: make(services) },
  } as Record<AdoptedTable, T> // every table is named above
}

/** Numbers of different services, both ends included; null: or more. */
export const BANDS = [
  { from: 0, to: 1 },
  { from: 2, to: 3 },
  { from: 4, to: 5 },
  { from: 6, to: 9 },
  { from: 10, to: null },
] as const

export interface SexAndAge {
  readonly sex: RuleSex
  readonly age: LeafAge
}

/** The columns of `GROUPS`: clients of unknown sex are in none. */
export const groupsOf = (scope: Scope): readonly SexAndAge[] => RULE_SEXES.flatMap((sex) => agesOf(scope).map((age) => ({ sex, age })))

export interface NoisyTable {
  /** A row for each segment, 'other' last. */
  readonly segments: readonly (readonly NoisySize[])[]
  /** Sums over the segments. */
  readonly all: readonly NoisySize[]
}

export interface AdoptedFigures {
  /** Codes: columns of `SERVICES`. */
  readonly services: readonly string[]
  /** Codes: columns of `PLACES`. */
  readonly municipalities: readonly string[]
  /** Codes: columns of `CENTRES`; null where that was not yet a table, which then has none. Clients without a centre are in no column. */
  readonly centres: readonly string[] | null
  readonly tables: Readonly<Record<AdoptedTable, NoisyTable>>
}

export type AdoptedAnswer =
  | { readonly kind: 'figures'; readonly figures: AdoptedFigures }
  /** As many schemes as may be were counted of the age group at this data date. */
  | { readonly kind: 'spent' }
  /** The vault has no import of that date, or the scheme does not fit it. */
  | { readonly kind: 'not possible' }

/** An answer from JSON. Throws where it has another shape or a size that must not be seen. */
export function parseAdopted(json: unknown): AdoptedAnswer {
  const { kind, figures } = record(json)
  switch (kind) {
    case 'not possible':
    case 'spent':
      return { kind }
    case 'figures':
      return { kind, figures: parseFigures(figures) }
    default:
      throw new TypeError('no answer of the vault')
  }
}

function parseFigures(json: unknown): AdoptedFigures {
  const { services, municipalities, centres, tables } = record(json)
  const counted = record(tables)
  // An answer that was given before there were centres names none.
  const before = centres === undefined || centres === null
  const found = before ? { ...counted, CENTRES: withoutColumns(counted.SIZES) } : counted
  return {
    services: listOf(services, String),
    municipalities: listOf(municipalities, String),
    centres: before ? null : listOf(centres, String),
    tables: ofTables((table) => parseTable(found[table])),
  }
}

const withoutColumns = (table: unknown) => ({ segments: listOf(record(table).segments, () => []), all: [] })

/** A table from JSON. Throws where it has another shape or a size that must not be seen. */
export function parseTable(json: unknown): NoisyTable {
  const { segments, all } = record(json)
  return { segments: listOf(segments, (row) => listOf(row, parseSize)), all: listOf(all, parseSize) }
}
