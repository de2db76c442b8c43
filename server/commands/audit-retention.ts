/** Keeps the audit log as long as configured: looked at when the server starts, and once a day. */
import type { Database } from '../database/sql.ts'
import { applyRetention } from '../portal/audit/retention.ts'
import type { ProgramLog } from '../portal/operation/program-log.ts'

const DAY = 86_400_000

export function keepRetention(database: Database, days: number, log: Pick<ProgramLog, 'line' | 'warn'>): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const look = () => {
    running = applyRetention(database, days)
      .then((taken) => {
        if (taken > 0) log.line(`audit: ${taken} events older than ${days} days were taken away`)
      })
      .catch((cause: unknown) => log.warn(`audit: retention failed: ${cause instanceof Error ? cause.name : 'unknown'}`))
  }
  look()
  const timer = setInterval(look, DAY)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
