import http from 'node:http'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import type { Policy } from '../../server/release/format.ts'
import { guardByRules } from '../../server/vault/guard/rules-release.ts'
import { publishRelease } from '../../server/vault/release/publish.ts'
import { buildRelease } from '../../server/vault/release.ts'
import { createDatabase } from '../support/databases.ts'
import { type RunningServer, startServer } from '../support/program.ts'
import { startBeside } from './beside.ts'
import { atRate, post, saturate } from './load.ts'
import { clocked, median, processorTimeOf, quantile } from './measure.ts'
import type { Formulation } from './questions-peer.ts'
import { demandSame, questioner, VIEWS, type View } from './random-questions.ts'
import type { World } from './world.ts'

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
  /** Milliseconds of a request that asks nothing of a server like the peers', in turn with the questions: no answer over HTTP takes less here. */
  readonly nothingMs?: number
  /** Mixed questions, every selection new, at a fixed rate. */
  readonly at200: { readonly p50Ms: number; readonly p99Ms: number }
  /**
   * As many as one process answers: new matrices and overviews, `{ __typename }` executed and remembered; and `{ __typename }` of Apollo Server
   * as it comes, which files of before do not have.
   */
  readonly throughput: Readonly<Record<OwnKind, Throughput> & Partial<Record<'plainTypename', Throughput>>>
}

const OWN_KINDS = ['matrix', 'overview', 'typename', 'rememberedTypename'] as const
type OwnKind = (typeof OWN_KINDS)[number]
type Kind = OwnKind | 'plainTypename'
const KINDS: readonly Kind[] = [...OWN_KINDS, 'plainTypename']

/** Requests a second, and processor time of the server for one: what remains where others use the machine too. */
export interface Throughput {
  readonly perSecond: number
  readonly cpuMs: number
}

/** A peer that has answered a view three times is not asked on after so many milliseconds in all. */
const ENOUGH = 20_000

export const POLICY: Policy = { kind: 'exact', k: 5, complementExempt: [] }
const SECONDS = 5

/** Publishes the world's release to a server of its own and asks it, and both peers behind another, the same questions. */
export async function benchQuestions(world: World, rounds: number, say: (line: string) => void): Promise<QuestionFigures> {
  const { size } = world.county
  say(`questions ${size.name}: building the release …`)
  const server = await serveReleaseOf(world)
  const peer = await startBeside('questions-peer.ts', [world.csv, world.vaultUrl, String(world.importId)])
  const plain = await startBeside('plain-server.ts', [])
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
  const nothing = `${plain.url}/nothing`
  try {
    const question = await questioner(server.url)
    let compared = 0
    for (const view of VIEWS)
      for (let i = 0; i < 4; i++) compared += await demandSame(question(view), urls.kooste, Object.values(peers), agent)
    // Programs are compiled as they run: everybody is asked for a while before a clock runs.
    for (let i = 0; i < 200; i++) {
      const one = question(VIEWS[i % VIEWS.length] ?? 'matrix')
      await post(urls.kooste, one.kooste, agent)
      await post(nothing, one.kooste, agent)
      if (i < 4) for (const url of Object.values(peers)) await post(url, JSON.stringify(one.peer), agent)
    }
    const times = new Map<string, number[]>()
    const nothings: number[] = []
    for (let round = 0; round < rounds * 5; round++) {
      if (round % 5 === 0) say(`questions ${size.name}: round ${round / 5 + 1} of ${rounds}`)
      for (const view of VIEWS) {
        const one = question(view)
        nothings.push((await clocked(() => post(nothing, one.kooste, agent))).ms)
        for (const [engine, url] of Object.entries(urls)) {
          const before = times.get(`${view} ${engine}`) ?? []
          times.set(`${view} ${engine}`, before)
          if (before.length >= 3 && before.reduce((sum, one) => sum + one, 0) > ENOUGH) continue
          before.push((await clocked(() => post(url, engine === 'kooste' ? one.kooste : JSON.stringify(one.peer), agent))).ms)
        }
      }
    }
    const mixed = () => question(VIEWS[mixedTurn++ % VIEWS.length] ?? 'matrix').kooste
    let mixedTurn = 0
    say(`questions ${size.name}: 200 a second`)
    await atRate(urls.kooste, mixed, 200, 2)
    const steady = await atRate(urls.kooste, mixed, 200, SECONDS * 2)
    let turn = 0
    // Never the same request, yet a known document: executed, as the others are.
    const typename = () => JSON.stringify({ query: '{ __typename }', extensions: { turn: turn++ } })
    const bodies: Readonly<Record<Kind, () => string>> = {
      matrix: () => question('matrix').kooste,
      overview: () => question('overview').kooste,
      typename,
      rememberedTypename: () => JSON.stringify({ query: '{ __typename }' }),
      plainTypename: typename,
    }
    const rates: Record<Kind, Throughput[]> = { matrix: [], overview: [], typename: [], rememberedTypename: [], plainTypename: [] }
    for (let round = 0; round < 1 + Math.max(2, rounds); round++) {
      say(`questions ${size.name}: as many as there can be, round ${round + 1}`)
      for (const kind of KINDS) {
        const { url, pid } = kind === 'plainTypename' ? plain : server
        const before = processorTimeOf(pid)
        const { latencies, seconds } = await saturate(`${url}/graphql`, bodies[kind], 16, SECONDS)
        const cpuMs = (processorTimeOf(pid) - before) / latencies.length
        // The first round compiles programs.
        if (round > 0) rates[kind].push({ perSecond: latencies.length / seconds, cpuMs })
      }
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
      nothingMs: median(nothings),
      at200: { p50Ms: median(steady.latencies), p99Ms: quantile(steady.latencies, 0.99) },
      throughput: {
        ...{ matrix: throughput('matrix'), overview: throughput('overview') },
        ...{ typename: throughput('typename'), rememberedTypename: throughput('rememberedTypename') },
        plainTypename: throughput('plainTypename'),
      },
    }
  } finally {
    agent.destroy()
    await server.stop()
    peer.stop()
    plain.stop()
  }
}

/** Publishes the world's release to a server of its own, which is asked without limit. */
export async function serveReleaseOf(world: World): Promise<RunningServer> {
  const portalUrl = await createDatabase(world.server.url)
  const portal = await openDatabase({ kind: 'server', url: portalUrl }, PORTAL_MIGRATIONS)
  const draft = await buildRelease({
    ...{ vault: world.vault, importId: world.importId, policy: POLICY, previous: async () => null },
    guard: (cube) => guardByRules(cube, POLICY, 'bench'),
  })
  if (!draft) throw new Error('the import is in the vault')
  await publishRelease(portal, draft)
  await portal.close()
  return startServer({
    DATABASE_URL: portalUrl,
    VAULT_URL: world.vaultUrl,
    KOOSTE_PSEUDONYM_KEY: 'a key of the benchmark, 32 letters or more',
    ...{ KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any', KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' },
  })
}
