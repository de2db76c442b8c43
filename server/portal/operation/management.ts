/** A server of its own for the operator: health, readiness and figures, on an address that readers do not reach. */
import { createServer } from 'node:http'
import type { Measurements } from './measurements.ts'

export interface Management {
  readonly port: number
  stop(): Promise<void>
}

/** Listens; rejects where the port is taken. `isReady`: whether requests should be sent here. */
export async function startManagement(
  { host, port }: { readonly host: string; readonly port: number },
  measurements: Measurements,
  isReady: () => boolean,
): Promise<Management> {
  const server = createServer(async (request, response) => {
    const say = (status: number, type: string, text: string) => response.writeHead(status, { 'content-type': type }).end(text)
    if (request.method !== 'GET') return say(405, 'text/plain', 'GET only')
    switch (request.url) {
      case '/healthz':
        return say(200, 'text/plain', 'ok')
      case '/readyz':
        return isReady() ? say(200, 'text/plain', 'ready') : say(503, 'text/plain', 'not ready')
      case '/metrics': {
        const { type, text } = await measurements.tell()
        return say(200, type, text)
      }
      default:
        return say(404, 'text/plain', 'not found')
    }
  })
  server.headersTimeout = 5000
  server.requestTimeout = 5000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}
