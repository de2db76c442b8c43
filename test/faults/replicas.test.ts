/** Two portals on one PostgreSQL: one release, one switch, and no request lost when one dies. */
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { createDatabase } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { ask, type RunningServer, startServer } from '../support/program.ts'
import { publishSynthetic } from '../support/synthetic-release.ts'
import { startRetryingProxy } from './retrying-proxy.ts'

const SMALL = { clients: 300, services: 4, municipalities: 2, centres: 2 }
/** Polls are two seconds apart and the replicas began at different moments: replicas that only polled would differ by up to that. */
const TOGETHER_MILLISECONDS = 300

let postgres: PostgresServer
let database: Database
let replicas: readonly RunningServer[]
let first: string

const idAt = async (url: string) =>
  (await ask<{ release: { id: string } }>(url, '{ release { id } overview { clients { count } } }')).release.id
/** By the database's clock: what is published now. */
const publishNow = async (seed: number) => {
  const { rows } = await database.pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return (await publishSynthetic(database, { ...SMALL, seed, ...(rows[0] ? { publishedAt: rows[0].now } : {}) })).id
}

beforeAll(async () => {
  postgres = await startPostgres()
  const url = await createDatabase(postgres.url)
  database = await openDatabase({ kind: 'server', url }, PORTAL_MIGRATIONS)
  first = (await publishSynthetic(database, { ...SMALL, seed: 1 })).id
  // One caller asks as fast as it can, in words of its own: neither the list nor the limits of a user are what is tried here.
  const unlimited = { KOOSTE_OPERATIONS: 'any', KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' }
  const settings = { DATABASE_URL: url, KOOSTE_DATA: '/nonexistent/kooste', ...unlimited }
  const one = await startServer(settings)
  await wait(900)
  replicas = [one, await startServer(settings)]
})
afterAll(async () => {
  for (const replica of replicas) await replica.stop('SIGKILL')
  await database.close()
  await postgres.stop()
})

it('serve the same release and switch to the next at the same moment', async () => {
  expect(await Promise.all(replicas.map(({ url }) => idAt(url)))).toEqual([first, first])
  const second = await publishNow(2)
  const switched = await Promise.all(
    replicas.map(async ({ url }) => {
      for (const until = Date.now() + 60_000; Date.now() < until; await wait(10)) {
        const id = await idAt(url)
        if (id === second) return performance.now()
        expect(id).toBe(first)
      }
      throw new Error('the replica did not switch')
    }),
  )
  expect(Math.abs((switched[0] ?? 0) - (switched[1] ?? 0))).toBeLessThan(TOGETHER_MILLISECONDS)
})

it('answer for the coming release by id before they switch', async () => {
  const third = await publishNow(3)
  const byId = async (url: string) => {
    for (const until = Date.now() + 60_000; Date.now() < until; await wait(50)) {
      const found = await ask<{ release: { id: string; current: boolean } }>(url, `{ release(id: "${third}") { id current } }`).catch(
        () => null,
      )
      if (found) return found.release
    }
    throw new Error('the release was never found')
  }
  expect(await byId(replicas[0]?.url ?? '')).toEqual({ id: third, current: false })
  expect(await idAt(replicas[0]?.url ?? '')).not.toBe(third)
})

it('lose no request behind a proxy that retries when one of them is killed under load', async () => {
  const proxy = await startRetryingProxy(replicas.map(({ url }) => url))
  let loading = true
  let answered = 0
  let afterKill = 0
  let killed = false
  const client = async () => {
    while (loading) {
      const { overview } = await ask<{ overview: { clients: { count: number } } }>(proxy.url, '{ overview { clients { count } } }')
      expect(overview.clients.count).toBe(SMALL.clients)
      answered++
      if (killed) afterKill++
    }
  }
  const clients = Array.from({ length: 32 }, client)
  const underLoad = async (enough: () => boolean) => {
    for (const until = Date.now() + 60_000; !enough() && Date.now() < until; ) await wait(50)
    expect(enough()).toBe(true)
  }
  await underLoad(() => answered > 100)
  await replicas[0]?.stop('SIGKILL')
  killed = true
  await underLoad(() => afterKill > 100 && proxy.retried() > 0)
  loading = false
  await Promise.all(clients)
  await proxy.stop()
})
