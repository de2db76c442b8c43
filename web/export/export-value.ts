import type { ExportColumn, ExportValue } from './exportable.ts'

/** A value read for writing: text, a published number, at least a number, withheld, or nothing that applies. */
export type WrittenValue =
  | { readonly kind: 'text'; readonly text: string; readonly code: string | null }
  | { readonly kind: 'number'; readonly value: number; readonly atLeast: boolean }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'none' }

/** Reads a value of a column. In a measure null is withheld; elsewhere it is nothing. */
export function writtenValue(column: ExportColumn, value: ExportValue): WrittenValue {
  if (value === undefined) return { kind: 'none' }
  if (value === null) return column.kind === 'measure' ? { kind: 'withheld' } : { kind: 'none' }
  if (typeof value === 'string') return { kind: 'text', text: value, code: null }
  if (typeof value === 'number') return { kind: 'number', value, atLeast: false }
  if ('label' in value) return { kind: 'text', text: value.label, code: value.code }
  return value.count === null ? { kind: 'withheld' } : { kind: 'number', value: value.count, atLeast: value.atLeast }
}

/**
 * Text that no spreadsheet takes for a formula: what begins with = + - @, their full-width forms, a tab or a line break
 * (after spaces) gets an apostrophe before it (OWASP, 'CSV injection').
 */
export function inertText(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text
}
