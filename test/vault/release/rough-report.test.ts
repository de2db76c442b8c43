import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOutcome, roughly } from '../../../server/orders/order.ts'
import { roughPercent } from '../../../server/vault/guard/rough-rows.ts'
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
  ...{ clients: 11, heavyUsers: 3, unknownSex: 0, linkage: { 'contacts.csv': 0.987654, 'decisions.csv': 1 }, services: { H01: 9 } },
})
const told = (clients: FileReport) => roughReport(report(clients), '2025-09-30', '2025-10-01T00:00:00.000Z')

describe('a rough report', () => {
  it('tells rows in two digits, reasons in whole per cent of them from one per cent, and lines of faults of the file alone', () => {
    expect(told(file(67_723, { BAD_DATE: 2400, BAD_SEX: 21, BAD_ROW: 21, TRUNCATED: 19, BAD_ENCODING: 700 }))).toEqual({
      ...{ dataDate: '2025-09-30', importedAt: '2025-10-01T00:00:00.000Z' },
      files: [
        {
          ...{ file: 'clients.csv', rows: 68_000, linkagePercent: null, leftOut: [] },
          rejected: [
            { reason: 'BAD_DATE', percent: 4, lines: [] },
            { reason: 'BAD_ROW', percent: null, lines: [2, 3, 4, 5, 6] },
            { reason: 'BAD_ENCODING', percent: 1, lines: [2, 3, 4, 5, 6] },
          ],
        },
        { file: 'contacts.csv', rows: 1200, rejected: [], leftOut: [], linkagePercent: 99 },
        { file: 'decisions.csv', rows: null, rejected: [], leftOut: [], linkagePercent: null },
      ],
    })
  })

  it('says nothing else where a service is dropped from the catalogue that has less than half a per cent of the rows', () => {
    // Rows of a dropped service become UNKNOWN_SERVICE before their dates are looked at.
    const without = told(file(120_000, { UNKNOWN_SERVICE: 5200, BAD_DATE: 2399, BAD_ROW: 40 }))
    const kept = told(file(120_000, { UNKNOWN_SERVICE: 4800, BAD_DATE: 2401, BAD_ROW: 40 }))
    expect(without).toEqual(kept)
    expect(told(file(120_000, { UNKNOWN_SERVICE: 1100 }))).toEqual(told(file(120_000)))
    expect(JSON.stringify(without.files[0]?.rejected.filter(({ reason }) => reason !== 'BAD_ROW'))).not.toMatch(/[1-9]\d\d/)
  })

  it('tells of a small file no finer than in tens of rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 2000 }), fc.integer({ min: 0, max: 2000 }), (all, n) => {
        const percent = roughPercent(n, all)
        if (n < 20) expect(percent).toBeNull()
        else expect(percent).toBe(roughPercent(roughly(n), roughly(all)))
      }),
    )
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
    const withReason = (reason: object) => ({
      ...outcome,
      report: { ...outcome.report, files: [{ ...first, rejected: [reason] }, ...rest] },
    })
    expect(() => parseOutcome(withReason({ reason: 'UNKNOWN_SERVICE', percent: 2, lines: [3] }))).toThrow(/lines/)
    for (const percent of [0, 101]) expect(() => parseOutcome(withReason({ reason: 'BAD_ROW', percent, lines: [] }))).toThrow(/hundred/)
    // As an earlier version of the program wrote it.
    expect(parseOutcome(withReason({ reason: 'UNKNOWN_SERVICE', rows: 30, lines: [3, 4] }))).toEqual(
      withReason({ reason: 'UNKNOWN_SERVICE', percent: 30, lines: [] }),
    )
  })
})
