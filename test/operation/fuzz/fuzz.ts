/** Asks a portal questions made from its schema, by the thousand, and looks at each answer. */
import { Agent, request } from 'node:http'
import { parse } from 'graphql'
import type { Published } from '../../attack/cells.ts'
import { random } from '../../attack/fixture/random.ts'
import { trace } from '../../attack/trace/trace.ts'
import { type Question, questions } from './questions.ts'

export interface Fuzzed {
  readonly asked: number
  /** Answers with data. */
  readonly answered: number
  readonly refused: number
  /** Numbers and withheld places that were traced to published cells. */
  readonly traced: number
  /** Answers of spoilt questions with numbers whose owner they do not name: only their form was looked at. */
  readonly unnamed: number
  /** Whatever must not be: with the question that made it, at most 20. */
  readonly faults: readonly string[]
  readonly statuses: Readonly<Record<string, number>>
}

export interface FuzzOptions {
  readonly port: number
  readonly size: number
  readonly seed: number
  /** Published cells by release id; the first is the current release. */
  readonly cells: ReadonlyMap<string, Published>
  readonly onProgress?: (asked: number) => void
}

const AT_ONCE = 8
/** Words of a stack, a path, a library or a table: none may be in an answer. */
const INTERNALS =
  /node_modules|\.ts:|\.mjs:|at \w+ \(|prisma|pglite|postgres|SELECT |release_block|client_summary|summary_|INTERNAL_SERVER_ERROR/i

/** Never throws for what the portal does: that is a fault in the outcome. */
export async function fuzz({ port, size, seed, cells, onProgress = () => {} }: FuzzOptions): Promise<Fuzzed> {
  const next = questions(random(seed), [...cells.keys()])
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const current = [...cells.values()][0]
  const published = (release: unknown): Published => {
    const found = release === undefined || release === null ? current : cells.get(String(release))
    if (!found) throw new Error('an unknown release')
    return found
  }
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  let [asked, answered, refused, traced, unnamed] = [0, 0, 0, 0, 0]

  const fault = (what: string, question: Question) => {
    if (faults.length < 20) faults.push(`${what}: ${question.body.slice(0, 400)}`)
  }

  async function one(question: Question): Promise<void> {
    const reply = await send(agent, port, question.body).catch((cause: unknown) => ({ status: 0, text: String(cause) }))
    statuses[reply.status] = (statuses[reply.status] ?? 0) + 1
    if (reply.status === 0 || reply.status >= 500) return fault(`status ${reply.status} ${reply.text.slice(0, 100)}`, question)
    let answer: { data?: unknown; errors?: readonly unknown[] }
    try {
      answer = JSON.parse(reply.text)
    } catch {
      if (reply.status === 200) fault('an answer that is no JSON', question)
      refused++
      return
    }
    if (answer.errors && INTERNALS.test(JSON.stringify(answer.errors)))
      fault(`internals in an error ${JSON.stringify(answer.errors).slice(0, 200)}`, question)
    if (answer.data === undefined || answer.data === null) {
      refused++
      return
    }
    answered++
    look(question, answer.data)
  }

  function look(question: Question, data: unknown): void {
    const { query, variables } = question.kind === 'sound' ? question : askedIn(question.body)
    try {
      const found = trace(parse(query), variables, data, published)
      traced += found.traced
      // A spoilt question may skip a field: what is not in the answer needs no trace.
      for (const untraced of found.untraced)
        if (question.kind === 'sound' || !untraced.includes(': undefined, published')) fault(untraced, question)
    } catch (cause) {
      // A sound question names the owner of each figure; of a spoilt one that may be what was spoilt.
      if (question.kind === 'sound') fault(`not traced, ${cause instanceof Error ? cause.message : ''}`, question)
      else {
        unnamed++
        for (const [key, value] of numbersIn(data)) if (key === 'count' && value < 5) fault(`a count of ${value}`, question)
      }
    }
  }

  const workers = Array.from({ length: AT_ONCE }, async () => {
    while (asked < size) {
      asked++
      if (asked % 10_000 === 0) onProgress(asked)
      await one(next())
    }
  })
  await Promise.all(workers)
  agent.destroy()
  return { asked, answered, refused, traced, unnamed, faults, statuses }
}

function send(agent: Agent, port: number, body: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body)
    const headers = { 'content-type': 'application/json', 'content-length': bytes.length }
    const sent = request({ agent, host: '127.0.0.1', port, method: 'POST', path: '/graphql', headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }))
    })
    sent.on('error', reject)
    sent.end(bytes)
  })
}

/** What a spoilt question that was answered asked after all. */
function askedIn(body: string): { readonly query: string; readonly variables: Readonly<Record<string, unknown>> } {
  const { query, variables } = JSON.parse(body)
  return { query, variables: variables ?? {} }
}

function* numbersIn(value: unknown, key = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') yield [key, value]
  else if (Array.isArray(value)) for (const item of value) yield* numbersIn(item, key)
  else if (value !== null && typeof value === 'object') for (const [name, inner] of Object.entries(value)) yield* numbersIn(inner, name)
}
