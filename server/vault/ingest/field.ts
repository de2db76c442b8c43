import { dayOf } from '../summary/day.ts'
import type { CsvRow } from './csv-rows.ts'

/** Length of a field in bytes. */
export const lengthOf = (row: CsvRow, field: number): number => (row.to[field] ?? 0) - (row.from[field] ?? 0)

/** Day number of a field written YYYY-MM-DD, or NaN. */
export function dayIn(row: CsvRow, field: number): number {
  const { bytes } = row
  const at = row.from[field] ?? 0
  if (lengthOf(row, field) !== 10 || bytes[at + 4] !== HYPHEN || bytes[at + 7] !== HYPHEN) return Number.NaN
  const year = digits(bytes, at, 4)
  const month = digits(bytes, at + 5, 2)
  const day = digits(bytes, at + 8, 2)
  if (year < 0 || month < 0 || day < 0) return Number.NaN
  // The same dates come again and again; the arithmetic on each would be the largest part of reading a contact.
  if (year < FIRST_YEAR || year >= FIRST_YEAR + YEARS || month > 12 || day > 31) return dayOf(year, month, day) ?? Number.NaN
  const slot = ((year - FIRST_YEAR) << 9) | (month << 5) | day
  const known = metDays[slot] ?? Number.NaN
  if (!Number.isNaN(known)) return known
  const met = dayOf(year, month, day) ?? Number.NaN
  metDays[slot] = met
  return met
}

/** Value of so many digits, or −1. */
export function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let i = at; i < at + count; i++) {
    const digit = (bytes[i] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Position of bytes[from … to) among codes, or −1. */
export type CodeLookup = (bytes: Uint8Array, from: number, to: number) => number

/** Looks fields up among few codes without making a string of each. Open addressing with linear probing, at most a quarter full. */
export function codeLookup(codes: readonly string[]): CodeLookup {
  const stored = codes.map((code) => Buffer.from(code))
  const slots = new Int32Array(1 << Math.ceil(Math.log2(4 * codes.length + 4))).fill(-1)
  const mask = slots.length - 1
  stored.forEach((code, position) => {
    let slot = codeHash(code, 0, code.length) & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = position
  })
  return (bytes, from, to) => {
    for (let slot = codeHash(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
      const position = slots[slot] ?? -1
      const code = stored[position]
      if (code === undefined) return -1
      if (isCode(code, bytes, from, to)) return position
    }
  }
}

const HYPHEN = 45
const ZERO = 48
const FIRST_YEAR = 1900
const YEARS = 256
/** Day numbers of the dates met, by year, month and day; NaN where none was. */
const metDays = new Float64Array(YEARS << 9).fill(Number.NaN)

function isCode(code: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (code.length !== to - from) return false
  for (let i = 0; i < code.length; i++) if (code[i] !== bytes[from + i]) return false
  return true
}

function codeHash(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0
  return hash
}
