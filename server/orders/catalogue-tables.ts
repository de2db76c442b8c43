/** The county's catalogue as tables of text: what the web edits. The vault loads them as it loads the files. */
import { listOf, record, text } from '../json.ts'

export const CATALOGUE_FILES = [
  'county.csv',
  'services.csv',
  'service_tasks.csv',
  'municipalities.csv',
  'centres.csv',
  'procedures.csv',
  'population.csv',
] as const
export type CatalogueFile = (typeof CATALOGUE_FILES)[number]
export const isCatalogueFile = (value: unknown): value is CatalogueFile => CATALOGUE_FILES.some((file) => file === value)

/** Values by column. */
export type Row = Readonly<Record<string, string>>

export interface CatalogueTable {
  readonly file: CatalogueFile
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** Columns whose values name a row. */
const KEYS: Readonly<Record<CatalogueFile, readonly string[]>> = {
  'county.csv': ['key'],
  'services.csv': ['code'],
  'service_tasks.csv': ['slug'],
  'municipalities.csv': ['code'],
  'centres.csv': ['code'],
  'procedures.csv': ['procedure_code'],
  'population.csv': ['area', 'age_group'],
}

/** What names the row. */
export const keyOf = (file: CatalogueFile, row: Row): string => KEYS[file].map((column) => row[column] ?? '').join(' ')

export const isKeyColumn = (file: CatalogueFile, column: string): boolean => KEYS[file].includes(column)

/** A row as it stands: in the file, or changed. */
export const rowOf = (table: CatalogueTable | undefined, key: string): Row | null =>
  table?.rows.find((row) => keyOf(table.file, row) === key) ?? null

/** An accepted change, by what names its row. */
export interface Change {
  readonly file: CatalogueFile
  readonly key: string
  /** Null: the row is taken out. */
  readonly after: Row | null
}

/** The tables with the changes over them, oldest first: rows keep their places, new ones come last. */
export function withChanges(tables: readonly CatalogueTable[], changes: readonly Change[]): readonly CatalogueTable[] {
  return tables.map((table) => {
    const rows = new Map(table.rows.map((row) => [keyOf(table.file, row), row]))
    for (const { file, key, after } of changes) {
      if (file !== table.file) continue
      if (after === null) rows.delete(key)
      else rows.set(key, after)
    }
    return { ...table, rows: [...rows.values()] }
  })
}

/** Whether two rows say the same: an absent value is an empty one. */
export function sameRow(a: Row | null, b: Row | null): boolean {
  if (a === null || b === null) return a === b
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((column) => (a[column] ?? '') === (b[column] ?? ''))
}

/** Longest value that a row may have. */
export const LONGEST_VALUE = 200

/** What the row cannot be whatever the vault says of it: an unknown column, a value with a line break; null where it can be. */
export function unfitColumn(table: CatalogueTable, row: Row): string | null {
  const known = new Set(table.columns)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not come into a file
  const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
  const found = Object.entries(row).find(([column, value]) => !known.has(column) || value.length > LONGEST_VALUE || control.test(value))
  return found?.[0] ?? null
}

export const parseRow = (json: unknown): Row =>
  Object.fromEntries(Object.entries(record(json)).map(([column, value]) => [column, text(value)]))

export const parseTable = (json: unknown): CatalogueTable => {
  const { file, columns, rows } = record(json)
  if (!isCatalogueFile(file)) throw new TypeError('no file of the catalogue')
  return { file, columns: listOf(columns, text), rows: listOf(rows, parseRow) }
}
