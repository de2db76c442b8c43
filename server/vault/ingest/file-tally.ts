import { type FileReport, type LeftOutReason, LINES_LISTED, type RejectReason } from './import-report.ts'

/** Counts what becomes of one file's rows. */
export interface FileTally {
  keep(): void
  reject(reason: RejectReason, line: number): void
  leaveOut(reason: LeftOutReason): void
  /** Notes of a readable row of contacts or decisions whether its client is in clients.csv. */
  link(known: boolean): void
  /** Rejected over read rows; 0 for a file without rows. */
  rejectedShare(): number
  /** Whether so many rows and such a share of them were rejected that the file cannot be the right one. */
  hopeless(maxRejected: number): boolean
  /** Linked over readable rows, six decimals, or null. */
  linkage(): number | null
  report(): FileReport
}

const HOPELESS_ROWS = 100_000
const HOPELESS_SHARE = 0.5

export function fileTally(): FileTally {
  let kept = 0
  let readable = 0
  let linked = 0
  const rejected = new Map<RejectReason, { rows: number; lines: number[] }>()
  const leftOut = new Map<LeftOutReason, number>()
  const rejectedRows = () => [...rejected.values()].reduce((sum, { rows }) => sum + rows, 0)
  const rejectedShare = () => (read() === 0 ? 0 : rejectedRows() / read())
  const read = () => kept + rejectedRows() + [...leftOut.values()].reduce((sum, rows) => sum + rows, 0)
  return {
    keep() {
      kept++
    },
    reject(reason, line) {
      const entry = rejected.get(reason) ?? { rows: 0, lines: [] }
      entry.rows++
      if (entry.lines.length < LINES_LISTED) entry.lines.push(line)
      rejected.set(reason, entry)
    },
    leaveOut(reason) {
      leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1)
    },
    link(known) {
      readable++
      if (known) linked++
    },
    rejectedShare,
    hopeless: (maxRejected) => rejectedRows() >= HOPELESS_ROWS && rejectedShare() > Math.max(HOPELESS_SHARE, maxRejected),
    linkage: () => (readable === 0 ? null : Math.round((linked / readable) * 1e6) / 1e6),
    report: () => ({
      read: read(),
      kept,
      rejected: Object.fromEntries([...rejected].map(([reason, { rows }]) => [reason, rows])),
      leftOut: Object.fromEntries(leftOut),
      rejectedLines: Object.fromEntries([...rejected].map(([reason, { lines }]) => [reason, lines])),
    }),
  }
}
