/** Policy `perturbed` (G6): small noise that cannot be averaged away, on the same closed table. Claim and argument: perturb.md. */
import { type Certificate, type PublishedCells, tableHash } from '../../release/format.ts'
import { COHORTS, measureColumns, tripleCount } from '../../release/lattice.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { Cube } from '../cube/sealed-counts.ts'
import { perturbationKey } from './cell-key.ts'
import { type PerturbedPolicy, perturbCells, type Withheld } from './perturb-cells.ts'
import { type Usefulness, usefulnessOf } from './usefulness.ts'

/** The vault's certificate of a perturbed release: the public one and why cells are not shown. */
export interface PerturbedVaultCertificate {
  readonly usefulness: readonly Usefulness[]
  readonly certificate: Certificate
  /** Numbers of cells by the first reason that held. */
  readonly withheld: Readonly<Withheld>
}

export interface PerturbedRelease {
  readonly cells: PublishedCells
  readonly certificate: Certificate
  readonly vaultCertificate: PerturbedVaultCertificate
}

/**
 * Guards a cube by policy `perturbed`. `cube` must have been counted with key sums; `k2`: at least 32 secret bytes that never change.
 * The same cube, policy and key always give the same cells. Throws `PolicyRefused` for a policy that protects too little.
 */
export function guardPerturbed(
  cube: Cube,
  policy: PerturbedPolicy,
  options: { readonly k2: Uint8Array; readonly programVersion: string },
): PerturbedRelease {
  checkPolicy(policy)
  const started = performance.now()
  const counts = openCounts(cube)
  const { layout, base, triples, keySums } = counts
  if (!keySums) throw new Error('the cube was counted without key sums')
  const { cells, withheld } = perturbCells(layout, { base, triples }, keySums, policy, perturbationKey(options.k2))
  const all = cells.base.length + cells.triples.length
  const published = countPublished(cells.base) + countPublished(cells.triples)
  const certificate: Certificate = {
    policy,
    programVersion: options.programVersion,
    stage: 'lifted',
    tables: COHORTS.length * (measureColumns(layout).width + tripleCount(layout)),
    cells: all,
    published,
    withheld: all - published,
    audit: { families: [], narrowestInterval: null, proven: 0 },
    seconds: Math.round(performance.now() - started) / 1000,
    tableHash: tableHash(layout, policy, cells),
  }
  return { cells, certificate, vaultCertificate: { certificate, withheld, usefulness: usefulnessOf(counts, cells, policy.k) } }
}

/** The policy would show too much. */
export class PolicyRefused extends Error {}

/** No setting may show a figure of fewer than five, nor let noise bring one of fewer than k back. */
function checkPolicy({ k, d, v, js, drillDown }: PerturbedPolicy): void {
  const whole = [k, d, js, drillDown].every((value) => Number.isInteger(value))
  if (!whole) throw new PolicyRefused('threshold, noise bound, smallest step and drill-down limit must be whole numbers')
  if (k < 5) throw new PolicyRefused('the threshold must be at least 5')
  if (js !== k - 1) throw new PolicyRefused('the perturbation table must leave out exactly the counts below the threshold')
  if (drillDown < 2 * k) throw new PolicyRefused('the drill-down limit must be at least twice the threshold')
  if (!(v >= 2)) throw new PolicyRefused('the variance of the noise must be at least 2')
  if (d < k) throw new PolicyRefused('the largest noise must be at least the threshold')
}

const countPublished = (column: Uint32Array): number => column.reduce((sum, cell) => sum + (cell > 0 ? 1 : 0), 0)
