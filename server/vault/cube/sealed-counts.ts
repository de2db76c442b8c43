/** What the rest of the vault may know of raw counts: that they exist. */
import type { CellCounts } from './cell-counts.ts'
import type { SealedCounts } from './open-counts.ts'
import type { ProfileColumns } from './profile-columns.ts'

/** Clients by profile, as read from the vault's database. Opened by the cube alone. */
export type Profiles = SealedCounts<ProfileColumns>

/** Raw counts of every canonical cell. Opened by the guard alone. */
export type Cube = SealedCounts<CellCounts>
