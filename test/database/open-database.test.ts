import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FolderInUse } from '../../server/database/folder-lock.ts'
import { openDatabase, openForReaders } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { PrismaClient as PortalClient } from '../../server/portal/generated/prisma/client.ts'
import { createDatabase, onEachDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'

onEachDatabase('a database', (databases) => {
  it('answers plain SQL and Prisma after its migrations', async () => {
    const database = await databases.portal()
    const prisma = new PortalClient({ adapter: new PrismaPg(database.pool) })
    expect(await prisma.release.count()).toBe(0)
    const { rows } = await database.pool.query('SELECT migration_name FROM _prisma_migrations')
    expect(rows.length).toBeGreaterThan(0)
  })

  it('rolls a failed transaction back and goes on', async () => {
    const { pool } = await databases.vault()
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO import (data_date, window_from, demo, catalogue, report) VALUES ('2025-09-30', '2024-10-01', true, '{}', '{}')`,
    )
    await expect(client.query('SELECT nonsense')).rejects.toThrow()
    await client.query('ROLLBACK')
    client.release()
    expect((await pool.query('SELECT count(*)::int AS n FROM import')).rows[0].n).toBe(0)
  })
})

describe('a server', () => {
  it('gives up what takes too long for readers, and nothing of anybody else', async () => {
    const server = await startPostgres()
    onTestFinished(() => server.stop())
    const place = { kind: 'server', url: await createDatabase(server.url) } as const
    const limitOf = async (open: typeof openDatabase) => {
      const database = await open(place, PORTAL_MIGRATIONS)
      const { rows } = await database.pool.query('SHOW statement_timeout')
      await database.close()
      return rows
    }
    expect(await limitOf(openForReaders)).toEqual([{ statement_timeout: '1min' }])
    expect(await limitOf(openDatabase)).toEqual([{ statement_timeout: '0' }])
  })

  it('is probed while it says nothing', async () => {
    const url = 'postgresql://a@127.0.0.1:'
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const probed: unknown[][] = []
    const { setKeepAlive } = Socket.prototype
    Socket.prototype.setKeepAlive = function (...how) {
      probed.push(how)
      return setKeepAlive.apply(this, how)
    }
    onTestFinished(() => {
      Socket.prototype.setKeepAlive = setKeepAlive
    })
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(openDatabase({ kind: 'server', url: `${url}${port}/b` }, PORTAL_MIGRATIONS)).rejects.toThrow()
    expect(probed).toEqual([[true, 10_000]])
  })
})

describe('an embedded folder', () => {
  it('is refused to a second opener and free again after close', async () => {
    const folder = path.join(mkdtempSync(path.join(tmpdir(), 'kooste-')), 'vault')
    const first = await openDatabase({ kind: 'embedded', folder }, VAULT_MIGRATIONS)
    await expect(openDatabase({ kind: 'embedded', folder }, VAULT_MIGRATIONS)).rejects.toThrow(FolderInUse)
    await first.close()
    const second = await openDatabase({ kind: 'embedded', folder }, VAULT_MIGRATIONS)
    await second.close()
    rmSync(path.dirname(folder), { recursive: true })
  })

  it('keeps what was acknowledged when its process is killed', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'kooste-'))
    const folder = path.join(dir, 'vault')
    const script = path.join(dir, 'writer.ts')
    const from = (file: string) => JSON.stringify(path.resolve(import.meta.dirname, '../../server', file))
    writeFileSync(
      script,
      `import { openDatabase } from ${from('database/open-database.ts')}
       import { VAULT_MIGRATIONS } from ${from('migrations.ts')}
       const main = async () => {
         const { pool } = await openDatabase({ kind: 'embedded', folder: ${JSON.stringify(folder)} }, VAULT_MIGRATIONS)
         await pool.query('CREATE TABLE acknowledged (n int)')
         for (let n = 1; ; n++) { await pool.query('INSERT INTO acknowledged VALUES ($1)', [n]); console.log(n) }
       }
       void main()`,
    )
    const writer = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: path.resolve(import.meta.dirname, '../..'),
    })
    let last = 0
    await new Promise<void>((resolve) => {
      writer.stdout.on('data', (part: Buffer) => {
        for (const line of part.toString().trim().split('\n')) last = Math.max(last, Number(line))
        if (last >= 200) writer.kill('SIGKILL')
      })
      writer.once('exit', () => resolve())
    })
    const survivor = await openDatabase({ kind: 'embedded', folder }, VAULT_MIGRATIONS)
    const { rows } = await survivor.pool.query('SELECT max(n) AS n FROM acknowledged')
    expect(rows[0].n).toBeGreaterThanOrEqual(last)
    await survivor.close()
    rmSync(dir, { recursive: true })
  })
})

describe("the portal's connection", () => {
  it('finds no table of the vault', async () => {
    const portal = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
    for (const table of ['summary', 'import', 'certificate']) {
      await expect(portal.pool.query(`SELECT * FROM ${table}`)).rejects.toThrow(/does not exist/)
    }
    await portal.close()
  })

  it('may be a role that PostgreSQL itself keeps out of the vault', async () => {
    const server = await startPostgres()
    try {
      const vaultUrl = new URL(await createDatabase(server.url))
      const portalUrl = new URL(await createDatabase(server.url))
      const administrator = new pg.Client({ connectionString: server.url })
      await administrator.connect()
      await administrator.query("CREATE ROLE kooste_portal LOGIN PASSWORD 'portal'")
      await administrator.query(`REVOKE CONNECT ON DATABASE "${vaultUrl.pathname.slice(1)}" FROM PUBLIC`)
      await administrator.query(`ALTER DATABASE "${portalUrl.pathname.slice(1)}" OWNER TO kooste_portal`)
      await administrator.end()
      await (await openDatabase({ kind: 'server', url: vaultUrl.href }, VAULT_MIGRATIONS)).close()
      for (const url of [portalUrl, vaultUrl]) {
        url.username = 'kooste_portal'
        url.password = 'portal'
      }
      const portal = await openDatabase({ kind: 'server', url: portalUrl.href }, PORTAL_MIGRATIONS)
      await expect(portal.pool.query('SELECT * FROM summary')).rejects.toThrow(/does not exist/)
      await expect(portal.pool.query(`SELECT * FROM "${vaultUrl.pathname.slice(1)}".public.summary`)).rejects.toThrow(
        /cross-database references/,
      )
      await portal.close()
      await expect(openDatabase({ kind: 'server', url: vaultUrl.href }, VAULT_MIGRATIONS)).rejects.toThrow(/permission denied for database/)
    } finally {
      await server.stop()
    }
  })
})
