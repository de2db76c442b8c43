import type { ReleaseLayout } from '../../release/lattice.ts'
import type { Location } from './cell-counts.ts'
import type { ProfileColumns } from './profile-columns.ts'

/** Every place where a client can stand: structural ones first, so that the list does not depend on the order of input. */
export function listLocations(columns: ProfileColumns, layout: ReleaseLayout): readonly Location[] {
  const width = layout.centres.length + 1
  const key = (municipality: number, centre: number) => municipality * width + centre + 1
  const structural = [
    ...layout.municipalities.map((_, municipality) => key(municipality, -1)),
    ...layout.centreMunicipality.map((municipality, centre) => key(municipality, centre)),
  ]
  const seen = new Uint8Array(layout.municipalities.length * width)
  for (const at of structural) seen[at] = 1
  const others: number[] = []
  for (let p = 0; p < columns.length; p++) {
    const municipality = columns.municipality[p] ?? -1
    const centre = columns.centre[p] ?? -1
    const outside = municipality < 0 || municipality >= layout.municipalities.length || centre < -1 || centre >= layout.centres.length
    if (outside) throw new Error('a profile stands at a place that the catalogue does not have')
    const at = key(municipality, centre)
    if (seen[at] === 1) continue
    seen[at] = 1
    others.push(at)
  }
  return [...structural, ...others.sort((a, b) => a - b)].map((at) => ({
    municipality: Math.floor(at / width),
    centre: (at % width) - 1,
  }))
}
