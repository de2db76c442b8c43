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
  return dayOf(year, month, day) ?? Number.NaN
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

/** Looks a field up among few codes without making a string of each: the code's position, or −1. */
export function codeLookup(codes: readonly string[]): (row: CsvRow, field: number) => number {
  const byHash = new Map<number, { readonly code: Uint8Array; readonly position: number }[]>()
  codes.forEach((code, position) => {
    const bytes = Buffer.from(code)
    const hash = codeHash(bytes, 0, bytes.length)
    byHash.set(hash, [...(byHash.get(hash) ?? []), { code: bytes, position }])
  })
  return (row, field) => {
    const from = row.from[field] ?? 0
    const to = row.to[field] ?? 0
    for (const { code, position } of byHash.get(codeHash(row.bytes, from, to)) ?? []) {
      if (code.length === to - from && code.every((byte, i) => byte === row.bytes[from + i])) return position
    }
    return -1
  }
}

const HYPHEN = 45
const ZERO = 48

function codeHash(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (bytes[i] ?? 0)) | 0
  return hash & 0x3fffffff
}
