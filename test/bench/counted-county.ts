/** A synthetic county counted in memory, without a database. */
import { countCells } from '../../server/vault/cube/count-cells.ts'
import { sealCounts } from '../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../server/vault/cube/profile-columns.ts'
import { releaseLayout } from '../../server/vault/cube/release-layout.ts'
import { heavyByOf } from '../../server/vault/release/counted-import.ts'
import type { SyntheticCounty } from './synthetic-county.ts'

/** A county's profiles in memory, one a client, and their count. */
export function counting(county: SyntheticCounty) {
  function* rows() {
    for (const { ageGroup, recordKey, ...row } of county.summaries()) yield { ...row, age: ageGroup, clients: 1, keySum: recordKey }
  }
  const profiles = sealCounts(profileColumns(rows()))
  const layout = releaseLayout(county.catalogue, profiles, 5)
  const sectors = county.catalogue.services.map(({ sector }) => sector)
  const places = 1 + layout.municipalities.length
  const n = layout.services.length
  const cells = 36 * ((places + layout.centres.length) * (1 + 2 * n + (n * (n - 1)) / 2) + places * ((n * (n - 1) * (n - 2)) / 6))
  return { cells, count: () => countCells(profiles, layout, sectors, { heavyBy: heavyByOf(county.catalogue) }) }
}
