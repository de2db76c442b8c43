import type { ExportNotes } from './export-notes.ts'
import { inertText, writtenValue } from './export-value.ts'
import type { ExportColumn, ExportTable, ExportValue } from './exportable.ts'

/** A cell as the writer of workbooks takes it; text is always typed as text, never as a formula. */
export interface SheetCell {
  readonly value: string | number
  readonly type: StringConstructor | NumberConstructor
  readonly format?: string
  readonly fontWeight?: 'bold'
  readonly fontStyle?: 'italic'
  readonly textColor?: string
  readonly align?: 'right'
  readonly wrap?: boolean
}

export interface Sheet {
  readonly sheet: string
  readonly data: (SheetCell | null)[][]
  readonly columns: { width: number }[]
  readonly stickyRowsCount?: number
}

const FORMATS = {
  clients: '#,##0',
  percent: '0" %"',
  finePercent: '0.0" %"',
  points: '+0;-0;0',
  lift: '0.0',
  change: '+#,##0;-#,##0;0',
  rate: '0.0',
} as const
const GREY = '#5c6367'

/** One sheet a table, then one with the notes. Withheld figures are words in grey italics, never numbers or blanks. */
export function xlsxSheets(tables: readonly ExportTable[], notes: ExportNotes): readonly Sheet[] {
  const names = new Set<string>()
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: sheetName(name, names),
    stickyRowsCount: 1,
    columns: columns.map((column, at) => ({ width: columnWidth(column, rows, at) })),
    data: [
      columns.map((column) => ({
        ...text(column.label),
        fontWeight: 'bold' as const,
        wrap: true,
        ...(column.kind === 'measure' && { align: 'right' as const }),
      })),
      ...rows.map((row) => columns.map((column, at) => sheetCell(column, row[at], notes))),
    ],
  }))
  return [
    ...sheets,
    {
      sheet: sheetName(notes.sheet, names),
      columns: [{ width: 28 }, { width: 100 }],
      data: notes.lines.map(({ label, value }) => [
        { ...text(label), fontWeight: 'bold' },
        { ...text(value), wrap: true },
      ]),
    },
  ]
}

/** A name that workbooks allow: 31 characters, without : \ / ? * [ ], unlike the others. */
export function sheetName(name: string, taken: Set<string>): string {
  const allowed = name
    .replace(/[:\\/?*[\]]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^['\s]+|['\s]+$/g, '')
  const clean = allowed || 'Kooste'
  let candidate = clean.slice(0, 31).trimEnd()
  for (let number = 2; taken.has(candidate.toLowerCase()); number++) candidate = `${clean.slice(0, 27)} ${number}`
  taken.add(candidate.toLowerCase())
  return candidate
}

function sheetCell(column: ExportColumn, raw: ExportValue, notes: ExportNotes): SheetCell | null {
  const value = writtenValue(column, raw)
  switch (value.kind) {
    case 'text':
      return text(value.text)
    case 'number':
      if (value.atLeast) return { ...text(notes.atLeast(String(value.value))), align: 'right' }
      return { value: value.value, type: Number, ...(column.kind === 'measure' && { format: FORMATS[column.unit] }) }
    case 'withheld':
      return { ...text(notes.withheld), fontStyle: 'italic', textColor: GREY, align: 'right' }
    case 'none':
      return null
    default:
      return value satisfies never
  }
}

const text = (value: string): SheetCell => ({ value: inertText(value), type: String })

function columnWidth(column: ExportColumn, rows: readonly (readonly ExportValue[])[], at: number): number {
  if (column.kind === 'measure') return Math.min(24, Math.max(12, column.label.length + 2))
  const longest = rows.reduce((most, row) => {
    const value = writtenValue(column, row[at])
    return value.kind === 'text' ? Math.max(most, value.text.length) : most
  }, column.label.length)
  return Math.min(60, longest + 2)
}
