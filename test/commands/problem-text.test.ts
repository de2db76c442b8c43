import { describe, expect, it } from 'vitest'
import { fileReportText } from '../../server/commands/problem-text.ts'

describe("an operator's report of a file", () => {
  it('tells each reason with the first lines and what to do, then what was left out', () => {
    const report = {
      ...{ read: 100, kept: 80, rejected: { BAD_DATE: 8, BAD_ROW: 1 }, leftOut: { OUTSIDE_WINDOW: 11 } },
      rejectedLines: { BAD_DATE: [4, 6, 8, 10, 12, 14, 16, 18], BAD_ROW: [99] },
    }
    const [first, ...reasons] = fileReportText('contacts.csv', report)
    expect(first).toBe('contacts.csv: 100 rows read, 80 kept')
    expect(reasons).toEqual([
      expect.stringMatching(
        /^ {2}BAD_DATE in 8 of 100 rows, first in line 4, 6, 8, 10, 12: no day as YYYY-MM-DD.*Extract dates in that form\.$/,
      ),
      expect.stringMatching(/^ {2}BAD_ROW in 1 of 100 rows, first in line 99: not as many fields as the header.*Write RFC 4180\.$/),
      '  OUTSIDE_WINDOW 11, left out',
    ])
  })

  it('is one line where every row was kept', () => {
    expect(fileReportText('decisions.csv', { read: 5, kept: 5, rejected: {}, leftOut: {}, rejectedLines: {} })).toEqual([
      'decisions.csv: 5 rows read, 5 kept',
    ])
  })
})
