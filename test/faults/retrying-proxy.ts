/** A proxy as an operator puts before replicas: in turn, and to the next where one does not answer. */
import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RetryingProxy {
  readonly url: string
  /** Requests that were answered by another replica than the first tried. */
  retried(): number
  stop(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** Starts before `replicas`, by URL. A whole answer is read before it is handed on, so a replica that dies in mid-answer is retried too. */
export async function startRetryingProxy(replicas: readonly string[]): Promise<RetryingProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let turn = 0
  let retried = 0
  const server: Server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await whole(incoming)
      const first = turn++
      for (let tried = 0; tried < replicas.length * 2; tried++) {
        const replica = replicas[(first + tried) % replicas.length] ?? ''
        const answer = await ask(agent, replica + (incoming.url ?? '/'), incoming, body).catch(() => null)
        if (!answer || answer.status === 502 || answer.status === 503) continue
        if (tried > 0) retried++
        outgoing.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body)
        return
      }
      outgoing.writeHead(502).end()
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object; text is for pipes.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    retried: () => retried,
    async stop() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function ask(agent: Agent, url: string, { method = 'GET', headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers: { ...headers, 'content-length': body.byteLength } }, (answer) => {
      whole(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, type: answer.headers['content-type'] ?? 'text/plain', body: bytes }),
        reject,
      )
    })
    asked.once('error', reject)
    asked.end(body)
  })
}

function whole(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    message.on('data', (part: Buffer) => parts.push(part))
    message.once('end', () => (message.complete ? resolve(Buffer.concat(parts)) : reject(new Error('broken off'))))
    message.once('error', reject)
  })
}
