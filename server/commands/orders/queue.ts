/** The orders in the portal's database, as whoever serves the vault's side takes them and writes what came of them. */

import type { Database } from '../../database/sql.ts'
import { inTransaction } from '../../database/transaction.ts'
import { nullable } from '../../json.ts'
import { type Change, isCatalogueFile, keyOf, parseRow } from '../../orders/catalogue-tables.ts'
import type { Desk } from '../../orders/desk.ts'
import { type Outcome, parseOrder, parseOutcome, type Step } from '../../orders/order.ts'
import { DEMO_VIEWER } from '../../portal/access/viewer.ts'
import { appendWithin } from '../../portal/audit/append.ts'
import type { AuditEvent } from '../../portal/audit/event.ts'
import type { Task } from './task.ts'

/** An order whose worker was silent for so long is lost. */
const LOST_AFTER = '60 seconds'
const LOST: Outcome = { kind: 'failed', reason: 'LOST' }

/** Takes the order that waits longest, where none is being carried out; null where there is none. */
export async function takeOrder(portal: Database): Promise<Task | null> {
  await portal.pool.query(
    `UPDATE vault_order SET state = 'FAILED', finished_at = now(), outcome = $1
     WHERE state = 'TAKEN' AND coalesce(beat_at, taken_at) < now() - interval '${LOST_AFTER}'`,
    [JSON.stringify(LOST)],
  )
  const { rows } = await portal.pool.query<{ id: string; input: unknown; by_id: string; by_name: string }>(
    `UPDATE vault_order SET state = 'TAKEN', taken_at = now(), beat_at = now()
     WHERE id = (SELECT id FROM vault_order WHERE state = 'WAITING' AND NOT EXISTS (SELECT 1 FROM vault_order WHERE state = 'TAKEN')
                 ORDER BY ordered_at, id LIMIT 1 FOR UPDATE)
       AND state = 'WAITING'
     RETURNING id, input, ordered_by_id AS by_id, ordered_by_name AS by_name`,
  )
  const taken = rows[0]
  if (!taken) return null
  return {
    ...{ id: taken.id, order: parseOrder(taken.input), by: { id: taken.by_id, name: taken.by_name } },
    changes: await acceptedChanges(portal),
  }
}

/** Accepted changes of the catalogue, oldest first. */
async function acceptedChanges(portal: Database): Promise<readonly Change[]> {
  const { rows } = await portal.pool.query<{ file: string; key: string; after: unknown }>(
    'SELECT file, key, after FROM catalogue_change ORDER BY id',
  )
  return rows.flatMap(({ file, key, after }) => (isCatalogueFile(file) ? [{ file, key, after: nullable(after, parseRow) }] : []))
}

/** Where the order stands; `share` 0 to 1. */
export async function writeStep(portal: Database, id: string, step: Step, share: number): Promise<void> {
  await portal.pool.query(`UPDATE vault_order SET step = $2, share = $3, beat_at = now() WHERE id = $1 AND state = 'TAKEN'`, [
    id,
    step,
    Math.round(share * 10) * 10,
  ])
}

/** The worker is there, with this desk, and at work on the order. */
export async function beat(portal: Database, desk: Desk, order: string | null): Promise<void> {
  await portal.pool.query(
    'INSERT INTO vault_desk (id, seen_at, desk) VALUES (1, now(), $1) ON CONFLICT (id) DO UPDATE SET seen_at = now(), desk = EXCLUDED.desk',
    [JSON.stringify(desk)],
  )
  if (order !== null) await portal.pool.query(`UPDATE vault_order SET beat_at = now() WHERE id = $1 AND state = 'TAKEN'`, [order])
}

/**
 * Writes what came of an order, the accepted change of a catalogue with it, and the event, all or nothing. An order that was found lost
 * meanwhile stays so: of an import or a release the event tells that it was made all the same, a change of the catalogue is dropped.
 */
export async function finishOrder(portal: Database, task: Task, given: Outcome): Promise<void> {
  const outcome = parseOutcome(JSON.parse(JSON.stringify(given)))
  const { order, by } = task
  await inTransaction(portal.pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE vault_order SET state = $2, outcome = $3, finished_at = now() WHERE id = $1 AND state = 'TAKEN'`,
      [task.id, stateOf(outcome), JSON.stringify(outcome)],
    )
    const lost = rowCount !== 1
    if (!lost && outcome.kind === 'changed' && order.kind === 'CATALOGUE') {
      const { file, before, after } = order.change
      const row = after ?? before
      if (row === null) throw new Error('a change is of a row')
      await client.query('INSERT INTO catalogue_change (file, key, before, after, by_id, by_name) VALUES ($1, $2, $3, $4, $5, $6)', [
        ...[file, keyOf(file, row), before && JSON.stringify(before), after && JSON.stringify(after)],
        ...[by.id, by.name],
      ])
    }
    if (order.kind === 'IMPORT' && order.from.kind === 'upload')
      await client.query('UPDATE extract_upload SET ended_at = now() WHERE id = $1', [order.from.id])
    await appendWithin(client, [{ ...eventOf(task, lost && outcome.kind === 'changed' ? LOST : outcome), at: new Date() }])
  })
}

const stateOf = (outcome: Outcome): string => {
  switch (outcome.kind) {
    case 'imported':
    case 'built':
    case 'changed':
      return 'DONE'
    case 'refused':
      return 'REFUSED'
    case 'failed':
      return 'FAILED'
    default:
      return outcome satisfies never
  }
}

/** In the name of whoever ordered it. */
function eventOf({ id, order, by }: Task, outcome: Outcome): AuditEvent {
  const result = stateOf(outcome)
  const common = {
    actor: { kind: by.id === DEMO_VIEWER.id ? ('demo' as const) : ('person' as const), ...by },
    outcome: result === 'DONE' ? ('DONE' as const) : result === 'REFUSED' ? ('REFUSED' as const) : ('FAILED' as const),
  }
  const code = outcome.kind === 'refused' ? outcome.code : null
  switch (order.kind) {
    case 'IMPORT':
      return {
        ...{ kind: 'IMPORT', ...common, subject: 'IMPORT' },
        detail: { order: id, dataDate: order.dataDate, demo: order.invented, from: order.from.kind, code },
      }
    case 'RELEASE':
      return {
        ...{ kind: 'RELEASE', ...common, subject: 'BUILD', release: outcome.kind === 'built' ? outcome.release : null },
        detail: { order: id, stage: order.stage, policy: order.policy, code },
      }
    case 'CATALOGUE': {
      const { file, before, after } = order.change
      const row = after ?? before
      return {
        ...{ kind: 'CATALOGUE', ...common, subject: 'CHANGE' },
        detail: { order: id, file, key: row ? keyOf(file, row) : null, took: after === null, code },
      }
    }
    default:
      return order satisfies never
  }
}
