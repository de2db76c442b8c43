/** What an import read, told roughly: rows of files beside those of the import before. */
import { isRough, type RoughFile, type RoughReason, type RoughReport } from '../../../orders/order.ts'
import { sealed } from '../../release/told-numbers.ts'
import { builder } from '../builder.ts'
import { FEW } from '../limits.ts'

const TrendEnum = builder.enumType('RowsTrend', {
  description: 'Against the import before, by rough rows: within a tenth, or more, or fewer.',
  values: ['SAME', 'MORE', 'FEWER'] as const,
})

const ReasonType = builder.objectRef<RoughReason>('RoughReason').implement({
  fields: (t) => ({
    reason: t.exposeString('reason'),
    share: t.field({
      type: 'RowShare',
      nullable: true,
      description: 'Of the file’s rows; null: under one per cent. A reason that is not named has none, or under one per cent.',
      resolve: ({ percent }) => sealed.rowShare(percent),
    }),
    lines: t.stringList({
      description: 'The first of them, of faults that the file has whatever the catalogue is; the header is line 1.',
      resolve: ({ lines }) => lines.map(String),
    }),
  }),
})

export const RoughFileType = builder.objectRef<RoughFile & { readonly before: RoughFile | null }>('RoughFile').implement({
  fields: (t) => ({
    file: t.exposeString('file'),
    rows: t.field({ type: 'RoughRows', nullable: true, resolve: ({ rows }) => sealed.roughRows(rows) }),
    rowsBefore: t.field({ type: 'RoughRows', nullable: true, resolve: ({ before }) => sealed.roughRows(before?.rows ?? null) }),
    trend: t.field({ type: TrendEnum, nullable: true, resolve: ({ rows, before }) => trendOf(rows, before?.rows ?? null) }),
    linkage: t.field({ type: 'RowShare', nullable: true, resolve: (file) => sealed.linkage(file) }),
    linkageBefore: t.field({ type: 'RowShare', nullable: true, resolve: ({ before }) => (before ? sealed.linkage(before) : null) }),
    rejected: t.field({ type: [ReasonType], complexity: FEW, resolve: ({ rejected }) => [...rejected] }),
    rejectedBefore: t.field({ type: [ReasonType], complexity: FEW, resolve: ({ before }) => [...(before?.rejected ?? [])] }),
    leftOut: t.field({ type: [ReasonType], complexity: FEW, resolve: ({ leftOut }) => [...leftOut] }),
    leftOutBefore: t.field({ type: [ReasonType], complexity: FEW, resolve: ({ before }) => [...(before?.leftOut ?? [])] }),
  }),
})

export const RoughReportType = builder
  .objectRef<{ readonly now: RoughReport; readonly before: RoughReport | null }>('RoughReport')
  .implement({
    description: 'What an import read, told roughly: rows of files, never of clients. Beside it the import before.',
    fields: (t) => ({
      dataDate: t.field({ type: 'Date', resolve: ({ now }) => new Date(now.dataDate) }),
      importedAt: t.field({ type: 'DateTime', resolve: ({ now }) => new Date(now.importedAt) }),
      dataDateBefore: t.field({ type: 'Date', nullable: true, resolve: ({ before }) => before && new Date(before.dataDate) }),
      importedAtBefore: t.field({ type: 'DateTime', nullable: true, resolve: ({ before }) => before && new Date(before.importedAt) }),
      files: t.field({
        type: [RoughFileType],
        complexity: FEW,
        resolve: ({ now, before }) => now.files.map((file) => beside(file, before)),
      }),
    }),
  })

/** A file of an import beside the same of another. */
export const beside = (file: RoughFile, before: RoughReport | null) => ({
  ...file,
  before: before?.files.find((one) => one.file === file.file) ?? null,
})

/** Rough rows against rough rows. */
function trendOf(now: number | null, before: number | null): 'SAME' | 'MORE' | 'FEWER' | null {
  if (now === null || before === null || !isRough(now) || !isRough(before)) return null
  if (Math.abs(now - before) * 10 <= before) return 'SAME'
  return now > before ? 'MORE' : 'FEWER'
}
