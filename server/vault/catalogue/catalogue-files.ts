/** The files of a catalogue as tables of text, and tables as files: what administrators edit is loaded like any catalogue. */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { CATALOGUE_FILES, type CatalogueFile, type CatalogueTable } from '../../orders/catalogue-tables.ts'

/** Columns of a file, those that it may lack too. */
const COLUMNS: Readonly<Record<CatalogueFile, readonly string[]>> = {
  'county.csv': ['key', 'value'],
  'services.csv': [
    ...['code', 'slug', 'sector', 'service_task', 'name_fi', 'name_sv', 'name_en', 'short_fi', 'short_sv', 'short_en'],
    ...['use_rule', 'use_threshold', 'heavy_rule', 'heavy_threshold'],
  ],
  'service_tasks.csv': ['slug', 'name_fi', 'name_sv', 'name_en'],
  'municipalities.csv': ['code', 'name_fi', 'name_sv', 'name_en'],
  'centres.csv': ['code', 'municipality', 'name_fi', 'name_sv', 'name_en'],
  'procedures.csv': ['procedure_code'],
  'population.csv': ['area', 'age_group', 'persons', 'counted_on', 'source'],
}

/** Every table of a folder. One that is no CSV is empty: the loader says what is wrong with it. */
export const readCatalogueTables = (dir: string): Promise<readonly CatalogueTable[]> =>
  Promise.all(CATALOGUE_FILES.map((file) => readCatalogueTable(dir, file)))

async function readCatalogueTable(dir: string, file: CatalogueFile): Promise<CatalogueTable> {
  const expected = COLUMNS[file]
  try {
    const records: string[][] = parse(await readFile(path.join(dir, file), 'utf8'), { bom: true, skip_empty_lines: true, trim: true })
    const [header = [], ...body] = records
    // An older name of the column.
    const names = header.map((name) => (name === 'local_slug' ? 'slug' : name))
    // Columns that nobody reads stay, columns that may be absent come last.
    const columns = [...names, ...expected.filter((column) => !names.includes(column))]
    return { file, columns, rows: body.map((values) => Object.fromEntries(columns.map((column, i) => [column, values[i] ?? '']))) }
  } catch {
    return { file, columns: expected, rows: [] }
  }
}

/** Writes tables as files into a folder; one without rows that may be absent is left out. */
export async function writeCatalogueTables(dir: string, tables: readonly CatalogueTable[]): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  for (const { file, columns, rows } of tables) {
    if (file === 'population.csv' && rows.length === 0) continue
    const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((values) => values.map(quoted).join(','))
    await writeFile(path.join(dir, file), `${lines.join('\n')}\n`, { mode: 0o600 })
  }
}

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
