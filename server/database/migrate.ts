/** Applies committed migrations at start and books them in Prisma's own `_prisma_migrations`, so that Prisma's tools agree. */
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'

/** The advisory lock that Prisma's engine takes for the same purpose. */
const LOCK = 72707369

const BOOKS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

/**
 * Brings the database to the newest of `dir`/*\/migration.sql; each migration is one transaction.
 * Forward only: throws where an applied migration was edited, or is of a later version of the program. Returns the names applied now.
 */
export async function migrate(pool: pg.Pool, dir: string): Promise<readonly string[]> {
  const client = await pool.connect()
  const applied: string[] = []
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    await client.query('SET client_min_messages TO warning')
    await client.query(BOOKS)
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    const done = new Map(rows.map((row) => [row.migration_name, row.checksum]))
    const names = migrationNames(dir)
    const unknown = [...done.keys()].filter((name) => !names.includes(name))
    if (unknown.length > 0) {
      throw new Error(
        `the database was brought up to date by a later version of Kooste (${unknown.join(', ')}): use that one, or restore a backup`,
      )
    }
    for (const name of names) {
      const sql = readFileSync(path.join(dir, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      const known = done.get(name)
      if (known === checksum) continue
      if (known !== undefined) throw new Error(`migration ${name} was edited after it was applied`)
      await client.query('BEGIN')
      try {
        await client.query(sql)
        await client.query(
          'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
          [randomUUID(), checksum, name],
        )
        await client.query('COMMIT')
      } catch (cause) {
        await client.query('ROLLBACK')
        throw new Error(`migration ${name} failed and was rolled back`, { cause })
      }
      applied.push(name)
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
  return applied
}

const migrationNames = (dir: string): readonly string[] =>
  readdirSync(dir)
    .filter((name) => existsSync(path.join(dir, name, 'migration.sql')))
    .sort()
