/** The migrations of the two databases. */
import path from 'node:path'
import { PROJECT_ROOT } from './project-root.ts'

export const PORTAL_MIGRATIONS = path.join(PROJECT_ROOT, 'prisma/portal/migrations')
export const VAULT_MIGRATIONS = path.join(PROJECT_ROOT, 'prisma/vault/migrations')
