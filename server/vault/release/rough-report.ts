/** The report of an import as an administrator may see it in the web: server/orders/orders.md says why so little. */
import type { RoughFile, RoughReason, RoughReport } from '../../orders/order.ts'
import { ROUGH } from '../../orders/order.ts'
import { roughRows } from '../guard/rough-rows.ts'
import { EXTRACT_FILES, type ExtractFile, type FileReport, type ImportReport } from '../ingest/import-report.ts'

/** First lines told of a reason. */
const LINES = 5

export const roughReport = (report: ImportReport, dataDate: string, importedAt: string): RoughReport => ({
  ...{ dataDate, importedAt },
  files: roughFiles(report.files, report.linkage),
})

/** Every file; linkage only where an import came to its end. */
export const roughFiles = (files: ImportReport['files'], linkage: ImportReport['linkage'] | null): readonly RoughFile[] =>
  EXTRACT_FILES.map((file) => roughFile(file, files[file], file === 'clients.csv' ? null : (linkage?.[file] ?? null)))

function roughFile(file: ExtractFile, report: FileReport, linkage: number | null): RoughFile {
  const rows = roughRows(report.read)
  const reasons = (counts: Readonly<Record<string, number>>, lines: Readonly<Record<string, readonly number[]>>): readonly RoughReason[] =>
    Object.entries(counts)
      .map(([reason, n]) => ({ reason, rows: roughRows(n), lines: n >= ROUGH.least ? (lines[reason] ?? []).slice(0, LINES) : [] }))
      // Which reasons occurred at all is told only where they are many.
      .filter((one) => one.rows !== null)
  return {
    ...{ file, rows },
    rejected: reasons(report.rejected, report.rejectedLines),
    leftOut: reasons(report.leftOut, {}),
    linkagePercent: linkage === null || rows === null ? null : Math.round(linkage * 100),
  }
}
