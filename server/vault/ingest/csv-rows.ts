import { isUtf8 } from 'node:buffer'

/** Why a line is not a row: broken quotes or too long; not UTF-8; the input ends inside it. */
export type BrokenRow = 'BAD_ROW' | 'BAD_ENCODING' | 'TRUNCATED'

/** One row, valid only during the call that hands it over: field i is bytes[from[i] … to[i]), without its quotes. */
export interface CsvRow {
  readonly bytes: Uint8Array
  readonly from: Int32Array
  readonly to: Int32Array
  /** How many fields the row has; only the first `mostFields` are kept. */
  readonly fields: number
  /** Line of the input on which the row begins, from 1. */
  readonly line: number
  /** Whether the input ends in the row, without a line end. */
  readonly open: boolean
}

export interface CsvSink {
  row(row: CsvRow): void
  broken(reason: BrokenRow, line: number): void
}

export interface CsvRows {
  push(chunk: Uint8Array): void
  /** The input is over. */
  end(): void
}

/** Longest row in bytes. A quote that is opened and not closed within it is broken. */
export const LONGEST_ROW = 65_536

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
/** Ends of a row that are no position: the bytes end inside it (in quotes or not), or its quotes are broken. */
const INCOMPLETE = -1
const BROKEN = -2

/**
 * Reads RFC 4180 rows from chunks of bytes, in memory bounded by a chunk and a row. Rows are handed over as byte ranges:
 * making strings of millions of fields is what costs most. Empty lines are no rows. Where quotes are broken, the line on which
 * the row begins is given up and reading goes on with the next line, so that a stray quote costs one row and not the file.
 */
export function csvRows(sink: CsvSink, mostFields: number): CsvRows {
  const row = {
    bytes: new Uint8Array(0),
    from: new Int32Array(mostFields),
    to: new Int32Array(mostFields),
    fields: 0,
    line: 1,
    lines: 1,
    open: false,
  }
  /** Holds the row that is not complete, and the chunk that follows it. */
  let room = new Uint8Array(0)
  let rest = 0
  let line = 1
  /** In a line given up, whose end is still to come. */
  let skipping = false

  function push(chunk: Uint8Array): void {
    const length = rest + chunk.length
    if (length > room.length) {
      const larger = new Uint8Array(Math.max(length, LONGEST_ROW + chunk.length))
      larger.set(room.subarray(0, rest))
      room = larger
    }
    room.set(chunk, rest)
    const next = read(room.subarray(0, length), false)
    room.copyWithin(0, next, length)
    rest = length - next
  }

  function end(): void {
    read(room.subarray(0, rest), true)
    rest = 0
  }

  /** Hands over the rows in `bytes`; where the first row begins that is not complete. */
  function read(bytes: Uint8Array, last: boolean): number {
    const lines = last ? bytes.length : bytes.lastIndexOf(LF) + 1
    const valid = isUtf8(bytes.subarray(0, lines))
    let at = 0
    while (at < bytes.length) {
      if (skipping) {
        const lineEnd = bytes.indexOf(LF, at)
        if (lineEnd < 0) return bytes.length
        at = lineEnd + 1
        line++
        skipping = false
        continue
      }
      const next = scan(bytes, at, row, mostFields, last)
      if (next === INCOMPLETE && !last && bytes.length - at <= LONGEST_ROW) return at
      if (next < 0 || next - at > LONGEST_ROW) {
        giveUpLine(bytes, at, next === INCOMPLETE && last)
        const lineEnd = bytes.indexOf(LF, at)
        skipping = lineEnd < 0
        if (skipping) return bytes.length
        at = lineEnd + 1
        line++
        continue
      }
      row.line = line
      const blank = row.fields === 1 && row.from[0] === row.to[0] && bytes[at] !== QUOTE
      if (!blank) {
        if (valid || isUtf8(bytes.subarray(at, next))) sink.row(row)
        else sink.broken('BAD_ENCODING', line)
      }
      line += row.lines
      at = next
    }
    return at
  }

  function giveUpLine(bytes: Uint8Array, at: number, inputEnds: boolean): void {
    // The input ends inside the row if it ends in the row's own line; else a quote was opened and never closed.
    const lineEnd = bytes.indexOf(LF, at)
    const ownLine = lineEnd < 0 || lineEnd === bytes.length - 1
    sink.broken(inputEnds && ownLine ? 'TRUNCATED' : 'BAD_ROW', line)
  }

  return { push, end }
}

interface OpenRow {
  bytes: Uint8Array
  from: Int32Array
  to: Int32Array
  fields: number
  /** Lines of the input that the row takes: one, unless quotes hold line ends. */
  lines: number
  open: boolean
}

/** Reads the row that begins at `at` into `row`; where the next begins, or INCOMPLETE or BROKEN. */
function scan(bytes: Uint8Array, at: number, row: OpenRow, mostFields: number, last: boolean): number {
  const end = bytes.length
  const { from, to } = row
  // A quote that nothing closes is not looked for through the whole of the bytes.
  const far = last ? end : Math.min(end, at + LONGEST_ROW + 1)
  let fields = 0
  let lines = 1
  let doubled = false
  let p = at
  for (;;) {
    let start = p
    let stop = 0
    if (p < end && bytes[p] === QUOTE) {
      start = ++p
      for (;;) {
        for (; p < far && bytes[p] !== QUOTE; p++) if (bytes[p] === LF) lines++
        if (p >= far || (p + 1 >= end && !last)) return INCOMPLETE
        if (p + 1 >= end || bytes[p + 1] !== QUOTE) break
        doubled = true
        p += 2
      }
      stop = p++
      if (p < end && bytes[p] === CR) {
        if (p + 1 >= end && !last) return INCOMPLETE
        if (p + 1 >= end || bytes[p + 1] === LF) p++
      }
      if (p < end && bytes[p] !== COMMA && bytes[p] !== LF) return BROKEN
    } else {
      for (; p < end; p++) {
        const byte = bytes[p] ?? 0
        // Letters and digits come after all that ends a field.
        if (byte > COMMA) continue
        if (byte === COMMA || byte === LF) break
        if (byte === QUOTE) return BROKEN
      }
      if (p >= end && !last) return INCOMPLETE
      stop = p > start && bytes[p - 1] === CR && (p >= end || bytes[p] === LF) ? p - 1 : p
    }
    if (fields < mostFields) {
      from[fields] = start
      to[fields] = stop
    }
    fields++
    if (p >= end || bytes[p] === LF) break
    p++
  }
  row.bytes = bytes
  row.fields = fields
  row.lines = lines
  row.open = p >= end
  if (doubled) undouble(row, Math.min(fields, mostFields))
  return p >= end ? end : p + 1
}

/** Writes the row's fields anew, each pair of quotes inside one being one quote: one step a byte, however many quotes. */
function undouble(row: OpenRow, fields: number): void {
  const values = new Uint8Array(fields === 0 ? 0 : (row.to[fields - 1] ?? 0) - (row.from[0] ?? 0))
  let at = 0
  for (let i = 0; i < fields; i++) {
    const stop = row.to[i] ?? 0
    const start = at
    for (let p = row.from[i] ?? 0; p < stop; p++) {
      const byte = row.bytes[p] ?? 0
      values[at++] = byte
      if (byte === QUOTE && row.bytes[p + 1] === QUOTE && p + 1 < stop) p++
    }
    row.from[i] = start
    row.to[i] = at
  }
  row.bytes = values
}
