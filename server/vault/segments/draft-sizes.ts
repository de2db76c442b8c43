/**
 * Sizes of a draft scheme's segments, crosswalks of two schemes, figures and detail of an adopted scheme, by differential privacy: the
 * one place where a rule meets clients. Raw counts are made and dropped inside one function; what leaves it has noise, is rounded and
 * withheld where small. The arguments: draft-sizes.md, adopted-figures.md.
 */
import { type AdoptedFigures, groupsOf, type NoisyTable, ofTables } from '../../segments/adopted.ts'
import { DRAFT_ROUNDING, type NoisySize } from '../../segments/answer.ts'
import type { Crosswalk, CrosswalkRules } from '../../segments/crosswalk.ts'
import { type AdoptedDetail, pairAt } from '../../segments/detail.ts'
import { LIMITS, type Rule, type SchemeRules } from '../../segments/rule.ts'
import type { Vocabulary } from '../../segments/vocabulary.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { ProfileColumns } from '../cube/profile-columns.ts'
import type { Profiles } from '../cube/sealed-counts.ts'
import { type Counted, type CountedClient, columnsOf, noiseOf, widthsOf } from './adopted-tables.ts'
import { detailColumnsOf, detailNoiseOf } from './detail-tables.ts'
import { type Draw, type Epsilon, halfWidth, twoSidedGeometric } from './geometric.ts'
import { factsOf } from './member-facts.ts'
import { segmentOf } from './membership.ts'
import { noisyCells, told } from './noisy-cells.ts'

export interface DraftCounter {
  /** One noisy size a segment, 'other' last. Every call spends `epsilon` of every client in the scope. */
  sizes(scheme: SchemeRules, epsilon: Epsilon): readonly NoisySize[]
  /** Every two segments of two schemes. Every call spends `epsilon` of every client in the scope, as `sizes` does. */
  crosswalk(schemes: CrosswalkRules, epsilon: Epsilon): Crosswalk
  /** Every table of an adopted scheme. Every call spends ADOPTED_EPSILON of every client in the scope. */
  tables(scheme: SchemeRules, places: Places): AdoptedFigures['tables']
  /**
   * The detail of an adopted scheme; `paired`: for each segment, 'other' last, positions of the services that are paired, ascending.
   * Every call spends DETAIL_EPSILON of every client in the scope.
   */
  detail(scheme: SchemeRules, places: Places, paired: readonly (readonly number[])[]): NoisyDetail
}

/** `pairs`: for each segment, in the order of `pairsOf`. */
interface NoisyDetail {
  readonly pairs: readonly (readonly NoisySize[])[]
  readonly tables: AdoptedDetail['tables']
}

/** How many of each the import has. */
type Places = Pick<Counted, 'municipalities' | 'centres'>

/** Keeps the clients of one import in memory, ready to be counted. `draw`: another source of chance, for tests. */
export function draftCounter(profiles: Profiles, vocabulary: Vocabulary, draw?: Draw): DraftCounter {
  const columns = openCounts(profiles)
  const facts = factsOf(columns, vocabulary)
  const weight = columns.clients
  return {
    sizes(scheme, epsilon) {
      demandFew(scheme.rules)
      const others = scheme.rules.length
      const counts = new Float64Array(others + 1)
      const segment = segmentOf(scheme, vocabulary, facts)
      for (let place = 0; place < facts.length; place++) {
        const at = segment(place)
        if (at >= 0) counts[at] = (counts[at] ?? 0) + (weight[place] ?? 0)
      }
      const width = halfWidth(epsilon, DRAFT_ROUNDING.coverage)
      return Array.from(counts, (count) => told(count + twoSidedGeometric(epsilon, draw), width))
    },
    crosswalk({ scope, sides: [one, other] }, epsilon) {
      demandFew(one)
      demandFew(other)
      const columns = other.length + 1
      const counts = new Float64Array((one.length + 1) * columns)
      const row = segmentOf({ scope, rules: one }, vocabulary, facts)
      const column = segmentOf({ scope, rules: other }, vocabulary, facts)
      for (let place = 0; place < facts.length; place++) {
        const [r, c] = [row(place), column(place)]
        if (r >= 0 && c >= 0) counts[r * columns + c] = (counts[r * columns + c] ?? 0) + (weight[place] ?? 0)
      }
      return noisyCrosswalk(counts, one.length + 1, epsilon, draw)
    },
    tables(scheme, places) {
      demandFew(scheme.rules)
      const segments = scheme.rules.length + 1
      const counted: Counted = { scope: scheme.scope, segments, services: vocabulary.services.length, ...places }
      const widths = widthsOf(counted)
      const cells = ofTables((table) => new Float64Array(segments * widths[table]))
      const segment = segmentOf(scheme, vocabulary, facts)
      const eachColumn = columnsOf(counted)
      for (let place = 0; place < facts.length; place++) {
        const at = segment(place)
        if (at < 0) continue
        const clients = weight[place] ?? 0
        eachColumn(clientAt(columns, place), (table, column) => {
          const cell = at * widths[table] + column
          cells[table][cell] = (cells[table][cell] ?? 0) + clients
        })
      }
      return ofTables((table) => noisyTable(cells[table], segments, noiseOf(table), draw))
    },
    detail(scheme, { municipalities, centres }, paired) {
      demandFew(scheme.rules)
      const segments = scheme.rules.length + 1
      const groups = groupsOf(scheme.scope).length
      const widths = { PLACES: municipalities * groups, CENTRES: centres * groups }
      const cells = { PLACES: new Float64Array(segments * widths.PLACES), CENTRES: new Float64Array(segments * widths.CENTRES) }
      const pairs = Array.from({ length: segments }, (_, at) => new Float64Array(pairAt(paired[at]?.length ?? 0, 0)))
      const segment = segmentOf(scheme, vocabulary, facts)
      const eachColumn = detailColumnsOf(scheme.scope)
      for (let place = 0; place < facts.length; place++) {
        const at = segment(place)
        if (at < 0) continue
        const clients = weight[place] ?? 0
        eachColumn(clientAt(columns, place), paired[at] ?? [], (table, column) => {
          const [counts, cell] = table === 'PAIRS' ? [pairs[at], column] : [cells[table], at * widths[table] + column]
          if (counts) counts[cell] = (counts[cell] ?? 0) + clients
        })
      }
      const told = (table: 'PLACES' | 'CENTRES') => noisyTable(cells[table], segments, detailNoiseOf(table), draw)
      return {
        pairs: pairs.map((counts) => noisyCells(counts, 1, detailNoiseOf('PAIRS'), draw).cells[0] ?? []),
        tables: { PLACES: told('PLACES'), CENTRES: told('CENTRES') },
      }
    },
  }
}

const clientAt = (columns: ProfileColumns, place: number): CountedClient => ({
  sex: columns.sex[place] ?? 0,
  age: columns.age[place] ?? 0,
  municipality: columns.municipality[place] ?? 0,
  centre: columns.centre[place] ?? -1,
  heavyUser: columns.heavyUser[place] === 1,
  services: columns.services,
  from: columns.serviceStart[place] ?? 0,
  to: columns.serviceStart[place + 1] ?? 0,
})

function noisyTable(counts: Float64Array, segments: number, epsilon: Epsilon, draw?: Draw): NoisyTable {
  const { cells, sumsOfColumns } = noisyCells(counts, segments, epsilon, draw)
  return { segments: cells, all: sumsOfColumns() }
}

function noisyCrosswalk(counts: Float64Array, rows: number, epsilon: Epsilon, draw?: Draw): Crosswalk {
  const { cells, sumsOfRows, sumsOfColumns } = noisyCells(counts, rows, epsilon, draw)
  return { cells, rows: sumsOfRows(), columns: sumsOfColumns() }
}

function demandFew(rules: readonly Rule[]): void {
  if (rules.length > LIMITS.segments.most) throw new Error('a scheme has more segments than it may')
}
