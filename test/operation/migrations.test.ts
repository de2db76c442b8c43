import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { migrate } from '../../server/database/migrate.ts'
import { type DatabasePlace, openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { PrismaClient } from '../../server/portal/generated/prisma/client.ts'
import { openReleaseStore } from '../../server/portal/release/store.ts'
import { createDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-migrations-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const FIRST = '20261122000000_init'
const DATABASES = [
  {
    name: 'portal',
    migrations: PORTAL_MIGRATIONS,
    tables: ['release', 'release_block', 'service_task', 'service', 'municipality', 'centre'],
  },
  { name: 'vault', migrations: VAULT_MIGRATIONS, tables: ['import', 'summary', 'certificate'] },
] as const

/** A folder with the first migration alone. */
function firstOf(name: string, migrations: string): string {
  const folder = path.join(work, `${name}-first`)
  mkdirSync(folder, { recursive: true })
  cpSync(path.join(migrations, FIRST), path.join(folder, FIRST), { recursive: true })
  return folder
}

/** A row an element, as text, in the columns that it had before. */
async function rowsOf(pool: pg.Pool, table: string, columns: readonly string[]): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT ROW(${columns.map((one) => `"${one}"`).join(', ')})::text AS line FROM "${table}" ORDER BY 1`,
  )
  return rows.map(({ line }) => line)
}

const columnsOf = async (pool: pg.Pool, table: string): Promise<readonly string[]> =>
  (
    await pool.query<{ column_name: string }>(
      'SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position',
      [table],
    )
  ).rows.map((row) => row.column_name)

async function onEach(body: (place: () => Promise<DatabasePlace>) => Promise<void>, kind: string): Promise<void> {
  if (kind === 'embedded') {
    let n = 0
    return body(async () => ({ kind: 'embedded', folder: mkdtempSync(path.join(work, `db${n++}-`)) }))
  }
  const server = await startPostgres()
  try {
    await body(async () => ({ kind: 'server', url: await createDatabase(server.url) }))
  } finally {
    await server.stop()
  }
}

describe.each(['embedded', 'PostgreSQL'])('a database of the first version, %s', (kind) => {
  it.each(DATABASES)('of the $name keeps its data through every migration since', ({ name, migrations, tables }) =>
    onEach(async (place) => {
      const at = await place()
      const first = await openDatabase(at, firstOf(name, migrations))
      for (const sql of readFileSync(`test/fixtures/first-version/${name}.sql`, 'utf8')
        .trim()
        .split(/;\n|;$/)
        .filter(Boolean))
        await first.pool.query(sql)
      const before = new Map<string, { columns: readonly string[]; rows: readonly string[] }>()
      for (const table of tables) {
        const columns = await columnsOf(first.pool, table)
        before.set(table, { columns, rows: await rowsOf(first.pool, table, columns) })
      }
      await first.close()

      const now = await openDatabase(at, migrations)
      try {
        for (const [table, { columns, rows }] of before) {
          expect(rows.length, table).toBeGreaterThan(0)
          expect(await rowsOf(now.pool, table, columns), table).toEqual(rows)
        }
        const { rows } = await now.pool.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')
        expect(rows.map((row) => row.migration_name)).toEqual(
          readdirSync(migrations)
            .filter((one) => /^\d{14}_/.test(one))
            .sort(),
        )
        expect(await migrate(now.pool, migrations)).toEqual([])
        if (name === 'portal') await serves(now)
      } finally {
        await now.close()
      }
    }, kind),
  )
})

/** The release of the first version is still read, cell by cell. */
async function serves(database: Database): Promise<void> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  const store = await openReleaseStore(prisma, { pollMilliseconds: 0 })
  expect(store.served().current?.release.id).toBe('8d9a56de7e86')
  await store.stop()
  await prisma.$disconnect()
}

describe('migrations', () => {
  const open = async (migrations: string) => openDatabase({ kind: 'memory' }, migrations)

  it('are named so that they are applied in the order in which they were written', () => {
    for (const { migrations } of DATABASES) {
      const names = readdirSync(migrations).filter((one) => one !== 'migration_lock.toml')
      for (const name of names) expect(name).toMatch(/^\d{14}_[a-z0-9_]+$/)
      expect(names.sort()[0]).toBe(FIRST)
    }
  })

  it('go forward only: none takes a table, a column or rows away', () => {
    for (const { migrations } of DATABASES)
      for (const name of readdirSync(migrations).filter((one) => one !== 'migration_lock.toml'))
        expect(
          // a trigger names the statements that it refuses or follows, its function what it does then
          readFileSync(path.join(migrations, name, 'migration.sql'), 'utf8').replaceAll(/CREATE TRIGGER[^;]*;|\$\$.*?\$\$/gs, ''),
          name,
        ).not.toMatch(/\b(DROP (TABLE|COLUMN|SCHEMA)|TRUNCATE|DELETE FROM)\b/i)
  })

  it('leave of real clients one exact release of a data date served, the one published last', async () => {
    const before = path.join(work, 'before-one-exact')
    cpSync(PORTAL_MIGRATIONS, before, { recursive: true, filter: (name) => !name.includes('one_exact_release') })
    const at = { kind: 'embedded', folder: mkdtempSync(path.join(work, 'one-')) } as const
    const earlier = await openDatabase(at, before)
    const rows: readonly (readonly [string, string, string, boolean, string])[] = [
      ['five', '2026-01-01', '2025-09-30', false, 'exact'],
      ['ten', '2026-01-02', '2025-09-30', false, 'exact'],
      ['noisy', '2026-01-01', '2025-09-30', false, 'perturbed'],
      ['june', '2026-01-01', '2025-06-30', false, 'exact'],
      ['base', '2026-01-01', '2025-03-31', true, 'exact'],
      ['lifted', '2026-01-02', '2025-03-31', true, 'exact'],
    ]
    for (const [id, publishedAt, dataDate, demo, kind] of rows)
      await earlier.pool.query(
        `INSERT INTO release (id, content_hash, data_date, window_from, published_at, county_code, name_fi, name_sv, name_en, demo, layout, rules, policy,
                              certificate, import_report)
         VALUES ($1, $1, $3, $3, $2, '16', '', '', '', $4, '{}', '{}', $5, '{}', '{}')`,
        [id, publishedAt, dataDate, demo, JSON.stringify({ kind })],
      )
    await earlier.close()
    const now = await openDatabase(at, PORTAL_MIGRATIONS)
    const withdrawn = await now.pool.query('SELECT id FROM release WHERE withdrawn_at IS NOT NULL').finally(() => now.close())
    expect(withdrawn.rows).toEqual([{ id: 'five' }])
  })

  it('are refused where a later version of the program was here', async () => {
    const later = path.join(work, 'later')
    cpSync(PORTAL_MIGRATIONS, later, { recursive: true })
    mkdirSync(path.join(later, '20990101000000_later'))
    writeFileSync(path.join(later, '20990101000000_later/migration.sql'), 'CREATE TABLE later (id int)')
    const database = await open(later)
    try {
      await expect(migrate(database.pool, PORTAL_MIGRATIONS)).rejects.toThrow('20990101000000_later')
    } finally {
      await database.close()
    }
  })

  it('are refused where one was edited after it was applied', async () => {
    const edited = path.join(work, 'edited')
    const database = await open(firstOf('portal', PORTAL_MIGRATIONS))
    try {
      cpSync(firstOf('portal', PORTAL_MIGRATIONS), edited, { recursive: true })
      writeFileSync(path.join(edited, FIRST, 'migration.sql'), '-- nothing')
      await expect(migrate(database.pool, edited)).rejects.toThrow('was edited')
    } finally {
      await database.close()
    }
  })

  it('that fail half way leave nothing of themselves', async () => {
    const failing = path.join(work, 'failing')
    cpSync(PORTAL_MIGRATIONS, failing, { recursive: true })
    mkdirSync(path.join(failing, '20990101000000_failing'))
    writeFileSync(path.join(failing, '20990101000000_failing/migration.sql'), 'CREATE TABLE half (id int); SELECT no_such_column;')
    const database = await open(PORTAL_MIGRATIONS)
    try {
      await expect(migrate(database.pool, failing)).rejects.toThrow('rolled back')
      expect((await database.pool.query("SELECT to_regclass('half') AS half")).rows[0].half).toBeNull()
      expect(await migrate(database.pool, PORTAL_MIGRATIONS)).toEqual([])
    } finally {
      await database.close()
    }
  })
})
