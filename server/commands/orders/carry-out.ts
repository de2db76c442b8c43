/** What each order does on the vault's side. Nothing but an outcome of orders.md comes back. */
import type { Config } from '../../config.ts'
import { openWithNote } from '../../database/held-folder.ts'
import type { Database } from '../../database/sql.ts'
import { VAULT_MIGRATIONS } from '../../migrations.ts'
import { keyOf, rowOf, sameRow, unfitColumn, withChanges } from '../../orders/catalogue-tables.ts'
import type { Order, OrderProblem, Outcome, RoughReport, Step } from '../../orders/order.ts'
import type { CatalogueProblem } from '../../vault/catalogue/catalogue-table.ts'
import { importExtracts } from '../../vault/ingest/import-extracts.ts'
import type { ImportReport } from '../../vault/ingest/import-report.ts'
import { roughFiles, roughReport } from '../../vault/release/rough-report.ts'
import { parseDay, today } from '../../vault/summary/day.ts'
import { EXIT } from '../command.ts'
import { demoKey } from '../demo-key.ts'
import { runRelease } from '../release.ts'
import { baseTables, catalogueWith } from './county-catalogue.ts'
import { extractsPlace } from './extracts-place.ts'
import { type OnStep, refused, type Task } from './task.ts'

/** Carries one order out. Throws on errors of the disk and the databases, the vault being as it was. */
export function carryOut(config: Config, task: Task, uploadKey: string | null, onStep: OnStep): Promise<Outcome> {
  const { order } = task
  switch (order.kind) {
    case 'IMPORT':
      return importOrder(config, order, task, uploadKey, onStep)
    case 'RELEASE':
      return releaseOrder(config, order, task, onStep)
    case 'CATALOGUE':
      return catalogueOrder(config, order, task)
    default:
      return order satisfies never
  }
}

async function importOrder(
  config: Config,
  { from, dataDate, invented }: Extract<Order, { kind: 'IMPORT' }>,
  { changes }: Task,
  uploadKey: string | null,
  onStep: OnStep,
): Promise<Outcome> {
  const place = await extractsPlace(config, from, uploadKey, onStep)
  try {
    if (place.dir === 'NO_SUCH_FOLDER' || place.dir === 'UPLOAD_GONE') return refused(place.dir)
    const key = invented ? demoKey(config.dataFolder) : config.pseudonymKey
    if (key === null) return refused('NO_KEY')
    const day = parseDay(dataDate)
    // The portal refuses these: what stands in its table may have come there another way.
    if (day === null || day > today()) return refused('SETTINGS')
    const loaded = await catalogueWith(config, changes)
    if (!loaded.ok) return { ...refused('CATALOGUE'), problems: loaded.problems.map(catalogueProblem) }
    const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
    try {
      const before = await newestReport(vault)
      const result = await importExtracts({
        ...{ dir: place.dir, dataDate, key, demo: invented, database: vault, catalogue: loaded.catalogue },
        onProgress: ({ step, done, of }) => onStep(stepOf(step), of > 0 ? done / of : 1),
      })
      switch (result.kind) {
        case 'imported': {
          const report = await newestReport(vault)
          if (!report) throw new Error('an import that was made is there')
          return { kind: 'imported', report, before }
        }
        case 'unreadable': {
          const { kind, file } = result.problem
          const columns = 'columns' in result.problem && kind !== 'UNKNOWN_COLUMN' ? result.problem.columns.join(', ') : null
          return { ...refused('EXTRACT'), problems: [{ file, line: null, reason: kind, remedy: columns }] }
        }
        case 'other-key':
          return refused('OTHER_KEY')
        case 'too-many-rejected':
          return { ...refused('TOO_MANY_REJECTED'), files: roughFiles(result.files, null) }
        default:
          return result satisfies never
      }
    } finally {
      await vault.close()
    }
  } finally {
    await place.done()
  }
}

const stepOf = (step: string): Step => {
  switch (step) {
    case 'clients.csv':
      return 'clients'
    case 'contacts.csv':
      return 'contacts'
    case 'decisions.csv':
      return 'decisions'
    default:
      return 'summaries'
  }
}

/** The report of the import made last, as it may be seen; null where the vault is empty. */
async function newestReport(vault: Database): Promise<RoughReport | null> {
  // JSON that this program's own import wrote.
  const { rows } = await vault.pool.query<{ data_date: string; imported_at: Date; report: ImportReport }>(
    `SELECT to_char(data_date, 'YYYY-MM-DD') AS data_date, imported_at, report FROM import ORDER BY imported_at DESC, id DESC LIMIT 1`,
  )
  const newest = rows[0]
  return newest ? roughReport(newest.report, newest.data_date, newest.imported_at.toISOString()) : null
}

async function releaseOrder(
  config: Config,
  { stage, policy, sooner }: Extract<Order, { kind: 'RELEASE' }>,
  { by }: Task,
  onStep: OnStep,
): Promise<Outcome> {
  let made: string | null = null
  const code = await runRelease(
    {
      config,
      positionals: [],
      options: { stage, policy, hold: 'true', ...(sooner === null ? {} : { sooner }) },
      console: {
        ...{ json: true, log: () => {} },
        progress: (step, share) => onStep(step === 'counting' ? 'counting' : 'guarding', share),
        result: (document) => {
          if ('release' in document && typeof document.release === 'string') made = document.release
        },
      },
    },
    by,
  )
  switch (code) {
    case EXIT.done:
      if (made === null) throw new Error('a release that was made has an id')
      return { kind: 'built', release: made }
    case EXIT.nothingThere:
      return refused('NO_IMPORT')
    case EXIT.tooSoon:
      return refused('TOO_SOON')
    case EXIT.usage:
      return refused('SETTINGS')
    default:
      return refused('NOT_TAKEN')
  }
}

async function catalogueOrder(config: Config, { change }: Extract<Order, { kind: 'CATALOGUE' }>, { changes }: Task): Promise<Outcome> {
  const { file, before, after } = change
  const tables = withChanges(await baseTables(config), changes)
  const table = tables.find((one) => one.file === file)
  const row = after ?? before
  if (!table || row === null || (after && unfitColumn(table, after) !== null)) return refused('CATALOGUE')
  const key = keyOf(file, row)
  if (before && after && keyOf(file, before) !== key) return refused('CATALOGUE')
  if (!sameRow(rowOf(table, key), before)) return refused('ROW_CHANGED')
  const loaded = await catalogueWith(config, [...changes, { file, key, after }])
  return loaded.ok ? { kind: 'changed' } : { ...refused('CATALOGUE'), problems: loaded.problems.map(catalogueProblem) }
}

const catalogueProblem = ({ file, line, reason, remedy }: CatalogueProblem): OrderProblem => ({ file, line, reason, remedy })
