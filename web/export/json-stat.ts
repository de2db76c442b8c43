import type { ExportNotes } from './export-notes.ts'
import { writtenValue } from './export-value.ts'
import type { Exportable, ExportColumn, ExportTable, ExportUnit } from './exportable.ts'

/** A dataset of JSON-stat 2.0 (json-stat.org/full). Values and statuses are objects by position: only rows that exist. */
export interface JsonStatDataset {
  readonly version: '2.0'
  readonly class: 'dataset'
  readonly label: string
  readonly source: string
  readonly updated: string
  readonly note: readonly string[]
  readonly id: readonly string[]
  readonly size: readonly number[]
  readonly role: { readonly metric: readonly string[] }
  readonly dimension: Readonly<Record<string, JsonStatDimension>>
  readonly value: Readonly<Record<string, number | null>>
  /** w: withheld; m: at least so many, a part of the sum is withheld. */
  readonly status: Readonly<Record<string, 'w' | 'm'>>
  readonly extension: {
    readonly status: { readonly label: Readonly<Record<'w' | 'm', string>> }
    readonly notes: Readonly<Record<string, string>>
  }
}

interface JsonStatDimension {
  readonly label: string
  readonly category: {
    readonly index: readonly string[]
    readonly label: Readonly<Record<string, string>>
    readonly unit?: Readonly<Record<string, { readonly decimals: number; readonly symbol: string }>>
  }
}

/** One dataset, or a collection of datasets where there are several tables. */
export type JsonStat =
  | JsonStatDataset
  | {
      readonly version: '2.0'
      readonly class: 'collection'
      readonly label: string
      readonly link: { readonly item: readonly JsonStatDataset[] }
    }

const METRIC = 'measure'
const UNITS: Readonly<Record<ExportUnit, { decimals: number; symbol: string }>> = {
  clients: { decimals: 0, symbol: '' },
  percent: { decimals: 0, symbol: '%' },
  finePercent: { decimals: 1, symbol: '%' },
  points: { decimals: 0, symbol: 'pp' },
  lift: { decimals: 1, symbol: '' },
  change: { decimals: 0, symbol: '' },
  rate: { decimals: 1, symbol: '\u2030' },
}

/** The tables as JSON-stat 2; `updated` is the instant of the release, ISO 8601. */
export function jsonStat({ title, tables }: Exportable, notes: ExportNotes, updated: string): JsonStat {
  const datasets = tables.map((table) => dataset(table, notes, updated))
  const [only] = datasets
  return datasets.length === 1 && only ? only : { version: '2.0', class: 'collection', label: title, link: { item: datasets } }
}

function dataset({ name, columns, rows }: ExportTable, notes: ExportNotes, updated: string): JsonStatDataset {
  const dimensions = columns.flatMap((column, at) =>
    column.kind === 'dimension' ? [{ column, at, categories: categories(rows, column, at) }] : [],
  )
  const measures = columns.flatMap((column, at) => (column.kind === 'measure' ? [{ column, at }] : []))
  const value: Record<string, number | null> = {}
  const status: Record<string, 'w' | 'm'> = {}
  for (const row of rows) {
    const place = dimensions.reduce(
      (sum, { column, at, categories: found }) => sum * found.size + (found.get(keyOf(column, row[at]))?.index ?? 0),
      0,
    )
    measures.forEach(({ column, at }, index) => {
      const position = String(place * measures.length + index)
      const written = writtenValue(column, row[at])
      if (written.kind === 'number') {
        value[position] = written.value
        if (written.atLeast) status[position] = 'm'
      } else if (written.kind === 'withheld') {
        value[position] = null
        status[position] = 'w'
      }
    })
  }
  return {
    version: '2.0',
    class: 'dataset',
    label: name,
    source: notes.source,
    updated,
    note: notes.lines.map(({ label, value: words }) => `${label}: ${words}`),
    id: [...dimensions.map(({ column }) => column.id), METRIC],
    size: [...dimensions.map(({ categories: found }) => found.size), measures.length],
    role: { metric: [METRIC] },
    dimension: Object.fromEntries([
      ...dimensions.map(({ column, categories: found }) => [
        column.id,
        {
          label: column.label,
          category: { index: [...found.keys()], label: Object.fromEntries([...found].map(([code, { label }]) => [code, label])) },
        },
      ]),
      [
        METRIC,
        {
          label: name,
          category: {
            index: measures.map(({ column }) => column.id),
            label: Object.fromEntries(measures.map(({ column }) => [column.id, column.label])),
            unit: Object.fromEntries(measures.map(({ column }) => [column.id, UNITS[column.unit]])),
          },
        },
      ],
    ]),
    value,
    status,
    extension: {
      status: { label: { w: notes.withheld, m: notes.atLeast('…') } },
      notes: Object.fromEntries(notes.lines.map(({ label, value: words }) => [label, words])),
    },
  }
}

function categories(rows: ExportTable['rows'], column: ExportColumn, at: number): Map<string, { index: number; label: string }> {
  const found = new Map<string, { index: number; label: string }>()
  for (const row of rows) {
    const key = keyOf(column, row[at])
    if (found.has(key)) continue
    const written = writtenValue(column, row[at])
    found.set(key, { index: found.size, label: written.kind === 'text' ? written.text : key })
  }
  return found
}

function keyOf(column: ExportColumn, raw: ExportTable['rows'][number][number]): string {
  const written = writtenValue(column, raw)
  if (written.kind === 'text') return written.code ?? written.text
  return written.kind === 'number' ? String(written.value) : ''
}
