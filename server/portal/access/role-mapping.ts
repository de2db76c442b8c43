/** Which value of the provider's claim gives which role: the county's file, read once at the start. */
import { isRole, type Limits, parseLimits, type Role } from './viewer.ts'

export interface MappedGrant extends Limits {
  readonly value: string
  readonly role: Role
}

/** `claim`: `groups` or `roles` with Entra ID, any other with other providers. */
export interface RoleMapping {
  readonly claim: string
  readonly grants: readonly MappedGrant[]
}

/** The mapping, or what is wrong with the text. */
export function parseRoleMapping(text: string): RoleMapping | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return 'it is not JSON'
  }
  if (typeof json !== 'object' || json === null || !('claim' in json) || !('grants' in json)) return 'it needs "claim" and "grants"'
  const { claim, grants } = json
  if (typeof claim !== 'string' || claim === '') return '"claim" is the name of a claim'
  if (!Array.isArray(grants)) return '"grants" is a list'
  const parsed = grants.map(parseGrant)
  const wrong = parsed.findIndex((one) => typeof one === 'string')
  if (wrong >= 0) return `grant ${wrong + 1}: ${String(parsed[wrong])}`
  return { claim, grants: parsed.filter((one) => typeof one !== 'string') }
}

function parseGrant(json: unknown): MappedGrant | string {
  if (typeof json !== 'object' || json === null || !('value' in json) || !('role' in json)) return 'it needs "value" and "role"'
  const { value, role } = json
  if (typeof value !== 'string' || value === '') return '"value" is one value of the claim'
  if (!isRole(role)) return '"role" is one of EXPERT, SERVICE_OWNER, LEADERSHIP, PUBLISHER, ADMIN, AUDITOR'
  const limits = parseLimits(json)
  if (typeof limits === 'string') return limits
  const wrong = wrongLimits(role, limits)
  return wrong ?? { value, role, ...limits }
}

/** Why a role cannot have these limits, or null. */
export function wrongLimits(role: Role, { ages, municipalities, services }: Limits): string | null {
  if (role === 'SERVICE_OWNER') {
    if (services === null) return 'a SERVICE_OWNER owns services: name them'
    if (municipalities !== null) return 'a SERVICE_OWNER sees the county as one: no municipalities'
  }
  const limited = ages !== null || municipalities !== null || services !== null
  return (role === 'ADMIN' || role === 'AUDITOR') && limited ? `${role} has no limits` : null
}
