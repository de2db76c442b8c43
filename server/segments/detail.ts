/** What is counted of an adopted scheme where somebody asks for more than its figures: pairs of services in each segment, and sex and age by place. */
import { listOf, record } from '../json.ts'
import { type AdoptedFigures, type NoisyTable, parseTable } from './adopted.ts'
import { type NoisySize, parseSize } from './answer.ts'
import type { SchemeRules } from './rule.ts'

/** `PAIRS`: of services. `PLACES`: by municipality, sex and age. `CENTRES`: by centre, sex and age. */
export const DETAIL_TABLES = ['PAIRS', 'PLACES', 'CENTRES'] as const
export type DetailTable = (typeof DETAIL_TABLES)[number]

/** Of a segment so many services are paired at most: those that most of its clients use. */
export const PAIRED_SERVICES = 12

/** Positions of a list of services two by two: (1, 0), (2, 0), (2, 1), (3, 0) and so on. */
export const pairsOf = (services: number): readonly (readonly [number, number])[] =>
  Array.from({ length: services }, (_, second) => Array.from({ length: second }, (_, first) => [second, first] as const)).flat()

/** Where a pair stands in that order; `second` is greater. */
export const pairAt = (second: number, first: number): number => (second * (second - 1)) / 2 + first

/** The pairs of one segment. */
export interface SegmentPairs {
  /** Codes, in the order of the catalogue. */
  readonly services: readonly string[]
  /** In the order of `pairsOf`. */
  readonly clients: readonly NoisySize[]
}

export interface AdoptedDetail {
  /** One for each segment, 'other' last. */
  readonly pairs: readonly SegmentPairs[]
  /** Codes. */
  readonly municipalities: readonly string[]
  readonly centres: readonly string[]
  /** Columns: place after place, in each the groups of `groupsOf`. */
  readonly tables: Readonly<Record<'PLACES' | 'CENTRES', NoisyTable>>
}

export type DetailAnswer =
  | { readonly kind: 'detail'; readonly detail: AdoptedDetail }
  /** As much as may be was counted of the age group at this data date. */
  | { readonly kind: 'spent' }
  /** The vault has no import of that date, or the scheme does not fit it. */
  | { readonly kind: 'not possible' }

/** Equal text, equal detail. No scheme and no crosswalk has the text of one. */
export const detailText = (scheme: SchemeRules): string => JSON.stringify({ detail: scheme })

/** Positions of the services that are paired in a segment: those that most of its clients use by its figures, in the order of the catalogue. */
export const pairedServices = ({ tables }: Pick<AdoptedFigures, 'tables'>, segment: number): readonly number[] =>
  (tables.SERVICES.segments[segment] ?? [])
    .flatMap(({ size }, service) => (size === null ? [] : [{ service, size }]))
    .sort((a, b) => b.size - a.size || a.service - b.service)
    .slice(0, PAIRED_SERVICES)
    .map(({ service }) => service)
    .sort((a, b) => a - b)

/** An answer from JSON. Throws where it has another shape or a size that must not be seen. */
export function parseDetailAnswer(json: unknown): DetailAnswer {
  const { kind, detail } = record(json)
  switch (kind) {
    case 'not possible':
    case 'spent':
      return { kind }
    case 'detail':
      return { kind, detail: parseDetail(detail) }
    default:
      throw new TypeError('no answer of the vault')
  }
}

function parseDetail(json: unknown): AdoptedDetail {
  const { pairs, municipalities, centres, tables } = record(json)
  const { PLACES, CENTRES } = record(tables)
  return {
    pairs: listOf(pairs, parsePairs),
    municipalities: listOf(municipalities, String),
    centres: listOf(centres, String),
    tables: { PLACES: parseTable(PLACES), CENTRES: parseTable(CENTRES) },
  }
}

function parsePairs(json: unknown): SegmentPairs {
  const found = record(json)
  const [services, clients] = [listOf(found.services, String), listOf(found.clients, parseSize)]
  if (clients.length !== pairAt(services.length, 0)) throw new TypeError('there is a size for every two services')
  return { services, clients }
}
