import { parse } from 'csv-parse/sync'
import type { TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { csvText } from '../../web/export/csv.ts'
import { exportNotes } from '../../web/export/export-notes.ts'
import { example, notes } from '../web/export/example.ts'

/** Ids and names as a hostile release would have them. */
const HOSTILE = [
  'x\r\nset-cookie: a=b',
  '../../etc/passwd',
  'a"; filename="evil.exe',
  'a\u0000.exe',
  'a\u202exslx.exe',
  '<script>',
  'CON:',
  'päivä/2025',
]

const t = Object((key: string) => key) as TFunction // words do not matter here
const formats = Object({ plain: String, date: String, day: String, dateRange: String, count: String })

describe('the name of an exported file', () => {
  it.each(HOSTILE)('has no path, line, quote or direction mark from a release called %j', (id) => {
    const release = { id, name: id, policy: { threshold: 5, complementExempt: [] }, demo: false, contentHash: id }
    const catalogue = Object({ release, services: [], label: () => id, serviceName: () => id, municipalities: [], centres: [] })
    const selection = { ageGroups: [], sexes: [], municipalities: [], centres: [], cohort: 'ALL', services: [], release: null } as const
    const { file } = exportNotes(t, formats, { exportable: example, selection, catalogue, link: id })
    expect(file).toMatch(/^kooste-overview-[\w.-]*$/)
  })
})

describe('an exported table', () => {
  it('keeps what a release calls its services within their cells', () => {
    for (const name of [...HOSTILE, '=1+1', '\t=1+1', '"quoted"', 'a;b,c']) {
      const table = {
        ...example.tables[0],
        name: 'x',
        columns: [{ kind: 'dimension', id: 'a', label: 'A' }] as const,
        rows: [[name], ['next']],
      }
      const rows: string[][] = parse(csvText([table], notes, 'fi'), {
        bom: true,
        delimiter: ';',
        relax_column_count: true,
        skip_empty_lines: true,
      })
      expect(rows[0]).toEqual(['A'])
      expect(rows[1]).toHaveLength(1)
      expect(rows[1]?.[0]?.replace(/^'/, '')).toBe(name)
      expect(rows[1]?.[0]).not.toMatch(/^[=+\-@\t\r\n]/)
      expect(rows[2]).toEqual(['next'])
    }
  })
})
