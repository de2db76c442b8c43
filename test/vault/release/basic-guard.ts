import { tableHash } from '../../../server/release/format.ts'
import { measureColumns, tripleCount } from '../../../server/release/lattice.ts'
import { openCounts } from '../../../server/vault/cube/open-counts.ts'
import { guardBasic } from '../../../server/vault/guard/basic.ts'
import type { Guard } from '../../../server/vault/release.ts'

/** Threshold and atom rule alone: fast, deterministic, and not for publication. Its certificate audits nothing. */
export const basicGuard: Guard = (cube, policy, onProgress) => {
  const { layout } = openCounts(cube)
  const cells = guardBasic(cube, policy)
  onProgress(1)
  const published = [...cells.base, ...cells.triples].filter((n) => n > 0).length
  const total = cells.base.length + cells.triples.length
  const certificate = {
    policy,
    programVersion: 'test',
    stage: 'base',
    tables: measureColumns(layout).width + tripleCount(layout),
    cells: total,
    published,
    withheld: total - published,
    audit: { families: [], narrowestInterval: null, proven: 0 },
    seconds: 0,
    tableHash: tableHash(layout, policy, cells),
  } as const
  return { cells, certificate, vaultCertificate: { certificate, kept: 'in the vault' } }
}
