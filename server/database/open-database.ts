/** Opens a database, embedded or by URL, and brings its tables up to date. */
import path from 'node:path'
import pg from 'pg'
import { makeDataFolder, refuseUnwritable } from './data-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate } from './migrate.ts'
import { pgliteStream } from './pglite-stream.ts'
import { startPglite } from './pglite-thread.ts'
import type { Database } from './sql.ts'

export type DatabasePlace =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'embedded'; readonly folder: string }
  /** For tests: gone when closed. */
  | { readonly kind: 'memory' }

/**
 * Opens and migrates. Throws FolderInUse where another process holds the embedded folder, and the driver's error
 * where a server cannot be reached.
 */
export async function openDatabase(place: DatabasePlace, migrations: string): Promise<Database> {
  const database = place.kind === 'server' ? openServer(place.url) : openEmbedded(place.kind === 'embedded' ? place.folder : null)
  try {
    await migrate(database.pool, migrations)
  } catch (cause) {
    await database.close()
    throw cause
  }
  return database
}

/** Milliseconds after which a server gives a statement for readers up: one that waits for a lock for ever would hold its connection as long. */
const STATEMENT_TIMEOUT = 60_000

/** The same for whoever answers readers: on a server no statement takes longer than a minute. Migrations may. */
export async function openForReaders(place: DatabasePlace, migrations: string): Promise<Database> {
  const database = await openDatabase(place, migrations)
  if (place.kind !== 'server') return database
  await database.close()
  return openServer(place.url, STATEMENT_TIMEOUT)
}

function openServer(url: string, statementTimeout = 0): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    // A firewall that forgot a connection says nothing: probes notice, and the next use has a new one.
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    ...(statementTimeout > 0 ? { statement_timeout: statementTimeout } : {}),
  })
  pool.on('error', () => {}) // an idle connection that breaks is replaced at the next use
  return { pool, kind: 'server', close: () => pool.end() }
}

function openEmbedded(folder: string | null): Database {
  if (folder !== null) {
    makeDataFolder(path.dirname(folder))
    refuseUnwritable(folder)
  }
  const unlock = folder === null ? () => {} : lockFolder(folder)
  const db = startPglite(folder)
  const pool = new pg.Pool({ max: 1, idleTimeoutMillis: 0, stream: () => pgliteStream(db) })
  pool.on('error', () => {})
  return {
    pool,
    kind: 'embedded',
    async close() {
      try {
        await pool.end()
        await db.close()
      } finally {
        unlock()
      }
    },
  }
}
