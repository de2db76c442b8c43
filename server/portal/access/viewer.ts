/** Who asks: what the schema's scopes, the audit log and the pages decide by. */
import { AGES, type Age } from '../../release/lattice.ts'

/** What a person may do; several add up. Figures are seen by EXPERT, SERVICE_OWNER, LEADERSHIP and PUBLISHER only. */
export const ROLES = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER', 'ADMIN', 'AUDITOR'] as const
export type Role = (typeof ROLES)[number]

/** Limits of a role. `null`: without that limit. */
export interface Limits {
  readonly ages: readonly Age[] | null
  /** Official codes. */
  readonly municipalities: readonly string[] | null
  /** Service codes. */
  readonly services: readonly string[] | null
}

/** A role within limits. */
export interface Grant extends Limits {
  readonly role: Role
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
  /** Of a person: the sign-in that this is. */
  readonly session: ViewerSession | null
}

export interface ViewerSession {
  readonly id: string
  readonly expiresAt: Date
}

export const NO_LIMITS: Limits = { ages: null, municipalities: null, services: null }

/** In demo mode everybody may do everything: there is nothing real to see. */
export const DEMO_VIEWER: Viewer = {
  ...{ kind: 'demo', id: 'demo', name: 'Demo', session: null },
  grants: ROLES.map((role) => ({ role, ...NO_LIMITS, until: null })),
}

/** The grants that hold now. */
export const holding = (viewer: Viewer, now: Date): readonly Grant[] =>
  viewer.grants.filter((grant) => grant.until === null || now <= grant.until)

/** Whether the viewer holds the role now, within whatever limits. */
export const holds = (viewer: Viewer, role: Role, now: Date): boolean => holding(viewer, now).some((grant) => grant.role === role)

export const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value)
export const isAge = (value: unknown): value is Age => AGES.some((age) => age === value)

/** Limits from JSON, or what is wrong with them. */
export function parseLimits(value: object): Limits | string {
  const list = (name: string): readonly string[] | null | undefined => {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1]
    if (found === undefined || found === null) return null
    return Array.isArray(found) && found.length > 0 && found.every((one) => typeof one === 'string') ? found : undefined
  }
  const [ages, municipalities, services] = [list('ages'), list('municipalities'), list('services')]
  if (ages === undefined || municipalities === undefined || services === undefined) return 'a limit is a list of codes, not empty'
  if (!(ages ?? []).every(isAge)) return `ages are ${AGES.filter((age) => age !== 'ALL').join(', ')}`
  return { ages: ages?.filter(isAge) ?? null, municipalities, services }
}
