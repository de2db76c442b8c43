/** Bounded load on a portal of this machine: each connection asks, waits for the whole answer, and asks again. */
import { Agent, request } from 'node:http'

export interface LoadFigures {
  readonly answers: number
  readonly perSecond: number
  /** Anything but 200 with data. */
  readonly errors: number
  readonly firstError: string | null
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
}

export interface LoadOptions {
  readonly connections: number
  readonly seconds: number
  /** Of the synthetic release: codes S01 … and M01 …. */
  readonly services: number
  readonly municipalities: number
}

/** Every question of the web, over selections of sex, age and municipality; a fifth reads the catalogue from the database. */
export async function loadPortal(url: string, options: LoadOptions): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections })
  const until = performance.now() + options.seconds * 1000
  const times: number[] = []
  let errors = 0
  let firstError: string | null = null
  const questions = questionsOf(options)
  const started = performance.now()
  const client = async (n: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const body = questions[(n * 7919 + turn * 104_729) % questions.length] ?? ''
      const asked = performance.now()
      try {
        await ask(agent, url, body)
        times.push(performance.now() - asked)
      } catch (cause) {
        errors++
        firstError ??= cause instanceof Error ? cause.message : String(cause)
      }
    }
  }
  await Promise.all(Array.from({ length: options.connections }, (_, n) => client(n)))
  agent.destroy()
  const sorted = times.sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
  const seconds = (performance.now() - started) / 1000
  return { answers: sorted.length, perSecond: sorted.length / seconds, errors, firstError, p50: at(0.5), p99: at(0.99) }
}

const code = (prefix: string, i: number) => `${prefix}${String(i + 1).padStart(2, '0')}`

function questionsOf({ municipalities, services }: LoadOptions): readonly string[] {
  const places = ['', ...Array.from({ length: municipalities }, (_, i) => `municipalities: ["${code('M', i)}"]`)]
  const sexes = ['', 'sexes: [FEMALE]', 'sexes: [MALE]']
  const ages = ['', 'ageGroups: [AGE_18_64]', 'ageGroups: [AGE_65_PLUS]', 'ageGroups: [AGE_0_17]']
  const cohorts = ['ALL', 'HEAVY']
  const selections = places.flatMap((place) =>
    sexes.flatMap((sex) => ages.flatMap((age) => cohorts.map((cohort) => `{ cohort: ${cohort} ${sex} ${age} ${place} }`))),
  )
  return selections.flatMap((selection, i) =>
    [
      `{ overview(selection: ${selection}) { clients { count } } }`,
      `{ usageMatrix(selection: ${selection}) { counts } }`,
      `{ coUsage(service: "${code('S', i % services)}", selection: ${selection}) { clients { count } } }`,
      `{ overview(selection: ${selection}) { clients { count } services { service { code } share } } }`,
      '{ release { id services { code name } municipalities { code name } } }',
    ].map((query) => JSON.stringify({ query })),
  )
}

function ask(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const asked = request(`${url}/graphql`, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('error', reject)
      answer.once('end', () => {
        const text = Buffer.concat(parts).toString()
        if (answer.statusCode === 200 && text.startsWith('{"data":{')) resolve()
        else reject(new Error(`${answer.statusCode}: ${text.slice(0, 300)}`))
      })
    })
    asked.once('error', reject)
    asked.end(body)
  })
}
