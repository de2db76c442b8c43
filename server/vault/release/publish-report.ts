import type { PublishedCells, PublishedImportReport } from '../../release/format.ts'
import { measureColumns, type ReleaseLayout } from '../../release/lattice.ts'
import { publishCount } from '../guard/threshold.ts'
import { EXTRACT_FILES, type ExtractFile, type FileReport, type ImportReport } from '../ingest/import-report.ts'

/** A release as far as warnings need it: published figures only. */
export interface PublishedTable {
  readonly layout: ReleaseLayout
  readonly cells: PublishedCells
}

/** Reasons listed for each file, whether or not they occurred: the list tells nothing (G10). */
const REASONS = {
  'clients.csv': {
    rejected: ['BAD_MUNICIPALITY', 'UNKNOWN_CENTRE', 'BAD_DATE', 'BAD_SEX', 'DUPLICATE_CLIENT', 'BAD_ROW', 'BAD_ENCODING', 'TRUNCATED'],
    leftOut: ['OUTSIDE_AREA'],
  },
  'contacts.csv': {
    rejected: ['UNKNOWN_SERVICE', 'BAD_DATE', 'UNKNOWN_CLIENT', 'BAD_ROW', 'BAD_ENCODING', 'TRUNCATED'],
    leftOut: ['OUTSIDE_WINDOW', 'OUTSIDE_AREA'],
  },
  'decisions.csv': {
    rejected: ['UNKNOWN_SERVICE', 'BAD_DATE', 'INTERVAL_REVERSED', 'UNKNOWN_CLIENT', 'BAD_ROW', 'BAD_ENCODING', 'TRUNCATED'],
    leftOut: ['OUTSIDE_WINDOW', 'OUTSIDE_AREA'],
  },
} as const satisfies Record<ExtractFile, unknown>

/** Smallest published denominator of a share (G7). */
const SMALLEST_BASE = 20
/** A service is warned of where its users changed by more than this share. */
const UNUSUAL_CHANGE = 0.3

/** The part of an import's report that a release publishes: every count through the threshold, shares in whole per cent. */
export function publishReport(
  report: ImportReport,
  importedAt: string,
  k: number,
  table: PublishedTable,
  previous: PublishedTable | null,
): PublishedImportReport {
  return {
    importedAt,
    files: EXTRACT_FILES.map((file) => publishFile(file, report, k)),
    warnings: previous ? unusualChanges(table, previous) : [],
  }
}

function publishFile(file: ExtractFile, report: ImportReport, k: number): PublishedImportReport['files'][number] {
  const counts = report.files[file]
  const publish = (reason: keyof FileReport['rejected'] | keyof FileReport['leftOut']) => ({
    reason,
    rows: publishCount({ ...counts.rejected, ...counts.leftOut }[reason] ?? 0, k),
  })
  const rejected = REASONS[file].rejected.map(publish)
  const leftOut = REASONS[file].leftOut.map(publish)
  const linkage = file === 'clients.csv' ? null : report.linkage[file]
  const read = publishCount(counts.read, k)
  return {
    file,
    // The clients kept are a published figure: rows read would give the sum of the withheld reasons away.
    read: file === 'clients.csv' && withheldRows(counts, [...rejected, ...leftOut]) < k ? null : read,
    rejected,
    leftOut,
    linkagePercent: linkage === null || read === null || read < SMALLEST_BASE ? null : Math.round(linkage * 100),
  }
}

/** Rows read that are neither kept nor in a published reason. */
const withheldRows = ({ read, kept }: FileReport, reasons: readonly { readonly rows: number | null }[]): number =>
  read - kept - reasons.reduce((sum, { rows }) => sum + (rows ?? 0), 0)

/** Codes of services whose published users in the whole county changed unusually; not told where either figure is withheld. */
function unusualChanges(now: PublishedTable, before: PublishedTable): readonly string[] {
  const users = ({ layout, cells }: PublishedTable, code: string) => {
    const position = layout.services.indexOf(code)
    return position < 0 ? 0 : (cells.base[measureColumns(layout).services + position] ?? 0)
  }
  return now.layout.services.filter((code) => {
    const [a, b] = [users(before, code), users(now, code)]
    return a > 0 && b > 0 && Math.abs(b - a) > UNUSUAL_CHANGE * a
  })
}
