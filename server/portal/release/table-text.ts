/** Square tables as JSON text, written byte by byte: lists of their cells, and JSON.stringify over these, take three times as long. */

const [OPEN, CLOSE, COMMA, POINT, ZERO] = [0x5b, 0x5d, 0x2c, 0x2e, 0x30] as const
const NULL = Buffer.from('null')
const TRUE = Buffer.from('true')
const FALSE = Buffer.from('false')
/** Characters of the longest cell: JavaScript writes no number in more. */
const LONGEST = 25

/** Where one text at a time is written; grows to the largest table. */
let scratch = Buffer.alloc(0)

/** Rows of numbers, row-major, null where NaN: what JSON.stringify makes of them. */
export function numberRows(size: number, values: Float64Array): string {
  return rows(size, (bytes, at, cell) => {
    const value = values[cell] ?? Number.NaN
    const whole = value | 0
    if (whole !== value || whole < 0) return Number.isNaN(value) ? writeWord(bytes, at, NULL) : writeFraction(bytes, at, value)
    if (whole >= 10) return writeDigits(bytes, at, whole)
    bytes[at] = ZERO + whole
    return at + 1
  })
}

/** Rows of flags, row-major, true where not zero. */
export const flagRows = (size: number, flags: Uint8Array): string =>
  rows(size, (bytes, at, cell) => writeWord(bytes, at, flags[cell] ? TRUE : FALSE))

/** `write` puts a cell where it is told and says where it ends. */
function rows(size: number, write: (bytes: Buffer, at: number, cell: number) => number): string {
  const most = 2 + size * (2 + size * (LONGEST + 1))
  if (scratch.length < most) scratch = Buffer.alloc(most)
  const bytes = scratch
  let at = 0
  bytes[at++] = OPEN
  for (let row = 0, cell = 0; row < size; row++) {
    if (row > 0) bytes[at++] = COMMA
    bytes[at++] = OPEN
    for (let column = 0; column < size; column++, cell++) {
      if (column > 0) bytes[at++] = COMMA
      at = write(bytes, at, cell)
    }
    bytes[at++] = CLOSE
  }
  bytes[at++] = CLOSE
  return bytes.toString('latin1', 0, at)
}

/** Lifts have one decimal; whatever else is left to JSON.stringify. */
function writeFraction(bytes: Buffer, at: number, value: number): number {
  const tenths = Math.round(value * 10)
  if ((tenths | 0) !== tenths || tenths < 0 || tenths / 10 !== value) return at + bytes.write(JSON.stringify(value), at, 'latin1')
  const last = tenths % 10
  const point = writeDigits(bytes, at, (tenths - last) / 10)
  bytes[point] = POINT
  bytes[point + 1] = ZERO + last
  return point + 2
}

/** Of a whole number from 0 to 2^31 − 1. */
function writeDigits(bytes: Buffer, at: number, value: number): number {
  let end = at + 1
  for (let power = 10; power <= value; power *= 10) end++
  let rest = value
  for (let place = end - 1; place >= at; place--) {
    const next = (rest / 10) | 0
    bytes[place] = ZERO + rest - 10 * next
    rest = next
  }
  return end
}

function writeWord(bytes: Buffer, at: number, word: Buffer): number {
  for (let i = 0; i < word.length; i++) bytes[at + i] = word[i] ?? 0
  return at + word.length
}
