/**
 * `npm run soak`: 1,000 connections on loopback ask mixed questions for ten minutes while releases are published beside them;
 * errors, answers a second and the slope of memory, resident and live. `--minutes N --connections N --json`. Releases come in the
 * first half, each with its share of the caches, which are bounded; in the last half the same questions are asked of full ones, so
 * that what still grows is never let go.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { freePort, startPostgres } from '../support/postgres.ts'
import { startServer } from '../support/program.ts'
import { publishSynthetic } from '../support/synthetic-release.ts'
import { type LoadFigures, loadPortal } from './load.ts'
import { slope } from './slope.ts'

export interface SoakFigures extends LoadFigures {
  readonly minutes: number
  readonly connections: number
  readonly releases: number
  /** Of the server, what the system counts: grows with the heap that V8 allows itself, whatever is kept. */
  readonly resident: Memory
  /** Of the server, what is left after a collection of garbage: grows where something is never let go. */
  readonly live: Memory
  /** Live memory every fifteen seconds, MiB: steps where releases come, then level. */
  readonly liveEach: readonly number[]
}

/** MiB: when the last half began, at the end, and the slope between, MiB an hour. */
interface Memory {
  readonly from: number
  readonly to: number
  readonly slope: number
}

interface Point {
  readonly hours: number
  readonly mebibytes: number
}

/** Inside the server: collects garbage every fifteen seconds and writes what is left, MiB. */
const WATCH = `
import { appendFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
if (process.argv.includes('serve')) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  const started = performance.now()
  setInterval(() => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    appendFileSync(process.env.KOOSTE_DATA + '/live', [(performance.now() - started) / 3.6e6, (heapUsed + external) / 2 ** 20].join(' ') + '\\n')
  }, 15_000).unref()
}`

const { values } = parseArgs({ options: { minutes: { type: 'string' }, connections: { type: 'string' }, json: { type: 'boolean' } } })
const minutes = Number(values.minutes ?? 10)
const connections = Number(values.connections ?? 1000)
const RELEASES = 4
/** When a release is published beside the load, the first being there from the start: an eighth of the time each. */
const dueMinutes = (release: number): number => (release / RELEASES) * (minutes / 2)

const postgres = await startPostgres()
const work = mkdtempSync(path.join(tmpdir(), 'kooste-soak-'))
try {
  const url = postgres.url
  const portal = await openDatabase({ kind: 'server', url }, PORTAL_MIGRATIONS)
  const county = { clients: 20_000, services: 20, municipalities: 8, centres: 9 }
  await publishSynthetic(portal, county)
  const watch = path.join(work, 'watch.mjs')
  writeFileSync(watch, WATCH)
  const server = await startServer({
    NODE_OPTIONS: `--import ${watch}`,
    ...{ DATABASE_URL: url, KOOSTE_DATA: work, PORT: String(await freePort()), KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any' },
    // All connections come from one address.
    ...{ KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' },
  })
  const memory: Point[] = []
  const started = performance.now()
  let running = true
  let releases = 1
  const watching = (async () => {
    for (; running; await wait(1000)) {
      const elapsed = performance.now() - started
      memory.push({ hours: elapsed / 3_600_000, mebibytes: residentMebibytes(server.pid) })
      if (releases < RELEASES && elapsed > dueMinutes(releases) * 60_000) {
        releases++
        await publishSynthetic(portal, { ...county, seed: releases, publishedAt: new Date() })
      }
    }
  })()
  const load = await loadPortal(server.url, {
    connections,
    seconds: minutes * 60,
    services: county.services,
    municipalities: county.municipalities,
  })
  running = false
  await watching
  await server.stop()
  await portal.close()
  const file = path.join(work, 'live')
  const live = existsSync(file) ? pointsIn(readFileSync(file, 'utf8')) : []
  const figures: SoakFigures = {
    ...load,
    ...{ minutes, connections, releases },
    resident: memoryOf(memory),
    live: memoryOf(live),
    liveEach: live.map(({ mebibytes }) => mebibytes),
  }
  process.stdout.write(`${values.json ? JSON.stringify(figures) : text(figures)}\n`)
  process.exitCode = load.errors > 0 ? 1 : 0
} finally {
  await postgres.stop()
  rmSync(work, { recursive: true, force: true })
}

function residentMebibytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
}

function pointsIn(text: string): readonly Point[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [hours = Number.NaN, mebibytes = Number.NaN] = line.split(' ').map(Number)
      return { hours, mebibytes }
    })
}

/** Of points in the order of time. */
function memoryOf(points: readonly Point[]): Memory {
  const half = points.slice(Math.floor(points.length / 2))
  return {
    from: half[0]?.mebibytes ?? Number.NaN,
    to: points.at(-1)?.mebibytes ?? Number.NaN,
    slope: slope(half.map(({ hours, mebibytes }) => [hours, mebibytes])),
  }
}

function text(figures: SoakFigures): string {
  const whole = (n: number) => Math.round(n).toString()
  return [
    `${figures.connections} connections, ${figures.minutes} minutes, ${figures.releases} releases`,
    `answers   ${figures.answers} (${whole(figures.perSecond)} a second), p50 ${whole(figures.p50)} ms, p99 ${whole(figures.p99)} ms`,
    `errors    ${figures.errors}${figures.firstError ? `: ${figures.firstError}` : ''}`,
    ...(['resident', 'live'] as const).map((kind) => {
      const { from, to, slope: anHour } = figures[kind]
      return `${kind.padEnd(9)} ${whole(from)} MiB when the last half began, ${whole(to)} MiB at the end, ${whole(anHour)} MiB an hour between`
    }),
    `live, every 15 s: ${figures.liveEach.map((one) => one.toFixed(1)).join(' ')} MiB`,
  ].join('\n')
}
