import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { PROJECT_ROOT } from '../../../server/project-root.ts'
import {
  AGES,
  type Age,
  COHORTS,
  type Cohort,
  measureColumns,
  pairIndex,
  placeCount,
  rowIndex,
  SEXES,
  type Sex,
  tripleIndex,
} from '../../../server/release/lattice.ts'
import { loadCatalogue } from '../../../server/vault/catalogue/load-catalogue.ts'
import type { CellBlocks } from '../../../server/vault/cube/cell-counts.ts'
import { DEFAULT_POLICY } from '../../../server/vault/guard/policy.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { buildRelease, type ReleaseDraft } from '../../../server/vault/release.ts'
import { createDatabase } from '../../support/databases.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { countInSql } from '../cube/count-in-sql.ts'
import { basicGuard } from './basic-guard.ts'
import { summariseInSql } from './nmes-in-sql.ts'

const NMES = path.join(PROJECT_ROOT, '../shared/data/nmes1988')
const present = existsSync(path.join(NMES, 'clients.csv'))
const DATA_DATE = '1988-12-31'

interface Selection {
  readonly cohort?: Cohort
  readonly sex?: Sex
  readonly age?: Age
  /** Municipality code, here a region of the United States. */
  readonly region?: string
}

describe.skipIf(!present)(`NMES 1988${present ? '' : ' (skipped: ../shared/data/nmes1988 is not there)'}`, () => {
  let server: PostgresServer
  let draft: ReleaseDraft
  let counted: CellBlocks
  const opened: Database[] = []

  beforeAll(async () => {
    server = await startPostgres()
    const vault = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const other = await openDatabase({ kind: 'server', url: await createDatabase(server.url) }, VAULT_MIGRATIONS)
    opened.push(vault, other)

    const loaded = await loadCatalogue(path.join(NMES, 'catalogue'))
    if (!loaded.ok) throw new Error('the catalogue has problems')
    const { catalogue } = loaded
    const key = Buffer.alloc(32, 'nmes')
    const result = await importExtracts({ dir: NMES, catalogue, dataDate: DATA_DATE, key, database: vault, demo: false })
    expect(result.kind).toBe('imported')
    const built = await buildRelease({
      ...{ vault, importId: 'latest', policy: DEFAULT_POLICY, guard: basicGuard },
      previous: async () => null,
    })
    if (!built) throw new Error('nothing was imported')
    draft = built

    const importId = await summariseInSql(other, NMES, DATA_DATE)
    const sectors = catalogue.services.map(({ sector }) => sector)
    counted = (await countInSql(other, importId, draft.layout, sectors)).counts
  })
  afterAll(async () => {
    for (const database of opened) await database.close()
    await server?.stop()
  })

  const at = () => measureColumns(draft.layout)
  const service = (code: string) => {
    const position = draft.layout.services.indexOf(code)
    if (position < 0) throw new Error(`no service ${code}`)
    return position
  }
  const uses = (code: string) => at().services + service(code)
  const pair = (a: string, b: string) => at().pairs + pairIndex(service(a), service(b), draft.layout.services.length)
  const cell = ({ cohort = 'ALL', sex = 'ALL', age = 'ALL', region }: Selection, column: number) =>
    rowIndex(
      {
        ...{ cohort: COHORTS.indexOf(cohort), sex: SEXES.indexOf(sex), age: AGES.indexOf(age) },
        place: region === undefined ? 0 : 1 + draft.layout.municipalities.indexOf(region),
      },
      placeCount(draft.layout),
    ) *
      at().width +
    column

  /** Published figures with the numbers that the source files give. */
  const FIGURES: readonly { readonly what: string; readonly in?: Selection; readonly column: () => number; readonly figure: number }[] = [
    { what: 'people', column: () => at().clients, figure: 4406 },
    { what: 'women', in: { sex: 'FEMALE' }, column: () => at().clients, figure: 2628 },
    { what: 'men', in: { sex: 'MALE' }, column: () => at().clients, figure: 1778 },
    { what: 'people in the Northeast', in: { region: '901' }, column: () => at().clients, figure: 837 },
    { what: 'people in the Midwest', in: { region: '902' }, column: () => at().clients, figure: 1157 },
    { what: 'people in the West', in: { region: '903' }, column: () => at().clients, figure: 798 },
    { what: 'people elsewhere', in: { region: '904' }, column: () => at().clients, figure: 1614 },
    { what: 'people aged 80 and over', in: { age: 'AGE_80_PLUS' }, column: () => at().clients, figure: 836 },
    { what: 'women aged 80 and over', in: { age: 'AGE_80_PLUS', sex: 'FEMALE' }, column: () => at().clients, figure: 536 },
    { what: 'heavy users', in: { cohort: 'HEAVY' }, column: () => at().clients, figure: 605 },
    { what: 'heavy users, women', in: { cohort: 'HEAVY', sex: 'FEMALE' }, column: () => at().clients, figure: 377 },
    { what: 'heavy users, men', in: { cohort: 'HEAVY', sex: 'MALE' }, column: () => at().clients, figure: 228 },
    { what: 'heavy users in the Midwest', in: { cohort: 'HEAVY', region: '902' }, column: () => at().clients, figure: 152 },
    { what: 'physician office', column: () => uses('PHY'), figure: 3723 },
    { what: 'non-physician office', column: () => uses('NPH'), figure: 1402 },
    { what: 'non-physician office, aged 80 and over', in: { age: 'AGE_80_PLUS' }, column: () => uses('NPH'), figure: 240 },
    { what: 'physician outpatient', column: () => uses('OPP'), figure: 1009 },
    { what: 'non-physician outpatient', column: () => uses('OPN'), figure: 712 },
    { what: 'more than five emergency visits', column: () => uses('EMR'), figure: 7 },
    { what: 'hospital stay', column: () => uses('HOS'), figure: 865 },
    { what: 'hospital stay, women', in: { sex: 'FEMALE' }, column: () => uses('HOS'), figure: 491 },
    { what: 'hospital stay, heavy users', in: { cohort: 'HEAVY' }, column: () => uses('HOS'), figure: 259 },
    { what: 'Medicaid', column: () => uses('MCD'), figure: 402 },
    { what: 'Medicaid elsewhere', in: { region: '904' }, column: () => uses('MCD'), figure: 195 },
    { what: 'Medicaid, heavy users', in: { cohort: 'HEAVY' }, column: () => uses('MCD'), figure: 69 },
    { what: 'heavy in physician office', column: () => at().heavyIn + service('PHY'), figure: 351 },
    { what: 'heavy in hospital stay', column: () => at().heavyIn + service('HOS'), figure: 42 },
    { what: 'physician office and hospital stay', column: () => pair('PHY', 'HOS'), figure: 800 },
    { what: 'physician office and hospital stay, women', in: { sex: 'FEMALE' }, column: () => pair('PHY', 'HOS'), figure: 453 },
    { what: 'physician outpatient and Medicaid', column: () => pair('MCD', 'OPP'), figure: 87 },
    { what: 'hospital stay and physician outpatient, heavy users', in: { cohort: 'HEAVY' }, column: () => pair('HOS', 'OPP'), figure: 147 },
    { what: 'no health service', column: () => at().health, figure: 454 },
    { what: 'no health service, men', in: { sex: 'MALE' }, column: () => at().health, figure: 226 },
    { what: 'five health services or more', column: () => at().health + 5, figure: 57 },
    { what: 'two services in all', column: () => at().all + 2, figure: 1436 },
    { what: 'five services or more in all', column: () => at().all + 5, figure: 72 },
    { what: 'three health services and Medicaid', column: () => at().grid + 3 * 2 + 1, figure: 55 },
  ]

  it('imports as its README says', () => {
    const { files } = draft.importReport
    expect(files.map(({ file, read }) => [file, read])).toEqual([
      ['clients.csv', null],
      ['contacts.csv', 25_442 + 7_129 + 3_308 + 2_362 + 1_161 + 1_304],
      ['decisions.csv', 402],
    ])
  })

  it('publishes what the source files hold', () => {
    const published = FIGURES.map(({ what, in: selection = {}, column }) => [what, draft.cells.base[cell(selection, column())]])
    const bySql = FIGURES.map(({ what, in: selection = {}, column }) => [what, counted.base[cell(selection, column())]])
    const figures = FIGURES.map(({ what, figure }) => [what, figure])
    expect(bySql).toEqual(figures)
    expect(published).toEqual(figures)
    expect(FIGURES.length).toBeGreaterThanOrEqual(20)
  })

  it('publishes triples too', () => {
    const triple = tripleIndex(service('PHY'), service('HOS'), service('OPP'))
    expect(counted.triples[triple]).toBe(294)
    expect(draft.cells.triples[triple]).toBe(294)
  })

  it('ends its histograms where the last bin still holds five', () => {
    expect(draft.layout.tops).toEqual({ health: 5, social: 1, all: 5 })
  })

  it('publishes no figure that plain SQL over the source files does not give', () => {
    for (const block of ['base', 'triples'] as const) {
      const wrong = [...draft.cells[block].keys()].filter((i) => draft.cells[block][i] !== 0 && draft.cells[block][i] !== counted[block][i])
      expect(wrong).toEqual([])
    }
    expect(draft.cells.base.filter((n) => n > 0).length).toBeGreaterThan(2000)
  })
})
