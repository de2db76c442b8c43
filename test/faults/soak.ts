/**
 * `npm run soak`: 1,000 connections on loopback ask mixed questions for ten minutes while releases are published beside them;
 * errors, answers a second and the slope of memory. `--minutes N --connections N --json`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
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
  /** MiB of the server's resident memory: after the first fifth, at the end, and its slope since then, MiB an hour. */
  readonly memoryFrom: number
  readonly memoryTo: number
  readonly memorySlope: number
}

const { values } = parseArgs({ options: { minutes: { type: 'string' }, connections: { type: 'string' }, json: { type: 'boolean' } } })
const minutes = Number(values.minutes ?? 10)
const connections = Number(values.connections ?? 1000)
const RELEASES = 4

const postgres = await startPostgres()
const work = mkdtempSync(path.join(tmpdir(), 'kooste-soak-'))
try {
  const url = postgres.url
  const portal = await openDatabase({ kind: 'server', url }, PORTAL_MIGRATIONS)
  const county = { clients: 20_000, services: 20, municipalities: 8, centres: 9 }
  await publishSynthetic(portal, county)
  const server = await startServer({
    ...{ DATABASE_URL: url, KOOSTE_DATA: work, PORT: String(await freePort()), KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any' },
    // All connections come from one address.
    ...{ KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' },
  })
  const memory: { readonly hours: number; readonly mebibytes: number }[] = []
  const started = performance.now()
  let running = true
  let releases = 1
  const watching = (async () => {
    for (; running; await wait(1000)) {
      const elapsed = performance.now() - started
      memory.push({ hours: elapsed / 3_600_000, mebibytes: residentMebibytes(server.pid) })
      if (releases < RELEASES && elapsed > (releases / RELEASES) * minutes * 60_000) {
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
  const settled = memory.slice(Math.floor(memory.length / 5))
  const figures: SoakFigures = {
    ...load,
    ...{ minutes, connections, releases },
    memoryFrom: settled[0]?.mebibytes ?? Number.NaN,
    memoryTo: settled.at(-1)?.mebibytes ?? Number.NaN,
    memorySlope: slope(settled.map(({ hours, mebibytes }) => [hours, mebibytes])),
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

function text(figures: SoakFigures): string {
  const whole = (n: number) => Math.round(n).toString()
  return [
    `${figures.connections} connections, ${figures.minutes} minutes, ${figures.releases} releases`,
    `answers   ${figures.answers} (${whole(figures.perSecond)} a second), p50 ${whole(figures.p50)} ms, p99 ${whole(figures.p99)} ms`,
    `errors    ${figures.errors}${figures.firstError ? `: ${figures.firstError}` : ''}`,
    `memory    ${whole(figures.memoryFrom)} MiB after a fifth of the time, ${whole(figures.memoryTo)} MiB at the end, ${whole(figures.memorySlope)} MiB an hour`,
  ].join('\n')
}
