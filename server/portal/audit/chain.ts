/** The chain: each event carries the hash of the one before it, so that none can be changed or taken out unseen. */
import { createHash } from 'node:crypto'
import type { Detail } from './event.ts'

/** An event as it is stored. */
export interface ChainedEvent {
  readonly seq: bigint
  /** ISO 8601, milliseconds, UTC. */
  readonly at: string
  readonly kind: string
  readonly actorKind: string
  readonly actorId: string
  readonly actorName: string
  readonly outcome: string
  readonly subject: string | null
  readonly releaseId: string | null
  readonly detail: Detail
  readonly previousHash: string
}

/** SHA-256 over the canonical text of an event, the hash before it among it. */
export function hashOf(event: ChainedEvent): string {
  const { seq, at, kind, actorKind, actorId, actorName, outcome, subject, releaseId, detail, previousHash } = event
  const text = canonical([previousHash, String(seq), at, kind, actorKind, actorId, actorName, outcome, subject, releaseId, detail])
  return createHash('sha256').update(text).digest('hex')
}

/** JSON with the names of every object in order: what PostgreSQL gives back of JSONB, in another order, gives the same. */
function canonical(value: Detail): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
