import { describe, expect, it } from 'vitest'
import type { PublishedCells } from '../../../server/release/format.ts'
import { measureColumns, placeCount, type ReleaseLayout, rowCount } from '../../../server/release/lattice.ts'
import type { FileReport, ImportReport } from '../../../server/vault/ingest/import-report.ts'
import { publishReport } from '../../../server/vault/release/publish-report.ts'

const LAYOUT: ReleaseLayout = {
  ...{ services: ['A', 'B', 'C'], municipalities: ['100'], centres: [], centreMunicipality: [] },
  tops: { health: 1, social: 1, all: 1 },
}
const table = (users: readonly number[], layout = LAYOUT): { layout: ReleaseLayout; cells: PublishedCells } => {
  const base = new Uint32Array(rowCount(placeCount(layout)) * measureColumns(layout).width)
  base.set(users, measureColumns(layout).services)
  return { layout, cells: { base, triples: new Uint32Array(rowCount(2)) } }
}
const file = (kept: number, rejected: FileReport['rejected'] = {}, leftOut: FileReport['leftOut'] = {}): FileReport => ({
  read: kept + [...Object.values(rejected), ...Object.values(leftOut)].reduce((a, b) => a + b, 0),
  ...{ kept, rejected, leftOut, rejectedLines: { BAD_DATE: [17] } },
})
const report = (clients: FileReport, contacts = file(1000), linkage = 0.998): ImportReport => ({
  files: { 'clients.csv': clients, 'contacts.csv': contacts, 'decisions.csv': file(12) },
  ...{ clients: clients.kept, heavyUsers: 3, unknownSex: 17, linkage: { 'contacts.csv': linkage, 'decisions.csv': 1 }, services: { A: 4 } },
})
const publish = (given: ImportReport, now = table([0, 0, 0]), before: ReturnType<typeof table> | null = null) =>
  publishReport(given, '2026-01-02T03:04:05.000Z', 5, now, before)
const rowsOf = (rows: readonly { reason: string; rows: number | null }[] | undefined, reason: string) =>
  rows?.find((row) => row.reason === reason)?.rows

describe('the published import report', () => {
  it('holds rows by reason of five and more, and one token for fewer or none', () => {
    const contacts = publish(report(file(500), file(900, { BAD_DATE: 5, UNKNOWN_SERVICE: 4 }, { OUTSIDE_WINDOW: 70 }))).files[1]
    expect(contacts?.file).toBe('contacts.csv')
    expect(contacts?.read).toBe(979)
    expect(rowsOf(contacts?.rejected, 'BAD_DATE')).toBe(5)
    expect(rowsOf(contacts?.rejected, 'UNKNOWN_SERVICE')).toBeNull()
    expect(rowsOf(contacts?.rejected, 'UNKNOWN_CLIENT')).toBeNull()
    expect(rowsOf(contacts?.leftOut, 'OUTSIDE_WINDOW')).toBe(70)
  })

  it('lists the same reasons whatever occurred', () => {
    const reasons = (given: ImportReport) =>
      publish(given).files.map(({ rejected, leftOut }) => [...rejected, ...leftOut].map(({ reason }) => reason))
    expect(reasons(report(file(500, { BAD_SEX: 50 }, { OUTSIDE_AREA: 3 })))).toEqual(reasons(report(file(500))))
  })

  it('never gives a small reason away by rows read less clients', () => {
    expect(publish(report(file(500))).files[0]?.read).toBeNull()
    expect(publish(report(file(500, { BAD_SEX: 3 }))).files[0]?.read).toBeNull()
    expect(publish(report(file(500, { BAD_SEX: 3 }, { OUTSIDE_AREA: 60 }))).files[0]?.read).toBeNull()
    expect(publish(report(file(500, { BAD_SEX: 3, BAD_DATE: 2 }, { OUTSIDE_AREA: 60 }))).files[0]?.read).toBe(565)
  })

  it('has linkage in whole per cent, from twenty rows up', () => {
    const [clients, contacts, decisions] = publish(report(file(500))).files
    expect(clients?.linkagePercent).toBeNull()
    expect(contacts?.linkagePercent).toBe(100)
    expect(decisions?.linkagePercent).toBeNull()
    expect(publish(report(file(500), file(1000), 0.954)).files[1]?.linkagePercent).toBe(95)
  })

  it('keeps lines, clients, heavy users, clients of unknown sex and services of the operator’s report inside', () => {
    expect(JSON.stringify(publish(report(file(500))))).not.toMatch(/17|500|heavyUsers|unknownSex|services/)
  })

  it('warns of changes of more than 30 per cent, where both figures are published', () => {
    const warnings = (now: readonly number[], before: readonly number[]) => publish(report(file(500)), table(now), table(before)).warnings
    expect(warnings([130, 70, 100], [100, 100, 100])).toEqual([])
    expect(warnings([131, 69, 100], [100, 100, 100])).toEqual(['A', 'B'])
    expect(warnings([0, 100, 0], [100, 0, 0])).toEqual([])
  })

  it('does not warn of a service that the last release did not have', () => {
    const before = table([100, 100], { ...LAYOUT, services: ['B', 'C'] })
    expect(publish(report(file(500)), table([900, 100, 200]), before).warnings).toEqual(['C'])
  })
})
