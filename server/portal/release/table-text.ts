/** Square tables as JSON, written byte by byte into the answer: lists of their cells, and JSON.stringify over these, take several times as long. */

/** A table that is still to be written. */
export interface UnwrittenTable {
  /** Bytes that it takes at most. */
  readonly most: number
  /** Writes it from `at` on; gives where it ends. */
  write(bytes: Buffer, at: number): number
}

/** A cell without a number; every other value of a Uint32Array is one. */
export const NO_NUMBER = 2 ** 32 - 1

const [OPEN, CLOSE, COMMA, POINT, ZERO] = [0x5b, 0x5d, 0x2c, 0x2e, 0x30] as const
const [A, E, F, L, N, R, S, T, U] = [0x61, 0x65, 0x66, 0x6c, 0x6e, 0x72, 0x73, 0x74, 0x75] as const
/** Characters of the longest number, whole or with a decimal, and of `false`. */
const LONGEST = { number: 11, flag: 5 } as const

/** Rows of whole numbers, or of tenths; null where there is none. Row-major. */
export const numberRows = (size: number, cells: Uint32Array, unit: 1 | 10): UnwrittenTable => ({
  most: bytesOf(size, LONGEST.number),
  // One loop for numbers and one for flags: a common one that calls back for each cell takes half as long again.
  write(bytes, start) {
    let at = start
    for (let row = 0, i = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      for (let column = 0; column < size; column++, i++) {
        bytes[at++] = column === 0 ? OPEN : COMMA
        const cell = cells[i] ?? NO_NUMBER
        if (cell === NO_NUMBER) at = writeFour(bytes, at, N, U, L, L)
        else at = unit === 1 ? writeDigits(bytes, at, cell) : writeTenths(bytes, at, cell)
      }
      bytes[at++] = CLOSE
    }
    return finish(bytes, at, size)
  },
})

/** Rows of flags, row-major, true where not zero. */
export const flagRows = (size: number, flags: Uint8Array): UnwrittenTable => ({
  most: bytesOf(size, LONGEST.flag),
  write(bytes, start) {
    let at = start
    for (let row = 0, cell = 0; row < size; row++) {
      bytes[at++] = row === 0 ? OPEN : COMMA
      for (let column = 0; column < size; column++, cell++) {
        bytes[at++] = column === 0 ? OPEN : COMMA
        at = writeFlag(bytes, at, flags[cell] !== 0)
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

function writeTenths(bytes: Buffer, start: number, tenths: number): number {
  const whole = (tenths / 10) >>> 0
  const rest = tenths - 10 * whole
  const at = writeDigits(bytes, start, whole)
  if (rest === 0) return at
  bytes[at] = POINT
  bytes[at + 1] = ZERO + rest
  return at + 2
}

/** Most numbers are small. */
function writeDigits(bytes: Buffer, at: number, value: number): number {
  if (value < 10) {
    bytes[at] = ZERO + value
    return at + 1
  }
  if (value < 100) {
    const tens = (value / 10) >>> 0
    bytes[at] = ZERO + tens
    bytes[at + 1] = ZERO + value - 10 * tens
    return at + 2
  }
  let end = at + 3
  for (let power = 1000; power <= value; power *= 10) end++
  let rest = value
  for (let place = end - 1; place >= at; place--) {
    const next = (rest / 10) >>> 0
    bytes[place] = ZERO + rest - 10 * next
    rest = next
  }
  return end
}

function writeFlag(bytes: Buffer, at: number, flag: boolean): number {
  if (flag) return writeFour(bytes, at, T, R, U, E)
  bytes[at] = F
  return writeFour(bytes, at + 1, A, L, S, E)
}

function writeFour(bytes: Buffer, at: number, a: number, b: number, c: number, d: number): number {
  bytes[at] = a
  bytes[at + 1] = b
  bytes[at + 2] = c
  bytes[at + 3] = d
  return at + 4
}
