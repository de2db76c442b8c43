/** Load over HTTP from this process. */
import http from 'node:http'

export interface Loaded {
  /** Milliseconds of each request; at a fixed rate counted from when it was due. */
  readonly latencies: readonly number[]
  readonly seconds: number
}

/** One POST of JSON; resolves to the body. Throws where the status is no 200. */
export function post(url: string, body: string, agent: http.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json' } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        if (response.statusCode === 200 && !text.startsWith('{"errors"')) resolve(text)
        else reject(new Error(`a request failed: ${response.statusCode} ${text.slice(0, 200)}`))
      })
    })
    request.once('error', reject)
    request.end(body)
  })
}

/** Keeps `connections` requests under way for `seconds`. */
export async function saturate(url: string, body: () => string, connections: number, seconds: number): Promise<Loaded> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const asked = performance.now()
        await post(url, body(), agent)
        latencies.push(performance.now() - asked)
      }
    }),
  )
  agent.destroy()
  return { latencies, seconds: (performance.now() - started) / 1000 }
}

/** Sends so many requests a second whether or not earlier ones are answered, as people do. */
export async function atRate(url: string, body: () => string, perSecond: number, seconds: number): Promise<Loaded> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  const latencies: number[] = []
  const answers: Promise<void>[] = []
  const started = performance.now()
  for (let sent = 0; sent < perSecond * seconds; sent++) {
    const due = started + (1000 * sent) / perSecond
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const from = Math.min(performance.now(), Math.max(due, started))
    answers.push(post(url, body(), agent).then(() => void latencies.push(performance.now() - from)))
  }
  await Promise.all(answers)
  agent.destroy()
  return { latencies, seconds: (performance.now() - started) / 1000 }
}
