import { type Policy, tableHash } from '../../release/format.ts'
import { COHORTS, measureColumns, tripleCount } from '../../release/lattice.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { Cube } from '../cube/sealed-counts.ts'
import type { Guarded } from '../release.ts'
import { guardBasic } from './basic.ts'
import { usefulnessOf } from './usefulness.ts'

/**
 * Guards a cube by threshold (G3) and atom rule (G5) alone. Its certificate names no audited family: differences between figures
 * (totals minus their parts) may still give a withheld one away, so it is for invented clients and for trying things out.
 */
export function guardByRules(cube: Cube, policy: Policy, programVersion: string): Guarded {
  const started = performance.now()
  const cells = guardBasic(cube, policy)
  const counts = openCounts(cube)
  const { layout, base, triples } = counts
  const all = cells.base.length + cells.triples.length
  const published = countWhere(cells.base, (n) => n > 0) + countWhere(cells.triples, (n) => n > 0)
  const primary = countWhere(base, (n) => n < policy.k) + countWhere(triples, (n) => n < policy.k)
  const usefulness = usefulnessOf(counts, cells, policy.k)
  const certificate = {
    ...{ policy, programVersion, stage: 'rules' as const },
    tables: COHORTS.length * (measureColumns(layout).width + tripleCount(layout)),
    ...{ cells: all, published, withheld: all - published },
    audit: { families: [], narrowestInterval: null, proven: 0 },
    seconds: Math.round((performance.now() - started) / 100) / 10,
    tableHash: tableHash(layout, policy, cells),
  }
  const vaultCertificate = { certificate, primary, complementary: all - published - primary, usefulness }
  return { cells, certificate, vaultCertificate }
}

const countWhere = (column: Uint32Array, test: (n: number) => boolean): number => column.reduce((sum, n) => sum + (test(n) ? 1 : 0), 0)
