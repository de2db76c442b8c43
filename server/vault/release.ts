/** From counts under seal to an immutable release. */
import { createHash } from 'node:crypto'
import type { Database } from '../database/sql.ts'
import { canonicalJson } from '../json.ts'
import { type Certificate, type Policy, type PublishedCells, type PublishedImportReport, tableHash } from '../release/format.ts'
import { measureColumns, placeCount, type ReleaseLayout, rowCount, tripleCount, triplePlaceCount } from '../release/lattice.ts'
import type { Catalogue } from './catalogue/catalogue.ts'
import type { Cube } from './cube/sealed-counts.ts'
import type { Usefulness } from './guard/usefulness.ts'
import { type CountedImport, countImport } from './release/counted-import.ts'
import { type PublishedTable, publishReport } from './release/publish-report.ts'

/** What a guard makes of a cube. `vaultCertificate` stays in the vault. */
export interface Guarded {
  readonly cells: PublishedCells
  readonly certificate: Certificate
  readonly vaultCertificate: VaultFacts
}

/** Facts about a release that tell of unpublished counts. */
export type VaultFacts = object & { readonly usefulness?: readonly Usefulness[] }

/** A mechanism of disclosure control. `onProgress`: share of its work done, 0 to 1. */
export type Guard = (cube: Cube, policy: Policy, onProgress: (share: number) => void) => Guarded | Promise<Guarded>

/** Everything that a release publishes, and which import and certificate it rests on. */
export interface ReleaseDraft {
  /** First twelve hex digits of `contentHash`. */
  readonly id: string
  readonly contentHash: string
  /** Calendar dates, YYYY-MM-DD. */
  readonly dataDate: string
  readonly windowFrom: string
  readonly demo: boolean
  readonly catalogue: Catalogue
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly cells: PublishedCells
  readonly certificate: Certificate
  readonly importReport: PublishedImportReport
  readonly importId: number
  readonly vaultCertificate: VaultFacts
}

/** What leaves the vault: a draft without the vault's own certificate. */
export type PublicDraft = Omit<ReleaseDraft, 'vaultCertificate' | 'importId'>

export type ReleaseProgress = { readonly step: 'count' } | { readonly step: 'guard'; readonly share: number }

/** Counts an import, guards it and drafts its release. `null`: there is no such import. */
export async function buildRelease(options: {
  readonly vault: Database
  readonly importId: number | 'latest'
  readonly policy: Policy
  readonly guard: Guard
  /** The county's last release of an earlier data date, for warnings; null where there is none. */
  readonly previous: (countyCode: string, dataDate: string) => Promise<PublishedTable | null>
  readonly onProgress?: (progress: ReleaseProgress) => void
}): Promise<ReleaseDraft | null> {
  const { vault, importId, policy, guard, previous, onProgress } = options
  onProgress?.({ step: 'count' })
  const counted = await countImport(vault, importId, { k: policy.k, keySums: policy.kind === 'perturbed' })
  if (!counted) return null
  const guarded = await guard(counted.cube, policy, (share) => onProgress?.({ step: 'guard', share }))
  return draftRelease(counted, policy, guarded, await previous(counted.catalogue.county.code, counted.dataDate))
}

/** The release of guarded cells. Throws where cells, certificate and policy do not belong together. */
export function draftRelease(counted: CountedImport, policy: Policy, guarded: Guarded, previous: PublishedTable | null): ReleaseDraft {
  const { layout, catalogue, dataDate, windowFrom, demo, importId } = counted
  const { cells, certificate, vaultCertificate } = guarded
  demandValid(layout, policy, guarded)
  const importReport = publishReport(counted.report, counted.importedAt, policy.k, { layout, cells }, previous)
  // Not hashed: when it was imported and published, and how it compares with the release before.
  const content = {
    table: certificate.tableHash,
    stage: certificate.stage,
    dataDate,
    windowFrom,
    demo,
    catalogue,
    files: importReport.files,
  }
  const contentHash = createHash('sha256').update(canonicalJson(content)).digest('hex')
  const id = contentHash.slice(0, 12)
  return {
    ...{ id, contentHash, dataDate, windowFrom, demo, catalogue, layout, policy, cells },
    ...{ certificate, importReport, importId, vaultCertificate },
  }
}

function demandValid(layout: ReleaseLayout, policy: Policy, { cells, certificate }: Guarded): void {
  const fits =
    cells.base.length === rowCount(placeCount(layout)) * measureColumns(layout).width &&
    cells.triples.length === rowCount(triplePlaceCount(layout)) * tripleCount(layout)
  if (!fits) throw new Error('the guarded cells do not fit the layout')
  const low = (block: Uint32Array) => block.some((n) => n > 0 && n < policy.k)
  if (low(cells.base) || low(cells.triples)) throw new Error('the guard let a figure below the threshold through')
  if (certificate.audit.proven !== 0) throw new Error('the certificate is not valid')
  if (certificate.tableHash !== tableHash(layout, policy, cells)) throw new Error('the certificate is of another table')
}
