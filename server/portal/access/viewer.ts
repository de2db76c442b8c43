/** Who asks: what the schema's scopes, the audit log and the pages decide by. */
import type { Age } from '../../release/lattice.ts'

/** What a person may do; several add up. Figures are seen by EXPERT, SERVICE_OWNER, LEADERSHIP and PUBLISHER only. */
export const ROLES = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER', 'ADMIN', 'AUDITOR'] as const
export type Role = (typeof ROLES)[number]

/** A role within limits. `null`: without that limit. */
export interface Grant {
  readonly role: Role
  readonly ages: readonly Age[] | null
  /** Official codes. */
  readonly municipalities: readonly string[] | null
  /** Service codes. */
  readonly services: readonly string[] | null
  /** Last instant at which the grant holds. */
  readonly until: Date | null
}

/** `demo`: nobody signed in, invented clients only, on loopback. `machine`: an API token. */
export interface Viewer {
  readonly kind: 'demo' | 'person' | 'machine'
  /** Stable and unique: issuer and subject of a person, the token's id of a machine, `demo`. */
  readonly id: string
  /** To show beside what they did. */
  readonly name: string
  readonly grants: readonly Grant[]
}

/** In demo mode everybody may do everything: there is nothing real to see. */
export const DEMO_VIEWER: Viewer = {
  ...{ kind: 'demo', id: 'demo', name: 'Demo' },
  grants: ROLES.map((role) => ({ role, ages: null, municipalities: null, services: null, until: null })),
}

/** Whether the viewer holds the role now, within whatever limits. */
export const holds = (viewer: Viewer, role: Role, now: Date): boolean =>
  viewer.grants.some((grant) => grant.role === role && (grant.until === null || now <= grant.until))
