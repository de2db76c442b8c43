/** The guards under attack, and mutants of them: each is made of the program's parts with one rule left out. */
import { createHash } from 'node:crypto'
import { type Policy, tableHash } from '../../server/release/format.ts'
import { measureColumns, placeCount, type ReleaseLayout } from '../../server/release/lattice.ts'
import { openCounts } from '../../server/vault/cube/open-counts.ts'
import type { Cube } from '../../server/vault/cube/sealed-counts.ts'
import { findSmallAtoms } from '../../server/vault/guard/atoms.ts'
import { cellIdentity, perturbationKey, uniformOf } from '../../server/vault/guard/cell-key.ts'
import { guardExact } from '../../server/vault/guard/exact.ts'
import { guardPerturbed } from '../../server/vault/guard/perturb.ts'
import { maximumEntropyPtable, noiseOf } from '../../server/vault/guard/ptable.ts'
import { guardByRules } from '../../server/vault/guard/rules-release.ts'
import type { Guard, Guarded } from '../../server/vault/release.ts'

export const EXACT: Policy = { kind: 'exact', k: 5, complementExempt: [] }
export const PERTURBED: Extract<Policy, { kind: 'perturbed' }> = { kind: 'perturbed', k: 5, d: 8, v: 2, js: 4, drillDown: 10 }

const K2 = new Uint8Array(32).fill(3)

/** Policy `exact` as the program applies it. */
export const exactGuard: Guard = (cube, policy) => {
  // One county is guarded once, however many releases and mutants are made of it.
  const key = createHash('sha256').update(openCounts(cube).base).update(JSON.stringify(policy)).digest('hex')
  const known = guarded.get(key) ?? guardExact(cube, policy, { stage: 'lifted', programVersion: 'attacked' })
  guarded.set(key, known)
  return known
}
const guarded = new Map<string, Promise<Guarded>>()

/** Policy `perturbed` as the program applies it. */
export const perturbedGuard = perturbedWith(K2)

/** G4 out: threshold and atom rule, no complementary suppression. */
export const withoutComplement: Guard = (cube, policy) => guardByRules(cube, policy, 'attacked')

/** G5 out: what only the atom rule withholds is shown again. */
export const withoutAtoms: Guard = async (cube, policy, onProgress) => {
  const { cells } = await exactGuard(cube, policy, onProgress)
  const counts = openCounts(cube)
  const small = findSmallAtoms(counts, counts.layout, policy)
  const show = (block: 'base' | 'triples') =>
    cells[block].map((figure, i) => {
      const n = counts[block][i] ?? 0
      return figure === 0 && small[block][i] === 1 && n >= policy.k ? n : figure
    })
  return certified(cube, policy, { base: show('base'), triples: show('triples') })
}

/** G6 out, first way: noise from the set of clients alone, the same in every cell that holds it; nested cells are all shown. */
export const setKeyed: Guard = (cube, policy) =>
  perturbedBy(cube, policy, (n, key) => uniformOf(perturbationKey(K2), cellIdentity('any'), n, key))

/** G6 out, second way: keys rotate from release to release. */
export const rotated: Guard = perturbedWith(new Uint8Array(32).fill(4))

/** G3 out: the threshold is lowered. */
export const withoutThreshold: Guard = (cube, policy) => {
  const { base, triples } = openCounts(cube)
  return certified(cube, policy, { base: base.map((n) => n), triples: triples.map((n) => n) })
}

function perturbedWith(k2: Uint8Array): Guard {
  return (cube, policy) => {
    if (policy.kind !== 'perturbed') throw new Error('another policy')
    return guardPerturbed(cube, policy, { k2, programVersion: 'attacked' })
  }
}

function perturbedBy(cube: Cube, policy: Policy, uniform: (n: number, key: number) => number): Guarded {
  if (policy.kind !== 'perturbed') throw new Error('another policy')
  const { base, triples, keySums } = openCounts(cube)
  if (!keySums) throw new Error('no key sums')
  const table = maximumEntropyPtable(policy.k, policy)
  const noisy = (counts: Uint32Array, keys: Uint32Array) =>
    counts.map((n, i) => {
      const perturbed = n < policy.k ? 0 : n + noiseOf(table, n, uniform(n, keys[i] ?? 0))
      return perturbed < policy.k ? 0 : perturbed
    })
  return certified(cube, policy, { base: noisy(base, keySums.base), triples: noisy(triples, keySums.triples) })
}

/** A certificate that says nothing: mutants are judged by what they publish. */
function certified(cube: Cube, policy: Policy, cells: Guarded['cells']): Guarded {
  const { layout } = openCounts(cube)
  return {
    cells,
    certificate: {
      policy,
      programVersion: 'mutant',
      stage: 'base',
      ...sizesOf(layout),
      published: 0,
      withheld: 0,
      audit: { families: [], narrowestInterval: null, proven: 0 },
      seconds: 0,
      tableHash: tableHash(layout, policy, cells),
    },
    vaultCertificate: {},
  }
}

const sizesOf = (layout: ReleaseLayout) => ({ tables: measureColumns(layout).width, cells: placeCount(layout) })
