/** What failed, in one line, and what to do where that is known. */

import { UnwritableFolder } from '../database/data-folder.ts'

/** Messages only, the causes' too: they hold no counts and no rows by the rule for errors. */
export function failureText(cause: unknown): string {
  const chain = chainOf(cause)
  const words = [...new Set(chain.map((one) => one.message).filter(Boolean))].join(': ') || 'failed for an unknown reason'
  const remedy = chain.map(remedyOf).find((one) => one !== null)
  return remedy ? `${words}. ${remedy}` : words
}

/** The error and what it rests on. A refused connection comes as several errors, one an address. */
function chainOf(cause: unknown): readonly (Error & { readonly code?: unknown })[] {
  if (!(cause instanceof Error)) return []
  return [cause, ...chainOf(cause.cause), ...(cause instanceof AggregateError ? cause.errors.slice(0, 1).flatMap(chainOf) : [])]
}

const DISK_FULL =
  'The disk is full. What was acknowledged before is kept and nothing of this was taken: free space on the disk of the database, then run the command again.'
const UNREACHABLE =
  'The database broke off or cannot be reached. What was acknowledged before is kept and nothing of this was taken: start PostgreSQL (DATABASE_URL, VAULT_URL), then run the command again.'
const EMBEDDED_STOPPED =
  'What was acknowledged before is kept and nothing of this was taken: check that the disk of KOOSTE_DATA has space and can be written, then start again.'
const UNWRITABLE =
  'Give the user that runs Kooste this folder and all that is in it, or set KOOSTE_DATA to a folder of its own, then start again.'
const NO_DATABASE =
  "Correct DATABASE_URL or VAULT_URL, whichever names it, or make the database and its role on the server (docs/operations.md, 'What runs where')."

/** PostgreSQL's classes: 53100 disk full; 3D000 no such database; 28 no such role or another password; 57P01 to 57P05 shutdown and crash; 08 connection. */
function remedyOf(error: Error & { readonly code?: unknown }): string | null {
  const code = typeof error.code === 'string' ? error.code : ''
  if (isFull(error) || code === '53100' || /no space left/i.test(error.message)) return DISK_FULL
  if (code === '3D000' || /^28...$/.test(code)) return NO_DATABASE
  if (/^(57P0\d|08...)$/.test(code) || /^(ECONN(REFUSED|RESET)|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH)$/.test(code)) return UNREACHABLE
  if (/^Connection terminated|timeout expired/.test(error.message)) return UNREACHABLE
  // Of a full disk the cause tells.
  if (error instanceof UnwritableFolder && !isFull(error.cause)) return UNWRITABLE
  if (/^the embedded database in .* cannot be opened/.test(error.message) && /^E(ACCES|PERM|ROFS)$/.test(code)) return UNWRITABLE
  if (/^the embedded database (has stopped|in .* cannot be opened)/.test(error.message)) return EMBEDDED_STOPPED
  return null
}

const isFull = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
