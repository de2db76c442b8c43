/** Databases for tests: the embedded one and a real PostgreSQL, each fresh and migrated. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { type PostgresServer, startPostgres } from './postgres.ts'

export interface TestDatabases {
  /** A new, empty, migrated portal database; closed with the suite. */
  portal(): Promise<Database>
  vault(): Promise<Database>
}

/** Runs the same tests on PGlite and on PostgreSQL 18. */
export function onEachDatabase(title: string, body: (databases: TestDatabases) => void): void {
  describe(`${title}, embedded`, () => {
    const open = closedAfterwards()
    body({
      portal: () => open(openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)),
      vault: () => open(openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)),
    })
  })
  describe(`${title}, PostgreSQL`, () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres()
    })
    afterAll(() => server.stop())
    const open = closedAfterwards()
    body({
      portal: async () => open(openDatabase({ kind: 'server', url: await createDatabase(server.url) }, PORTAL_MIGRATIONS)),
      vault: async () => open(openDatabase({ kind: 'server', url: await createDatabase(server.url) }, VAULT_MIGRATIONS)),
    })
  })
}

/** Makes a new database on a server; resolves to its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `t_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE "${name}"`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}

function closedAfterwards(): (opening: Promise<Database>) => Promise<Database> {
  const opened: Database[] = []
  afterAll(async () => {
    for (const database of opened) await database.close()
  })
  return async (opening) => {
    const database = await opening
    opened.push(database)
    return database
  }
}
