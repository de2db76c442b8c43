/** What of one release a viewer's grants open. */
import { createHash } from 'node:crypto'
import { COUNTY_LEVEL, type FigureGrant, type FigureScope } from '../release/scope.ts'
import { type Grant, holding, type Role, type Viewer } from './viewer.ts'

/** `null`: nothing of it. `whole`: all of it. */
export type Seen = { readonly kind: 'whole' } | { readonly kind: 'scope'; readonly scope: FigureScope } | null

/** Of a release the grants of `roles` that hold now; PUBLISHER opens those that it may publish. */
export function seenBy(viewer: Viewer, roles: readonly Role[], publishable: boolean, now: Date): Seen {
  const grants = holding(viewer, now).filter(({ role }) => roles.includes(role) && (role !== 'PUBLISHER' || publishable))
  const figureGrants = grants.map(figureGrant).filter((grant) => grant !== null)
  if (figureGrants.length === 0) return null
  if (figureGrants.some(({ ages, places, services }) => ages === null && places === null && services === null)) return { kind: 'whole' }
  return { kind: 'scope', scope: { key: fingerprint(figureGrants), grants: figureGrants } }
}

/** A service owner sees the county as one, and needs services to own. */
function figureGrant(grant: Grant): FigureGrant | null {
  const { ages, municipalities, services } = grant
  switch (grant.role) {
    case 'EXPERT':
    case 'LEADERSHIP':
    case 'PUBLISHER':
      return { ages, places: municipalities, services }
    case 'SERVICE_OWNER':
      return services === null || municipalities !== null ? null : { ages, places: COUNTY_LEVEL, services }
    case 'ADMIN':
    case 'AUDITOR':
      return null
    default: {
      const never: never = grant.role
      throw new Error(`unknown role ${String(never)}`)
    }
  }
}

/** Equal for viewers who may see the same: part of the key of answers that are kept. */
export function scopeFingerprint(viewer: Viewer, now: Date): string {
  const known = lasting.get(viewer)
  if (known !== undefined) return known
  const made = fingerprint(
    holding(viewer, now)
      .map(({ role, ages, municipalities, services }) => JSON.stringify([role, ages, municipalities, services]))
      .sort(),
  )
  if (viewer.grants.every(({ until }) => until === null)) lasting.set(viewer, made)
  return made
}

/** Of viewers none of whose grants ends: the same at every instant. */
const lasting = new WeakMap<Viewer, string>()

const fingerprint = (value: object): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url')
