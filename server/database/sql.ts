/** A database as the vault and the portal use it: one PostgreSQL face over a server or the embedded PGlite. */
import type pg from 'pg'

export interface Database {
  /** For Prisma's adapter and for plain SQL. On PGlite it has one connection: never hold it while asking for another. */
  readonly pool: pg.Pool
  readonly kind: 'embedded' | 'server'
  close(): Promise<void>
}
