/** Tokens of machine clients: `kooste_<id>_<secret>`, made by an administrator, hashed, scoped, expiring. */
import { randomUUID, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ApiToken, PrismaClient } from '../generated/prisma/client.ts'
import { storedGrant } from './grants.ts'
import { hashOfSecret, newSecret } from './secret.ts'
import type { Grant, Limits, Role, Viewer } from './viewer.ts'

export interface NewApiToken {
  readonly name: string
  readonly grants: readonly (Limits & { readonly role: Role })[]
  readonly expiresAt: Date
}

export interface ApiTokens {
  /** Resolves to the token's text, its only copy. */
  create(token: NewApiToken, createdBy: string): Promise<{ readonly id: string; readonly text: string }>
  /** Whose token it is; null where it is unknown, ended or expired. */
  viewerOf(text: string): Promise<Viewer | null>
  /** Whether there was one to end. */
  end(id: string): Promise<boolean>
}

/** Roles that a machine may have: none that administers. */
export const MACHINE_ROLES: readonly Role[] = ['EXPERT', 'SERVICE_OWNER', 'LEADERSHIP', 'PUBLISHER', 'AUDITOR']
/** Longest life of a token, in milliseconds. */
export const LONGEST_LIFE = 366 * 86_400_000

const BELIEVED = 5000
const USE_NOTED = 60_000
const TOKEN = /^kooste_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/
const NOBODY = hashOfSecret('nobody')

/** Grants of a stored token; each ends with the token. */
export const tokenGrants = ({ grants, expiresAt }: Pick<ApiToken, 'grants' | 'expiresAt'>): readonly Grant[] =>
  (Array.isArray(grants) ? grants : []).map((one) => {
    const role = typeof one === 'object' && one !== null && 'role' in one ? one.role : null
    return storedGrant({ role: String(role), limits: one, until: expiresAt })
  })

export function openApiTokens(prisma: PrismaClient): ApiTokens {
  const known = new LRUCache<string, { readonly viewer: Viewer; readonly expiresAt: number; readonly readAt: number }>({ max: 1000 })
  return {
    async create({ name, grants, expiresAt }, createdBy) {
      const [id, secret] = [randomUUID(), newSecret()]
      const stored = grants.map(({ role, ages, municipalities, services }) => ({
        role,
        ages: ages === null ? null : [...ages],
        municipalities: municipalities === null ? null : [...municipalities],
        services: services === null ? null : [...services],
      }))
      await prisma.apiToken.create({ data: { id, name, secretHash: hashOfSecret(secret), grants: stored, expiresAt, createdBy } })
      return { id, text: `kooste_${id}_${secret}` }
    },
    async viewerOf(text) {
      const now = Date.now()
      const remembered = known.get(hashOfSecret(text))
      if (remembered && now - remembered.readAt < BELIEVED && now < remembered.expiresAt) return remembered.viewer
      const [, id, secret] = TOKEN.exec(text) ?? []
      if (id === undefined || secret === undefined) return null
      const token = await prisma.apiToken.findUnique({ where: { id } })
      const same = timingSafeEqual(Buffer.from(token?.secretHash ?? NOBODY), Buffer.from(hashOfSecret(secret)))
      if (!token || !same || token.endedAt !== null || token.expiresAt.getTime() <= now) return null
      if (token.usedAt === null || now - token.usedAt.getTime() > USE_NOTED) {
        await prisma.apiToken.update({ where: { id }, data: { usedAt: new Date(now) } })
      }
      const viewer: Viewer = { kind: 'machine', id: token.id, name: token.name, grants: tokenGrants(token), session: null }
      known.set(hashOfSecret(text), { viewer, expiresAt: token.expiresAt.getTime(), readAt: now })
      return viewer
    },
    async end(id) {
      const { count } = await prisma.apiToken.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } })
      known.clear()
      return count > 0
    },
  }
}
