/** The processes beside a server, as far as their ends must not be its own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startOrder } from '../../server/commands/orders/order-process.ts'
import { startWorker } from '../../server/commands/worker-process.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kooste-process-'))
const uncaught: unknown[] = []
const note = (cause: unknown) => void uncaught.push(cause)
const { execPath } = process
const [, program = ''] = process.argv
let portal: Database

beforeAll(async () => {
  portal = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  process.on('uncaughtException', note)
})
afterAll(async () => {
  process.off('uncaughtException', note)
  process.argv[1] = program
  process.execPath = execPath
  await portal.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(() => {
  uncaught.length = 0
})

/** Has a script stand where the program is: what is started beside the server runs it. */
function beside(name: string, script: string): void {
  process.argv[1] = path.join(folder, `${name}.mjs`)
  writeFileSync(process.argv[1], script)
}
/** Writes its process id into a file and listens. */
const listening = (name: string) => `
  import { writeFileSync } from 'node:fs'
  process.on('message', () => {})
  process.on('disconnect', () => process.exit())
  writeFileSync(${JSON.stringify(path.join(folder, name))}, String(process.pid))`
const pidOf = async (name: string): Promise<number> => {
  await expect
    .poll(() => existsSync(path.join(folder, name)) && readFileSync(path.join(folder, name), 'utf8'), { timeout: 60_000 })
    .toBeTruthy()
  return Number(readFileSync(path.join(folder, name), 'utf8'))
}

it('a worker that has just died takes nobody with it, however much is said to it before its end is seen', async () => {
  beside('worker', listening('worker-pid'))
  const worker = startWorker(portal, () => {})
  worker.begin()
  process.kill(await pidOf('worker-pid'), 'SIGKILL')
  // Nothing is seen of its end meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  for (let i = 0; i < 3; i++) worker.look()
  await wait(500)
  await worker.stop()
  expect(uncaught).toEqual([])
})

it('a worker that could not be started is started anew', async () => {
  beside('later', listening('later-pid'))
  const worker = startWorker(portal, () => {})
  process.execPath = path.join(folder, 'nothing')
  worker.begin()
  process.execPath = execPath
  expect(await pidOf('later-pid')).toBeGreaterThan(0)
  await worker.stop()
})

it('an outcome that must not be seen is none, and the worker goes on', async () => {
  beside(
    'order',
    `process.on('message', () => process.send({ kind: 'outcome', outcome: { kind: 'imported', report: { rows: 123457 } } }, () => process.disconnect()))`,
  )
  const order = { kind: 'RELEASE', stage: 'base', policy: 'exact', sooner: null } as const
  const { outcome } = startOrder({ id: 'o', order, by: { id: 'a', name: 'Aino' }, changes: [] }, null, () => {})
  expect(await outcome).toEqual({ kind: 'failed', reason: 'FAILED' })
  await wait(100)
  expect(uncaught).toEqual([])
})
