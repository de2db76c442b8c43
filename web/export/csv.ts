import type { Locale } from '../i18n/locale.ts'
import type { ExportNotes } from './export-notes.ts'
import { inertText, type WrittenValue, writtenValue } from './export-value.ts'
import type { ExportColumn, ExportTable, ExportUnit } from './exportable.ts'

/** A comma parts numbers in Finnish and Swedish, so a semicolon parts their columns. */
const SEPARATORS: Readonly<Record<Locale, string>> = { fi: ';', sv: ';', en: ',' }
const BYTE_ORDER_MARK = '\ufeff'

/**
 * The tables as one CSV (RFC 4180, UTF-8 with byte order mark, so that spreadsheets read its letters). The first table
 * begins on the first line with its header; further tables follow after an empty line and their name, the notes at the end.
 */
export function csvText(tables: readonly ExportTable[], notes: ExportNotes, locale: Locale): string {
  const lines: (readonly string[])[] = []
  tables.forEach(({ name, columns, rows }, index) => {
    if (index > 0) lines.push([], [inertText(name)])
    lines.push(columns.map(({ label }) => inertText(label)))
    for (const row of rows) lines.push(columns.map((column, at) => cellText(column, writtenValue(column, row[at]), notes, locale)))
  })
  lines.push([], [notes.sheet])
  for (const { label, value } of notes.lines) lines.push([inertText(label), inertText(value)])
  const separator = SEPARATORS[locale]
  return `${BYTE_ORDER_MARK}${lines.map((line) => line.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`
}

const ONE_DECIMAL: readonly ExportUnit[] = ['lift', 'rate', 'finePercent']

function cellText(column: ExportColumn, value: WrittenValue, notes: ExportNotes, locale: Locale): string {
  switch (value.kind) {
    case 'text':
      return inertText(value.text)
    case 'number': {
      const digits = column.kind === 'measure' && ONE_DECIMAL.includes(column.unit) ? value.value.toFixed(1) : String(value.value)
      const number = locale === 'en' ? digits : digits.replace('.', ',')
      return value.atLeast ? notes.atLeast(number) : number
    }
    case 'withheld':
      return notes.withheld
    case 'none':
      return ''
    default:
      return value satisfies never
  }
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
