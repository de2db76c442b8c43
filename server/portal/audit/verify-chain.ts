/** Whether the log is whole: every hash, no gap, the end where the head says, and an earlier head on it. */
import type { Database } from '../../database/sql.ts'
import { type ChainedEvent, hashOf } from './chain.ts'
import type { Detail } from './event.ts'

/** An earlier head that someone kept elsewhere: `seq:hash`. */
export interface KeptHead {
  readonly seq: bigint
  readonly hash: string
}

export type ChainState =
  | { readonly kind: 'whole'; readonly head: KeptHead; readonly first: bigint; readonly events: number }
  /** `seq`: the first event that is wrong or missing. */
  | { readonly kind: 'broken'; readonly seq: bigint; readonly reason: 'CHANGED' | 'MISSING' | 'NOT_THE_HEAD' | 'NOT_THE_KEPT_HEAD' }

interface Row {
  readonly seq: string
  readonly at: Date
  readonly kind: string
  readonly actor_kind: string
  readonly actor_id: string
  readonly actor_name: string
  readonly outcome: string
  readonly subject: string | null
  readonly release_id: string | null
  readonly detail: Detail
  readonly previous_hash: string
  readonly hash: string
}

const PAGE = 5000

/** A row of the log as the chain hashes it. */
export const chained = (row: Row): ChainedEvent => ({
  seq: BigInt(row.seq),
  at: row.at.toISOString(),
  kind: row.kind,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  actorName: row.actor_name,
  outcome: row.outcome,
  subject: row.subject,
  releaseId: row.release_id,
  detail: row.detail,
  previousHash: row.previous_hash,
})

/** Events in order, a page at a time, up to the event `to`. */
export async function* eventPages(database: Database, after: bigint, to: bigint): AsyncGenerator<readonly Row[]> {
  for (let from = after; from < to; ) {
    const { rows } = await database.pool.query<Row>('SELECT * FROM audit_event WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3', [
      String(from),
      String(to),
      PAGE,
    ])
    const last = rows.at(-1)
    if (!last) return
    yield rows
    from = BigInt(last.seq)
  }
}

/** Walks the whole log. Events that come meanwhile are left for the next time; where old ones are taken away meanwhile, it begins anew. */
export async function verifyChain(database: Database, kept: KeptHead | null = null): Promise<ChainState> {
  for (;;) {
    const before = await headOf(database)
    if (!before) return { kind: 'broken', seq: 0n, reason: 'NOT_THE_HEAD' }
    const state = await walked(database, before, kept)
    if (state.kind === 'whole' || (await headOf(database))?.kept_after_seq === before.kept_after_seq) return state
  }
}

interface Head {
  readonly seq: string
  readonly hash: string
  readonly kept_after_seq: string
  readonly kept_after_hash: string
}

async function headOf(database: Database): Promise<Head | undefined> {
  const { rows } = await database.pool.query<Head>('SELECT seq, hash, kept_after_seq, kept_after_hash FROM audit_head WHERE id = 1')
  return rows[0]
}

async function walked(database: Database, stored: Head, kept: KeptHead | null): Promise<ChainState> {
  const head = { seq: BigInt(stored.seq), hash: stored.hash }
  const start = BigInt(stored.kept_after_seq)
  let seq = start
  let hash = stored.kept_after_hash
  let keptSeen = kept === null || kept.seq < start || (kept.seq === start && kept.hash === hash)
  for await (const page of eventPages(database, start, head.seq)) {
    for (const row of page) {
      if (BigInt(row.seq) !== seq + 1n) return { kind: 'broken', seq: seq + 1n, reason: 'MISSING' }
      seq += 1n
      if (row.previous_hash !== hash || hashOf(chained(row)) !== row.hash) return { kind: 'broken', seq, reason: 'CHANGED' }
      hash = row.hash
      if (kept?.seq === seq) {
        if (kept.hash !== hash) return { kind: 'broken', seq, reason: 'NOT_THE_KEPT_HEAD' }
        keptSeen = true
      }
    }
  }
  if (seq !== head.seq) return { kind: 'broken', seq: seq + 1n, reason: 'MISSING' }
  if (hash !== head.hash) return { kind: 'broken', seq, reason: 'NOT_THE_HEAD' }
  if (!keptSeen) return { kind: 'broken', seq: kept?.seq ?? seq, reason: 'NOT_THE_KEPT_HEAD' }
  return { kind: 'whole', head, first: start + 1n, events: Number(head.seq - start) }
}
