import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOutcome, roughly } from '../../../server/orders/order.ts'
import type { FileReport, ImportReport } from '../../../server/vault/ingest/import-report.ts'
import { roughReport } from '../../../server/vault/release/rough-report.ts'

const file = (read: number, rejected: FileReport['rejected'] = {}): FileReport => ({
  ...{ read, kept: read, rejected, leftOut: { OUTSIDE_AREA: 7 } },
  rejectedLines: Object.fromEntries(
    Object.entries(rejected).map(([reason, n]) => [reason, Array.from({ length: Math.min(n, 20) }, (_, i) => i + 2)]),
  ),
})
const report = (clients: FileReport): ImportReport => ({
  files: { 'clients.csv': clients, 'contacts.csv': file(1234), 'decisions.csv': file(3) },
  ...{ clients: 11, heavyUsers: 3, linkage: { 'contacts.csv': 0.987654, 'decisions.csv': 1 }, services: { H01: 9 } },
})
const told = (clients: FileReport) => roughReport(report(clients), '2025-09-30', '2025-10-01T00:00:00.000Z')

describe('a rough report', () => {
  it('tells rows in two digits, reasons of twenty rows or more with their first lines, and nothing else', () => {
    expect(told(file(67_723, { BAD_DATE: 19, BAD_SEX: 21 }))).toEqual({
      ...{ dataDate: '2025-09-30', importedAt: '2025-10-01T00:00:00.000Z' },
      files: [
        {
          ...{ file: 'clients.csv', rows: 68_000, linkagePercent: null, leftOut: [] },
          rejected: [{ reason: 'BAD_SEX', rows: 20, lines: [2, 3, 4, 5, 6] }],
        },
        { file: 'contacts.csv', rows: 1200, rejected: [], leftOut: [], linkagePercent: 99 },
        { file: 'decisions.csv', rows: null, rejected: [], leftOut: [], linkagePercent: null },
      ],
    })
  })

  it('is the same for two counts within a step, whatever they are: their difference is not there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 50_000_000 }), (n) => {
        const step = Math.max(10, 10 ** (String(n).length - 2))
        expect(roughly(n) % step).toBe(0)
        expect(Math.abs(roughly(n) - n)).toBeLessThanOrEqual(step / 2)
      }),
    )
  })

  it('passes on its way back only as rough as it is', () => {
    const outcome = { kind: 'imported', report: told(file(100)), before: null }
    expect(parseOutcome(JSON.parse(JSON.stringify(outcome)))).toEqual(outcome)
    const [first, ...rest] = outcome.report.files
    for (const rows of [101, 10, 1234]) {
      const finer = { ...outcome, report: { ...outcome.report, files: [{ ...first, rows }, ...rest] } }
      expect(() => parseOutcome(finer), String(rows)).toThrow(/roughly/)
    }
    const lines = {
      ...outcome,
      report: { ...outcome.report, files: [{ ...first, rejected: [{ reason: 'BAD_SEX', rows: null, lines: [3] }] }, ...rest] },
    }
    expect(() => parseOutcome(lines)).toThrow(/lines/)
  })
})
