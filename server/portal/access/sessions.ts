/** Sessions of people who signed in: in the database by the hash of their cookie, with idle and absolute expiry. */
import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { grantsOf } from './grants.ts'
import { hashOfSecret, newSecret, openWith, sealWith } from './secret.ts'
import type { SignInSettings } from './settings.ts'
import type { Viewer } from './viewer.ts'

export type EndReason = 'SIGNED_OUT' | 'REVOKED' | 'REPLACED' | 'EXPIRED'

/** Who came back from the provider. */
export interface Arrival {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly claims: readonly string[]
  readonly idToken: string | null
  readonly agent: string
}

export interface Sessions {
  /** A new session; resolves to the cookie's secret, its only copy. */
  begin(arrival: Arrival): Promise<{ readonly secret: string; readonly viewer: Viewer }>
  /** Who holds the cookie; null where the session is unknown, ended or expired. Counts as use. */
  viewerOf(secret: string): Promise<Viewer | null>
  /** Ends the session of the cookie; resolves to its viewer and the provider's token, for sign-out there. */
  signOut(secret: string, reason: EndReason): Promise<{ readonly viewer: Viewer; readonly idToken: string | null } | null>
  /** Ends sessions by id; at once in this process, within seconds in others. Resolves to how many. */
  end(where: { readonly id: string; readonly accountId?: string } | { readonly accountId: string }, reason: EndReason): Promise<number>
  /** Forgets what was read, so that a change of grants holds at once in this process. */
  forget(): void
}

/** What was read of a session is believed for so long, in milliseconds: how late another process sees a revocation. */
const BELIEVED = 5000
/** Use is written down at most so often, in milliseconds. */
const USE_NOTED = 30_000
const REMEMBERED = 5000

interface Known {
  readonly viewer: Viewer
  readonly sessionId: string
  readAt: number
  readonly expiresAt: number
  usedAt: number
  notedAt: number
}

export function openSessions(prisma: PrismaClient, settings: SignInSettings): Sessions {
  const known = new LRUCache<string, Known>({ max: REMEMBERED })
  const isIdle = (usedAt: number, now: number) => now - usedAt > settings.idle
  /** All is read again at the next request; when a session was last used stays known. */
  const forget = () => {
    for (const one of known.values()) one.readAt = Number.NEGATIVE_INFINITY
  }

  /** `lastUse`: of which this process knows; use is written down later than it happens. */
  const read = async (hash: string, now: number, lastUse: number): Promise<Known | null> => {
    const session = await prisma.session.findUnique({ where: { tokenHash: hash }, include: { account: true } })
    if (!session || session.endedAt !== null) return null
    const usedAt = Math.max(session.usedAt.getTime(), lastUse)
    if (now >= session.expiresAt.getTime() || isIdle(usedAt, now)) {
      await prisma.session.update({
        where: { id: session.id },
        data: { endedAt: new Date(now), endReason: 'EXPIRED', sealedIdToken: null },
      })
      return null
    }
    const { account, claims } = session
    const viewer: Viewer = {
      ...{ kind: 'person', id: account.id, name: account.name },
      grants: await grantsOf(prisma, settings.mapping, account.id, claims),
      session: { id: session.id, expiresAt: session.expiresAt },
    }
    return {
      ...{ viewer, sessionId: session.id, readAt: now, expiresAt: session.expiresAt.getTime() },
      ...{ usedAt, notedAt: session.usedAt.getTime() },
    }
  }

  const sessions: Sessions = {
    async begin({ issuer, subject, name, claims, idToken, agent }) {
      const id = `${issuer} ${subject}`
      const now = Date.now()
      await prisma.account.upsert({
        where: { id },
        create: { id, issuer, subject, name },
        update: { name, signedInAt: new Date(now) },
      })
      const secret = newSecret()
      await prisma.session.create({
        data: {
          ...{ id: randomUUID(), tokenHash: hashOfSecret(secret), accountId: id, claims: [...claims], agent },
          sealedIdToken: idToken === null ? null : sealWith(secret, idToken),
          ...{ createdAt: new Date(now), usedAt: new Date(now), expiresAt: new Date(now + settings.life) },
        },
      })
      const viewer = await sessions.viewerOf(secret)
      if (!viewer) throw new Error('a session that just began is there')
      return { secret, viewer }
    },
    async viewerOf(secret) {
      const hash = hashOfSecret(secret)
      const now = Date.now()
      const remembered = known.get(hash)
      const fresh = remembered && now - remembered.readAt < BELIEVED ? remembered : await read(hash, now, remembered?.usedAt ?? 0)
      if (!fresh || now >= fresh.expiresAt || isIdle(fresh.usedAt, now)) {
        known.delete(hash)
        return null
      }
      fresh.usedAt = now
      known.set(hash, fresh)
      if (now - fresh.notedAt > USE_NOTED) {
        fresh.notedAt = now
        await prisma.session.updateMany({ where: { id: fresh.sessionId, endedAt: null }, data: { usedAt: new Date(now) } })
      }
      return fresh.viewer
    },
    async signOut(secret, reason) {
      const viewer = await sessions.viewerOf(secret)
      if (!viewer?.session) return null
      const stored = await prisma.session.findUnique({ where: { id: viewer.session.id }, select: { sealedIdToken: true } })
      await sessions.end({ id: viewer.session.id }, reason)
      return { viewer, idToken: stored?.sealedIdToken ? openWith(secret, stored.sealedIdToken) : null }
    },
    async end(where, reason) {
      const { count } = await prisma.session.updateMany({
        where: { ...where, endedAt: null },
        data: { endedAt: new Date(), endReason: reason, sealedIdToken: null },
      })
      forget()
      return count
    },
    forget,
  }
  return sessions
}
