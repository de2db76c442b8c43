/**
 * Square tables as JSON, written into the answer eight bytes at a time, a cell with the comma before it: lists of their cells, and
 * JSON.stringify over these, take several times as long. No branch depends on a single cell, for the processor could not foretell it.
 */

/** A table that is still to be written. */
export interface UnwrittenTable {
  /** Bytes that it takes at most. */
  readonly most: number
  /** Writes it from `at` on; gives where it ends. */
  write(bytes: Buffer, at: number): number
}

const [OPEN, CLOSE, COMMA, ZERO] = [0x5b, 0x5d, 0x2c, 0x30] as const
/** Bytes of a store. */
const STORE = 8
/** Bytes of the longest cell, a number with its comma: more than a store. */
const LONGEST = 12

/** A comma and a text of up to seven characters, as eight bytes that a number of double precision is made of; no ASCII text makes NaN. */
const bytesWithComma = (text: string): number => Buffer.from(`,${text}`.padEnd(STORE)).readDoubleLE()
const textsOf = (texts: readonly string[]) => ({
  stores: Float64Array.from(texts, bytesWithComma),
  lengths: Uint8Array.from(texts, ({ length }) => 1 + length),
})

/** Texts of cells, by cell: null, then numbers from 0 on. */
const TEXTS = {
  1: textsOf(['null', ...Array.from({ length: 10_000 }, (_, whole) => String(whole))]),
  10: textsOf(['null', ...Array.from({ length: 1000 }, (_, tenths) => String(tenths / 10))]),
} as const
const FLAGS = textsOf(['false', 'true'])

/** Rows of whole numbers, or of tenths, row-major. A cell holds its number plus one: 0 is null. */
export const numberRows = (size: number, cells: Uint32Array, unit: 1 | 10): UnwrittenTable => ({
  most: bytesOf(size),
  write(bytes, start) {
    const { stores, lengths } = TEXTS[unit]
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = start
    for (let row = 0, i = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      const first = at
      for (const end = i + size; i < end; i++) {
        const cell = cells[i] ?? 0
        if (cell < stores.length) {
          // What is written behind a shorter text is written over.
          view.setFloat64(at, stores[cell] ?? 0, true)
          at += lengths[cell] ?? 0
        } else {
          bytes[at++] = COMMA
          at = unit === 1 ? writeDigits(bytes, at, cell - 1) : at + bytes.write(String((cell - 1) / unit), at, 'latin1')
        }
      }
      bytes[first] = OPEN
      bytes[at++] = CLOSE
    }
    return finish(bytes, at, size)
  },
})

/** Rows of flags, row-major, each 0 or 1. */
export const flagRows = (size: number, flags: Uint8Array): UnwrittenTable => ({
  most: bytesOf(size),
  // A loop of its own: a common one that calls back for each cell takes half as long again.
  write(bytes, start) {
    const { stores, lengths } = FLAGS
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = start
    for (let row = 0, i = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      const first = at
      for (const end = i + size; i < end; i++) {
        const flag = flags[i] ?? 0
        view.setFloat64(at, stores[flag] ?? 0, true)
        at += lengths[flag] ?? 0
      }
      bytes[first] = OPEN
      bytes[at++] = CLOSE
    }
    return finish(bytes, at, size)
  },
})

const bytesOf = (size: number): number => 2 + size * (2 + size * LONGEST)

function finish(bytes: Buffer, end: number, size: number): number {
  // Without a row nothing has been opened.
  if (size === 0) bytes[end] = OPEN
  const at = size === 0 ? end + 1 : end
  bytes[at] = CLOSE
  return at + 1
}

function writeDigits(bytes: Buffer, at: number, value: number): number {
  let end = at + 1
  for (let power = 10; power <= value; power *= 10) end++
  let rest = value
  for (let place = end - 1; place >= at; place--) {
    const next = (rest / 10) >>> 0
    bytes[place] = ZERO + rest - 10 * next
    rest = next
  }
  return end
}
