/**
 * Square tables as JSON, written byte by byte into the answer: lists of their cells, and JSON.stringify over these, take several times as
 * long. No branch depends on a single cell, for the processor could not foretell it.
 */

/** A table that is still to be written. */
export interface UnwrittenTable {
  /** Bytes that it takes at most. */
  readonly most: number
  /** Writes it from `at` on; gives where it ends. */
  write(bytes: Buffer, at: number): number
}

const [OPEN, CLOSE, COMMA, ZERO, E] = [0x5b, 0x5d, 0x2c, 0x30, 0x65] as const
/** Characters of the longest number, whole or in tenths, and of `false`. */
const LONGEST = { number: 11, flag: 5 } as const

/** What of a text fits into a word, as it stands in memory. */
const wordOf = (text: string): number => Buffer.from(text.padEnd(4).slice(0, 4)).readUInt32LE()
const textsOf = (texts: readonly string[]) => ({
  words: Uint32Array.from(texts, wordOf),
  lengths: Uint8Array.from(texts, ({ length }) => length),
})

/** Texts of cells, by cell: null, then the numbers of up to four characters. */
const TEXTS = {
  1: textsOf(['null', ...Array.from({ length: 10_000 }, (_, whole) => String(whole))]),
  10: textsOf(['null', ...Array.from({ length: 1000 }, (_, tenths) => String(tenths / 10))]),
} as const
const FLAGS = Uint32Array.of(wordOf('fals'), wordOf('true'))

/** Rows of whole numbers, or of tenths, row-major. A cell holds its number plus one: 0 is null. */
export const numberRows = (size: number, cells: Uint32Array, unit: 1 | 10): UnwrittenTable => ({
  most: bytesOf(size, LONGEST.number),
  write(bytes, start) {
    const { words, lengths } = TEXTS[unit]
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = start
    for (let row = 0, i = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      for (let column = 0; column < size; column++, i++) {
        bytes[at++] = column === 0 ? OPEN : COMMA
        const cell = cells[i] ?? 0
        if (cell < words.length) {
          // What is written behind a shorter text is written over.
          view.setUint32(at, words[cell] ?? 0, true)
          at += lengths[cell] ?? 0
        } else at = unit === 1 ? writeDigits(bytes, at, cell - 1) : at + bytes.write(String((cell - 1) / unit), at, 'latin1')
      }
      bytes[at++] = CLOSE
    }
    return finish(bytes, at, size)
  },
})

/** Rows of flags, row-major, each 0 or 1. */
export const flagRows = (size: number, flags: Uint8Array): UnwrittenTable => ({
  most: bytesOf(size, LONGEST.flag),
  // A loop of its own: a common one that calls back for each cell takes half as long again.
  write(bytes, start) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let at = start
    for (let row = 0, i = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      for (let column = 0; column < size; column++, i++) {
        bytes[at++] = column === 0 ? OPEN : COMMA
        const flag = flags[i] ?? 0
        view.setUint32(at, FLAGS[flag] ?? 0, true)
        bytes[at + 4] = E
        at += 5 - flag
      }
      bytes[at++] = CLOSE
    }
    return finish(bytes, at, size)
  },
})

const bytesOf = (size: number, longest: number): number => 2 + size * (2 + size * (longest + 1))

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
