/**
 * Published figures as values that carry their origin: only this file makes them, and only from a guarded release.
 * A plain number cannot become one, and one cannot become a plain number but through the scalars of the schema.
 */
import { isRough, ROUGH, type RoughFile } from '../../orders/order.ts'
import type { Certificate, HeavyUserRules, Policy, PublishedCells, PublishedImportReport } from '../../release/format.ts'
import {
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  type Row,
  rowCount,
  rowIndex,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../release/lattice.ts'
import { DRAFT_ROUNDING, type NoisySize as NoisySizeValue } from '../../segments/answer.ts'
import { type Estimate, LEAST_RESIDENTS, shareOf as noisyShareOf, timesAsOften } from '../../segments/estimates.ts'
import type { Service } from '../generated/prisma/client.ts'
import { flagRows, numberRows, type UnwrittenTable } from './table-text.ts'

export type SealedKind =
  | 'Count'
  | 'Share'
  | 'Lift'
  | 'CountDifference'
  | 'ShareDifference'
  | 'FigureCount'
  | 'Parameter'
  | 'EventCount'
  | 'Residents'
  | 'Rate'
  | 'NoisySize'
  | 'NoisyChange'
  | 'NoisyShare'
  | 'NoisyRate'
  | 'NoisyTimes'
  | 'RoughRows'
  | 'RowShare'
  | 'Progress'

let seal: <K extends SealedKind>(kind: K, value: number, least: number) => Sealed<K>
let opened: <K extends SealedKind>(sealed: Sealed<K>) => number
let leastOf: (sealed: Sealed<SealedKind>) => number
let sealTable: <K extends SealedKind>(kind: K, size: number, least: number, cells: Uint32Array, unit?: 1 | 10) => SealedTable<K>
let openedRows: (table: SealedTable<SealedKind>, kind: SealedKind) => (number | null)[][]
let openedCells: (table: SealedTable<SealedKind>, kind: SealedKind) => Uint32Array
let unitOf: (table: SealedTable<SealedKind>) => 1 | 10
let flagsOf: (table: FlagTable) => Uint8Array
let fits: (sealed: Sealed<SealedKind>, kind: SealedKind) => boolean

/** A number that is fit to be seen. Not a number to the compiler, empty in JSON and when spread. */
export class Sealed<K extends SealedKind> {
  readonly #kind: K
  readonly #value: number
  readonly #least: number

  private constructor(kind: K, value: number, least: number) {
    this.#kind = kind
    this.#value = value
    this.#least = least
  }

  static {
    seal = (kind, value, least) => new Sealed(kind, value, least)
    opened = (sealed) => sealed.#value
    leastOf = (sealed) => sealed.#least
    fits = (sealed, kind) => sealed.#kind === kind && sealed.#value >= sealed.#least
  }
}

/** Services × services of sealed values, null where withheld: the numbers alone, since a matrix in objects costs more than its answer. */
export class SealedTable<K extends SealedKind> implements Iterable<readonly (Sealed<K> | null)[]> {
  readonly #kind: K
  readonly size: number
  /** Row-major; each number plus one, 0 where null. */
  readonly #cells: Uint32Array
  /** Of cells: whole numbers, or tenths. */
  readonly #unit: 1 | 10
  readonly #least: number

  private constructor(kind: K, size: number, least: number, cells: Uint32Array, unit: 1 | 10) {
    this.#kind = kind
    this.size = size
    this.#least = least
    this.#cells = cells
    this.#unit = unit
  }

  at(row: number, column: number): Sealed<K> | null {
    const value = this.#number(row * this.size + column)
    return value === null ? null : seal(this.#kind, value, this.#least)
  }

  #number(at: number): number | null {
    const cell = this.#cells[at] ?? 0
    return cell === 0 ? null : (cell - 1) / this.#unit
  }

  *[Symbol.iterator](): Iterator<readonly (Sealed<K> | null)[]> {
    for (let row = 0; row < this.size; row++) yield Array.from({ length: this.size }, (_, column) => this.at(row, column))
  }

  static {
    sealTable = (kind, size, least, cells, unit = 1) => new SealedTable(kind, size, least, cells, unit)
    openedRows = (table, kind) => {
      if (table.#kind !== kind) throw new Error(`not a publishable ${kind}`)
      const { size } = table
      return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (__, column) => table.#number(row * size + column)))
    }
    openedCells = (table, kind) => {
      if (table.#kind !== kind) throw new Error(`not a publishable ${kind}`)
      return table.#cells
    }
    unitOf = (table) => table.#unit
  }
}

/** Services × services of yes and no. */
export class FlagTable implements Iterable<readonly boolean[]> {
  readonly size: number
  /** Row-major, 1 for yes. */
  readonly #flags: Uint8Array

  constructor(size: number, flags: Uint8Array) {
    this.size = size
    this.#flags = flags
  }

  *[Symbol.iterator](): Iterator<readonly boolean[]> {
    for (let row = 0; row < this.size; row++)
      yield Array.from({ length: this.size }, (_, column) => this.#flags[row * this.size + column] === 1)
  }

  static {
    flagsOf = (table) => table.#flags
  }
}

/** The numbers of a table. Throws where the table is of another kind. */
export const unsealTable = (kind: SealedKind, table: SealedTable<SealedKind>): (number | null)[][] => openedRows(table, kind)

/** The same as JSON, for the table's scalar. */
export const tableText = (kind: SealedKind, table: SealedTable<SealedKind>): UnwrittenTable =>
  numberRows(table.size, openedCells(table, kind), unitOf(table))

/** Flags as JSON. */
export const flagText = (table: FlagTable): UnwrittenTable => flagRows(table.size, flagsOf(table))

export type Count = Sealed<'Count'>
export type Share = Sealed<'Share'>
export type Lift = Sealed<'Lift'>
export type CountDifference = Sealed<'CountDifference'>
export type ShareDifference = Sealed<'ShareDifference'>
export type FigureCount = Sealed<'FigureCount'>
export type Parameter = Sealed<'Parameter'>
export type EventCount = Sealed<'EventCount'>
export type Residents = Sealed<'Residents'>
export type Rate = Sealed<'Rate'>
/** Of a draft segment: with noise, in tens, never a figure of a release. */
export type NoisySize = Sealed<'NoisySize'>
/** One noisy size less an earlier one. */
export type NoisyChange = Sealed<'NoisyChange'>
/** Whole per cent of noisy sizes. */
export type NoisyShare = Sealed<'NoisyShare'>
/** Of noisy sizes, one decimal: clients of a hundred clients or of 1,000 residents. */
export type NoisyRate = Sealed<'NoisyRate'>
/** How many times as often, of noisy sizes, in tenths. */
export type NoisyTimes = Sealed<'NoisyTimes'>
/** Rows of a file before anything is released: two significant digits, never under twenty. */
export type RoughRows = Sealed<'RoughRows'>
/** Whole per cent of such rows. */
export type RowShare = Sealed<'RowShare'>
/** Of a step of an order, in tens of per cent. */
export type Progress = Sealed<'Progress'>

/** One published number. `count` null: withheld. `atLeast`: a sum of which a part is withheld. */
export interface Figure {
  readonly count: Count | null
  readonly atLeast: boolean
}

/** A figure that no release has. */
export const WITHHELD: Figure = { count: null, atLeast: false }

/** What a cell counts. Services by their position in the layout, one to three of them, or none for all clients. */
export type Measure =
  | { readonly kind: 'used'; readonly services: readonly number[] }
  | { readonly kind: 'heavyIn'; readonly service: number }
  /** Clients with `from` to `to` services, both included, `top` meaning 'top or more': the sum of these bins. */
  | { readonly kind: 'bins'; readonly histogram: 'health' | 'social' | 'all'; readonly from: number; readonly to: number }
  | { readonly kind: 'grid'; readonly health: number; readonly social: number }
  /** Clients of at least so many health and so many social services: the sum of these cells of the grid. */
  | { readonly kind: 'corner'; readonly health: number; readonly social: number }

/** The number behind a sealed value, for its scalar. Throws where the value is of another origin or below the threshold of its release. */
export function unseal(kind: SealedKind, value: unknown): number {
  if (!(value instanceof Sealed) || !fits(value, kind)) throw new Error(`not a publishable ${kind}`)
  return opened(value)
}

/** The figure of a measure, and those of all pairs of services. */
export interface Measured {
  (measure: Measure): Figure
  square(): Square
}

/** Clients who use both of each two services, one's own on the diagonal: numbers, since a matrix in objects costs more than its answer. */
export interface Square {
  readonly counts: SealedTable<'Count'>
  /** A sum of which a part is withheld. */
  readonly atLeast: FlagTable
}

/** A square of figures; each unordered pair is asked for once. */
export function squareOf(size: number, figure: (a: number, b: number) => Figure): Square {
  const each = Array.from({ length: size }, (_, a) => a)
  const pairs = each.flatMap((a) => each.slice(a + 1).map((b) => figure(a, b)))
  const figures = [...each.map((a) => figure(a, a)), ...pairs]
  const least = figures.reduce((lowest, { count }) => (count ? Math.min(lowest, leastOf(count)) : lowest), Number.POSITIVE_INFINITY)
  return sealSquare(
    size,
    least,
    Uint32Array.from(figures, ({ count, atLeast }) => 2 * (count ? opened(count) : 0) + Number(atLeast)),
  )
}

/** From sums of each service and then of each unordered pair, in the lattice's order. Both halves are filled. */
function sealSquare(size: number, least: number, sums: RowSums): Square {
  const counts = new Uint32Array(size * size)
  const partial = new Uint8Array(size * size)
  const put = (from: number, a: number, b: number) => {
    const sum = sums[from] ?? 0
    const clients = sum >>> 1
    const isShown = Number(clients !== 0)
    const [upper, lower] = [a * size + b, b * size + a]
    counts[upper] = clients + isShown
    counts[lower] = clients + isShown
    partial[upper] = isShown & sum
    partial[lower] = isShown & sum
  }
  for (let a = 0, pair = size; a < size; a++) {
    put(a, a, a)
    for (let b = a + 1; b < size; b++, pair++) put(pair, a, b)
  }
  return { counts: sealTable('Count', size, least, counts), atLeast: new FlagTable(size, partial) }
}

/** Cells in memory; a reader of single cells of many releases may do without triples. */
export type LoadedCells = Omit<PublishedCells, 'triples'> & { readonly triples: PublishedCells['triples'] | null }

/** The closed table of one release. Throws where a cell is below the threshold of its policy, or the policy's below five. */
export class PublishedTable {
  readonly layout: ReleaseLayout
  readonly #cells: LoadedCells
  readonly #columns: ReturnType<typeof measureColumns>
  readonly #least: number

  constructor(layout: ReleaseLayout, policy: Policy, cells: LoadedCells) {
    if (!(policy.k >= 5)) throw new Error('a release needs a threshold of at least five')
    const fit =
      cells.base.length === rowCount(placeCount(layout)) * measureColumns(layout).width &&
      (cells.triples === null || cells.triples.length === rowCount(triplePlaceCount(layout)) * tripleCount(layout))
    if (!fit) throw new Error('the blocks do not fit the layout of the release')
    for (const block of [cells.base, cells.triples])
      if (block !== null && hasLowCell(block, policy.k)) throw new Error('a cell of the release is below its threshold')
    this.layout = layout
    this.#cells = cells
    this.#columns = measureColumns(layout)
    this.#least = policy.k
  }

  /**
   * The sums of the published cells of `rows` (G2), by measure. Three services exist at the county and its municipalities only.
   * A few cells are added up one by one; from then on all that the rows have, once, whatever is asked next.
   */
  over(rows: readonly Row[]): Measured {
    const sums = { base: null as RowSums | null, triples: null as RowSums | null }
    let single = 0
    const sumAt = (block: Block, column: number): number => {
      if (sums[block] === null && single < FEW_CELLS) {
        single++
        return this.#sumOf(block, rows, column)
      }
      sums[block] ??= this.#sum(block, rows)
      const sum = sums[block][column]
      if (sum === undefined) throw new Error('a cell outside the closed table')
      return sum
    }
    const figure = (block: Block, spans: readonly Span[]): Figure => {
      let total = 0
      let part = false
      for (const [first, last] of spans) {
        for (let column = first; column <= last; column++) {
          const sum = sumAt(block, column)
          total += sum >>> 1
          if (sum & 1) part = true
        }
      }
      return total === 0 ? WITHHELD : { count: seal('Count', total, this.#least), atLeast: part }
    }
    const measured = (measure: Measure): Figure => {
      const block = measure.kind === 'used' && measure.services.length === 3 ? 'triples' : 'base'
      return figure(block, measure.kind === 'corner' ? this.#corner(measure.health, measure.social) : [this.#span(measure)])
    }
    const square = (): Square => {
      sums.base ??= this.#sum('base', rows)
      // Pairs stand behind services.
      const { services, heavyIn } = this.#columns
      return sealSquare(this.layout.services.length, this.#least, sums.base.subarray(services, heavyIn))
    }
    return Object.assign(measured, { square })
  }

  /** A block's cells, how many a row has, and where each of `rows` begins. */
  #rows(block: Block, rows: readonly Row[]): { readonly cells: Uint32Array; readonly width: number; readonly starts: readonly number[] } {
    const cells = this.#cells[block]
    if (cells === null) throw new Error('triples were not loaded')
    const places = block === 'triples' ? triplePlaceCount(this.layout) : placeCount(this.layout)
    const width = block === 'triples' ? tripleCount(this.layout) : this.#columns.width
    const starts = rows.map((row) => {
      if (row.place >= places) throw new Error('three services have no cells at a centre')
      return rowIndex(row, places) * width
    })
    return { cells, width, starts }
  }

  #sum(block: Block, rows: readonly Row[]): RowSums {
    const { cells, width, starts } = this.#rows(block, rows)
    // Rows of one selection share no client: what a cell can hold, their sum can.
    const sums = new Uint32Array(width)
    for (const start of starts) {
      for (let column = 0; column < width; column++) {
        sums[column] = withCell(sums[column] ?? 0, cells[start + column] ?? 0)
      }
    }
    return sums
  }

  /** One of these sums. */
  #sumOf(block: Block, rows: readonly Row[], column: number): number {
    const { cells, width, starts } = this.#rows(block, rows)
    if (!(column >= 0 && column < width)) throw new Error('a cell outside the closed table')
    return starts.reduce((sum, start) => withCell(sum, cells[start + column] ?? 0), 0)
  }

  #corner(health: number, social: number): readonly Span[] {
    const { tops } = this.layout
    const width = tops.social + 1
    return Array.from({ length: Math.max(0, tops.health + 1 - health) }, (_, at) => {
      const row = this.#columns.grid + (health + at) * width
      return [row + social, row + tops.social]
    })
  }

  #span(measure: Exclude<Measure, { readonly kind: 'corner' }>): Span {
    const at = this.#columns
    const n = this.layout.services.length
    switch (measure.kind) {
      case 'used': {
        const [a, b, c] = measure.services
        if (a === undefined) return [at.clients, at.clients]
        if (b === undefined) return [at.services + a, at.services + a]
        const column = c === undefined ? at.pairs + pairIndex(a, b, n) : tripleIndex(a, b, c)
        return [column, column]
      }
      case 'heavyIn':
        return [at.heavyIn + measure.service, at.heavyIn + measure.service]
      case 'bins':
        return [at[measure.histogram] + measure.from, at[measure.histogram] + measure.to]
      case 'grid': {
        const column = at.grid + measure.health * (this.layout.tops.social + 1) + measure.social
        return [column, column]
      }
      default: {
        const never: never = measure
        throw new Error(`unknown measure ${String(never)}`)
      }
    }
  }
}

/** Whether a published cell is below k. By index: an iterator over millions of cells holds the server up for a tenth of a second. */
function hasLowCell(block: Uint32Array, k: number): boolean {
  for (let i = 0; i < block.length; i++) {
    const cell = block[i] ?? 0
    if (cell !== 0 && cell < k) return true
  }
  return false
}

type Block = 'base' | 'triples'

/** Columns from one to another, both included. */
type Span = readonly [number, number]

/** So many cells are added up one by one: a point of a series is one or two of the thousand that its rows have. */
const FEW_CELLS = 8

/** Rows of a block added up, by column: twice the clients, and one where a cell is withheld. They fit up to two thousand million clients. */
type RowSums = Uint32Array

/** Such a sum and one cell more. No branch: whether a cell is withheld cannot be foretold. */
const withCell = (sum: number, cell: number): number => ((sum + 2 * cell) | Number(cell === 0)) >>> 0

/** Whether a figure is published in full. */
export const isExact = (figure: Figure): boolean => figure.count !== null && !figure.atLeast

/** `part` of `whole` in whole per cent (G7); null unless both are exact and the whole is at least 20. */
export function shareOf(part: Figure, whole: Figure): Share | null {
  const share = sharePercent(exact(part), exact(whole))
  return share === null ? null : seal('Share', share, 0)
}

/**
 * How many times as many clients use all services together as if the services were unrelated: joint · all^(m−1) ÷ product of the m singles.
 * One decimal; null unless every figure is exact and every base at least 20.
 */
export function liftOf(joint: Figure, singles: readonly Figure[], all: Figure): Lift | null {
  const lift = liftNumber(exact(joint), singles.map(exact), exact(all))
  return lift === null ? null : seal('Lift', lift, 0)
}

/** `liftOf` each pair of services; null on the diagonal. */
export function pairLifts(square: Square, all: Figure): SealedTable<'Lift'> {
  const { size, at } = exactCells(square)
  const everyone = exact(all) ?? 0
  const lifts = new Uint32Array(size * size)
  if (everyone < LEAST_BASE) return sealTable('Lift', size, 0, lifts, 10)
  for (let a = 0; a < size; a++) {
    const first = at(a * size + a) - 1
    if (first < LEAST_BASE) continue
    for (let b = a + 1; b < size; b++) {
      const cell = at(a * size + b)
      const second = at(b * size + b) - 1
      const lift = (pairLift(cell - 1, first, second, everyone) + 1) & -(Number(cell !== 0) & Number(second >= LEAST_BASE))
      lifts[a * size + b] = lift
      lifts[b * size + a] = lift
    }
  }
  return sealTable('Lift', size, 0, lifts, 10)
}

/** The share of each row's clients who use the column. */
export function pairShares(square: Square): SealedTable<'Share'> {
  const { size, at } = exactCells(square)
  const shares = new Uint32Array(size * size)
  for (let a = 0; a < size; a++) {
    const whole = at(a * size + a) - 1
    if (whole < LEAST_BASE) continue
    for (let i = a * size; i < (a + 1) * size; i++) {
      const cell = at(i)
      shares[i] = (Math.min(100, quicklyRounded(100 * (cell - 1), whole)) + 1) & -Number(cell !== 0)
    }
  }
  return sealTable('Share', size, 0, shares)
}

/** Figures of the square published in full, of those that `sees` allows (null: all), each unordered pair once; and the clients. */
export function pairTally(square: Square, clients: Figure, sees: ((a: number, b: number) => boolean) | null): Tally {
  const { size, at } = exactCells(square)
  let [shown, of] = [isExact(clients) ? 1 : 0, 1]
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) {
      if (sees !== null && !sees(a, b)) continue
      of++
      shown += Number(at(a * size + b) !== 0)
    }
  }
  return { shown: figureCount(shown), of: figureCount(of) }
}

/** Its numbers plus one, row-major: 0 where a cell is withheld or a part of its sum is. */
function exactCells({ counts, atLeast }: Square): { readonly size: number; readonly at: (i: number) => number } {
  const [cells, partial] = [openedCells(counts, 'Count'), flagsOf(atLeast)]
  return { size: counts.size, at: (i) => ((cells[i] ?? 0) & ((partial[i] ?? 0) - 1)) >>> 0 }
}

/** a − b; null unless both are exact. */
export function countDifference(a: Figure, b: Figure): CountDifference | null {
  const [x, y] = [exact(a), exact(b)]
  return x === null || y === null ? null : seal('CountDifference', x - y, Number.NEGATIVE_INFINITY)
}

/** a − b in percentage points; null unless both are published. */
export function shareDifference(a: Share | null, b: Share | null): ShareDifference | null {
  return a === null || b === null ? null : seal('ShareDifference', opened(a) - opened(b), Number.NEGATIVE_INFINITY)
}

/** Persons of public statistics, which the county's catalogue names with its source: never clients. */
export const residentsOf = (persons: number): Residents => seal('Residents', persons, 0)

/** Clients of 100 residents in whole per cent; null unless the figure is exact and there are at least 20 residents. */
export function shareOfResidents(part: Figure, residents: Residents | null): Share | null {
  const [n, persons] = inhabitants(part, residents)
  return n === null || persons === null ? null : seal('Share', Math.min(100, rounded(100 * n, persons)), 0)
}

/** Clients of 1,000 residents, one decimal; null as their share. Both parts are public, so the decimal tells nothing new. */
export function ratePerThousand(part: Figure, residents: Residents | null): Rate | null {
  const [n, persons] = inhabitants(part, residents)
  return n === null || persons === null ? null : seal('Rate', rounded(10_000 * n, persons) / 10, 0)
}

/** How many times as often clients of a segment do something as all clients do; null where a size is withheld or a figure not exact. */
export function timesOfPublished(
  part: NoisySizeValue,
  segment: NoisySizeValue,
  ofAll: Figure,
  all: Figure,
): SealedEstimate<'NoisyTimes'> | null {
  const [some, everyone] = [exact(ofAll), exact(all)]
  if (some === null || everyone === null) return null
  const times = timesAsOften(part, segment, certain(some), certain(everyone))
  return times && estimateOf('NoisyTimes', times)
}

/** A noisy size of a published figure, in whole per cent; null where the size is withheld, or the figure not exact or below twenty. */
export function shareOfPublished(part: NoisySizeValue, whole: Figure): SealedEstimate<'NoisyShare'> | null {
  const n = exact(whole)
  const share = n === null || n < LEAST_BASE ? null : noisyShareOf(part, certain(n))
  return share && estimateOf('NoisyShare', share)
}

/** A number without noise among those that have some. */
const certain = (n: number): NoisySizeValue => ({ size: n, low: n, high: n })

/** Whether a figure is at or beyond a target; null unless the figure is exact. */
export function reaches(figure: Figure, target: number, direction: 'AT_LEAST' | 'AT_MOST'): boolean | null {
  const n = exact(figure)
  return n === null ? null : direction === 'AT_LEAST' ? n >= target : n <= target
}

/** The same of a share in whole per cent. */
export function shareReaches(share: Share | null, target: number, direction: 'AT_LEAST' | 'AT_MOST'): boolean | null {
  return share === null ? null : direction === 'AT_LEAST' ? opened(share) >= target : opened(share) <= target
}

/** A number that a person set or that a rule has. */
export const parameterOf = (value: number): Parameter => seal('Parameter', value, Number.NEGATIVE_INFINITY)

/** Figures published in full, of how many. */
export interface Tally {
  readonly shown: FigureCount
  readonly of: FigureCount
}

/** How many of the figures are published in full, and how many there are. */
export function tally(figures: readonly Figure[]): Tally {
  return { shown: figureCount(figures.filter(isExact).length), of: figureCount(figures.length) }
}

/** How many more `b` has than `a`; null unless it is more. */
export function gainOf(a: FigureCount, b: FigureCount): FigureCount | null {
  return opened(b) > opened(a) ? figureCount(opened(b) - opened(a)) : null
}

/** Order of figures by published value, largest first, withheld last. */
export const largestFirst = (a: Figure, b: Figure): number => (b.count ? opened(b.count) : 0) - (a.count ? opened(a.count) : 0)

/** Order of sealed values of one kind, smallest first; null counts as `absent`. */
export const smallestFirst = <K extends SealedKind>(a: Sealed<K> | null, b: Sealed<K> | null, absent: number): number =>
  (a ? opened(a) : absent) - (b ? opened(b) : absent)

/** A number made of noisy sizes with what the ends of their intervals allow. */
export interface SealedEstimate<K extends 'NoisyShare' | 'NoisyRate' | 'NoisyTimes'> {
  readonly value: Sealed<K>
  readonly low: Sealed<K>
  readonly high: Sealed<K>
}

const estimateOf = <K extends 'NoisyShare' | 'NoisyRate' | 'NoisyTimes'>(kind: K, { value, low, high }: Estimate): SealedEstimate<K> => ({
  value: seal(kind, value, 0),
  low: seal(kind, low, 0),
  high: seal(kind, high, 0),
})

/** Numbers that the vault published beside the table; rows of the import report under the threshold stay withheld. */
export const sealed = {
  policy: (policy: Policy) => ({ threshold: parameter(policy.k) }),
  rules: (rules: HeavyUserRules) => ({
    topShare: parameter(rules.topShare),
    socialServices: parameter(rules.socialServices),
    socialTasks: parameter(rules.socialTasks),
  }),
  thresholds: (service: Service) => ({
    use: service.useThreshold === null ? null : parameter(service.useThreshold),
    heavy: service.heavyThreshold === null ? null : parameter(service.heavyThreshold),
  }),
  /** Numbers in rules that a working group wrote, and what the vault says of its ledger. */
  ruleNumber: (value: number) => parameter(value),
  noisySize: ({ size, low, high }: NoisySizeValue) => ({
    size: size === null ? null : seal('NoisySize', size, DRAFT_ROUNDING.least),
    low: seal('NoisySize', low, 0),
    high: seal('NoisySize', high, 0),
  }),
  noisyChange: ({ value, low, high }: Estimate) => ({
    value: seal('NoisyChange', value, Number.NEGATIVE_INFINITY),
    low: seal('NoisyChange', low, Number.NEGATIVE_INFINITY),
    high: seal('NoisyChange', high, Number.NEGATIVE_INFINITY),
  }),
  noisyShare: (estimate: Estimate) => estimateOf('NoisyShare', estimate),
  noisyRate: (estimate: Estimate) => estimateOf('NoisyRate', estimate),
  noisyTimes: (estimate: Estimate) => estimateOf('NoisyTimes', estimate),
  /** Rows of an import as the vault told them for its administrator; null where it told none, or told them too well. */
  roughRows: (rows: number | null) => (rows === null || !isRough(rows) ? null : seal('RoughRows', rows, ROUGH.least)),
  /** Rows of a reason, of all rows of their file; null under one per cent. */
  rowShare: (percent: number | null) => (percent === null ? null : seal('RowShare', percent, 1)),
  linkage: ({ rows, linkagePercent }: RoughFile) => (rows === null || linkagePercent === null ? null : seal('RowShare', linkagePercent, 0)),
  progress: (percent: number) => seal('Progress', Math.floor(percent / 10) * 10, 0),
  certificate: (certificate: Certificate) => ({
    tables: figureCount(certificate.tables),
    cells: figureCount(certificate.cells),
    published: figureCount(certificate.published),
    withheld: figureCount(certificate.withheld),
    families: certificate.audit.families.map((family) => ({
      kind: family.kind,
      audited: figureCount(family.audited),
      of: figureCount(family.of),
    })),
    narrowestInterval: certificate.audit.narrowestInterval === null ? null : parameter(certificate.audit.narrowestInterval),
    proven: figureCount(certificate.audit.proven),
  }),
  report: (report: PublishedImportReport, policy: Policy) => {
    const rows = (n: number | null) => (n === null || n < policy.k ? null : seal('Count', n, policy.k))
    const reasons = (list: readonly { readonly reason: string; readonly rows: number | null }[]) =>
      list.map((one) => ({ reason: one.reason, rows: rows(one.rows) }))
    return report.files.map((file) => ({
      file: file.file,
      read: rows(file.read),
      rejected: reasons(file.rejected),
      leftOut: reasons(file.leftOut),
      linkage: file.linkagePercent === null ? null : seal('Share', file.linkagePercent, 0),
    }))
  },
}

/** Numbers of the audit log: of events, and of figures in them. */
export const auditNumbers = {
  events: (n: number): EventCount => seal('EventCount', n, 0),
  figures: (n: number): FigureCount => seal('FigureCount', n, 0),
}

const figureCount = (cells: number): FigureCount => seal('FigureCount', cells, 0)
const parameter = (value: number): Parameter => seal('Parameter', value, Number.NEGATIVE_INFINITY)
const exact = (figure: Figure): number | null => (figure.count && !figure.atLeast ? opened(figure.count) : null)
const inhabitants = (part: Figure, residents: Residents | null): readonly [number | null, number | null] => {
  const persons = residents === null ? 0 : opened(residents)
  return [exact(part), persons < LEAST_RESIDENTS ? null : persons]
}

/** Clients that a base has at least. */
const LEAST_BASE = 20

/** Exact numbers from here on; null, or NaN, where not exact. */
function sharePercent(part: number | null, whole: number | null): number | null {
  const share = percent(part ?? Number.NaN, whole ?? Number.NaN)
  return Number.isNaN(share) ? null : share
}

const percent = (part: number, whole: number): number => (whole >= LEAST_BASE ? Math.min(100, rounded(100 * part, whole)) : Number.NaN)

function liftNumber(joint: number | null, singles: readonly (number | null)[], all: number | null): number | null {
  if (joint === null || all === null || all < LEAST_BASE) return null
  let [observed, expected] = [joint, 1]
  for (const [i, single] of singles.entries()) {
    if (single === null || single < LEAST_BASE) return null
    if (i > 0) observed *= all
    expected *= single
  }
  return rounded(10 * observed, expected) / 10
}

/** The same of two in tenths, thousands of times for an answer: without lists, and without a look at the bases. */
const pairLift = (joint: number, a: number, b: number, all: number): number => quicklyRounded(10 * joint * all, a * b)

/** `a` ÷ `b` to the nearest whole, halves up: 100 × (23 ÷ 40) is 57.49999… in binary, 2300 ÷ 40 is 57.5. */
const rounded = (a: number, b: number): number => Math.round(a / b)

/** The same, quicker, where the quotient is from 0 to below 2³¹; any number where it is not. */
const quicklyRounded = (a: number, b: number): number => (a / b + 0.5) | 0
