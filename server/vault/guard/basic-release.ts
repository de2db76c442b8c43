import { tableHash } from '../../release/format.ts'
import { openCounts } from '../cube/open-counts.ts'
import type { Guard } from '../release.ts'
import { guardBasic } from './basic.ts'

/** Threshold and atom rule alone, with a certificate that claims no audit. */
export const basicRelease =
  (stage: 'base' | 'lifted'): Guard =>
  (cube, policy) => {
    const cells = guardBasic(cube, policy)
    const { layout } = openCounts(cube)
    const audit = { families: [], targets: 0, solverCalls: 0, narrowestInterval: null, proven: 0 }
    const sizes = { tables: 0, cells: 0, published: 0, withheld: 0 }
    return {
      cells,
      certificate: { policy, programVersion: '0', stage, ...sizes, audit, seconds: 0, tableHash: tableHash(layout, policy, cells) },
      vaultCertificate: {},
    }
  }
