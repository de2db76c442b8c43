/** The portal over HTTP: GraphQL, the built web, health. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expressMiddleware } from '@as-integrations/express5'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Database } from '../database/sql.ts'
import { openAccess } from './access/access.ts'
import { askingOf } from './access/asking.ts'
import type { AccessSettings } from './access/settings.ts'
import { actorOf } from './access/sign-in.ts'
import { type Administration, WITHOUT } from './administration/administration.ts'
import { openUploads } from './administration/uploads.ts'
import { answerCache } from './answer-cache.ts'
import { type AuditLog, openAuditLog } from './audit/audit-log.ts'
import { watchPatterns } from './audit/patterns-in-log.ts'
import { startGraphql } from './graphql.ts'
import { gracefulStop } from './operation/graceful-stop.ts'
import { type OperationOptions, openOperation } from './operation/operation.ts'
import { programLog } from './operation/program-log.ts'
import { OPEN } from './operation/settings.ts'
import { openPrisma } from './prisma.ts'
import { openReleaseStore, type ReleaseStore } from './release/store.ts'
import { type DraftHooks, requestContext } from './schema/context.ts'
import { securityHeaders, webFiles } from './web-files.ts'

export interface PortalOptions {
  /** The portal's database, migrated. The caller closes it after `stop`. */
  readonly database: Database
  /** Folder of the built web. */
  readonly webDir: string
  /** What to tell while no release is served: a text without figures of clients. */
  readonly preparing?: () => string
  /** Data dates, YYYY-MM-DD, of quarters that are being added in the background. */
  readonly pendingQuarters?: () => readonly string[]
  /** Whom to tell that somebody works on segments. */
  readonly drafts?: DraftHooks
  /** How it is administered in the web; by commands only where absent. */
  readonly administration?: Administration
  /** Takes lines without figures. */
  readonly log?: (line: string) => void
  /** How often the database is asked for a new release; 0 = only by `store.refresh()`. */
  readonly pollMilliseconds?: number
  /** How it is run; open where absent. */
  readonly operation?: OperationOptions
  /** How people get in; where absent nobody signs in, and whatever the database holds is served as in mode `local`. */
  readonly access?: AccessSettings
  /** Proxies in front, as Express' `trust proxy` takes them; none where absent. */
  readonly proxy?: string | null
}

export interface Portal {
  readonly app: Express
  readonly store: ReleaseStore
  /** Port of the operator's own server; null where there is none. */
  readonly managementPort: () => number | null
  readonly audit: AuditLog
  /** Resolves to the port; 0 asks for a free one. */
  listen(port: number, host?: string): Promise<number>
  /** Finishes the requests under way, for ten seconds at most. */
  stop(): Promise<void>
}

/** Replicas switch to a release three polls after its publication: time to see it and to load it. */
const POLLS_TO_SETTLE = 3
const MAX_BODY = '100kb'
/**
 * Heads of requests that come too slowly are given up, and connections on which nothing moves. How long a whole request may take is its
 * address's matter: an upload takes its time, where Node would cut it off after five minutes. Idle connections are kept longer than a proxy
 * does (60 s as a rule): who closes first must not be the one that gets the next request.
 */
const TIME_LIMITS = { headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 2000, keepAliveTimeout: 75_000 }
/** So long nothing may move on a connection that is not idle, in milliseconds. */
const SILENCE = 300_000

/** Starts serving what the database holds; serves 'being prepared' while it holds nothing. */
export async function createPortal(options: PortalOptions): Promise<Portal> {
  const log = options.log ?? (() => {})
  const preparing = options.preparing ?? (() => 'The first release is being prepared.')
  const settings = options.access ?? { kind: 'open', mode: 'local' }
  const pendingQuarters = options.pendingQuarters ?? (() => [])
  const prisma = openPrisma(options.database.pool)
  const store = await openReleaseStore(prisma, {
    log,
    demoOnly: settings.kind === 'open' && settings.mode === 'demo',
    ...(options.pollMilliseconds === undefined ? {} : { pollMilliseconds: options.pollMilliseconds }),
    // Several portals may stand on one server; the embedded database has one.
    settleMilliseconds: options.database.kind === 'server' ? POLLS_TO_SETTLE * (options.pollMilliseconds ?? 0) : 0,
  })
  const administration = options.administration ?? WITHOUT
  const warn = options.operation?.log.warn ?? log
  const audit = openAuditLog(options.database, warn)
  // One portal sees in memory what its own readers do; several see in the log what they do at all of them.
  const patterns = options.database.kind === 'server' ? watchPatterns(options.database, warn) : null
  const access = openAccess(settings, { prisma, audit, log })
  const operation = openOperation(
    {
      ...{ settings: OPEN, listed: null, log: programLog('text', log) },
      viewerOf: (request) => askingOf(request).viewer,
      ...options.operation,
    },
    store,
  )
  const graphql = await startGraphql({ log, ...operation.graphql })
  const sources = {
    prisma,
    database: options.database,
    store,
    access,
    audit,
    drafts: options.drafts,
    administration,
    preparing,
    pendingQuarters,
  }
  const ending = gracefulStop()
  const uploads = openUploads(administration.settings, { prisma, audit, log })
  const isReady = () => !ending.stopping() && store.served().current !== null

  const app = express()
  app.disable('x-powered-by')
  // Express would hash bodies into entity tags: a tag must not come from figures.
  app.set('etag', false)
  if (options.proxy) app.set('trust proxy', options.proxy)
  app.use(ending.announce, operation.record)
  app.use(securityHeaders)
  app.get('/healthz', (_, response) => void response.type('text/plain').send('ok'))
  app.get('/readyz', (_, response) => {
    const ready = isReady()
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready' : 'no release')
  })
  app.use('/auth', ...operation.signIns, (_, __, next) => next())
  app.use(access.routes)
  app.use('/uploads', access.identify, ...operation.rate, uploads.receive)
  app.use(
    '/graphql',
    access.identify,
    ...operation.beforeBody,
    express.raw({ type: 'application/json', limit: MAX_BODY }),
    ...operation.afterBody,
    answerCache(
      () => store.served().version,
      (viewer, looks) => {
        for (const look of looks) audit.look(actorOf(viewer), look)
      },
    ),
    expressMiddleware(graphql, {
      context: async ({ req }) => requestContext(sources, askingOf(req)),
    }),
  )
  app.use(webFiles(options.webDir))
  app.use((_, response) => void response.status(404).type('text/plain').send('not found'))
  app.use(lastResort(log))

  const server = createServer({ ...TIME_LIMITS, ...messagesOf(app) }, app)
  server.setTimeout(SILENCE)
  return {
    app,
    store,
    audit,
    managementPort: operation.managementPort,
    async listen(port, host) {
      await operation.listen(isReady)
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port, host, backlog: 4096 }, () => {
          server.off('error', reject)
          // A TCP server's address is an object; text is for pipes.
          resolve((server.address() as AddressInfo).port)
        })
      })
    },
    async stop() {
      await ending.stop(server)
      await operation.stop()
      await graphql.stop()
      uploads.stop()
      await patterns?.stop()
      await audit.stop()
      await store.stop()
      await prisma.$disconnect()
    },
  }
}

/**
 * Requests and responses that are Express' own from the start. Express would change the prototype of each that Node makes, whereupon V8 gives
 * each a hidden class of its own, knows none of them again and looks every property up the slow way: a fifth of a small answer's time.
 */
function messagesOf(app: Express) {
  class Request extends IncomingMessage {}
  class Answer extends ServerResponse {}
  Object.setPrototypeOf(Request.prototype, app.request)
  Object.setPrototypeOf(Answer.prototype, app.response)
  Object.assign(app, { request: Request.prototype, response: Answer.prototype })
  return { IncomingMessage: Request, ServerResponse: Answer }
}

/** Bodies too large or broken, and bugs: a status and a word. */
const lastResort =
  (log: (line: string) => void): ErrorRequestHandler =>
  // Express knows a handler of errors by its four parameters.
  (error: unknown, _, response, _next) => {
    if (response.headersSent) {
      response.destroy()
      return
    }
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500
    if (status >= 500) log(`http: internal error ${error instanceof Error ? error.name : 'unknown'}`)
    response
      .status(status)
      .type('text/plain')
      .send(status === 413 ? 'too large' : status < 500 ? 'refused' : 'internal error')
  }
