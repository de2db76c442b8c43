/** The addresses of signing in and out: `/auth/sign-in`, `/auth/callback`, `/auth/sign-out`. */
import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { AuditLog } from '../audit/audit-log.ts'
import { STRANGER } from '../audit/event.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { clearCookie, readCookie, setCookie } from './cookie.ts'
import { knownClaims } from './grants.ts'
import { CALLBACK, type Provider, type SignInSecrets } from './provider.ts'
import { isOwnPage } from './same-site.ts'
import type { Sessions } from './sessions.ts'
import type { SignInSettings } from './settings.ts'
import type { Viewer } from './viewer.ts'

export interface SignInParts {
  readonly settings: SignInSettings
  readonly provider: Provider
  readonly sessions: Sessions
  readonly prisma: PrismaClient
  readonly audit: AuditLog
  /** Takes lines without figures. */
  readonly log: (line: string) => void
}

/** Why somebody did not get in, as the web's page says it. */
export type SignInProblem = 'refused' | 'overage' | 'expired' | 'provider'

/** How long a sign-in may take, in milliseconds. */
const PATIENCE = 10 * 60_000

export function signInRouter(parts: SignInParts): Router {
  const router = Router()
  router.use('/auth', (_, response, next) => {
    response.setHeader('cache-control', 'no-store')
    next()
  })
  router.get('/auth/sign-in', begin(parts))
  router.get(CALLBACK, finish(parts))
  router.post('/auth/sign-out', signOut(parts))
  return router
}

const begin =
  ({ settings, provider, sessions, log }: SignInParts): RequestHandler =>
  async (request, response) => {
    const target = returnTo(request, settings)
    const begun = await provider.begin().catch((cause: unknown) => {
      log(`sign-in: the provider cannot be asked: ${nameOf(cause)}`)
      return null
    })
    if (begun === null) return failed(response, 'provider', target)
    await leaveSession(request, response, settings, sessions)
    setCookie(response, settings, 'sign-in', pack(begun.secrets, target), PATIENCE)
    response.redirect(302, begun.location.href)
  }

/** Ends the browser's session as a new sign-in begins: its cookie does not come back with the browser from the provider's site. */
async function leaveSession(request: Request, response: Response, settings: SignInSettings, sessions: Sessions): Promise<void> {
  const secret = readCookie(request, settings, 'session')
  if (secret === null) return
  clearCookie(response, settings, 'session')
  await sessions.signOut(secret, 'REPLACED')
}

const finish = (parts: SignInParts): RequestHandler => {
  const { settings, provider, sessions, prisma, audit, log } = parts
  const refuse = async (response: Response, problem: SignInProblem, target: string) => {
    await audit.record({ kind: 'SIGN_IN', actor: STRANGER, outcome: 'REFUSED', subject: problem })
    failed(response, problem, target)
  }
  return async (request, response) => {
    const begun = unpack(readCookie(request, settings, 'sign-in'))
    clearCookie(response, settings, 'sign-in')
    if (begun === null) return refuse(response, 'expired', '/')
    const answered = await provider.finish(new URL(request.originalUrl, settings.url), begun.secrets).catch((cause: unknown) => {
      log(`sign-in: the provider cannot be asked: ${nameOf(cause)}`)
      return null
    })
    if (answered === null) return failed(response, 'provider', begun.target)
    if (answered.kind === 'refused') return refuse(response, answered.problem, begun.target)
    const { identity } = answered
    const claims = await knownClaims(prisma, settings.mapping, identity.claims)
    const agent = (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, 200)
    const { secret, viewer } = await sessions.begin({ ...identity, claims, agent })
    await audit.record({ kind: 'SIGN_IN', actor: actorOf(viewer), outcome: 'DONE', detail: { roles: rolesOf(viewer) } })
    setCookie(response, settings, 'session', secret, settings.life)
    response.redirect(302, begun.target)
  }
}

/** Answers where the browser goes next; a form could not follow a redirect to the provider under this site's policy. */
const signOut =
  ({ settings, provider, sessions, audit, log }: SignInParts): RequestHandler =>
  async (request, response) => {
    if (!isOwnPage(request, settings.url)) {
      response.status(403).json({ location: null })
      return
    }
    const secret = readCookie(request, settings, 'session')
    const ended = secret === null ? null : await sessions.signOut(secret, 'SIGNED_OUT')
    clearCookie(response, settings, 'session')
    if (ended) await audit.record({ kind: 'SIGN_OUT', actor: actorOf(ended.viewer), outcome: 'DONE' })
    const location = await provider.signOutAt(ended?.idToken ?? null).catch((cause: unknown) => {
      log(`sign-out: the provider cannot be asked: ${nameOf(cause)}`)
      return null
    })
    response.json({ location: location?.href ?? '/signed-out' })
  }

/** Who acts, as the audit log names them. */
export const actorOf = ({ kind, id, name }: Viewer) => ({ kind, id, name })

const rolesOf = (viewer: Viewer): readonly string[] => [...new Set(viewer.grants.map(({ role }) => role))]

const failed = (response: Response, problem: SignInProblem, target: string): void =>
  response.redirect(302, `/sign-in?${new URLSearchParams({ problem, to: target })}`)

/** A page of this site, whatever the request asked. */
function returnTo(request: Request, settings: SignInSettings): string {
  const { to } = request.query
  if (typeof to !== 'string' || !/^\/(?![/\\])/.test(to) || to.length > 2000) return '/'
  const url = new URL(to, settings.url)
  return url.origin === settings.url.origin && !url.pathname.startsWith('/auth/') ? `${url.pathname}${url.search}${url.hash}` : '/'
}

const pack = ({ state, nonce, verifier }: SignInSecrets, target: string): string =>
  [state, nonce, verifier, Buffer.from(target).toString('base64url')].join('.')

function unpack(cookie: string | null): { readonly secrets: SignInSecrets; readonly target: string } | null {
  const [state, nonce, verifier, target, ...more] = (cookie ?? '').split('.')
  if (!state || !nonce || !verifier || target === undefined || more.length > 0) return null
  const text = Buffer.from(target, 'base64url').toString('utf8')
  // The cookie is the browser's own, but what it holds is checked again before it is followed.
  return { secrets: { state, nonce, verifier }, target: /^\/(?![/\\])/.test(text) ? text : '/' }
}

const nameOf = (cause: unknown): string => (cause instanceof Error ? cause.name : 'unknown')
