import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/postgres.ts'
import { kooste, startServer } from '../support/program.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-serve-'))
const settings = {
  KOOSTE_DATA: path.join(work, 'data'),
  KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all',
  KOOSTE_MODE: 'local',
}
afterAll(() => rmSync(work, { recursive: true, force: true }))

const question = (url: string, body: object) =>
  fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

describe('the served program', () => {
  beforeAll(async () => {
    const extracts = path.join(work, 'extracts')
    for (const words of [
      ['demo', extracts, '--residents', '2000'],
      ['import', extracts, '--data-date', '2025-09-30'],
      ['release', '--stage', 'rules'],
    ]) {
      const ran = await kooste(words, settings)
      expect(ran.code, ran.stderr).toBe(0)
    }
  })

  it('stops at SIGTERM without a failed request', async () => {
    const management = String(await freePort())
    const server = await startServer({ ...settings, KOOSTE_MANAGEMENT_PORT: management })
    const failures: unknown[] = []
    let answers = 0
    // As a proxy asks: again and again over one connection, until an answer says that it was the last.
    const load = Array.from({ length: 4 }, async (_, who) => {
      for (let i = 0; ; i++) {
        try {
          const reply = await question(server.url, { query: `{ usageMatrix { counts } } # ${who} ${i}` })
          const { data } = await reply.json()
          if (!data) failures.push('no data')
          answers++
          if (reply.headers.get('connection') === 'close') return
        } catch (cause) {
          failures.push(cause instanceof Error && cause.cause instanceof Error && 'code' in cause.cause ? cause.cause.code : cause)
          return
        }
      }
    })
    await wait(500)
    const started = performance.now()
    await server.stop('SIGTERM')
    await Promise.all(load)
    expect(performance.now() - started).toBeLessThan(9500) // nobody had to be cut off
    expect(answers).toBeGreaterThan(0)
    expect(failures).toEqual([])
    await expect(fetch(`http://127.0.0.1:${management}/healthz`)).rejects.toThrow()
  })

  it('in production form answers listed operations, writes JSON and tells figures on its own port', async () => {
    const management = await freePort()
    const strict = { KOOSTE_OPERATIONS: 'listed', KOOSTE_LOG: 'json', KOOSTE_MANAGEMENT_PORT: String(management) }
    const server = await startServer({ ...settings, ...strict })
    try {
      expect((await question(server.url, { query: '{ overview { clients { count } } }' })).status).toBe(400)
      expect((await question(server.url, { query: '{ __schema { types { name } } }' })).status).toBe(400)
      expect(await (await fetch(`http://127.0.0.1:${management}/metrics`)).text()).toContain('kooste_ready 1')
    } finally {
      await server.stop()
    }
    const entries = server
      .output()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(entries.map(({ msg }) => msg)).toContain(`Kooste: ${server.url.replace('127.0.0.1', 'localhost')}`)
    expect(entries.filter(({ msg, status }) => msg === 'request' && status === 400)).toHaveLength(2)
  })

  it('is not started by an earlier version after a later one', async () => {
    const copy = path.join(work, 'later')
    cpSync(settings.KOOSTE_DATA, copy, { recursive: true })
    const { openDatabase } = await import('../../server/database/open-database.ts')
    const { PORTAL_MIGRATIONS } = await import('../../server/migrations.ts')
    const database = await openDatabase({ kind: 'embedded', folder: path.join(copy, 'portal') }, PORTAL_MIGRATIONS)
    await database.pool.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '20990101000000_later', now())",
    )
    await database.close()
    const ran = await kooste(['serve'], { ...settings, KOOSTE_DATA: copy, PORT: String(await freePort()) })
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('later version of Kooste (20990101000000_later)')
  })
})
