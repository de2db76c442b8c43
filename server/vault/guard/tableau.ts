/** Numbers that can move while equations hold, as a small dense table: some move freely, the others hang on them. See audit.md. */

/** A sum of columns. */
export interface Sum {
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

/** Columns, each from `−down` to `up`; some are free, and the others (bound) hang on them by the equations. */
export interface Tableau {
  readonly down: Float64Array
  readonly up: Float64Array
  readonly free: number[]
  readonly bound: number[]
  /** Bound column n is the sum of the free ones, each times `rows[n][its position in free]`. */
  readonly rows: Float64Array[]
  /** Position of a column in `free`; of a bound one −1 − its position there. */
  readonly place: Int32Array
}

/** Rounding allowed in the table. */
export const TINY = 1e-9

/** Columns without an equation. */
export function tableauOf(down: Float64Array, up: Float64Array): Tableau {
  const place = Int32Array.from(up, (_, column) => column)
  return { down, up, free: [...place], bound: [], rows: [], place }
}

/** The same columns and equations, to be changed apart. */
export function copyOf({ down, up, free, bound, rows, place }: Tableau): Tableau {
  return { down, up, free: [...free], bound: [...bound], rows: rows.map((row) => row.slice(0, free.length)), place: place.slice() }
}

/** Tableaus beside each other: the columns of the second come after those of the first, and so on. */
export function joined(parts: readonly Tableau[]): Tableau {
  const columns = parts.reduce((sum, { up }) => sum + up.length, 0)
  const width = parts.reduce((sum, { free }) => sum + free.length, 0)
  const all: Tableau = {
    down: new Float64Array(columns),
    up: new Float64Array(columns),
    free: [],
    bound: [],
    rows: [],
    place: new Int32Array(columns),
  }
  let first = 0
  for (const { down, up, free, bound, rows } of parts) {
    const from = all.free.length
    all.down.set(down, first)
    all.up.set(up, first)
    for (const row of rows) {
      const wide = new Float64Array(width)
      wide.set(row.subarray(0, free.length), from)
      all.rows.push(wide)
    }
    for (const column of free) all.place[first + column] = all.free.push(first + column) - 1
    for (const column of bound) all.place[first + column] = -all.bound.push(first + column)
    first += up.length
  }
  return all
}

/** From now on the sum is 0. */
export function equate(table: Tableau, asked: Sum): void {
  const { down, up, free, bound, rows, place } = table
  if (free.length === 0) return
  const sum = inFree(table, asked, 1)
  // The column with most room is bound: one that cannot move would stop every other.
  let at = -1
  let room = -1
  for (let f = 0; f < free.length; f++) {
    if (Math.abs(sum[f] ?? 0) < TINY) continue
    const own = Math.min(up[free[f] ?? 0] ?? 0, down[free[f] ?? 0] ?? 0)
    if (own > room) {
      at = f
      room = own
    }
  }
  if (at < 0) return
  const last = free.length - 1
  const pivot = -(sum[at] ?? 1)
  for (let f = 0; f < sum.length; f++) sum[f] = (sum[f] ?? 0) / pivot
  sum[at] = 0
  for (const row of rows) {
    const by = row[at] ?? 0
    row[at] = 0
    if (by !== 0) addMultiple(row, sum, by)
    row[at] = row[last] ?? 0
  }
  sum[at] = sum[last] ?? 0
  rows.push(sum)
  const column = free[at] ?? 0
  place[column] = -bound.push(column)
  const moved = free.pop() ?? 0
  if (at === last) return
  free[at] = moved
  place[moved] = at
}

/** A sum by the free columns alone. */
export function inFree({ free, rows, place }: Tableau, { indices, values }: Sum, sign: 1 | -1): Float64Array {
  const sum = new Float64Array(free.length)
  for (let n = 0; n < indices.length; n++) {
    const at = place[indices[n] ?? 0] ?? 0
    const by = sign * (values[n] ?? 0)
    if (at >= 0) sum[at] = (sum[at] ?? 0) + by
    else addMultiple(sum, rows[-1 - at], by)
  }
  return sum
}

/** Adds a multiple of another row, as far as the row goes or the other. */
export function addMultiple(row: Float64Array, other: Float64Array | undefined, by: number): void {
  if (!other) return
  const length = Math.min(row.length, other.length)
  for (let n = 0; n < length; n++) row[n] = (row[n] ?? 0) + by * (other[n] ?? 0)
}
