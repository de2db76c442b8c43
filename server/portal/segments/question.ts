/** What the portal's questions about segments have in common. */
import { createHash } from 'node:crypto'
import type { PrismaClient } from '../generated/prisma/client.ts'

/** Of a canonical scheme: what a question and its answer are found by. */
export const schemeHash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Calls whoever answers for the vault. */
export const callVault = (prisma: Pick<PrismaClient, '$executeRaw'>) => prisma.$executeRaw`SELECT pg_notify('kooste_draft_asked', '')`
