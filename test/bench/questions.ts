import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import path from 'node:path'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import type { Policy } from '../../server/release/format.ts'
import { randomStream } from '../../server/vault/demo/random.ts'
import { guardByRules } from '../../server/vault/guard/rules-release.ts'
import { publishRelease } from '../../server/vault/release/publish.ts'
import { buildRelease } from '../../server/vault/release.ts'
import { createDatabase } from '../support/databases.ts'
import { ask, startServer } from '../support/program.ts'
import { atRate, post, saturate } from './load.ts'
import { median, processorTimeOf, quantile } from './measure.ts'
import type { Formulation, PeerAnswer, PeerQuestion } from './questions-peer.ts'
import type { World } from './world.ts'

export type View = PeerQuestion['view']

/** Milliseconds of one request after another, medians over random selections that nobody asked before. */
export interface QuestionRow {
  readonly view: View
  readonly koosteMs: number
  /** The peers over profiles: clients grouped as Kooste groups them. */
  readonly duckdbMs: number
  readonly postgresMs: number
  /** The peers over rows, one a client; absent from files of before they were asked so, as are the next two. */
  readonly duckdbRowsMs?: number
  readonly postgresRowsMs?: number
  /** The peers over services used, one row a client and service. */
  readonly duckdbUseMs?: number
  readonly postgresUseMs?: number
}
export interface QuestionFigures {
  readonly size: string
  readonly clients: number
  /** Published figures compared with both peers, over every table, before anything was timed. */
  readonly compared: number
  readonly rows: readonly QuestionRow[]
  /** Mixed questions, every selection new, at a fixed rate. */
  readonly at200: { readonly p50Ms: number; readonly p99Ms: number }
  /** As many as one process answers: new matrices and overviews, and `{ __typename }` executed and remembered. */
  readonly throughput: Readonly<Record<Kind, Throughput>>
}

const KINDS = ['matrix', 'overview', 'typename', 'rememberedTypename'] as const
type Kind = (typeof KINDS)[number]

/** Requests a second, and processor time of the server for one: what remains where others use the machine too. */
export interface Throughput {
  readonly perSecond: number
  readonly cpuMs: number
}

/** A peer that has answered a view three times is not asked on after so many milliseconds in all. */
const ENOUGH = 20_000

const POLICY: Policy = { kind: 'exact', k: 5, complementExempt: [] }
const QUERIES: Readonly<Record<View, string>> = {
  matrix:
    'query Matrix($selection: Selection) { usageMatrix(selection: $selection) { clients { count } services { code } counts atLeast lifts rowShares } }',
  overview:
    'query Overview($selection: Selection) { overview(selection: $selection) { clients { count } services { service { code } clients { count atLeast } share heavyInService { count atLeast } } } }',
  serviceCounts:
    'query ServiceCounts($selection: Selection) { serviceCounts(selection: $selection) { clients { count } all { from clients { count atLeast } share } health { clients { count } } social { clients { count } } grid { counts } } }',
  coUsage:
    'query CoUsage($selection: Selection, $service: ID!) { coUsage(service: $service, selection: $selection) { clients { count } others { service { code } clients { count atLeast } shareOfService lift } } }',
}
const VIEWS: readonly View[] = ['matrix', 'overview', 'serviceCounts', 'coUsage']
const SECONDS = 5

interface Question {
  readonly view: View
  readonly kooste: string
  readonly peer: PeerQuestion
  /** Codes by position. */
  readonly services: readonly string[]
}

/** Publishes the world's release to a server of its own and asks it, and both peers behind another, the same questions. */
export async function benchQuestions(world: World, rounds: number, say: (line: string) => void): Promise<QuestionFigures> {
  const { size } = world.county
  const portalUrl = await createDatabase(world.server.url)
  const portal = await openDatabase({ kind: 'server', url: portalUrl }, PORTAL_MIGRATIONS)
  say(`questions ${size.name}: building the release …`)
  const draft = await buildRelease({
    ...{ vault: world.vault, importId: world.importId, policy: POLICY, previous: async () => null },
    guard: (cube) => guardByRules(cube, POLICY, 'bench'),
  })
  if (!draft) throw new Error('the import is in the vault')
  await publishRelease(portal, draft)
  await portal.close()
  const server = await startServer({
    DATABASE_URL: portalUrl,
    VAULT_URL: world.vaultUrl,
    KOOSTE_PSEUDONYM_KEY: 'a key of the benchmark, 32 letters or more',
    ...{ KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any', KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' },
  })
  const peer = await startPeer(world)
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const peers = {
    duckdb: `${peer.url}/duckdb/profile`,
    postgres: `${peer.url}/postgres/profile`,
    duckdbRows: `${peer.url}/duckdb/client_row`,
    postgresRows: `${peer.url}/postgres/client_row`,
    duckdbUse: `${peer.url}/duckdb/service_use`,
    postgresUse: `${peer.url}/postgres/service_use`,
  } satisfies Record<string, `${string}/${Formulation}`>
  const urls = { kooste: `${server.url}/graphql`, ...peers }
  try {
    const question = await questioner(server.url)
    let compared = 0
    for (const view of VIEWS)
      for (let i = 0; i < 4; i++) compared += await demandSame(question(view), urls.kooste, Object.values(peers), agent)
    // Programs are compiled as they run: everybody is asked for a while before a clock runs.
    for (let i = 0; i < 200; i++) {
      const one = question(VIEWS[i % VIEWS.length] ?? 'matrix')
      await post(urls.kooste, one.kooste, agent)
      if (i < 4) for (const url of Object.values(peers)) await post(url, JSON.stringify(one.peer), agent)
    }
    const times = new Map<string, number[]>()
    for (let round = 0; round < rounds * 5; round++) {
      if (round % 5 === 0) say(`questions ${size.name}: round ${round / 5 + 1} of ${rounds}`)
      for (const view of VIEWS) {
        const one = question(view)
        for (const [engine, url] of Object.entries(urls)) {
          const before = times.get(`${view} ${engine}`) ?? []
          times.set(`${view} ${engine}`, before)
          if (before.length >= 3 && before.reduce((sum, one) => sum + one, 0) > ENOUGH) continue
          const asked = performance.now()
          await post(url, engine === 'kooste' ? one.kooste : JSON.stringify(one.peer), agent)
          before.push(performance.now() - asked)
        }
      }
    }
    const mixed = () => question(VIEWS[mixedTurn++ % VIEWS.length] ?? 'matrix').kooste
    let mixedTurn = 0
    say(`questions ${size.name}: 200 a second`)
    await atRate(urls.kooste, mixed, 200, 2)
    const steady = await atRate(urls.kooste, mixed, 200, SECONDS * 2)
    let turn = 0
    const kinds = {
      matrix: () => question('matrix').kooste,
      overview: () => question('overview').kooste,
      // Never the same request, yet a known document: executed, as the others are.
      typename: () => JSON.stringify({ query: '{ __typename }', extensions: { turn: turn++ } }),
      rememberedTypename: () => JSON.stringify({ query: '{ __typename }' }),
    }
    const rates: Record<Kind, Throughput[]> = { matrix: [], overview: [], typename: [], rememberedTypename: [] }
    for (let round = 0; round < Math.max(2, rounds); round++)
      for (const kind of KINDS) {
        const before = processorTimeOf(server.pid)
        const { latencies, seconds } = await saturate(urls.kooste, kinds[kind], 16, SECONDS)
        const cpuMs = (processorTimeOf(server.pid) - before) / latencies.length
        rates[kind].push({ perSecond: latencies.length / seconds, cpuMs })
      }
    const throughput = (kind: Kind): Throughput => ({
      perSecond: median(rates[kind].map(({ perSecond }) => perSecond)),
      cpuMs: median(rates[kind].map(({ cpuMs }) => cpuMs)),
    })
    return {
      ...{ size: size.name, clients: size.clients, compared },
      rows: VIEWS.map((view) => {
        const of = (engine: keyof typeof urls) => median(times.get(`${view} ${engine}`) ?? [])
        return {
          ...{ view, koosteMs: of('kooste'), duckdbMs: of('duckdb'), postgresMs: of('postgres') },
          ...{ duckdbRowsMs: of('duckdbRows'), postgresRowsMs: of('postgresRows') },
          ...{ duckdbUseMs: of('duckdbUse'), postgresUseMs: of('postgresUse') },
        }
      }),
      at200: { p50Ms: median(steady.latencies), p99Ms: quantile(steady.latencies, 0.99) },
      throughput: {
        ...{ matrix: throughput('matrix'), overview: throughput('overview') },
        ...{ typename: throughput('typename'), rememberedTypename: throughput('rememberedTypename') },
      },
    }
  } finally {
    agent.destroy()
    await server.stop()
    peer.stop()
  }
}

const AGES = ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] as const

/** Random selections for a view: several values of each dimension, so that they hardly ever come twice. */
async function questioner(url: string): Promise<(view: View) => Question> {
  const { release } = await ask<{
    release: { municipalities: { code: string }[]; centres: { code: string }[]; services: { code: string }[] }
  }>(url, '{ release { municipalities { code } centres { code } services { code } } }')
  const random = randomStream(7)
  /** A few of so many, or null for everyone. */
  const some = (count: number, everyone: number): readonly number[] | null => {
    if (random.next() < everyone || count < 2) return null
    const few = 1 + random.below(Math.min(count - 1, 12))
    return [...new Set(Array.from({ length: few }, () => random.below(count)))].sort((a, b) => a - b)
  }
  const code = (list: readonly { readonly code: string }[], position: number) => list[position]?.code ?? ''
  const services = release.services.map((service) => service.code)
  return (view) => {
    const byCentre = random.next() < 0.5
    const [sexes, ages] = [some(2, 0.5), some(4, 0.3)]
    const municipalities = byCentre ? null : some(release.municipalities.length, 0.1)
    const centres = byCentre ? some(release.centres.length, 0) : null
    const heavy = random.next() < 0.3
    const service = random.below(release.services.length)
    const selection = {
      ...(sexes && { sexes: sexes.map((sex) => (sex === 0 ? 'MALE' : 'FEMALE')) }),
      ...(ages && { ageGroups: ages.map((age) => AGES[age]) }),
      ...(municipalities && { municipalities: municipalities.map((at) => code(release.municipalities, at)) }),
      ...(centres && { centres: centres.map((at) => code(release.centres, at)) }),
      cohort: heavy ? 'HEAVY' : 'ALL',
    }
    const variables = { selection, ...(view === 'coUsage' && { service: code(release.services, service) }) }
    return {
      view,
      services,
      kooste: JSON.stringify({ query: QUERIES[view], variables }),
      peer: { view, sexes: sexes?.map((sex) => sex + 1) ?? null, ages, municipalities, centres, heavy, service },
    }
  }
}

interface Published {
  readonly count: number | null
  readonly atLeast: boolean
}

/** What Kooste publishes in full must be what the peers count, each over each table; returns how many figures were compared. */
async function demandSame(
  { view, kooste, peer, services }: Question,
  koosteUrl: string,
  peerUrls: readonly string[],
  agent: http.Agent,
): Promise<number> {
  const { data }: { data: Record<string, unknown> } = JSON.parse(await post(koosteUrl, kooste, agent))
  const published = new Map<string, number>()
  const take = (key: string, { count, atLeast }: Published) => {
    if (count !== null && !atLeast) published.set(key, count)
  }
  switch (view) {
    case 'matrix': {
      const { counts, atLeast } = data.usageMatrix as { counts: (number | null)[][]; atLeast: boolean[][] } // as the query asks
      counts.forEach((row, a) => {
        row.forEach((count, b) => {
          if (a <= b) take(`${a} ${b}`, { count, atLeast: atLeast[a]?.[b] ?? true })
        })
      })
      break
    }
    case 'overview': {
      const rows = data.overview as { services: { clients: Published; heavyInService: Published }[] } // as the query asks
      rows.services.forEach(({ clients, heavyInService }, a) => {
        take(`${a} 0`, clients)
        take(`${a} 1`, heavyInService)
      })
      break
    }
    case 'serviceCounts': {
      const { all } = data.serviceCounts as { all: { from: string; clients: Published }[] } // as the query asks
      // The last bin is open; SQL has every number by itself.
      for (const { from, clients } of all.slice(0, -1)) take(`${from} 0`, clients)
      break
    }
    case 'coUsage': {
      const { others } = data.coUsage as { others: { service: { code: string }; clients: Published }[] } // as the query asks
      for (const { service, clients } of others) take(`${services.indexOf(service.code)} 0`, clients)
      break
    }
    default:
      throw new Error(`unknown view ${String(view satisfies never)}`)
  }
  for (const url of peerUrls) {
    const rows: PeerAnswer = JSON.parse(await post(url, JSON.stringify(peer), agent))
    const counted = new Map(rows.map(([a, b, clients]) => [`${a} ${b}`, clients]))
    for (const [key, count] of published)
      if ((counted.get(key) ?? 0) !== count)
        throw new Error(`${view}: Kooste and ${url.split('/').slice(-2).join(' over ')} answer differently`)
  }
  return published.size
}

async function startPeer(world: World): Promise<{ readonly url: string; stop(): void }> {
  const script = path.join(import.meta.dirname, 'questions-peer.ts')
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, world.csv, world.vaultUrl, String(world.importId)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString().trim())))
    child.once('exit', (code) => reject(new Error(`the peers' server ended with ${code}`)))
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => void child.kill('SIGTERM') }
}
