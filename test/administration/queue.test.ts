import { beforeEach, expect, it } from 'vitest'
import { finishOrder, takeOrder } from '../../server/commands/orders/queue.ts'
import type { Task } from '../../server/commands/orders/task.ts'
import type { Database } from '../../server/database/sql.ts'
import type { Order } from '../../server/orders/order.ts'
import { verifyChain } from '../../server/portal/audit/verify-chain.ts'
import { onEachDatabase } from '../support/databases.ts'

const CHANGE: Order = {
  kind: 'CATALOGUE',
  change: { file: 'municipalities.csv', before: null, after: { code: '999', name_fi: 'A', name_sv: 'B', name_en: 'C' } },
}

onEachDatabase('what came of an order', (databases) => {
  let portal: Database
  beforeEach(async () => {
    portal = await databases.portal()
  })
  const taken = async (order: Order): Promise<Task> => {
    await portal.pool.query(`INSERT INTO vault_order (id, kind, input, ordered_by_id, ordered_by_name) VALUES ('o', $1, $2, 'a', 'Aino')`, [
      order.kind,
      JSON.stringify(order),
    ])
    const task = await takeOrder(portal)
    if (!task) throw new Error('it waits')
    return task
  }
  const lose = async () => {
    await portal.pool.query(`UPDATE vault_order SET beat_at = now() - interval '61 seconds'`)
    await takeOrder(portal)
  }
  const told = async () => {
    const { rows } = await portal.pool.query(
      `SELECT state, (SELECT count(*)::int FROM catalogue_change) AS changes, ARRAY(SELECT outcome FROM audit_event ORDER BY seq) AS audited
       FROM vault_order`,
    )
    return rows
  }

  it('is told with the change that it made', async () => {
    await finishOrder(portal, await taken(CHANGE), { kind: 'changed' })
    expect(await told()).toEqual([{ state: 'DONE', changes: 1, audited: ['DONE'] }])
  })

  it('is no change of the catalogue where it was lost meanwhile, and the log does not say that it is one', async () => {
    const task = await taken(CHANGE)
    await lose()
    await finishOrder(portal, task, { kind: 'changed' })
    expect(await told()).toEqual([{ state: 'FAILED', changes: 0, audited: ['FAILED'] }])
  })

  it('is a release that was built, though it was lost meanwhile', async () => {
    const task = await taken({ kind: 'RELEASE', stage: 'base', policy: 'exact', sooner: null })
    await lose()
    await finishOrder(portal, task, { kind: 'built', release: 'r' })
    expect(await told()).toEqual([{ state: 'FAILED', changes: 0, audited: ['DONE'] }])
  })

  it('is not written at all where it cannot be audited', async () => {
    const task = await taken(CHANGE)
    await portal.pool.query('ALTER TABLE audit_head RENAME TO audit_away')
    await expect(finishOrder(portal, task, { kind: 'changed' })).rejects.toThrow()
    await portal.pool.query('ALTER TABLE audit_away RENAME TO audit_head')
    expect(await told()).toEqual([{ state: 'TAKEN', changes: 0, audited: [] }])
    await finishOrder(portal, task, { kind: 'changed' })
    expect(await told()).toEqual([{ state: 'DONE', changes: 1, audited: ['DONE'] }])
    expect(await verifyChain(portal)).toMatchObject({ kind: 'whole', events: 1 })
  })
})
