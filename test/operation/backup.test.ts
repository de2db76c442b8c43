/** Backup and restore as docs/operations.md describes them, done. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { ask, kooste, type Settings, startServer } from '../support/program.ts'

const KEY = 'a key for tests, of no county at all'
const work = mkdtempSync(path.join(tmpdir(), 'kooste-backup-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))
const extracts = path.join(work, 'extracts')

const done = async (words: readonly string[], settings: Settings) => {
  const ran = await kooste(words, settings)
  expect(ran.code, ran.stderr).toBe(0)
  return ran
}

/** Imports and releases the small demo county. */
async function fill(settings: Settings): Promise<void> {
  await done(['import', extracts, '--data-date', '2025-09-30'], settings)
  await done(['release', '--stage', 'rules'], settings)
}

/** What readers see, and that the vault still gives every figure of it. */
async function state(settings: Settings): Promise<unknown> {
  const server = await startServer({ ...settings, KOOSTE_MODE: 'local', KOOSTE_OPERATIONS: 'any' })
  try {
    return await ask(
      server.url,
      '{ release { id contentHash } overview { clients { count } services { clients { count } } } usageMatrix { counts } }',
    )
  } finally {
    await server.stop()
    await done(['verify'], settings)
  }
}

beforeAll(() => done(['demo', extracts, '--residents', '4000'], {}))

describe('the embedded databases', () => {
  it('come back from a copy of the folder that was made while nothing ran', async () => {
    const data = path.join(work, 'data')
    const settings = { KOOSTE_DATA: data, KOOSTE_PSEUDONYM_KEY: KEY }
    await fill(settings)
    const before = await state(settings)
    cpSync(data, path.join(work, 'copy'), { recursive: true })
    rmSync(data, { recursive: true })
    cpSync(path.join(work, 'copy'), data, { recursive: true })
    expect(await state(settings)).toEqual(before)
  })
})

/** pg_dump, pg_restore and a server of one version, as a distribution installs them. */
const PROGRAMS = [process.env.KOOSTE_TEST_PG, ...installed()].find(
  (folder) => folder !== undefined && ['pg_dump', 'pg_restore', 'postgres', 'initdb'].every((name) => existsSync(path.join(folder, name))),
)

function installed(): readonly string[] {
  const base = '/usr/lib/postgresql'
  return existsSync(base) ? readdirSync(base).map((version) => path.join(base, version, 'bin')) : []
}

describe.skipIf(PROGRAMS === undefined)('the databases of a server (skipped where pg_dump and PostgreSQL are not installed)', () => {
  let server: PostgresServer
  const programs = PROGRAMS ?? ''
  const run = (name: string, ...words: readonly string[]) =>
    execFileSync(path.join(programs, name), words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const urlOf = (database: string) => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    return url.href
  }
  const sql = async (text: string, database = 'postgres') => {
    const client = new pg.Client({ connectionString: urlOf(database) })
    await client.connect()
    try {
      return (await client.query(text)).rows
    } finally {
      await client.end()
    }
  }
  beforeAll(async () => {
    server = await startPostgres({ programs })
    for (const role of ['kooste_portal', 'kooste_vault']) await sql(`CREATE ROLE ${role} LOGIN`)
    for (const name of ['portal', 'vault']) {
      await sql(`CREATE DATABASE kooste_${name} OWNER kooste_${name}`)
      await sql(`REVOKE CONNECT ON DATABASE kooste_${name} FROM PUBLIC`)
    }
  })
  afterAll(() => server.stop())

  const as = (name: 'portal' | 'vault') => {
    const url = new URL(urlOf(`kooste_${name}`))
    url.username = `kooste_${name}`
    return url.href
  }

  it('come back from pg_dump, each alone, while the portal serves', async () => {
    const settings = {
      DATABASE_URL: as('portal'),
      VAULT_URL: as('vault'),
      KOOSTE_PSEUDONYM_KEY: KEY,
      KOOSTE_DATA: path.join(work, 'server'),
    }
    await fill(settings)
    const before = await state(settings)
    const serving = await startServer({ ...settings, KOOSTE_MODE: 'local' })
    try {
      for (const name of ['portal', 'vault'] as const)
        run('pg_dump', '--format=custom', `--file=${path.join(work, `${name}.dump`)}`, as(name))
    } finally {
      await serving.stop()
    }
    for (const name of ['portal', 'vault'] as const) {
      await sql(`DROP DATABASE kooste_${name} WITH (FORCE)`)
      await sql(`CREATE DATABASE kooste_${name} OWNER kooste_${name}`)
      run(
        'pg_restore',
        '--exit-on-error',
        '--no-owner',
        `--role=kooste_${name}`,
        `--dbname=${urlOf(`kooste_${name}`)}`,
        path.join(work, `${name}.dump`),
      )
    }
    expect(await state(settings)).toEqual(before)
  })

  it('keep the portal out of the vault', async () => {
    await sql('REVOKE CONNECT ON DATABASE kooste_vault FROM PUBLIC') // a restored database has the rights of a new one
    const url = new URL(urlOf('kooste_vault'))
    url.username = 'kooste_portal'
    const client = new pg.Client({ connectionString: url.href })
    await expect(client.connect()).rejects.toThrow('permission denied')
    await client.end().catch(() => {})
  })

  it('that are damaged on the way are not restored half', async () => {
    const damaged = path.join(work, 'damaged.dump')
    cpSync(path.join(work, 'portal.dump'), damaged)
    writeFileSync(damaged, 'x'.repeat(200), { flag: 'r+' })
    await sql('CREATE DATABASE half')
    const { status } = spawnSync(path.join(programs, 'pg_restore'), [
      '--exit-on-error',
      '--single-transaction',
      `--dbname=${urlOf('half')}`,
      damaged,
    ])
    expect(status).not.toBe(0)
    expect(await sql("SELECT 1 FROM information_schema.tables WHERE table_schema = 'public'", 'half')).toEqual([])
  })
})
