/**
 * Sizes of a draft scheme's segments, crosswalks of two schemes, and figures of an adopted scheme, by differential privacy: the one
 * place where a rule meets clients. Raw counts are made and dropped inside one function; what leaves it has noise, is rounded and withheld where small. The
 * arguments: draft-sizes.md, adopted-figures.md.
 */
import { type AdoptedFigures, type NoisyTable, ofTables } from '../../segments/adopted.ts'
import { DRAFT_ROUNDING, type NoisySize } from '../../segments/answer.ts'
import type { Crosswalk, CrosswalkRules } from '../../segments/crosswalk.ts'
import { LIMITS, type Rule, type SchemeRules } from '../../segments/rule.ts'
import type { Vocabulary } from '../../segments/vocabulary.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { ProfileColumns } from '../cube/profile-columns.ts'
import type { Profiles } from '../cube/sealed-counts.ts'
import { type Counted, type CountedClient, columnsOf, noiseOf, widthsOf } from './adopted-tables.ts'
import { type Draw, type Epsilon, halfWidth, halfWidthOfSum, twoSidedGeometric } from './geometric.ts'
import { type MemberFacts, segmentOf } from './membership.ts'

export interface DraftCounter {
  /** One noisy size a segment, 'other' last. Every call spends `epsilon` of every client in the scope. */
  sizes(scheme: SchemeRules, epsilon: Epsilon): readonly NoisySize[]
  /** Every two segments of two schemes. Every call spends `epsilon` of every client in the scope, as `sizes` does. */
  crosswalk(schemes: CrosswalkRules, epsilon: Epsilon): Crosswalk
  /** Every table of an adopted scheme. Every call spends ADOPTED_EPSILON of every client in the scope. */
  tables(scheme: SchemeRules, places: Places): AdoptedFigures['tables']
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

/** Noise on every cell, row by row; what is told of sums is made of noisy cells. */
function noisyCells(counts: Float64Array, rows: number, epsilon: Epsilon, draw?: Draw) {
  const noisy = Array.from(counts, (count) => count + twoSidedGeometric(epsilon, draw))
  const columns = noisy.length / rows
  const row = (at: number) => noisy.slice(at * columns, (at + 1) * columns)
  const column = (at: number) => noisy.filter((_, cell) => cell % columns === at)
  const telling = (terms: number) => {
    const { width, least } = reachOfSum(epsilon, terms)
    return (value: number) => told(value, width, least)
  }
  const sums = (lines: number, line: (at: number) => readonly number[], terms: number): readonly NoisySize[] => {
    const tell = telling(terms)
    return Array.from({ length: lines }, (_, at) => tell(line(at).reduce((a, b) => a + b, 0)))
  }
  const tellCell = telling(1)
  return {
    cells: Array.from({ length: rows }, (_, at) => row(at).map(tellCell)),
    sumsOfRows: () => sums(rows, row, columns),
    sumsOfColumns: () => sums(columns, column, rows),
  }
}

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

/** Noise beyond the half width of this probability stands in one of a hundred cells that hold nobody. */
const SURELY = 0.98

/** Of so many noises together: the interval, and the smallest size in tens that they alone seldom round to: less is withheld, and never less than of a draft. */
function reachOfSum(epsilon: Epsilon, terms: number): { readonly width: number; readonly least: number } {
  const { step, least, coverage } = DRAFT_ROUNDING
  const seldom = Math.ceil((halfWidthOfSum(epsilon, terms, SURELY) + 1 + step / 2) / step) * step
  return { width: halfWidthOfSum(epsilon, terms, coverage), least: Math.max(least, seldom) }
}

/** Rounded to ten, withheld below `least`; the interval takes in noise and rounding, and is rounded outwards. */
function told(noisy: number, width: number, least: number = DRAFT_ROUNDING.least): NoisySize {
  const { step } = DRAFT_ROUNDING
  const rounded = Math.round(noisy / step) * step
  const shown = Math.max(rounded, least - step)
  const reach = width + step / 2
  const high = Math.ceil((shown + reach) / step) * step
  if (rounded < least) return { size: null, low: 0, high }
  return { size: rounded, low: Math.max(0, Math.floor((shown - reach) / step) * step), high }
}

function factsOf(columns: ProfileColumns, { services }: Vocabulary): MemberFacts {
  const { length } = columns
  const words = Math.max(1, Math.ceil(services.length / 32))
  const bits = (starts: Uint32Array, list: Int16Array) => {
    const set = new Int32Array(length * words)
    for (let place = 0; place < length; place++) {
      for (let item = starts[place] ?? 0; item < (starts[place + 1] ?? 0); item++) {
        const service = list[item] ?? 0
        const word = place * words + (service >> 5)
        set[word] = (set[word] ?? 0) | (1 << (service & 31))
      }
    }
    return set
  }
  const slugs = [...new Set(services.flatMap(({ task }) => task ?? []))]
  const taskOf = services.map(({ task }) => (task === null ? -1 : slugs.indexOf(task)))
  const isSocial = services.map(({ sector }) => sector === 'SOCIAL')
  const [all, social, tasks] = [new Uint8Array(length), new Uint8Array(length), new Uint8Array(length)]
  const seen = new Uint32Array(slugs.length)
  for (let place = 0; place < length; place++) {
    const [from, to] = [columns.serviceStart[place] ?? 0, columns.serviceStart[place + 1] ?? 0]
    let [ofSocial, ofTasks] = [0, 0]
    for (let item = from; item < to; item++) {
      const service = columns.services[item] ?? 0
      if (isSocial[service]) ofSocial++
      const task = taskOf[service] ?? -1
      if (task >= 0 && seen[task] !== place + 1) {
        seen[task] = place + 1
        ofTasks++
      }
    }
    all[place] = to - from
    social[place] = ofSocial
    tasks[place] = ofTasks
  }
  return {
    ...{ length, words, sex: columns.sex, age: columns.age, heavyUser: columns.heavyUser, all, social, tasks },
    used: bits(columns.serviceStart, columns.services),
    heavy: bits(columns.heavyStart, columns.heavyServices),
  }
}
