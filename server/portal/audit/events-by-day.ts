/** Events by the days of Finland's time, counted where they are stored: a log of three years has millions. */
import type { Database } from '../../database/sql.ts'

/** What the auditor looks for; absent: everything. */
export interface AuditSearch {
  readonly from?: Date | null | undefined
  /** The first instant that is not looked at any more. */
  readonly to?: Date | null | undefined
  readonly kinds?: readonly string[] | null | undefined
  readonly outcomes?: readonly string[] | null | undefined
  /** A part of the name, or of the id. */
  readonly actor?: string | null | undefined
  readonly subject?: string | null | undefined
}

export interface EventDay {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly events: number
  /** Refused or failed. */
  readonly refused: number
}

/** Calendar days that are told: those up to the newest day with events. */
export const MOST_DAYS = 400

/** A text as a pattern of LIKE that stands for itself alone. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const BY_DAY = `
  WITH by_day AS (
    SELECT (at AT TIME ZONE 'Europe/Helsinki')::date AS day, count(*)::int AS events, (count(*) FILTER (WHERE outcome <> 'DONE'))::int AS refused
    FROM audit_event
    WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2::timestamptz IS NULL OR at < $2)
      AND ($3::text[] IS NULL OR kind = ANY ($3)) AND ($4::text[] IS NULL OR outcome = ANY ($4))
      AND ($5::text IS NULL OR actor_name ILIKE '%' || $5 || '%' OR actor_id LIKE '%' || $5 || '%')
      AND ($6::text IS NULL OR subject = $6)
    GROUP BY 1)
  SELECT to_char(day, 'YYYY-MM-DD') AS day, events, refused FROM by_day WHERE day > (SELECT max(day) FROM by_day) - $7::int ORDER BY by_day.day`

/** Days with events, oldest first; of a longer search the last MOST_DAYS. */
export async function eventsByDay({ pool }: Database, search: AuditSearch): Promise<readonly EventDay[]> {
  const { from, to, kinds, outcomes, actor, subject } = search
  const { rows } = await pool.query<EventDay>(BY_DAY, [
    ...[from ?? null, to ?? null, kinds ?? null, outcomes ?? null],
    ...[actor ? literal(actor) : null, subject || null, MOST_DAYS],
  ])
  return rows
}
