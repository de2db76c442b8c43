/** Writes events at the end of the chain: one transaction, one writer at a time, whichever process it is in. */

import type pg from 'pg'
import { inTransaction } from '../../database/transaction.ts'
import { type ChainedEvent, hashOf } from './chain.ts'
import { cleanDetail, cleanText } from './clean.ts'
import type { AuditEvent } from './event.ts'

/** When an event was, beside what. */
export interface TimedEvent extends AuditEvent {
  readonly at: Date
}

/** Appends in order; resolves once they are committed. Nothing of them is written where it throws. */
export const appendEvents = (pool: pg.Pool, events: readonly TimedEvent[]): Promise<void> =>
  inTransaction(pool, (client) => appendWithin(client, events))

/** Appends in the caller's transaction, as its last act: until it ends, no other event is written. */
export async function appendWithin(client: pg.ClientBase, events: readonly TimedEvent[]): Promise<void> {
  if (events.length === 0) return
  const { rows } = await client.query<{ seq: string; hash: string }>('SELECT seq, hash FROM audit_head WHERE id = 1 FOR UPDATE')
  const head = rows[0]
  if (!head) throw new Error('the audit log has no head')
  const chained = chain(events, BigInt(head.seq), head.hash)
  const last = chained.at(-1)
  if (!last) throw new Error('nothing to append')
  // jsonb_to_recordset: one parameter for any number of events.
  await client.query(
    `INSERT INTO audit_event (seq, at, kind, actor_kind, actor_id, actor_name, outcome, subject, release_id, detail, previous_hash, hash)
     SELECT seq, at, kind, "actorKind", "actorId", "actorName", outcome, subject, "releaseId", detail, "previousHash", hash
       FROM jsonb_to_recordset($1::jsonb) AS e(seq bigint, at timestamptz, kind text, "actorKind" text, "actorId" text, "actorName" text,
            outcome text, subject text, "releaseId" text, detail jsonb, "previousHash" text, hash text)`,
    [JSON.stringify(chained.map((one) => ({ ...one, seq: String(one.seq) })))],
  )
  await client.query('UPDATE audit_head SET seq = $1, hash = $2 WHERE id = 1', [String(last.seq), last.hash])
}

function chain(events: readonly TimedEvent[], seq: bigint, hash: string): readonly (ChainedEvent & { readonly hash: string })[] {
  let previousHash = hash
  return events.map((event, i) => {
    const chained: ChainedEvent = {
      seq: seq + BigInt(i + 1),
      at: event.at.toISOString(),
      kind: event.kind,
      actorKind: event.actor.kind,
      actorId: cleanText(event.actor.id),
      actorName: cleanText(event.actor.name),
      outcome: event.outcome,
      subject: event.subject === undefined || event.subject === null ? null : cleanText(event.subject),
      releaseId: event.release ?? null,
      detail: cleanDetail(event.detail ?? {}),
      previousHash,
    }
    previousHash = hashOf(chained)
    return { ...chained, hash: previousHash }
  })
}
