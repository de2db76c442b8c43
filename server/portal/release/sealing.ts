/**
 * Published figures as values that carry their origin. A plain number cannot become one, and one cannot become a plain number but through the
 * scalars of the schema: few files beside this one may import it (the lint configuration says which).
 */

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

export let seal: <K extends SealedKind>(kind: K, value: number, least: number) => Sealed<K>
export let opened: <K extends SealedKind>(sealed: Sealed<K>) => number
export let leastOf: (sealed: Sealed<SealedKind>) => number
export let sealTable: <K extends SealedKind>(kind: K, size: number, least: number, cells: Uint32Array, unit?: 1 | 10) => SealedTable<K>
export let openedRows: (table: SealedTable<SealedKind>, kind: SealedKind) => (number | null)[][]
export let openedCells: (table: SealedTable<SealedKind>, kind: SealedKind) => Uint32Array
export let unitOf: (table: SealedTable<SealedKind>) => 1 | 10
export let flagsOf: (table: FlagTable) => Uint8Array
export let fits: (sealed: Sealed<SealedKind>, kind: SealedKind) => boolean

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
