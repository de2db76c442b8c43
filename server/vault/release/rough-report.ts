/** The report of an import as an administrator may see it in the web: server/orders/orders.md says why so little. */
import type { RoughFile, RoughReason, RoughReport } from '../../orders/order.ts'
import { hangsOnFileAlone, ROUGH } from '../../orders/order.ts'
import { roughPercent, roughRows } from '../guard/rough-rows.ts'
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
      .map(([reason, n]) => {
        const listed = hangsOnFileAlone(reason) && n >= ROUGH.least ? (lines[reason] ?? []).slice(0, LINES) : []
        return { reason, percent: roughPercent(n, report.read), lines: listed }
      })
      // Whether a reason occurred at all may say whether a service has any row: none looks like under one per cent.
      .filter(({ percent, lines: listed }) => percent !== null || listed.length > 0)
  return {
    ...{ file, rows },
    rejected: reasons(report.rejected, report.rejectedLines),
    leftOut: reasons(report.leftOut, {}),
    linkagePercent: linkage === null || rows === null ? null : Math.round(linkage * 100),
  }
}
