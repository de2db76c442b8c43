import http from 'node:http'
import { type RunningServer, startServer } from '../support/program.ts'
import { settingsIn } from './pipeline.ts'

/** One question: latency at one request after another, throughput at many at once, and that as a share of the empty query's. */
export interface QuestionRow {
  readonly name: string
  readonly p50Ms: number
  readonly p99Ms: number
  readonly perSecond: number
  readonly share: number
}
export interface QuestionFigures {
  readonly rows: readonly QuestionRow[]
}

const ROUNDS = 3
const SECONDS = 3
const CONNECTIONS = 16
const MATRIX =
  'query Matrix($selection: Selection) { usageMatrix(selection: $selection) { clients { count } services { code } counts atLeast lifts rowShares } }'

/** Asks the running program on the demo county that the pipeline left. */
export async function benchQuestions(work: string, say: (line: string) => void): Promise<QuestionFigures> {
  const server = await startServer(settingsIn(work))
  try {
    const selections = await everySelection(server)
    let turn = 0
    const questions: readonly { name: string; body: () => string }[] = [
      { name: '{ __typename }', body: () => JSON.stringify({ query: '{ __typename }' }) },
      {
        name: 'matrix, the same selection',
        body: () => JSON.stringify({ query: MATRIX, variables: { selection: { ageGroups: ['AGE_80_PLUS'] } } }),
      },
      {
        name: `matrix, ${selections.length} selections in turn`,
        body: () => JSON.stringify({ query: MATRIX, variables: { selection: selections[turn++ % selections.length] } }),
      },
      {
        name: 'matrix, never the same request',
        body: () => JSON.stringify({ query: `${MATRIX} # ${turn}`, variables: { selection: selections[turn++ % selections.length] } }),
      },
    ]
    const samples = questions.map(() => ({ latencies: [] as number[], rates: [] as number[] }))
    for (let round = 0; round < ROUNDS; round++) {
      say(`questions: round ${round + 1} of ${ROUNDS}`)
      for (const [at, question] of questions.entries()) {
        const sample = samples[at]
        sample?.latencies.push(...(await load(server.url, question.body, 1, SECONDS)).latencies)
        const { latencies, seconds } = await load(server.url, question.body, CONNECTIONS, SECONDS)
        sample?.rates.push(latencies.length / seconds)
      }
    }
    const empty = quantile(samples[0]?.rates ?? [], 0.5)
    return {
      rows: questions.map(({ name }, at) => {
        const { latencies = [], rates = [] } = samples[at] ?? {}
        const perSecond = quantile(rates, 0.5)
        return { name, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), perSecond, share: perSecond / empty }
      }),
    }
  } finally {
    await server.stop()
  }
}

/** Sex × age × place, as GraphQL inputs. */
async function everySelection(server: RunningServer): Promise<readonly object[]> {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ release { municipalities { code } centres { code } } }' }),
  })
  const body: { data: { release: { municipalities: { code: string }[]; centres: { code: string }[] } } } = await answer.json()
  const { municipalities, centres } = body.data.release
  const places = [
    {},
    ...municipalities.map(({ code }) => ({ municipalities: [code] })),
    ...centres.map(({ code }) => ({ centres: [code] })),
  ]
  const sexes = [{}, { sexes: ['MALE'] }, { sexes: ['FEMALE'] }]
  const ages = [{}, ...['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'].map((age) => ({ ageGroups: [age] }))]
  return places.flatMap((place) => sexes.flatMap((sex) => ages.map((age) => ({ ...place, ...sex, ...age }))))
}

/** Keeps `connections` requests under way for `seconds`; throws where one fails. */
async function load(
  url: string,
  body: () => string,
  connections: number,
  seconds: number,
): Promise<{ latencies: number[]; seconds: number }> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const latencies: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const asked = performance.now()
      const request = http.request(
        `${url}/graphql`,
        { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
        (response) => {
          let head = ''
          response.on('data', (part: Buffer) => {
            if (head.length < 200) head += part.toString('utf8', 0, 200)
          })
          response.once('end', () => {
            if (response.statusCode !== 200 || head.includes('"errors"'))
              return reject(new Error(`a request failed: ${response.statusCode} ${head}`))
            latencies.push(performance.now() - asked)
            resolve()
          })
        },
      )
      request.once('error', reject)
      request.end(body())
    })
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) await one()
    }),
  )
  agent.destroy()
  return { latencies, seconds: (performance.now() - started) / 1000 }
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}
