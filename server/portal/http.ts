/** The portal over HTTP: GraphQL, the built web, health. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expressMiddleware } from '@as-integrations/express5'
import { PrismaPg } from '@prisma/adapter-pg'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Database } from '../database/sql.ts'
import { answerCache, neverKeep } from './answer-cache.ts'
import { PrismaClient } from './generated/prisma/client.ts'
import { startGraphql } from './graphql.ts'
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
  /** Whom to tell that somebody works on segments. */
  readonly drafts?: DraftHooks
  /** Takes lines without figures. */
  readonly log?: (line: string) => void
  /** How often the database is asked for a new release; 0 = only by `store.refresh()`. */
  readonly pollMilliseconds?: number
}

export interface Portal {
  readonly app: Express
  readonly store: ReleaseStore
  /** Resolves to the port; 0 asks for a free one. */
  listen(port: number, host?: string): Promise<number>
  /** Finishes the requests under way, for ten seconds at most. */
  stop(): Promise<void>
}

const MAX_BODY = '100kb'

/** Starts serving what the database holds; serves 'being prepared' while it holds nothing. */
export async function createPortal(options: PortalOptions): Promise<Portal> {
  const log = options.log ?? (() => {})
  const preparing = options.preparing ?? (() => 'The first release is being prepared.')
  const prisma = new PrismaClient({ adapter: new PrismaPg(options.database.pool) })
  const store = await openReleaseStore(prisma, {
    log,
    ...(options.pollMilliseconds === undefined ? {} : { pollMilliseconds: options.pollMilliseconds }),
  })
  const graphql = await startGraphql(log)

  const app = express()
  app.disable('x-powered-by')
  // Express would hash bodies into entity tags: a tag must not come from figures.
  app.set('etag', false)
  app.use(securityHeaders)
  app.get('/healthz', (_, response) => void response.type('text/plain').send('ok'))
  app.get('/readyz', (_, response) => {
    const ready = store.served().current !== null
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready' : 'no release')
  })
  app.use(
    '/graphql',
    express.raw({ type: 'application/json', limit: MAX_BODY }),
    answerCache(() => store.served().version),
    expressMiddleware(graphql, {
      context: async ({ res }) => requestContext(prisma, store, preparing, options.drafts, () => neverKeep(res)),
    }),
  )
  app.use(webFiles(options.webDir))
  app.use((_, response) => void response.status(404).type('text/plain').send('not found'))
  app.use(lastResort(log))

  const server = createServer(app)
  return {
    app,
    store,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          // A TCP server's address is an object; text is for pipes.
          resolve((server.address() as AddressInfo).port)
        })
      }),
    async stop() {
      const patience = setTimeout(() => server.closeAllConnections(), 10_000)
      if (server.listening) {
        await new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeIdleConnections()
        })
      }
      clearTimeout(patience)
      await graphql.stop()
      await store.stop()
      await prisma.$disconnect()
    },
  }
}

/** Bodies too large or broken, and bugs: a status and a word. */
const lastResort =
  (log: (line: string) => void): ErrorRequestHandler =>
  (error: unknown, _, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500
    if (status >= 500) log(`http: internal error ${error instanceof Error ? error.name : 'unknown'}`)
    response
      .status(status)
      .type('text/plain')
      .send(status === 413 ? 'too large' : status < 500 ? 'refused' : 'internal error')
  }
