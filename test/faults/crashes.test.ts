/** Kills, a clock set back, two at once, a damaged block: what was acknowledged is there after, what was not is not. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { publishLasting } from '../../server/commands/publication.ts'
import { type DatabasePlace, openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { BUILT_IN_CATALOGUE } from '../../server/vault/catalogue/built-in.ts'
import { loadCatalogue } from '../../server/vault/catalogue/load-catalogue.ts'
import { writeDemo } from '../../server/vault/demo/write-demo.ts'
import { guardByRules } from '../../server/vault/guard/rules-release.ts'
import { importExtracts } from '../../server/vault/ingest/import-extracts.ts'
import { writeDraftFile } from '../../server/vault/release/draft-file.ts'
import { buildRelease, type ReleaseDraft } from '../../server/vault/release.ts'
import { createDatabase, onEachDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'
import { ask, kooste, startServer } from '../support/program.ts'
import { done, held, importing, KEY } from './small-county.ts'

const EXACT = { kind: 'exact', k: 5, complementExempt: [] } as const
const dir = mkdtempSync(path.join(tmpdir(), 'kooste-crash-'))
const extracts = [path.join(dir, 'one'), path.join(dir, 'two')] as const
/** Two releases of different clients. */
const drafts: ReleaseDraft[] = []

const importInto = async (vault: Database, n: 0 | 1, dataDate = '2025-09-30') => {
  const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
  if (!loaded.ok) throw new Error('the built-in catalogue cannot be read')
  const options = { dir: extracts[n], catalogue: loaded.catalogue, dataDate, key: Buffer.alloc(32, 7), demo: true, maxRejected: 1 }
  const result = await importExtracts({ ...options, database: vault })
  if (result.kind !== 'imported') throw new Error(`the demo county was not imported: ${result.kind}`)
  return result
}
const draftOf = async (vault: Database) => {
  const guard = (cube: Parameters<typeof guardByRules>[0]) => guardByRules(cube, EXACT, 'test')
  const draft = await buildRelease({ vault, importId: 'latest', policy: EXACT, guard, previous: async () => null })
  if (!draft) throw new Error('there is an import')
  return draft
}
const newest = async (portal: Database) =>
  (await portal.pool.query<{ id: string }>('SELECT id FROM release ORDER BY published_at DESC')).rows.map(({ id }) => id)

beforeAll(async () => {
  await writeDemo(extracts[0], { residents: 1500 })
  await writeDemo(extracts[1], { residents: 1500, seed: 2 })
  const vault = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
  for (const n of [0, 1] as const) {
    await importInto(vault, n)
    drafts.push(await draftOf(vault))
  }
  await vault.close()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const draft = (n: 0 | 1): ReleaseDraft => {
  const made = drafts[n]
  if (!made) throw new Error('the drafts were made before')
  return made
}

onEachDatabase('a publication', (databases) => {
  it('of a release that stands damaged makes it whole, and of one that stands whole changes nothing', async () => {
    const portal = await databases.portal()
    await publishLasting(portal, draft(0))
    const stored = async () =>
      (await portal.pool.query('SELECT published_at::text AS at, sha256 FROM release JOIN release_block ON id = release_id')).rows
    const first = await stored()
    await publishLasting(portal, draft(0))
    expect(await stored()).toEqual(first)
    await portal.pool.query(`UPDATE release_block SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 255) WHERE name = 'base'`)
    await publishLasting(portal, draft(0))
    expect((await stored()).map(({ sha256 }) => sha256).sort()).toEqual(first.map(({ sha256 }) => sha256).sort())
    expect(await stored()).not.toEqual(first)
  })

  it('becomes the newest though the clock was set back a year', async () => {
    const portal = await databases.portal()
    await publishLasting(portal, draft(0))
    await portal.pool.query(`UPDATE release SET published_at = published_at + interval '1 year'`)
    await publishLasting(portal, draft(1))
    expect(await newest(portal)).toEqual([draft(1).id, draft(0).id])
    // What was published before becomes current again by being released again.
    await publishLasting(portal, draft(0))
    expect(await newest(portal)).toEqual([draft(0).id, draft(1).id])
  })
})

onEachDatabase('an import', (databases) => {
  it('becomes the newest though the clock was set back a year', async () => {
    const vault = await databases.vault()
    await importInto(vault, 0, '2025-09-30')
    await vault.pool.query(`UPDATE import SET imported_at = imported_at + interval '1 year'`)
    await importInto(vault, 1, '2025-06-30')
    expect((await draftOf(vault)).dataDate).toBe('2025-06-30')
  })
})

describe('a release killed half way', () => {
  const killHalfWay = async (place: DatabasePlace) => {
    const before = await openDatabase(place, PORTAL_MIGRATIONS)
    await publishLasting(before, draft(0))
    await before.close()
    const file = path.join(dir, `${draft(1).id}.release`)
    await writeDraftFile(file, draft(1))
    const program = path.join(import.meta.dirname, 'killed-release.ts')
    const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(place), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
    const said = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
    expect(await Promise.race([said, ended])).toBe('half way\n')
    child.kill('SIGKILL')
    await ended
    const after = await openDatabase(place, PORTAL_MIGRATIONS)
    try {
      expect(await newest(after)).toEqual([draft(0).id])
      expect((await after.pool.query('SELECT DISTINCT release_id FROM release_block')).rows).toEqual([{ release_id: draft(0).id }])
      await publishLasting(after, draft(1))
      expect(await newest(after)).toEqual([draft(1).id, draft(0).id])
    } finally {
      await after.close()
    }
  }

  it('leaves the one before, embedded', () => killHalfWay({ kind: 'embedded', folder: path.join(dir, 'portal') }))

  it('leaves the one before, PostgreSQL', async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    await killHalfWay({ kind: 'server', url: await createDatabase(server.url) })
  })
})

/** Another import of a data date that was released needs a reason. */
const RELEASE_AGAIN = ['release', '--stage', 'rules', '--sooner', 'a corrected extract', '--json']

describe('with PostgreSQL as its database, the program', () => {
  it('outlives a crash of PostgreSQL: the server answers meanwhile, commands say what to do, nothing acknowledged is lost', async () => {
    const server = await startPostgres()
    const settings = {
      ...{ DATABASE_URL: await createDatabase(server.url), VAULT_URL: await createDatabase(server.url) },
      ...{ KOOSTE_DATA: path.join(dir, 'unused'), KOOSTE_PSEUDONYM_KEY: KEY },
      ...{ KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any' },
    }
    await done(importing(extracts[0]), settings)
    const { release } = await done(['release', '--stage', 'rules', '--json'], settings)
    const before = await held(settings)
    const portal = await startServer(settings)
    onTestFinished(async () => {
      await portal.stop()
      await server.stop()
    })
    const clients = async () =>
      (await ask<{ overview: { clients: { count: number } } }>(portal.url, '{ overview { clients { count } } }')).overview.clients.count
    const count = await clients()
    await server.crash()
    await wait(2500)
    expect(await clients()).toBe(count)
    const refused = await kooste(importing(extracts[1]), settings)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('start PostgreSQL (DATABASE_URL, VAULT_URL), then run the command again')
    await server.restart()
    expect(await held(settings)).toEqual(before)
    expect(before.releases).toEqual([release])
    // The portal finds its way back by itself and takes the next release.
    await done(importing(extracts[1]), settings)
    const { release: next } = await done(RELEASE_AGAIN, settings)
    for (const until = Date.now() + 60_000; Date.now() < until; await wait(200)) {
      const { release: served } = await ask<{ release: { id: string } }>(portal.url, '{ release { id } }').catch(() => ({
        release: { id: '' },
      }))
      if (served.id === next) break
    }
    expect((await ask<{ release: { id: string } }>(portal.url, '{ release { id } }')).release.id).toBe(next)
    expect(portal.output().match(/releases cannot be read, the one in memory is served/g)).toHaveLength(1)
    expect(portal.output()).toContain('releases can be read again')
  })

  it('takes two imports of the same data date at once one after the other, each whole', async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    const place = { kind: 'server', url: await createDatabase(server.url) } as const
    const [a, b] = await Promise.all([openDatabase(place, VAULT_MIGRATIONS), openDatabase(place, VAULT_MIGRATIONS)])
    onTestFinished(async () => {
      await a.close()
      await b.close()
    })
    const reports = (await Promise.all([importInto(a, 0), importInto(b, 1)])).map(({ report }) => report.clients)
    const { rows } = await a.pool.query<{ clients: number; summaries: number }>(
      `SELECT (report->>'clients')::int AS clients, (SELECT count(*)::int FROM summary) AS summaries FROM import`,
    )
    expect(rows).toHaveLength(1)
    expect(reports).toContain(rows[0]?.clients)
    expect(rows[0]?.summaries).toBe(rows[0]?.clients)
  })
})

describe('with embedded databases, the program', () => {
  it('refuses a second import beside the first and names its process', async () => {
    const settings = { KOOSTE_DATA: path.join(dir, 'two-imports'), KOOSTE_PSEUDONYM_KEY: KEY }
    const both = await Promise.all([kooste(importing(extracts[0]), settings), kooste(importing(extracts[1]), settings)])
    const codes = both.map(({ code }) => code).sort()
    expect(codes[0]).toBe(0)
    if (codes[1] === 5) expect(both.find(({ code }) => code === 5)?.stderr).toMatch(/in use by process \d+/)
    else expect(codes[1]).toBe(0) // the first had ended before the second began
    expect((await held(settings)).imports).toHaveLength(1)
  })

  it('serves what was acknowledged when its server is killed, and the release before when a block is damaged', async () => {
    const settings = { KOOSTE_DATA: path.join(dir, 'killed'), KOOSTE_PSEUDONYM_KEY: KEY, KOOSTE_MODE: 'local' }
    // A quarter apart: of one data date the second would take the first's place.
    await done(importing(extracts[0], '2025-06-30'), settings)
    const { release: first } = await done(['release', '--stage', 'rules', '--json'], settings)
    const server = await startServer(settings)
    await done(importing(extracts[1]), settings)
    const { release: second } = await done(['release', '--stage', 'rules', '--json'], settings)
    await server.stop('SIGKILL')
    expect((await held(settings)).releases).toEqual([second, first])

    const portal = await openDatabase({ kind: 'embedded', folder: path.join(settings.KOOSTE_DATA, 'portal') }, PORTAL_MIGRATIONS)
    await portal.pool.query(
      `UPDATE release_block SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 255) WHERE name = 'base' AND release_id = $1`,
      [second],
    )
    await portal.close()
    expect((await kooste(['verify'], settings)).code).toBe(7)
    const again = await startServer(settings)
    const served = async () => (await ask<{ release: { id: string } }>(again.url, '{ release { id } }')).release.id
    expect(await served()).toBe(first)
    expect(again.output()).toContain(
      `release ${second} is not served: release block 'base' is missing or altered. The one before serves; 'kooste release' makes it again.`,
    )
    await done(['release', '--stage', 'rules', '--json'], settings)
    expect(await served()).toBe(second)
    await again.stop()
    expect((await kooste(['verify'], settings)).code).toBe(0)
  })
})
