/** The chain: each event carries the hash of the one before it, so that none can be changed or taken out unseen. */
import { hash } from 'node:crypto'
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
  const texts = JSON.stringify([previousHash, String(seq), at, kind, actorKind, actorId, actorName, outcome, subject, releaseId])
  return hash('sha256', `${texts.slice(0, -1)},${canonical(detail)}]`)
}

/** JSON with the names of every object in order: what PostgreSQL gives back of JSONB, in another order, gives the same. */
function canonical(value: Detail): string {
  if (!isObject(value)) return JSON.stringify(value)
  if (isList(value)) return value.some(isObject) ? `[${value.map(canonical).join(',')}]` : JSON.stringify(value)
  let text = ''
  for (const name of Object.keys(value).sort())
    text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${canonical(value[name] ?? null)}`
  return text === '' ? '{}' : `${text}}`
}

const isObject = (value: Detail): value is Extract<Detail, object> => typeof value === 'object' && value !== null
/** Array.isArray knows no readonly lists. */
const isList = (value: Detail): value is readonly Detail[] => Array.isArray(value)
