/** How much is lost if a figure is withheld, by what it counts and where. Audits withhold the least. */
import type { Selections } from './selections.ts'

/** By its measure: what is used most is let go last, and a sum over services after all of them. */
export const LOSS = { clients: 400, service: 60, pair: 8, other: 2, sum: 4000 } as const

/** By its place: a county's figure is used most, a municipality's more than a centre's. */
export const placeLoss = ({ placeLevel }: Selections, selection: number): number => [4, 2, 1][placeLevel[selection] ?? 2] ?? 1
