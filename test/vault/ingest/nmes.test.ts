/** Real people's use of services: NMES 1987–88, checked against the published totals of the table. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { loadCatalogue } from '../../../server/vault/catalogue/load-catalogue.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import type { ImportReport } from '../../../server/vault/ingest/import-report.ts'

const NMES = path.resolve(import.meta.dirname, '../../../../shared/data/nmes1988')
const absent = !existsSync(NMES)
if (absent) console.warn('NMES 1988 is not beside the project (../shared/data/nmes1988): its tests are skipped')

describe.skipIf(absent)(`NMES 1988${absent ? ' (skipped: ../shared/data/nmes1988 is absent)' : ''}`, () => {
  let database: Database
  let report: ImportReport
  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const loaded = await loadCatalogue(path.join(NMES, 'catalogue'))
    if (!loaded.ok) throw new Error('the catalogue of NMES has problems', { cause: loaded.problems })
    const { catalogue } = loaded
    const key = Buffer.from('a county key of the tests')
    const result = await importExtracts({ dir: NMES, catalogue, dataDate: '1988-12-31', key, database, demo: false })
    if (result.kind !== 'imported') throw new Error(result.kind)
    report = result.report
  })
  afterAll(() => database?.close())
  const grouped = async (column: string) =>
    (await database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM summary GROUP BY ${column} ORDER BY ${column}`)).rows.map(
      (row) => row.n,
    )

  it('has every row kept', () => {
    const kept = Object.values(report.files).map((file) => [file.read, file.kept])
    expect(kept).toEqual([
      [4_406, 4_406],
      [40_706, 40_706],
      [402, 402],
    ])
    expect(report.linkage).toEqual({ 'contacts.csv': 1, 'decisions.csv': 1 })
  })

  it('has 2,628 women and 1,778 men, 837, 1,157, 798 and 1,614 by region', async () => {
    expect(report.clients).toBe(4_406)
    expect(await grouped('sex')).toEqual([1_778, 2_628])
    expect(await grouped('municipality')).toEqual([837, 1_157, 798, 1_614])
  })

  it('has 402 people on Medicaid', () => {
    expect(report.services.MCD).toBe(402)
  })

  // Worked out from the three files by a program of thirty lines in another language, with no code in common.
  it('has its users and heavy users as another program counts them', async () => {
    expect(report.services).toEqual({ PHY: 3_723, NPH: 1_402, OPP: 1_009, OPN: 712, EMR: 7, HOS: 865, MCD: 402 })
    const { rows } = await database.pool.query<{ n: number }>(
      'SELECT count(*) FILTER (WHERE s = ANY (heavy_services))::int AS n FROM summary, generate_series(0, 6) AS s GROUP BY s ORDER BY s',
    )
    expect(rows.map((row) => row.n)).toEqual([351, 135, 91, 71, 0, 42, 0])
    expect(report.heavyUsers).toBe(605)
  })
})
