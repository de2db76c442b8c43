/** The short form of `npm run soak`: a thousand connections, a few seconds, a release published beside them, no error. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { startServer } from '../support/program.ts'
import { publishSynthetic } from '../support/synthetic-release.ts'
import { loadPortal } from './load.ts'
import { slope } from './slope.ts'

const COUNTY = { clients: 2000, services: 8, municipalities: 4, centres: 3 }

it('a thousand connections get whole answers from a portal on its embedded database', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-load-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const portal = await openDatabase({ kind: 'embedded', folder: path.join(dir, 'portal') }, PORTAL_MIGRATIONS)
  await publishSynthetic(portal, COUNTY)
  await portal.close()
  const server = await startServer({ KOOSTE_DATA: dir, KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' })
  const load = await loadPortal(server.url, { connections: 1000, seconds: 5, ...COUNTY })
  await server.stop()
  expect(load.firstError).toBeNull()
  expect(load.errors).toBe(0)
  expect(load.answers).toBeGreaterThan(1000)
})

it('finds the slope of a line', () => {
  expect(
    slope([
      [0, 5],
      [1, 7],
      [2, 9],
    ]),
  ).toBeCloseTo(2)
  expect(
    slope([
      [0, 5],
      [1, 5],
      [2, 5],
    ]),
  ).toBe(0)
})
