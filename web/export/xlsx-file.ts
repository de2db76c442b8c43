import type { ExportNotes } from './export-notes.ts'
import type { ExportTable } from './exportable.ts'
import { xlsxSheets } from './xlsx-sheets.ts'

/** The tables as a workbook; its writer is fetched when the first one is asked for. */
export async function xlsxFile(tables: readonly ExportTable[], notes: ExportNotes): Promise<Blob> {
  const { default: write } = await import('write-excel-file/browser')
  return write([...xlsxSheets(tables, notes)], { fontFamily: 'Calibri', fontSize: 11 }).toBlob()
}
