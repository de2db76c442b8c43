/** Portal and vault on PostgreSQL servers of their own: `kooste work --watch` between them, as an operator runs it. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { ask, kooste, type RunningServer, type Settings, spawnKooste, startServer } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-servers-'))
const extracts = path.join(work, 'extracts')
let servers: readonly PostgresServer[]
let portalUrl = ''
let portalSide: Settings
let vaultSide: Settings
let server: RunningServer
let worker: Worker

interface Worker {
  readonly process: ChildProcess
  output(): string
}

beforeAll(async () => {
  servers = [await startPostgres(), await startPostgres()]
  const [portal, vault] = await Promise.all(servers.map(({ url }) => createDatabase(url)))
  portalUrl = portal ?? ''
  const common = { KOOSTE_DATA: path.join(work, 'data'), KOOSTE_MODE: 'local', DATABASE_URL: portalUrl }
  // The portal is not told where the vault is.
  portalSide = { ...common, KOOSTE_OPERATIONS: 'any', KOOSTE_REQUESTS_PER_MINUTE: '0', KOOSTE_POINTS_PER_MINUTE: '0' }
  vaultSide = {
    ...common,
    VAULT_URL: vault ?? '',
    KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all',
    KOOSTE_EXTRACTS: extracts,
  }
  await ran(['demo', path.join(extracts, 'autumn'), '--residents', '3000'])
  await ran(['demo', path.join(extracts, 'summer'), '--residents', '3000', '--quarters-back', '1'])
  await ran(['import', path.join(extracts, 'summer'), '--data-date', '2025-06-30'])
  await ran(['release', '--stage', 'rules'])
  server = await startServer(portalSide)
  worker = startWorker()
})
afterAll(async () => {
  worker?.process.kill('SIGKILL')
  await server?.stop('SIGKILL')
  for (const one of servers ?? []) await one.stop()
  rmSync(work, { recursive: true, force: true })
})

async function ran(words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await kooste(words, vaultSide)
  expect(code, stderr).toBe(0)
  return stdout
}

function startWorker(): Worker {
  const child = spawnKooste(['work', '--watch'], vaultSide)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (output += part.toString()))
  return { process: child, output: () => output }
}

interface Order {
  readonly id: string
  readonly state: string
  readonly step: string | null
  readonly refusal: string | null
  readonly report: { readonly dataDate: string } | null
}

/** Asks again until the answer is such. */
async function until<T>(look: () => Promise<T>, such: (found: T) => boolean, patience = 120_000): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await wait(50)) {
    const found = await look()
    if (such(found)) return found
  }
  throw new Error(`it did not come to that:\n${worker.output()}\n${server.output()}`)
}

const order = async (id: string): Promise<Order | undefined> =>
  (await ask<{ vaultOrders: Order[] }>(server.url, '{ vaultOrders { id state step refusal report { dataDate } } }')).vaultOrders.find(
    (one) => one.id === id,
  )
const ended = (id: string) =>
  until(
    () => order(id),
    (one) => one !== undefined && !['WAITING', 'TAKEN'].includes(one.state),
  )
const orderImport = async () =>
  (
    await ask<{ orderImport: { id: string } }>(
      server.url,
      'mutation { orderImport(folder: "autumn", dataDate: "2025-09-30", invented: false) { id } }',
    )
  ).orderImport.id
const inVault = async () =>
  (
    await ask<{ administration: { imports: { dataDate: string }[] } }>(server.url, '{ administration { imports { dataDate } } }')
  ).administration.imports.map(({ dataDate }) => dataDate)
const served = async () => (await ask<{ release: { id: string; dataDate: string } }>(server.url, '{ release { id dataDate } }')).release

describe('a worker between two servers', () => {
  it('tells the web that it is there and what the vault holds', async () => {
    await until(inVault, (dates) => dates.length > 0)
    expect(await inVault()).toEqual(['2025-06-30'])
  })

  it('answers the sizes of a draft', async () => {
    const { createSegmentDraft: draft } = await ask<{ createSegmentDraft: { id: string } }>(
      server.url,
      'mutation { createSegmentDraft(ready: "client-types", as: "Aino") { id } }',
    )
    const sizes = `version { sizes { state sizes { size low high } } }`
    await ask(server.url, `mutation { evaluateSegments(draft: "${draft.id}", version: "1", as: "Aino") { ${sizes} } }`)
    type Sizes = { segmentDraft: { version: { sizes: { state: string; sizes: { size: number | null; low: number; high: number }[] } } } }
    const answer = await until(
      async () => (await ask<Sizes>(server.url, `{ segmentDraft(id: "${draft.id}") { ${sizes} } }`)).segmentDraft.version.sizes,
      ({ state }) => state !== 'WAITING' && state !== 'NEVER_ASKED',
    )
    expect(answer.state).toBe('SIZES')
    // Four types and other, in tens; all clients are in one of them, within the noise of five sizes.
    expect(answer.sizes).toHaveLength(5)
    for (const { size, low, high } of answer.sizes) expect(size === null ? [low, high] : size % 10).toEqual(size === null ? [0, 40] : 0)
    const total = answer.sizes.reduce((sum, { size }) => sum + (size ?? 0), 0)
    expect(Math.abs(total - 3000)).toBeLessThan(400)
  })

  it('that dies leaves its order to be found lost, the vault as it was, and the next one to the worker after it', async () => {
    const id = await orderImport()
    await until(
      () => order(id),
      (one) => one?.state === 'TAKEN' && one.step !== null,
    )
    const died = new Promise((resolve) => worker.process.once('exit', resolve))
    worker.process.kill('SIGKILL')
    await died
    expect((await order(id))?.state).toBe('TAKEN')
    worker = startWorker()
    // Silent for less than a minute it may still be at work somewhere: nobody takes its place.
    const next = await orderImport()
    await wait(3000)
    expect([(await order(id))?.state, (await order(next))?.state]).toEqual(['TAKEN', 'WAITING'])
    // A minute later, by the clock of the database.
    const portal = new pg.Client({ connectionString: portalUrl })
    await portal.connect()
    await portal.query(
      `UPDATE vault_order SET taken_at = taken_at - interval '61 seconds', beat_at = beat_at - interval '61 seconds' WHERE id = $1`,
      [id],
    )
    await portal.end()
    expect(await ended(id)).toMatchObject({ state: 'FAILED', report: null })
    expect(await ended(next)).toMatchObject({ state: 'DONE', refusal: null, report: { dataDate: '2025-09-30' } })
    // What the vault holds is told a moment after the order.
    expect((await until(inVault, (dates) => dates.length > 1)).toSorted()).toEqual(['2025-06-30', '2025-09-30'])
    expect((await served()).dataDate).toBe('2025-06-30')
  })
})

describe('a release that is held', () => {
  it('waits in the portal until somebody publishes it', async () => {
    const before = await served()
    const said = await ran(['release', '--stage', 'rules', '--hold'])
    type Managed = { managedReleases: { id: string; state: string; current: boolean; steps: { kind: string }[] }[] }
    const held = async () =>
      (await ask<Managed>(server.url, '{ managedReleases { id state current steps { kind } } }')).managedReleases.find(
        ({ id }) => id !== before.id,
      )
    const found = await held()
    expect(found).toMatchObject({ state: 'WAITING', current: false, steps: [{ kind: 'BUILT' }] })
    expect(said).toContain(found?.id ?? 'its id')
    // As long as a server needs to notice a release that is published.
    await wait(3000)
    expect(await served()).toEqual(before)
    await expect(ask(server.url, `{ overview(release: "${found?.id}") { clients { count } } }`)).rejects.toThrow(/RELEASE_NOT_FOUND/)
    await ask(server.url, `mutation { publishRelease(id: "${found?.id}") { state } }`)
    // Replicas switch together, two polls later.
    const after = await until(served, ({ id }) => id !== before.id)
    expect(after).toEqual({ id: found?.id, dataDate: '2025-09-30' })
  })
})

it('ends when it is told to', async () => {
  const { process: child } = worker
  const code = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  expect(await code).toBe(0)
})
