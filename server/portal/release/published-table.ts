/** The closed table of one release in memory: the only source of its figures. */
import type { Policy, PublishedCells } from '../../release/format.ts'
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
import { type Figure, type Measure, WITHHELD } from './figure.ts'
import { seal } from './sealing.ts'
import { type RowSums, sealSquare } from './sealing-figures.ts'
import type { Square } from './square.ts'

/** The figure of a measure, and those of all pairs of services. */
export interface Measured {
  (measure: Measure): Figure
  square(): Square
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

/** Such a sum and one cell more. No branch: whether a cell is withheld cannot be foretold. */
const withCell = (sum: number, cell: number): number => ((sum + 2 * cell) | Number(cell === 0)) >>> 0
