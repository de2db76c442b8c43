import type { ReleaseName } from '../release/release-label.ts'

/** A value of a category: the code is stable across languages, the label is in the reader's language. */
export interface Category {
  readonly code: string
  readonly label: string
}

/** A published number as the server gives it; `count: null` is withheld. */
export interface ExportFigure {
  readonly count: number | null
  readonly atLeast: boolean
}

/**
 * A value of a row. In a measure column `null` is withheld (also a share whose base is too small) and `undefined` does
 * not apply (no such figure exists); neither is ever written as 0 or as an empty number.
 */
export type ExportValue = string | number | Category | ExportFigure | null | undefined

/** clients: whole clients; change: whole clients, signed; percent: whole per cent; finePercent: with one decimal; points: percentage points; lift, rate (of 1,000 residents): one decimal. */
export type ExportUnit = 'clients' | 'change' | 'percent' | 'finePercent' | 'points' | 'lift' | 'rate'

/**
 * dimension: identifies the row together with the other dimensions (strings or categories);
 * attribute: says more about the row (its sector, its rule); measure: a published number.
 * `dates`: its labels are dates, YYYY-MM-DD; files keep them so, a page writes them in the reader's language.
 */
export type ExportColumn =
  | { readonly kind: 'dimension' | 'attribute'; readonly id: string; readonly label: string; readonly dates?: true }
  | { readonly kind: 'measure'; readonly id: string; readonly label: string; readonly unit: ExportUnit }

/** One table of what is on screen; the name becomes the name of its sheet, in the reader's language. */
export interface ExportTable {
  readonly name: string
  readonly columns: readonly ExportColumn[]
  readonly rows: readonly (readonly ExportValue[])[]
}

/**
 * What a page hands over for export. Texts are plain and in the reader's language; `name` is a short ASCII stem for the
 * file name. Selection, release, data date, rules and the note on the threshold are added by the export itself.
 * `chart` returns what becomes the picture: the live chart, as SVG or as an element with text and SVGs in it; without
 * it the part of the page that carries `data-chart` is taken, else all that the page shows under its head. What carries `data-export="omit"` stays out of pictures.
 */
export interface Exportable {
  readonly name: string
  readonly title: string
  readonly sentence: string
  readonly tables: readonly ExportTable[]
  /** Of figures that no selection decides and whose limit is another than the release's: what files say of both. */
  readonly apart?: { readonly selection: string; readonly limit: string }
  readonly chart?: () => Element | null
  /** Of a comparison: whom the selection is compared with, and in which release. */
  readonly second?: { readonly selection: string; readonly release: ReleaseName }
}
