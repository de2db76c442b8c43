/**
 * How far a sum of numbers can go while equations hold: the simplex method on a small dense table, from 0, where everything fits. Made for the
 * few dozen numbers of a municipality, where a solver takes longer to begin than this to end. See audit.md.
 */
import { addMultiple, inFree, type Sum, type Tableau, TINY } from './tableau.ts'

export type Reached =
  /** Values of the columns at which the sum is as much as was asked. */
  | { readonly kind: 'found'; readonly columns: Float64Array }
  /** The sum can never be as much. */
  | { readonly kind: 'never' }
  /** Given up after too many steps. */
  | { readonly kind: 'unknown' }

/** Steps without a move, after which the first column that can move is taken: then no cycle is possible. */
const STUCK = 24

/** Moves the columns from 0 until `sign` times the sum is `by`. */
export function reach(table: Tableau, asked: Sum, sign: 1 | -1, by: number): Reached {
  const sum = inFree(table, asked, sign)
  let [most, possible] = [0, 0]
  table.free.forEach((column, f) => {
    const rate = sum[f] ?? 0
    most = Math.max(most, Math.abs(rate))
    if (Math.abs(rate) > TINY) possible += rate > 0 ? rate * (table.up[column] ?? 0) : -rate * (table.down[column] ?? 0)
  })
  if (most <= TINY || possible < by - TINY) return { kind: 'never' }
  return climb(table, sum, by)
}

/** A free column in the place of a bound one. */
interface Exchange {
  /** Positions in `free` and in `bound`. */
  readonly entering: number
  readonly leaving: number
  /** Of the table before: how the bound columns moved with the entering one. */
  readonly column: Float64Array
  /** Of the table after: how the entering column, bound now, hangs on the free ones. */
  readonly row: Float64Array
}

/** Moves free columns until the sum is `by`. The table stays as it is: of what exchanges make of it only the rows and columns in use are worked out. */
function climb({ down, up, rows, ...now }: Tableau, sum: Float64Array, by: number): Reached {
  const [free, bound] = [[...now.free], [...now.bound]]
  const exchanges: Exchange[] = []
  const columns = new Float64Array(up.length)
  /** How far a column can still move. */
  const roomOf = (column: number, sign: number) =>
    sign > 0 ? (up[column] ?? 0) - (columns[column] ?? 0) : (down[column] ?? 0) + (columns[column] ?? 0)
  let reached = 0
  let stuck = 0
  for (let steps = 4 * (free.length + bound.length) + 4 * STUCK; steps > 0; steps--) {
    const entering = enteringOf(free, sum, roomOf, stuck > STUCK)
    if (entering < 0) return { kind: 'never' }
    const rate = sum[entering] ?? 0
    const sign = rate > 0 ? 1 : -1
    const column = free[entering] ?? 0
    const moving = columnAfter(rows, exchanges, entering)
    let most = Math.min(roomOf(column, sign), (by - reached) / Math.abs(rate))
    let leaving = -1
    let size = 0
    for (let n = 0; n < bound.length; n++) {
      const moves = sign * (moving[n] ?? 0)
      const speed = Math.abs(moves)
      if (speed < TINY) continue
      const stop = Math.max(0, roomOf(bound[n] ?? 0, moves)) / speed
      // Of those that stop it at the same point the fastest: the exchange is exact then.
      if (stop < most - TINY || (stop < most + TINY && leaving >= 0 && speed > size)) {
        most = Math.min(most, stop)
        leaving = n
        size = speed
      }
    }
    if (most > 0) {
      columns[column] = (columns[column] ?? 0) + sign * most
      for (let n = 0; n < bound.length; n++) {
        const other = bound[n] ?? 0
        columns[other] = (columns[other] ?? 0) + sign * most * (moving[n] ?? 0)
      }
      reached += Math.abs(rate) * most
    }
    if (reached >= by - TINY) return { kind: 'found', columns }
    stuck = most > TINY ? 0 : stuck + 1
    if (leaving < 0) continue
    const row = rowAfter(rows, exchanges, leaving, free.length)
    const pivot = row[entering] ?? 1
    for (let f = 0; f < row.length; f++) row[f] = -(row[f] ?? 0) / pivot
    row[entering] = 1 / pivot
    exchanges.push({ entering, leaving, column: moving, row })
    substitute(sum, entering, row, rate)
    free[entering] = bound[leaving] ?? 0
    bound[leaving] = column
  }
  return { kind: 'unknown' }
}

/** How the bound columns move with the free one at a position, after exchanges. */
function columnAfter(rows: readonly Float64Array[], exchanges: readonly Exchange[], at: number): Float64Array {
  const column = new Float64Array(rows.length)
  for (let n = 0; n < rows.length; n++) column[n] = rows[n]?.[at] ?? 0
  for (const { entering, leaving, column: moved, row } of exchanges) {
    const by = row[at] ?? 0
    if (at === entering) column.fill(0)
    if (by !== 0) addMultiple(column, moved, by)
    column[leaving] = by
  }
  return column
}

/** How the bound column at a position hangs on so many free ones, after exchanges. */
function rowAfter(rows: readonly Float64Array[], exchanges: readonly Exchange[], at: number, width: number): Float64Array {
  const last = exchanges.findLastIndex(({ leaving }) => leaving === at)
  const row = (exchanges[last]?.row ?? rows[at] ?? new Float64Array(width)).slice(0, width)
  for (let n = last + 1; n < exchanges.length; n++) {
    const exchange = exchanges[n]
    if (exchange) substitute(row, exchange.entering, exchange.row, exchange.column[at] ?? 0)
  }
  return row
}

/** Writes a row, which has `by` of the entering column, in the columns that are free afterwards. */
function substitute(row: Float64Array, entering: number, entered: Float64Array, by: number): void {
  if (by === 0) return
  row[entering] = 0
  addMultiple(row, entered, by)
}

/** Position of the free column that moves the sum most; −1 where none can. `first`: the first that can, which ends every cycle. */
function enteringOf(free: readonly number[], sum: Float64Array, roomOf: (column: number, sign: number) => number, first: boolean): number {
  let best = -1
  let most = TINY
  for (let f = 0; f < free.length; f++) {
    const rate = sum[f] ?? 0
    if (Math.abs(rate) <= (first ? TINY : most)) continue
    const column = free[f] ?? 0
    if (first && best >= 0 && column > (free[best] ?? 0)) continue
    if (roomOf(column, rate) <= TINY) continue
    best = f
    most = Math.abs(rate)
  }
  return best
}
