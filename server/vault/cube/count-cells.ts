import type { ReleaseLayout } from '../../release/lattice.ts'
import type { Sector } from '../catalogue/catalogue.ts'
import type { HeavyBy } from './cell-counts.ts'
import { countLeaves } from './count-leaves.ts'
import { listLocations } from './locations.ts'
import { openCounts, sealCounts } from './open-counts.ts'
import { rollUp } from './roll-up.ts'
import type { Cube, Profiles } from './sealed-counts.ts'

/**
 * Counts every canonical cell (G1): one pass over the profiles into leaves, then the leaves into their ancestors. One thread:
 * a county's cells take some hundredths of a second, little more than a second thread takes to start and to be handed the profiles.
 * `sectors`: of the layout's services, same order. `keySums`: also the sums of record keys mod 2^32 (twice the memory).
 * `heavyBy`: the rules by which social care makes a heavy user, which every reader knows.
 * Throws where a profile does not fit the layout.
 */
export function countCells(
  profiles: Profiles,
  layout: ReleaseLayout,
  sectors: readonly Sector[],
  options: { readonly keySums?: boolean; readonly heavyBy?: HeavyBy } = {},
): Cube {
  const columns = openCounts(profiles)
  const locations = listLocations(columns, layout)
  const leaves = countLeaves(columns, columns.clients, locations, layout, sectors)
  const counts = rollUp(leaves, locations, layout)
  const keySums = options.keySums ? rollUp(countLeaves(columns, columns.keySum, locations, layout, sectors), locations, layout) : null
  const rules = { social: sectors.map((sector) => sector === 'SOCIAL'), heavyBy: options.heavyBy ?? null }
  return sealCounts({ layout, rules, ...counts, keySums, leaves: { ...leaves, locations } })
}
