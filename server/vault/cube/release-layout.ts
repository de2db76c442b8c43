import type { ReleaseLayout } from '../../release/lattice.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { openCounts } from './open-counts.ts'
import type { Profiles } from './sealed-counts.ts'

/** Largest last bins: 'eight or more' health services, 'five or more' social ones, 'ten or more' in all. */
export const CAPS = { health: 8, social: 5, all: 10 }

/**
 * Dimensions of a release. The last, open bin of each histogram is the largest within the cap that holds at least `k` clients
 * of the ALL selection (G8); oral care counts as a health service.
 */
export function releaseLayout(catalogue: Catalogue, profiles: Profiles, k: number): ReleaseLayout {
  const columns = openCounts(profiles)
  const serviceCount = catalogue.services.length
  const isSocial = Uint8Array.from(catalogue.services, ({ sector }) => (sector === 'SOCIAL' ? 1 : 0))
  const byHealth = new Float64Array(serviceCount + 1)
  const bySocial = new Float64Array(serviceCount + 1)
  const byAll = new Float64Array(serviceCount + 1)
  for (let p = 0; p < columns.length; p++) {
    const from = columns.serviceStart[p] ?? 0
    const to = columns.serviceStart[p + 1] ?? 0
    let social = 0
    for (let x = from; x < to; x++) social += isSocial[columns.services[x] ?? 0] ?? 0
    const n = columns.clients[p] ?? 0
    byHealth[to - from - social] = (byHealth[to - from - social] ?? 0) + n
    bySocial[social] = (bySocial[social] ?? 0) + n
    byAll[to - from] = (byAll[to - from] ?? 0) + n
  }
  const municipalities = catalogue.municipalities.map(({ code }) => code)
  return {
    services: catalogue.services.map(({ code }) => code),
    municipalities,
    centres: catalogue.centres.map(({ code }) => code),
    centreMunicipality: catalogue.centres.map(({ municipality }) => municipalities.indexOf(municipality)),
    tops: { health: topBin(byHealth, CAPS.health, k), social: topBin(bySocial, CAPS.social, k), all: topBin(byAll, CAPS.all, k) },
  }
}

/** Largest t up to `cap` such that at least `k` clients have t services or more; 0 where there is none. */
function topBin(clientsByCount: Float64Array, cap: number, k: number): number {
  let held = 0
  for (let t = clientsByCount.length - 1; t > 0; t--) {
    held += clientsByCount[t] ?? 0
    if (t <= cap && held >= k) return t
  }
  return 0
}
