import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { publishSynthetic } from '../support/synthetic-release.ts'

// As where the machine has no memory left for it.
vi.mock('node:zlib', async (original) => ({
  ...(await original<typeof import('node:zlib')>()),
  gzip: (_: Buffer, done: (cause: Error) => void) => done(new RangeError('no room')),
}))

describe('an answer that cannot be compressed', () => {
  let database: Database
  let portal: Portal
  let url = ''
  const lines: string[] = []
  beforeAll(async () => {
    database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
    await publishSynthetic(database, { clients: 600, services: 9, municipalities: 3, centres: 2 })
    portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0, log: (line) => lines.push(line) })
    url = `http://127.0.0.1:${await portal.listen(0, '127.0.0.1')}/graphql`
  })
  afterAll(async () => {
    await portal.stop()
    await database.close()
  })
  const asked = (encoding: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-encoding': encoding },
      body: JSON.stringify({
        query: '{ usageMatrix { clients { count } services { code } counts lifts rowShares } overview { clients { count } } }',
      }),
    })

  it('is an error to whoever asked, told without a figure, and none to the next', async () => {
    lines.length = 0
    const failed = await asked('gzip')
    expect([failed.status, await failed.text()]).toEqual([500, 'internal error'])
    expect(lines).toEqual(['http: internal error RangeError'])
    const next = await asked('br')
    expect(next.status).toBe(200)
    expect(await next.json()).toMatchObject({ data: { usageMatrix: { clients: expect.anything() } } })
  })
})
