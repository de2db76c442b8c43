/** Policy `exact`: complementary suppression of every linked table, audited. See suppression.md, audit.md, certificate.md. */
import type { Certificate, Policy, PublishedCells } from '../../release/format.ts'
import { measureColumns, placeCount, rowIndex } from '../../release/lattice.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { Cube } from '../cube/sealed-counts.ts'
import { certify, type VaultCertificate } from './certificate.ts'
import type { FamilyResult } from './family-job.ts'
import { familyLevels } from './family-levels.ts'
import { guardInput } from './guard-context.ts'
import { demandThreshold } from './policy.ts'
import { listSelections } from './selections.ts'
import { type WorkerOptions, withWorkers } from './worker-pool.ts'

export interface ExactOptions extends WorkerOptions {
  /** 'base': the safe base; 'lifted': the useful release that replaces it. */
  readonly stage: 'base' | 'lifted'
  readonly programVersion: string
  /** Share of the work done, 0 to 1. */
  readonly onProgress?: ((share: number) => void) | undefined
}

export interface GuardedExact {
  readonly cells: PublishedCells
  readonly certificate: Certificate
  readonly vaultCertificate: VaultCertificate
}

/** Guards a cube. Deterministic: the same cube, policy and stage give the same cells on any number of workers. Throws for another policy. */
export async function guardExact(cube: Cube, policy: Policy, options: ExactOptions): Promise<GuardedExact> {
  demandThreshold(policy)
  if (policy.kind !== 'exact') throw new Error('another policy')
  const started = performance.now()
  const counts = openCounts(cube)
  const { layout } = counts
  const input = guardInput(counts, policy)
  const { published } = input
  const everybody = counts.base[rowIndex({ cohort: 0, sex: 0, age: 0, place: 0 }, placeCount(layout)) * measureColumns(layout).width] ?? 0
  const levels = familyLevels(layout, listSelections(layout, counts.leaves, 'all'), options.stage, everybody)
  const cost = (level: (typeof levels)[number]) => level.jobs.length * level.weight
  const whole = levels.reduce((sum, level) => sum + cost(level), 0)
  const results: FamilyResult[] = []
  let done = 0
  await withWorkers(input, options, async (runJobs) => {
    for (const level of levels) {
      const decided: FamilyResult[] = []
      await runJobs(level.jobs, level.options, (result) => {
        decided.push(result)
        done += level.weight
        options.onProgress?.(Math.min(1, done / whole))
      })
      // Only now, so that no job of a level sees what another of it decides.
      for (const result of decided) {
        const block = result.job.kind === 'triple' ? 'triples' : 'base'
        for (const cell of result.cells) published[block][cell] = counts[block][cell] ?? 0
        for (const from of ['base', 'triples'] as const) for (const cell of result.gone?.[from] ?? []) published[from][cell] = 0
        results.push({ ...result, cells: new Int32Array(0), gone: undefined })
      }
    }
  })
  const cells = { base: published.base.slice(), triples: published.triples.slice() }
  return { cells, ...certify({ counts, policy, cells, results, options, seconds: (performance.now() - started) / 1000 }) }
}
