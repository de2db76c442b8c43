/** Takes away what has been kept as long as configured: the oldest events, where the chain then begins stays known, and who signed in. */
import type { Database } from '../../database/sql.ts'
import { inTransaction } from '../../database/transaction.ts'
import { appendEvents } from './append.ts'
import { SYSTEM } from './event.ts'

/** Shortest time that events are kept, in days: the database refuses to take younger ones. */
export const SHORTEST_RETENTION = 30

/** Resolves to the number of events taken, which is an event itself. */
export async function applyRetention(database: Database, days: number, now = new Date()): Promise<number> {
  if (days < SHORTEST_RETENTION) throw new Error(`audit events are kept for at least ${SHORTEST_RETENTION} days`)
  const before = new Date(now.getTime() - days * 86_400_000)
  let taken = 0
  let last = ''
  await inTransaction(database.pool, async (client) => {
    // Years of events take their time.
    await client.query('SET LOCAL statement_timeout TO 0')
    await client.query('SELECT seq FROM audit_head WHERE id = 1 FOR UPDATE')
    // A prefix of the chain only: up to the first event that is young enough to stay.
    const { rows } = await client.query<{ seq: string; hash: string; n: string }>(
      `SELECT seq, hash, seq - (SELECT kept_after_seq FROM audit_head WHERE id = 1) AS n FROM audit_event
        WHERE seq < coalesce((SELECT min(seq) FROM audit_event WHERE at >= $1), 9223372036854775807) ORDER BY seq DESC LIMIT 1`,
      [before],
    )
    const end = rows[0]
    if (end) {
      await client.query(`SELECT set_config('kooste.audit_retention', 'on', true)`)
      await client.query('DELETE FROM audit_event WHERE seq <= $1', [end.seq])
      await client.query('UPDATE audit_head SET kept_after_seq = $1, kept_after_hash = $2 WHERE id = 1', [end.seq, end.hash])
      taken = Number(end.n)
      last = end.seq
    }
  })
  await forgetPeople(database, before)
  if (taken > 0) {
    await appendEvents(database.pool, [
      { kind: 'AUDIT', actor: SYSTEM, outcome: 'DONE', subject: 'RETENTION', detail: { days, events: taken, last }, at: now },
    ])
  }
  return taken
}

/** Takes away sessions that ended or expired before an instant, and accounts last seen before it that have no session and no grant. */
async function forgetPeople(database: Database, before: Date): Promise<void> {
  await database.pool.query('DELETE FROM session WHERE coalesce(ended_at, expires_at) < $1', [before])
  await database.pool.query(
    `DELETE FROM account WHERE signed_in_at < $1
        AND NOT EXISTS (SELECT FROM session WHERE account_id = account.id)
        AND NOT EXISTS (SELECT FROM access_grant WHERE subject_kind = 'ACCOUNT' AND subject = account.id
          AND ended_at IS NULL AND (until IS NULL OR until >= $1))`,
    [before],
  )
}
