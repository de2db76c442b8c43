/** Unusual use over all portals together: what one process cannot see, the log that they share can. */
import type { Database } from '../../database/sql.ts'
import { appendEvents } from './append.ts'
import { LIMITS, PATTERNS, type Pattern, patternEvent, WINDOW } from './patterns.ts'

const LOOK_EVERY = 60_000

/** Actors at or over a limit within the window, whose pattern no process has raised in it. */
const FOUND = `
  WITH recent AS (SELECT * FROM audit_event WHERE at > $1::timestamptz AND at <= $2::timestamptz),
  counted AS (
    SELECT 'SWEEP' AS pattern, actor_id, max(actor_name) AS actor_name,
           count(DISTINCT (subject, release_id, detail->'selections', detail->'service')) AS n
    FROM recent WHERE kind = 'QUERY' AND outcome <> 'REFUSED' GROUP BY actor_id
    UNION ALL
    SELECT 'REFUSALS', actor_id, max(actor_name), sum(coalesce((detail->>'times')::bigint, 1))
    FROM recent WHERE kind = 'QUERY' AND outcome = 'REFUSED' GROUP BY actor_id
    UNION ALL
    SELECT 'SIGN_IN_FAILURES', actor_id, max(actor_name), count(*)
    FROM recent WHERE kind = 'SIGN_IN' AND outcome <> 'DONE' GROUP BY actor_id
  )
  SELECT pattern, actor_id AS id, actor_name AS name FROM counted
  WHERE n >= ($3::jsonb->>pattern)::bigint
    AND NOT EXISTS (SELECT 1 FROM recent r WHERE r.kind = 'PATTERN' AND r.subject = counted.pattern AND r.detail->>'actor' = counted.actor_id)
  ORDER BY pattern, id LIMIT 100`

/** Looks once, and writes down what it finds; which patterns, for tests. Two that look at one moment may both write it down. */
export async function raisePatterns(database: Database, now = new Date()): Promise<readonly Pattern[]> {
  const { rows } = await database.pool.query<{ pattern: string; id: string; name: string }>(FOUND, [
    new Date(now.getTime() - WINDOW),
    now,
    JSON.stringify(LIMITS),
  ])
  const found = rows.flatMap(({ pattern, id, name }) => {
    const known = PATTERNS.find((one) => one === pattern)
    return known ? [{ pattern: known, id, name }] : []
  })
  await appendEvents(
    database.pool,
    found.map(({ pattern, id, name }) => ({ ...patternEvent(pattern, { id, name }), at: now })),
  )
  return found.map(({ pattern }) => pattern)
}

/** Looks every minute, beside what each process sees by itself at once. */
export function watchPatterns(database: Database, log: (line: string) => void): { stop(): Promise<void> } {
  let looking: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    looking = raisePatterns(database).catch((cause: unknown) =>
      log(`audit: unusual use could not be looked for: ${cause instanceof Error ? cause.name : 'unknown'}`),
    )
  }, LOOK_EVERY)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
