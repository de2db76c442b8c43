import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { appendEvents } from '../../../server/portal/audit/append.ts'
import { openAuditLog } from '../../../server/portal/audit/audit-log.ts'
import { cleanText } from '../../../server/portal/audit/clean.ts'
import { type AuditEvent, SYSTEM } from '../../../server/portal/audit/event.ts'
import { eventsByDay } from '../../../server/portal/audit/events-by-day.ts'
import type { Look } from '../../../server/portal/audit/look.ts'
import { patternWatch } from '../../../server/portal/audit/patterns.ts'
import { applyRetention } from '../../../server/portal/audit/retention.ts'
import { verifyChain } from '../../../server/portal/audit/verify-chain.ts'
import { onEachDatabase } from '../../support/databases.ts'

const ACTOR = { kind: 'person', id: 'https://login erja', name: 'Erja Expert' } as const
const event = (subject: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  kind: 'EXPORT',
  actor: ACTOR,
  outcome: 'DONE',
  subject,
  ...more,
})
const look = (view: string, outcome: Look['outcome'] = 'ANSWERED'): Look => ({
  ...{ view, release: 'abc', selections: [], service: null, shown: 3, withheld: 1, outcome, code: null },
})

onEachDatabase('the audit log', (databases) => {
  let database: Database
  beforeAll(async () => {
    database = await databases.portal()
  })
  beforeEach(async () => {
    await database.pool.query(`ALTER TABLE audit_event DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL;
      DELETE FROM audit_event;
      UPDATE audit_head SET seq = 0, hash = repeat('0', 64), kept_after_seq = 0, kept_after_hash = repeat('0', 64);
      ALTER TABLE audit_event ENABLE TRIGGER ALL; ALTER TABLE audit_head ENABLE TRIGGER ALL`)
  })
  const subjects = async () =>
    (await database.pool.query<{ subject: string }>('SELECT subject FROM audit_event ORDER BY seq')).rows.map((row) => row.subject)

  it('has written what it acknowledged, in order, without a gap', async () => {
    const log = openAuditLog(database)
    await Promise.all(
      Array.from({ length: 2500 }, (_, i) => log.record(event(`E${i}`, { detail: { b: [1, 'ä'], a: { y: null, x: true } } }))),
    )
    expect(await subjects()).toEqual(Array.from({ length: 2500 }, (_, i) => `E${i}`))
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole', events: 2500 })
    await log.stop()
  })

  it('is one chain whoever writes at the same time', async () => {
    const logs = [openAuditLog(database), openAuditLog(database), openAuditLog(database)]
    await Promise.all(logs.flatMap((log, who) => Array.from({ length: 50 }, (_, i) => log.record(event(`${who} ${i}`)))))
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole', events: 150 })
  })

  it('refuses to be changed, emptied or set back', async () => {
    await appendEvents(database.pool, [{ ...event('A'), at: new Date() }])
    for (const sql of [
      "UPDATE audit_event SET actor_name = 'nobody'",
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
      'UPDATE audit_head SET seq = 0',
      'DELETE FROM audit_head',
      "SET kooste.audit_retention = 'on'; DELETE FROM audit_event",
    ]) {
      await expect(database.pool.query(sql)).rejects.toThrow('append-only')
    }
    await database.pool.query('RESET kooste.audit_retention')
    expect(await subjects()).toEqual(['A'])
  })

  it.each([
    ["UPDATE audit_event SET actor_name = 'nobody' WHERE seq = 3", { kind: 'broken', seq: 3n, reason: 'CHANGED' }],
    ['UPDATE audit_event SET detail = \'{"shown": 1}\' WHERE seq = 1', { kind: 'broken', seq: 1n, reason: 'CHANGED' }],
    ["UPDATE audit_event SET at = at + interval '1 second' WHERE seq = 5", { kind: 'broken', seq: 5n, reason: 'CHANGED' }],
    ['DELETE FROM audit_event WHERE seq = 2', { kind: 'broken', seq: 2n, reason: 'MISSING' }],
    ['DELETE FROM audit_event WHERE seq = 5', { kind: 'broken', seq: 5n, reason: 'MISSING' }],
    ['DELETE FROM audit_event', { kind: 'broken', seq: 1n, reason: 'MISSING' }],
  ])('shows that whoever owns the tables did %s', async (sql, state) => {
    await appendEvents(
      database.pool,
      Array.from({ length: 5 }, (_, i) => ({ ...event(`E${i}`), at: new Date() })),
    )
    await database.pool.query('ALTER TABLE audit_event DISABLE TRIGGER ALL')
    await database.pool.query(sql)
    expect(await verifyChain(database)).toEqual(state)
  })

  it('shows that it was made anew from a head that was kept elsewhere', async () => {
    const five = (name: string) => Array.from({ length: 5 }, (_, i) => ({ ...event(`${name}${i}`), at: new Date() }))
    await appendEvents(database.pool, five('E'))
    const before = await verifyChain(database)
    if (before.kind !== 'whole') throw new Error('a fresh log is whole')
    await database.pool.query('ALTER TABLE audit_event DISABLE TRIGGER ALL; ALTER TABLE audit_head DISABLE TRIGGER ALL')
    await database.pool.query("DELETE FROM audit_event; UPDATE audit_head SET seq = 0, hash = repeat('0', 64)")
    await appendEvents(database.pool, five('F'))
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole' })
    expect(await verifyChain(database, before.head)).toMatchObject({ kind: 'broken', reason: 'NOT_THE_KEPT_HEAD' })
  })

  it('forgets what is older than configured and stays whole; what is young stays whatever is asked', async () => {
    const now = new Date()
    const old = (days: number) => new Date(now.getTime() - days * 86_400_000)
    await appendEvents(database.pool, [
      { ...event('oldest'), at: old(400) },
      { ...event('old'), at: old(300) },
      { ...event('young'), at: old(10) },
      { ...event('late but old'), at: old(350) },
    ])
    const head = await verifyChain(database)
    expect(await applyRetention(database, 200, now)).toBe(2)
    expect(await subjects()).toEqual(['young', 'late but old', 'RETENTION'])
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole', first: 3n, events: 3 })
    if (head.kind === 'whole') expect(await verifyChain(database, head.head)).toMatchObject({ kind: 'whole' })
    expect(await applyRetention(database, 200, now)).toBe(0)
    await expect(applyRetention(database, 7, now)).rejects.toThrow('at least 30 days')
  })

  it('is whole while old events are taken away', async () => {
    const at = new Date(Date.now() - 40 * 86_400_000)
    for (let batch = 0; batch < 6; batch++)
      await appendEvents(
        database.pool,
        Array.from({ length: 1000 }, (_, i) => ({ ...event(`${batch} ${i}`), at })),
      )
    const [state] = await Promise.all([verifyChain(database), applyRetention(database, 35)])
    expect(state.kind).toBe('whole')
  })

  it('forgets with its old events the sessions that ended then, and who has neither a session nor a grant left', async () => {
    const now = new Date()
    const old = new Date(now.getTime() - 300 * 86_400_000)
    const known = async (id: string, ended: Date | null, expires: Date, signedIn = old) => {
      await database.pool.query('INSERT INTO account (id, issuer, subject, name, signed_in_at) VALUES ($1, $2, $1, $1, $3)', [
        ...[id, 'https://login', signedIn],
      ])
      await database.pool.query(
        `INSERT INTO session (id, token_hash, account_id, claims, agent, used_at, expires_at, ended_at) VALUES ($1, $1, $1, '{}', '', $2, $3, $4)`,
        [id, old, expires, ended],
      )
    }
    await known('left', old, old)
    await known('never signed out', null, old)
    await known('here', null, new Date(now.getTime() + 60_000), now)
    await known('ended lately', now, old)
    await known('has a grant', old, old)
    await database.pool.query(
      `INSERT INTO access_grant (id, subject_kind, subject, role, limits, given_by) VALUES ('g', 'ACCOUNT', 'has a grant', 'EXPERT', '{}', 'aino')`,
    )
    await applyRetention(database, 200, now)
    const ids = async (table: string) =>
      (await database.pool.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`)).rows.map(({ id }) => id)
    expect(await ids('session')).toEqual(['ended lately', 'here'])
    expect(await ids('account')).toEqual(['ended lately', 'has a grant', 'here'])
    await database.pool.query('DELETE FROM account; DELETE FROM access_grant')
  })

  it('makes one event of the same look again, saying how often, and none of the same look of another', async () => {
    const log = openAuditLog(database)
    const [one, two] = [look('overview'), look('usageMatrix')]
    for (let i = 0; i < 1000; i++) log.look(ACTOR, one)
    log.look(ACTOR, two)
    log.look({ ...ACTOR, id: 'other' }, one)
    await log.flush()
    const { rows } = await database.pool.query("SELECT subject, actor_id AS who, detail->>'times' AS times FROM audit_event ORDER BY seq")
    expect(rows).toEqual([
      { subject: 'overview', who: ACTOR.id, times: '1000' },
      { subject: 'usageMatrix', who: ACTOR.id, times: '1' },
      { subject: 'overview', who: 'other', times: '1' },
    ])
    await log.stop()
  })

  it('writes a look that comes in the very moment in which a write ends', async () => {
    const log = openAuditLog(database)
    await log.record(event('first'))
    log.look(ACTOR, look('overview'))
    await expect.poll(subjects).toEqual(['first', 'overview'])
    await log.stop()
  })

  it('waits for a database that is away, is behind meanwhile, and loses nothing', async () => {
    const lines: string[] = []
    const log = openAuditLog(database, (line) => lines.push(line))
    await database.pool.query('ALTER TABLE audit_head RENAME TO audit_away')
    let acknowledged = false
    const recorded = log.record(event('kept')).then(() => {
      acknowledged = true
    })
    for (let i = 0; i < 20_001; i++) log.look(ACTOR, look(`v${i}`))
    expect(log.isBehind()).toBe(true)
    await expect.poll(() => lines.length, { timeout: 20_000 }).toBeGreaterThan(0)
    expect(acknowledged).toBe(false)
    expect(lines[0]).toContain('events wait to be written')
    await database.pool.query('ALTER TABLE audit_away RENAME TO audit_head')
    await recorded
    await log.flush()
    expect(log.isBehind()).toBe(false)
    expect((await subjects()).filter((subject) => subject !== 'SWEEP')).toHaveLength(20_002)
    await log.stop()
  })

  it('counts the days of Finland, in summer and in winter', async () => {
    await appendEvents(database.pool, [
      { ...event('A'), at: new Date('2026-01-31T21:59:59Z') },
      { ...event('B', { outcome: 'REFUSED' }), at: new Date('2026-01-31T22:00:00Z') },
      { ...event('C'), at: new Date('2026-07-01T20:59:59Z') },
      { ...event('D'), at: new Date('2026-07-01T21:00:00Z') },
      { ...event('E', { outcome: 'FAILED' }), at: new Date('2026-07-02T20:59:59Z') },
    ])
    expect(await eventsByDay(database, {})).toEqual([
      { day: '2026-01-31', events: 1, refused: 0 },
      { day: '2026-02-01', events: 1, refused: 1 },
      { day: '2026-07-01', events: 1, refused: 0 },
      { day: '2026-07-02', events: 2, refused: 1 },
    ])
  })

  it('counts the newest days of a long log, and only events of the search', async () => {
    const first = Date.UTC(2024, 0, 1, 12)
    await appendEvents(
      database.pool,
      Array.from({ length: 1095 }, (_, i) => ({
        ...event(i % 2 ? 'odd' : 'even', { actor: { ...ACTOR, name: i % 2 ? 'Otto' : 'Erja' }, kind: i % 3 ? 'EXPORT' : 'GRANT' }),
        at: new Date(first + i * 86_400_000),
      })),
    )
    const all = await eventsByDay(database, {})
    expect([all.length, all[0]?.day, all.at(-1)?.day]).toEqual([400, '2025-11-26', '2026-12-30'])
    expect(await eventsByDay(database, { subject: 'odd' })).toHaveLength(200)
    expect(await eventsByDay(database, { actor: 'OTTO', kinds: ['GRANT'], outcomes: ['DONE'] })).toHaveLength(67)
    expect(await eventsByDay(database, { actor: '%login' })).toEqual([])
    expect(await eventsByDay(database, { outcomes: ['REFUSED', 'FAILED'] })).toEqual([])
    const [from, to] = [new Date('2025-06-01T00:00:00+03:00'), new Date('2025-06-08T00:00:00+03:00')]
    expect((await eventsByDay(database, { from, to })).map(({ day }) => day.slice(5))).toEqual([
      '06-01',
      '06-02',
      '06-03',
      '06-04',
      '06-05',
      '06-06',
      '06-07',
    ])
  })

  it('keeps identifiers of clients and forged lines out, wherever they stand', async () => {
    await appendEvents(database.pool, [
      {
        ...event('010190-123N\n2026-01-01 SIGN_IN DONE admin'),
        actor: { ...ACTOR, name: 'Erja\u0000\u202e 131052-308T' },
        detail: { '131052-308T': ['see 131052-308T', { deep: '131052308T' }] },
        at: new Date(),
      },
    ])
    const { rows } = await database.pool.query('SELECT * FROM audit_event')
    expect(JSON.stringify(rows)).not.toMatch(/308T|123N|\\n|\\u0000|\u202e/)
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole' })
  })

  it('writes a text with half a character, given or cut in two, and goes on', async () => {
    const log = openAuditLog(database)
    await log.record(event('\ud800x', { actor: { ...ACTOR, name: `${'x'.repeat(299)}😀` }, detail: { 'y\udc00': ['😀'] } }))
    await log.record(event('after'))
    const { rows } = await database.pool.query('SELECT subject, actor_name AS name, detail FROM audit_event ORDER BY seq')
    expect(rows[0]).toEqual({ subject: '\ufffdx', name: `${'x'.repeat(299)}\ufffd`, detail: { 'y\ufffd': ['😀'] } })
    expect(rows[1]).toMatchObject({ subject: 'after' })
    expect(await verifyChain(database)).toMatchObject({ kind: 'whole', events: 2 })
    await log.stop()
  })
})

describe('identifiers of clients', () => {
  it.each(['131052-308T', '010190A123B', '131052308T', 'x 131052-308T y'])('are taken out of %s', (text) => {
    expect(cleanText(text)).not.toMatch(/308T|123B/)
  })

  it.each(['3f1c77aa02b5', '0f9c1a2b-1234-4abc-8def-123456789abc', 'SERVICE_12', '2026-01-01T00:00:00.000Z', '0101901234'])(
    'are none in %s',
    (text) => expect(cleanText(text)).toBe(text),
  )
})

describe('unusual use', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000)
  const query = (i: number, outcome: 'DONE' | 'REFUSED', seconds: number) => ({
    ...({ kind: 'QUERY', actor: ACTOR, outcome, subject: 'overview', release: 'abc', at: at(seconds) } as const),
    detail: { selections: [{ i }], service: null },
  })

  it('is a sweep over many different selections, raised once', () => {
    const watch = patternWatch()
    const raised = Array.from({ length: 900 }, (_, i) => watch(query(i, 'DONE', i / 10))).flat()
    expect(raised).toEqual([
      expect.objectContaining({ kind: 'PATTERN', actor: SYSTEM, subject: 'SWEEP', detail: expect.objectContaining({ actor: ACTOR.id }) }),
    ])
  })

  it('is not the same selection again and again, nor many over a long time', () => {
    const watch = patternWatch()
    expect(Array.from({ length: 2000 }, (_, i) => watch(query(i % 20, 'DONE', i / 10))).flat()).toEqual([])
    const slow = patternWatch()
    expect(Array.from({ length: 2000 }, (_, i) => slow(query(i, 'DONE', i * 5))).flat()).toEqual([])
  })

  it('is many refusals, and many failed sign-ins', () => {
    const watch = patternWatch()
    expect(Array.from({ length: 40 }, (_, i) => watch(query(1, 'REFUSED', i))).flat()).toMatchObject([{ subject: 'REFUSALS' }])
    const failed = { kind: 'SIGN_IN', actor: { kind: 'stranger', id: 'stranger', name: '–' }, outcome: 'REFUSED' } as const
    expect(Array.from({ length: 12 }, (_, i) => watch({ ...failed, at: at(i) })).flat()).toMatchObject([{ subject: 'SIGN_IN_FAILURES' }])
  })
})
