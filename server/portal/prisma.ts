import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { PrismaClient } from './generated/prisma/client.ts'

/**
 * Milliseconds that a transaction waits for a connection, and runs. Prisma's own are two and five seconds; the embedded database has one
 * connection for everybody, which others may keep busy for longer (checks of a long audit log), and who asks then waits, and is not told of a
 * broken portal.
 */
const TRANSACTIONS = { maxWait: 20_000, timeout: 30_000 }

/** Prisma over the portal's connections. */
export const openPrisma = (pool: pg.Pool): PrismaClient =>
  new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTIONS })
