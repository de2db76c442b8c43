/** Unusual use, raised as events of their own: a sweep over the lattice, many refusals, many failed sign-ins. */
import type { Actor, AuditEvent } from './event.ts'
import { SYSTEM } from './event.ts'

export const PATTERNS = ['SWEEP', 'REFUSALS', 'SIGN_IN_FAILURES'] as const
export type Pattern = (typeof PATTERNS)[number]

/** Within this time, in milliseconds. */
export const WINDOW = 10 * 60_000
/** Different looks, refused looks, failed sign-ins of one actor within the window. */
export const LIMITS: Readonly<Record<Pattern, number>> = { SWEEP: 300, REFUSALS: 30, SIGN_IN_FAILURES: 10 }
/** Actors remembered; the least lately seen is forgotten. */
const ACTORS = 10_000

interface Trace {
  /** What was counted, and when last. */
  readonly seen: Map<string, number>
  raisedAt: number | null
}

/** Takes every event in turn, and how often it was; gives the events that it raises, each pattern once a window and actor. */
export function patternWatch(): (event: AuditEvent & { readonly at: Date }, times?: number) => readonly AuditEvent[] {
  const traces = new Map<string, Trace>()
  let n = 0
  return (event, times = 1) => {
    const sign = signOf(event)
    if (sign === null) return []
    const key = `${sign.pattern} ${event.actor.id}`
    const trace = traces.get(key) ?? { seen: new Map<string, number>(), raisedAt: null }
    traces.delete(key)
    traces.set(key, trace)
    if (traces.size > ACTORS) for (const oldest of [...traces.keys()].slice(0, 1)) traces.delete(oldest)
    const at = event.at.getTime()
    // Every one counts where none is the same as another, but no more of one event than raises the pattern.
    const whats = sign.what === null ? Array.from({ length: Math.min(times, LIMITS[sign.pattern]) }, () => `${n++}`) : [sign.what]
    for (const what of whats) {
      trace.seen.delete(what)
      trace.seen.set(what, at)
    }
    const limit = LIMITS[sign.pattern]
    // The latest so many raise the pattern; a program that asks all day must not fill the memory.
    for (const [old, when] of trace.seen) {
      if (when > at - WINDOW && trace.seen.size <= limit) break
      trace.seen.delete(old)
    }
    if (trace.seen.size < limit || (trace.raisedAt !== null && at - trace.raisedAt < WINDOW)) return []
    trace.raisedAt = at
    return [patternEvent(sign.pattern, event.actor)]
  }
}

/** A pattern of somebody's, as an event. */
export const patternEvent = (pattern: Pattern, { id, name }: Pick<Actor, 'id' | 'name'>): AuditEvent => ({
  ...{ kind: 'PATTERN', actor: SYSTEM, outcome: 'DONE', subject: pattern },
  detail: { actor: id, actorName: name, limit: LIMITS[pattern], minutes: WINDOW / 60_000 },
})

/** What an event adds to a pattern; `what` null: every one counts. */
function signOf(event: AuditEvent): { readonly pattern: Pattern; readonly what: string | null } | null {
  if (event.kind === 'SIGN_IN' && event.outcome !== 'DONE') return { pattern: 'SIGN_IN_FAILURES', what: null }
  if (event.kind !== 'QUERY') return null
  if (event.outcome === 'REFUSED') return { pattern: 'REFUSALS', what: null }
  return { pattern: 'SWEEP', what: JSON.stringify([event.subject, event.release, event.detail?.selections, event.detail?.service]) }
}
