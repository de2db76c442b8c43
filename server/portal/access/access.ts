/** Who is let in: the routes of signing in, and the handler before GraphQL that names who asks or answers why not. */
import type { Request, RequestHandler, Response } from 'express'
import type { AuditLog } from '../audit/audit-log.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { type ApiTokens, openApiTokens } from './api-tokens.ts'
import { beginAsking } from './asking.ts'
import { readCookie } from './cookie.ts'
import { openProvider } from './provider.ts'
import { isOwnPage } from './same-site.ts'
import { openSessions, type Sessions } from './sessions.ts'
import type { AccessSettings, SignInSettings } from './settings.ts'
import { signInRouter } from './sign-in.ts'
import { DEMO_VIEWER, type Viewer } from './viewer.ts'

export interface Access {
  readonly settings: AccessSettings
  /** Before everything else of the portal: the addresses under `/auth`. */
  readonly routes: RequestHandler
  /** Before GraphQL: lets nobody through whom it cannot name. */
  readonly identify: RequestHandler
  /** Null where nobody signs in. */
  readonly sessions: Sessions | null
  readonly tokens: ApiTokens | null
}

export interface AccessParts {
  readonly prisma: PrismaClient
  readonly audit: AuditLog
  /** Takes lines without figures. */
  readonly log: (line: string) => void
}

export function openAccess(settings: AccessSettings, { prisma, audit, log }: AccessParts): Access {
  switch (settings.kind) {
    case 'open':
      return { settings, routes: (_, __, next) => next(), identify: openToThisMachine(settings.mode, audit), sessions: null, tokens: null }
    case 'sign-in': {
      const sessions = openSessions(prisma, settings)
      const tokens = openApiTokens(prisma)
      const routes = signInRouter({ settings, provider: openProvider(settings), sessions, prisma, audit, log })
      return { settings, routes, identify: signedIn(settings, sessions, tokens, audit), sessions, tokens }
    }
    default: {
      const never: never = settings
      throw new Error(`unknown settings ${String(never)}`)
    }
  }
}

/** Nobody signs in. Pages of other sites ask nothing; with own data, neither do others through a proxy or a borrowed name. */
const openToThisMachine =
  (mode: 'demo' | 'local', audit: AuditLog): RequestHandler =>
  (request, response, next) => {
    const site = request.headers['sec-fetch-site']
    const foreign = site === 'cross-site' || site === 'same-site'
    const near = mode === 'demo' || (isFromHere(request) && !isForwarded(request))
    if (foreign || !near) return refuse(response, 403, 'UNAUTHENTICATED', 'Only this machine is served: nobody has to sign in.')
    proceed(request, response, DEMO_VIEWER, audit, next)
  }

const isFromHere = ({ headers }: Request): boolean => /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '')
const isForwarded = ({ headers }: Request): boolean =>
  ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined)

/** By a token in the header, else by the session's cookie. */
const signedIn =
  (settings: SignInSettings, sessions: Sessions, tokens: ApiTokens, audit: AuditLog): RequestHandler =>
  async (request, response, next) => {
    const { authorization } = request.headers
    if (authorization !== undefined) {
      const [, token] = /^Bearer (\S+)$/i.exec(authorization) ?? []
      const machine = token === undefined ? null : await tokens.viewerOf(token)
      if (machine === null) return refuse(response, 401, 'UNAUTHENTICATED', 'The token is not valid.')
      return proceed(request, response, machine, audit, next)
    }
    const secret = readCookie(request, settings, 'session')
    if (secret !== null && !isOwnPage(request, settings.url)) {
      return refuse(response, 403, 'UNAUTHENTICATED', 'A request of another site is not answered.')
    }
    const person = secret === null ? null : await sessions.viewerOf(secret)
    if (person === null) return refuse(response, 401, 'UNAUTHENTICATED', 'Sign in first.')
    proceed(request, response, person, audit, next)
  }

function proceed(request: Request, response: Response, viewer: Viewer, audit: AuditLog, next: () => void): void {
  if (audit.isBehind()) {
    refuse(response, 503, 'AUDIT_BEHIND', 'Nothing is shown while it cannot be written down who looks.')
    return
  }
  beginAsking(request, viewer)
  next()
}

/** The same shape as every answer of GraphQL. */
function refuse(response: Response, status: number, code: string, message: string): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer')
  response.setHeader('cache-control', 'no-store')
  response.status(status).json({ errors: [{ message, extensions: { code } }] })
}
