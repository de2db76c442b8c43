/** The end of a server: everybody who has asked is answered, nobody is cut off between two questions. */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
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
  // By connection, which outlives its requests: V8 copies a set that something joins and leaves at every request again and again, and each
  // copy that nobody needs any more still holds the next, with all that was in it, until the whole heap is collected.
  const last = new Map<Socket, Response>()
  return {
    stopping: () => stopping,
    announce: ({ socket }, response, next) => {
      if (stopping) response.setHeader('connection', 'close')
      if (!last.has(socket)) socket.once('close', () => last.delete(socket))
      last.set(socket, response)
      next()
    },
    async stop(server) {
      stopping = true
      for (const response of last.values()) if (!response.headersSent) response.setHeader('connection', 'close')
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
