/** The audit log of a running portal: events are gathered for a moment and written together, so that no answer waits for them. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../database/sql.ts'
import { appendEvents, type TimedEvent } from './append.ts'
import type { AuditEvent } from './event.ts'
import { patternWatch } from './patterns.ts'

export interface AuditLog {
  /** Resolves once the event is written for good. Await it before you acknowledge what must not go untraced. */
  record(event: AuditEvent): Promise<void>
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

/** Events gather for so long, in milliseconds. */
const GATHER = 50
/** At most so many in one transaction. */
const BATCH = 500
/** More than so many unwritten: the log is behind. */
const BEHIND = 5000

/** `log` takes lines without figures. */
export function openAuditLog(database: Database, log: (line: string) => void = () => {}): AuditLog {
  let waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let stopped = false
  const watch = patternWatch()

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH)
      try {
        await appendEvents(
          database.pool,
          batch.map(({ event }) => event),
        )
      } catch (cause) {
        log(`audit: events wait to be written: ${cause instanceof Error ? cause.name : 'unknown'}`)
        if (stopped) throw cause
        await wait(1000)
        continue
      }
      waiting = waiting.slice(batch.length)
      for (const { written } of batch) written()
    }
  }
  const start = (): Promise<void> => {
    writing ??= wait(stopped ? 0 : GATHER)
      .then(write)
      .finally(() => {
        writing = null
      })
    return writing
  }
  const record = (event: AuditEvent): Promise<void> =>
    new Promise((written) => {
      const timed = { ...event, at: event.at ?? new Date() }
      waiting.push({ event: timed, written })
      for (const pattern of watch(timed)) waiting.push({ event: { ...pattern, at: timed.at }, written: () => {} })
      start().catch(() => {})
    })

  return {
    record,
    isBehind: () => waiting.length > BEHIND,
    async flush() {
      while (waiting.length > 0) await start()
    },
    async stop() {
      stopped = true
      while (waiting.length > 0) await start()
    },
  }
}
