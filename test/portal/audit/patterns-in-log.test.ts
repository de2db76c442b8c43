import { expect, it } from 'vitest'
import { appendEvents, type TimedEvent } from '../../../server/portal/audit/append.ts'
import { STRANGER } from '../../../server/portal/audit/event.ts'
import { raisePatterns } from '../../../server/portal/audit/patterns-in-log.ts'
import { onEachDatabase } from '../../support/databases.ts'

const NOW = new Date('2026-01-01T12:00:00Z')
const ERJA = { kind: 'person', id: 'issuer erja', name: 'Erja' } as const
const at = (minutesAgo: number) => new Date(NOW.getTime() - minutesAgo * 60_000)
const look = (i: number, minutesAgo: number): TimedEvent => ({
  ...{ kind: 'QUERY', actor: ERJA, outcome: 'DONE', subject: 'overview', release: 'abc' },
  ...{ detail: { selections: [{ i }], service: null, times: 3 }, at: at(minutesAgo) },
})
const refused = (times: number, minutesAgo: number): TimedEvent => ({ ...look(0, minutesAgo), outcome: 'REFUSED', detail: { times } })
const failed: TimedEvent = { kind: 'SIGN_IN', actor: STRANGER, outcome: 'REFUSED', subject: 'refused', at: at(1) }

onEachDatabase('unusual use at several portals', ({ portal }) => {
  it('adds up over what each of them wrote, and is raised once', async () => {
    const database = await portal()
    // Two processes, each under its limit.
    for (const half of [0, 200])
      await appendEvents(
        database.pool,
        Array.from({ length: 200 }, (_, i) => look(half + i, 2)),
      )
    await appendEvents(database.pool, [refused(20, 1), refused(15, 2), ...Array.from({ length: 10 }, () => failed)])
    expect(await raisePatterns(database, NOW)).toEqual(['REFUSALS', 'SIGN_IN_FAILURES', 'SWEEP'])
    expect(await raisePatterns(database, NOW)).toEqual([])
    const { rows } = await database.pool.query("SELECT detail FROM audit_event WHERE subject = 'SWEEP'")
    expect(rows).toEqual([{ detail: { actor: ERJA.id, actorName: ERJA.name, limit: 300, minutes: 10 } }])
  })

  it('is neither the same look again and again nor many over a long time', async () => {
    const database = await portal()
    await appendEvents(database.pool, [
      ...Array.from({ length: 400 }, (_, i) => look(i % 20, 1)),
      ...Array.from({ length: 400 }, (_, i) => look(1000 + i, 11 + i)),
      refused(29, 1),
      refused(29, 30),
    ])
    expect(await raisePatterns(database, NOW)).toEqual([])
  })
})
