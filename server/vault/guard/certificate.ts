/** The certificate of a release (G9): what was audited and what the attacker got. See certificate.md. */
import { type Certificate, type Policy, type PublishedCells, tableHash } from '../../release/format.ts'
import { COHORTS, measureColumns, tripleCount } from '../../release/lattice.ts'
import type { CellCounts } from '../cube/cell-counts.ts'
import type { FamilyJob, FamilyResult } from './family-job.ts'
import { type Usefulness, usefulnessOf } from './usefulness.ts'

/** The whole certificate: stays in the vault, because it tells why cells are withheld. */
export interface VaultCertificate {
  readonly certificate: Certificate
  /** Cells under k. */
  readonly primary: number
  /** Cells of k or more that are withheld. */
  readonly complementary: number
  /** Share of the cells of k or more that are shown. */
  readonly usefulness: readonly Usefulness[]
  /** By kind of family: families, groups that the attacker asked for, cells let go because of a proof, cells lifted, solver calls. */
  readonly families: readonly {
    readonly kind: string
    readonly families: number
    readonly targets: number
    readonly letGo: number
    readonly lifted: number
    readonly solverCalls: number
  }[]
}

export interface CertificateInput {
  readonly counts: CellCounts
  readonly policy: Policy
  readonly cells: PublishedCells
  readonly results: readonly FamilyResult[]
  readonly options: { readonly stage: 'base' | 'lifted'; readonly programVersion: string }
  readonly seconds: number
}

/** Certifies guarded cells. Throws where a proof stands: such a table is never released. */
export function certify({ counts, policy, cells, results, options, seconds }: CertificateInput): {
  certificate: Certificate
  vaultCertificate: VaultCertificate
} {
  const left = results.reduce((sum, result) => sum + result.findings.lost, 0)
  if (left > 0) throw new Error('the attacker proves small groups that no cell of their family can hide')
  let published = 0
  let primary = 0
  for (const block of ['base', 'triples'] as const)
    cells[block].forEach((n, cell) => {
      if (n > 0) published++
      else if ((counts[block][cell] ?? 0) < policy.k) primary++
    })
  const total = cells.base.length + cells.triples.length
  const kinds: readonly FamilyJob['kind'][] = ['clients', 'single', 'heavyIn', 'bin', 'pair', 'joint', 'triple', 'wide']
  const byKind = kinds.map((kind) => ({ kind, results: results.filter(({ job }) => job.kind === kind) }))
  // Where all pairs were audited at once, each was.
  const jointly = results.some(({ job, audited }) => job.kind === 'joint' && audited)
  const sum = (list: readonly FamilyResult[], of: (result: FamilyResult) => number) => list.reduce((n, result) => n + of(result), 0)
  const narrowest = results.reduce((width, { findings }) => Math.min(width, findings.narrowest), Number.POSITIVE_INFINITY)
  const certificate: Certificate = {
    policy,
    programVersion: options.programVersion,
    stage: options.stage,
    tables: COHORTS.length * (measureColumns(counts.layout).width + tripleCount(counts.layout)),
    cells: total,
    published,
    withheld: total - published,
    audit: {
      families: byKind.map(({ kind, results: list }) => ({
        kind,
        audited: sum(list, ({ audited }) => (audited || (kind === 'pair' && jointly) ? 1 : 0)),
        of: list.length,
      })),
      narrowestInterval: Number.isFinite(narrowest) ? Math.round(narrowest * 1000) / 1000 : null,
      proven: left,
    },
    seconds: Math.round(seconds * 10) / 10,
    tableHash: tableHash(counts.layout, policy, cells),
  }
  return {
    certificate,
    vaultCertificate: {
      certificate,
      primary,
      complementary: total - published - primary,
      usefulness: usefulnessOf(counts, cells, policy.k),
      families: byKind.map(({ kind, results: list }) => ({
        kind,
        families: list.length,
        targets: sum(list, ({ findings }) => findings.targets),
        letGo: sum(list, ({ findings }) => findings.letGo),
        lifted: sum(list, ({ findings }) => findings.lifted),
        solverCalls: sum(list, ({ findings }) => findings.solverCalls),
      })),
    },
  }
}
