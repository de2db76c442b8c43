/** The audit log of a running portal: events are gathered for a moment and written together, so that no answer waits for them. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../database/sql.ts'
import { appendEvents, type TimedEvent } from './append.ts'
import { type Actor, type AuditEvent, queryEvent } from './event.ts'
import type { Look } from './look.ts'
import { patternWatch } from './patterns.ts'

export interface AuditLog {
  /** Resolves once the event is written for good. Await it before you acknowledge what must not go untraced. */
  record(event: AuditEvent): Promise<void>
  /** A look at figures; one look that the same actor takes again within a moment becomes one event that says how often. */
  look(actor: Actor, look: Look): void
  /** Too much is waiting to be written: nothing more may be shown. */
  isBehind(): boolean
  /** Resolves once everything recorded so far is written. */
  flush(): Promise<void>
  stop(): Promise<void>
}

interface Waiting {
  readonly event: TimedEvent
  readonly written: () => void
}

interface Looking {
  readonly actor: Actor
  readonly look: Look
  readonly at: Date
  times: number
}

/** Events gather for so long, in milliseconds. */
const GATHER = 50
/** At most so many in one transaction. */
const BATCH = 1000
/** More than so many unwritten: the log is behind. */
const BEHIND = 20_000
/** Another try after so long, in milliseconds, where the database does not take them. */
const AGAIN = 1000

/** `warn` takes lines without figures. */
export function openAuditLog(database: Database, warn: (line: string) => void = () => {}): AuditLog {
  let waiting: Waiting[] = []
  let looks = new Map<string, Map<Look, Looking>>()
  let looking = 0
  let writing: Promise<void> | null = null
  let stopped = false
  const watch = patternWatch()

  const add = (event: TimedEvent, written: () => void = () => {}, times = 1): void => {
    waiting.push({ event, written })
    for (const pattern of watch(event, times)) waiting.push({ event: { ...pattern, at: event.at }, written: () => {} })
  }
  const gatherLooks = (): void => {
    const gathered = looks
    looks = new Map()
    looking = 0
    for (const ofActor of gathered.values()) {
      for (const { actor, look, at, times } of ofActor.values()) add({ ...queryEvent(actor, look, times), at }, () => {}, times)
    }
  }
  /** Whether they are written; waits before another try is made. */
  const append = async (batch: readonly Waiting[]): Promise<boolean> => {
    try {
      await appendEvents(
        database.pool,
        batch.map(({ event }) => event),
      )
      return true
    } catch (cause) {
      warn(`audit: events wait to be written: ${cause instanceof Error ? cause.name : 'unknown'}`)
      if (stopped) throw cause
      await wait(AGAIN)
      return false
    }
  }
  const write = async (): Promise<void> => {
    await wait(stopped ? 0 : GATHER)
    try {
      for (gatherLooks(); waiting.length > 0; gatherLooks()) {
        const batch = waiting.slice(0, BATCH)
        if (!(await append(batch))) continue
        waiting = waiting.slice(batch.length)
        for (const { written } of batch) written()
      }
    } finally {
      // At the very end of the loop: an event that comes now begins anew.
      writing = null
    }
  }
  const start = (): Promise<void> => {
    writing ??= write()
    return writing
  }
  const drain = async (): Promise<void> => {
    while (waiting.length + looking > 0 || writing) await start()
  }

  return {
    record: (event) =>
      new Promise((written) => {
        add({ ...event, at: event.at ?? new Date() }, written)
        start().catch(() => {})
      }),
    look(actor, look) {
      const ofActor = looks.get(actor.id) ?? new Map<Look, Looking>()
      looks.set(actor.id, ofActor)
      // A kept answer brings the very look of the one that was made.
      const known = ofActor.get(look)
      if (known) known.times++
      else {
        ofActor.set(look, { actor, look, at: new Date(), times: 1 })
        looking++
      }
      if (writing === null) start().catch(() => {})
    },
    isBehind: () => waiting.length + looking > BEHIND,
    flush: drain,
    async stop() {
      stopped = true
      await drain()
    },
  }
}
