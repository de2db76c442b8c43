/** The end of a server: everybody who has asked is answered, nobody is cut off between two questions. */
import type { Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler, Response } from 'express'

export interface GracefulStop {
  readonly stopping: () => boolean
  /** Stands before everything else: from the stop on, each answer closes its connection. */
  readonly announce: RequestHandler
  /** Finishes the requests under way, for ten seconds at most. */
  stop(server: Server): Promise<void>
}

/** Callers who ask without pause learn within this time that their connection ends. */
const ANNOUNCED = 500
const PATIENCE = 10_000

export function gracefulStop(): GracefulStop {
  let stopping = false
  const open = new Set<Response>()
  return {
    stopping: () => stopping,
    announce: (_, response, next) => {
      if (stopping) response.setHeader('connection', 'close')
      open.add(response)
      response.once('close', () => open.delete(response))
      next()
    },
    async stop(server) {
      stopping = true
      for (const response of open) if (!response.headersSent) response.setHeader('connection', 'close')
      if (!server.listening) return
      const patience = setTimeout(() => server.closeAllConnections(), PATIENCE)
      if ((await connectionsOf(server)) > 0) await wait(ANNOUNCED)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      clearTimeout(patience)
    },
  }
}

const connectionsOf = (server: Server): Promise<number> =>
  new Promise((resolve) => server.getConnections((_, connections) => resolve(connections ?? 0)))
