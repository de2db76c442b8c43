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

function openServer(url: string): Database {
  // A firewall that forgot a connection says nothing: probes notice, and the next use has a new one.
  const pool = new pg.Pool({ connectionString: url, max: 8, keepAlive: true, keepAliveInitialDelayMillis: 10_000 })
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
