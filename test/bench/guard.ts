import { availableParallelism } from 'node:os'
import path from 'node:path'
import { openDatabase } from '../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import type { Policy } from '../../server/release/format.ts'
import { measureColumns } from '../../server/release/lattice.ts'
import type { CellCounts } from '../../server/vault/cube/cell-counts.ts'
import { openCounts } from '../../server/vault/cube/open-counts.ts'
import type { Cube } from '../../server/vault/cube/sealed-counts.ts'
import { DEMO_DATA_DATE } from '../../server/vault/demo/panel.ts'
import { guardExact } from '../../server/vault/guard/exact.ts'
import { guardContext, guardInput } from '../../server/vault/guard/guard-context.ts'
import type { Usefulness } from '../../server/vault/guard/usefulness.ts'
import { countImport } from '../../server/vault/release/counted-import.ts'
import { kooste } from '../support/program.ts'
import { type Ceiling, ceilingOf } from './ceiling.ts'
import { command } from './command.ts'
import { counting } from './counted-county.ts'
import { processorTime } from './measure.ts'
import { settingsIn } from './pipeline.ts'
import { SIZES, syntheticCounty } from './synthetic-county.ts'

/** What certifying a release takes, and what it leaves to read. */
export interface GuardFigures {
  readonly clients: number
  readonly municipalities: number
  readonly centres: number
  readonly cells: number
  readonly threads: number
  readonly stages: readonly StageFigures[]
  /** Tables of clients, one service and two that were drawn, in all and together; the lifted release beside what any could show of them. */
  readonly ceiling?: Ceiling & { readonly tables: number; readonly ofTables: number }
}

export interface StageFigures {
  readonly stage: 'base' | 'lifted'
  readonly seconds: number
  /** Of the processor, on all threads: what remains where others use the machine too. */
  readonly cpuSeconds: number
  readonly solverCalls: number
  readonly published: number
  readonly usefulness: readonly Usefulness[]
}

const POLICY = { kind: 'exact', k: 5, complementExempt: [] } as const satisfies Policy
/**
 * What is guarded: the demo county; in memory a region, with municipalities alone or with its centres too; or a county in which some clients
 * have their centre in another municipality.
 */
export type GuardedCounty = 'county' | 'region' | 'region with centres' | 'county with centres elsewhere'

/** Share of the clients at any centre, where some have theirs elsewhere. */
const ANYWHERE = 0.03

/** Of the tables every so many gets its ceiling: some forty. */
const EVERY = 20

/**
 * Guards a county on all cores. With a region's centres, or centres elsewhere, no ceiling is sought: the integer programs would take longer than
 * the release. With centres elsewhere `base` alone is made.
 */
export async function benchGuard(guardedCounty: GuardedCounty, work: string, say: (line: string) => void): Promise<GuardFigures> {
  // builds what is out of date: the guard's threads run the built program
  await kooste(['--help'], {})
  const cube = await cubeOf(guardedCounty, work, say)
  const counts = openCounts(cube)
  const { layout } = counts
  const threads = availableParallelism()
  const workerUrl = new URL('../../dist/server/audit-worker.mjs', import.meta.url)
  const stages: StageFigures[] = []
  let cells = new Uint32Array(0)
  for (const stage of guardedCounty === 'county with centres elsewhere' ? (['base'] as const) : (['base', 'lifted'] as const)) {
    let tenths = 0
    const started = performance.now()
    const { cpuMs, value: guarded } = await processorTime(() =>
      guardExact(cube, POLICY, {
        ...{ stage, programVersion: 'bench', workers: threads, workerUrl },
        onProgress(share) {
          if (share * 10 < tenths + 1) return
          tenths = Math.floor(share * 10)
          say(`guard ${guardedCounty}: ${stage}, ${tenths * 10} % after ${Math.round((performance.now() - started) / 1000)} s`)
        },
      }),
    )
    const { certificate, families, usefulness } = guarded.vaultCertificate
    stages.push({
      ...{ stage, usefulness, published: certificate.published, seconds: (performance.now() - started) / 1000, cpuSeconds: cpuMs / 1000 },
      solverCalls: families.reduce((sum, { solverCalls }) => sum + solverCalls, 0),
    })
    cells = new Uint32Array(guarded.cells.base)
  }
  const figures: GuardFigures = {
    clients: counts.base[0] ?? 0,
    ...{ municipalities: layout.municipalities.length, centres: layout.centres.length, threads, stages },
    cells: counts.base.length + counts.triples.length,
  }
  return guardedCounty === 'region with centres' || guardedCounty === 'county with centres elsewhere'
    ? figures
    : { ...figures, ceiling: await ceilingOfTables(counts, cells, (line) => say(`guard ${guardedCounty}: ${line}`)) }
}

/** What any release could show of some tables, and what this one does. */
async function ceilingOfTables(
  counts: CellCounts,
  cells: Uint32Array,
  say: (line: string) => void,
): Promise<NonNullable<GuardFigures['ceiling']>> {
  const context = guardContext(guardInput(counts, POLICY))
  const { services, heavyIn } = measureColumns(counts.layout)
  const tables = [0, ...Array.from({ length: heavyIn - services }, (_, n) => services + n)]
  const drawn = tables.filter((_, n) => n % EVERY === 0)
  const sum = { of: 0, shown: 0, atMost: 0 }
  for (const [n, column] of drawn.entries()) {
    if (n % 10 === 0) say(`ceiling of table ${n + 1} of ${drawn.length}`)
    const one = await ceilingOf(context, column, cells)
    sum.of += one.of
    sum.shown += one.shown
    sum.atMost += one.atMost
  }
  return { ...sum, tables: drawn.length, ofTables: tables.length }
}

async function cubeOf(guardedCounty: GuardedCounty, work: string, say: (line: string) => void): Promise<Cube> {
  switch (guardedCounty) {
    case 'county':
      return demoCube(work, say)
    case 'region':
      return counting(await syntheticCounty({ ...SIZES.region, centres: 0 })).count()
    case 'region with centres':
      return counting(await syntheticCounty(SIZES.region)).count()
    case 'county with centres elsewhere':
      return counting(await syntheticCounty({ ...SIZES.county, anywhere: ANYWHERE })).count()
  }
}

/** The demo county as `npm start` imports it. */
async function demoCube(work: string, say: (line: string) => void): Promise<Cube> {
  const folder = path.join(work, 'guard')
  const extracts = path.join(folder, 'extracts')
  const settings = settingsIn(folder)
  for (const words of [
    ['demo', extracts],
    ['import', extracts, '--data-date', DEMO_DATA_DATE, '--demo'],
  ]) {
    say(`guard: kooste ${words[0]} …`)
    await command(words, settings)
  }
  const vault = await openDatabase({ kind: 'embedded', folder: path.join(settings.KOOSTE_DATA, 'vault') }, VAULT_MIGRATIONS)
  try {
    const counted = await countImport(vault, 'latest', { k: POLICY.k, keySums: false })
    if (!counted) throw new Error('the demo county was imported')
    return counted.cube
  } finally {
    await vault.close()
  }
}
