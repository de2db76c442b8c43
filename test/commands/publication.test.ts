import { beforeAll, expect, it } from 'vitest'
import { holdLasting, publishLasting } from '../../server/commands/publication.ts'
import type { Database } from '../../server/database/sql.ts'
import { makeCurrent, needingReason, withdraw } from '../../server/portal/release/publication.ts'
import type { Certificate, Policy } from '../../server/release/format.ts'
import { buildRelease, type Guard, type ReleaseDraft } from '../../server/vault/release.ts'
import { onEachDatabase } from '../support/databases.ts'
import { seededClients, smallCatalogue, storeClients } from '../vault/cube/population.ts'
import { basicGuard } from '../vault/release/basic-guard.ts'

const SIZE = { services: 4, municipalities: 2, centres: 2 }
const BY = { id: 'a', name: 'Aino' }

onEachDatabase('releases of real clients', (databases) => {
  let vault: Database
  let portal: Database
  beforeAll(async () => {
    vault = await databases.vault()
    portal = await databases.portal()
    for (const dataDate of ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'])
      await storeClients(vault, smallCatalogue(SIZE), seededClients(7, 400, SIZE), { dataDate })
  })

  const exact = (k: number, complementExempt: readonly string[] = []): Policy => ({ kind: 'exact', k, complementExempt })
  const inStage =
    (stage: Certificate['stage']): Guard =>
    async (...question) => {
      const guarded = await basicGuard(...question)
      return { ...guarded, certificate: { ...guarded.certificate, stage } }
    }
  const draftOf = async (importId: number, policy: Policy, stage: Certificate['stage'] = 'lifted'): Promise<ReleaseDraft> => {
    const draft = await buildRelease({ vault, importId, policy, guard: inStage(stage), previous: async () => null })
    if (!draft) throw new Error('nothing was imported')
    return { ...draft, demo: false }
  }
  const withReason = (draft: ReleaseDraft): ReleaseDraft => ({
    ...draft,
    certificate: { ...draft.certificate, sooner: { than: draft.dataDate, reason: 'a wrong threshold' } },
  })
  const served = async (dataDate: string): Promise<readonly string[]> => {
    const { rows } = await portal.pool.query<{ id: string }>(
      'SELECT id FROM release WHERE withdrawn_at IS NULL AND data_date = $1::date ORDER BY published_at',
      [dataDate],
    )
    return rows.map(({ id }) => id)
  }

  it('are served one at a time where they are exact, whatever their threshold, exemptions or stage', async () => {
    const five = await draftOf(1, exact(5))
    expect(await publishLasting(portal, five)).toBe('current')
    for (const policy of [exact(10), exact(5, ['S1'])]) {
      const other = await draftOf(1, policy)
      expect(await publishLasting(portal, other)).toBe('reason needed')
      expect(await served(five.dataDate)).toEqual([five.id])
    }
    const other = withReason(await draftOf(1, exact(10)))
    expect(await publishLasting(portal, other)).toBe('current')
    expect(await served(five.dataDate)).toEqual([other.id])
    const base = withReason(await draftOf(1, exact(5), 'base'))
    expect(await publishLasting(portal, base)).toBe('current')
    expect(await served(five.dataDate)).toEqual([base.id])
  })

  it('are published again with a reason only, where another exact one of the data was published, however long ago', async () => {
    const base = await draftOf(2, exact(5), 'base')
    const lifted = withReason(await draftOf(2, exact(5)))
    await publishLasting(portal, base)
    // Built for a reason, it waits for whoever publishes it: they need no other.
    await holdLasting(portal, lifted, BY)
    expect(await makeCurrent(portal.pool, lifted.id, BY)).toBe('current')
    expect(await served(base.dataDate)).toEqual([lifted.id])
    expect(await makeCurrent(portal.pool, base.id, BY)).toBe('reason needed')
    await withdraw(portal.pool, lifted.id, BY, 'wrong')
    // The reason that it was built with was for its first publication.
    expect(await needingReason(portal.pool, [base.id, lifted.id])).toEqual(new Set([base.id, lifted.id]))
    for (const { id } of [base, lifted]) expect(await makeCurrent(portal.pool, id, BY)).toBe('reason needed')
    expect(await served(base.dataDate)).toEqual([])
    expect(await makeCurrent(portal.pool, base.id, BY, 'the court asks')).toBe('current')
    expect(await served(base.dataDate)).toEqual([base.id])
    const { rows } = await portal.pool.query(
      `SELECT certificate->'sooner' AS sooner, (SELECT note FROM release_step WHERE release_id = release.id ORDER BY at DESC LIMIT 1) AS note
       FROM release WHERE id = $1`,
      [base.id],
    )
    expect(rows).toEqual([{ sooner: { than: base.dataDate, reason: 'the court asks' }, note: 'the court asks' }])
  })

  it('that were withdrawn alone, or stand beside one that nobody ever saw, are published again as before', async () => {
    const first = await draftOf(3, exact(5))
    const waiting = await draftOf(3, exact(10))
    await holdLasting(portal, waiting, BY)
    expect(await publishLasting(portal, first)).toBe('current')
    await withdraw(portal.pool, first.id, BY, 'by mistake')
    expect(await makeCurrent(portal.pool, first.id, BY)).toBe('current')
    // Again, as it is served, and where its copy was damaged.
    expect(await publishLasting(portal, first)).toBe('current')
    await portal.pool.query(`DELETE FROM release_block WHERE release_id = $1 AND name = 'base'`, [first.id])
    expect(await publishLasting(portal, first)).toBe('current')
    expect((await portal.pool.query('SELECT 1 FROM release_block WHERE release_id = $1', [first.id])).rowCount).toBe(2)
    expect(await served(first.dataDate)).toEqual([first.id])
    expect(await makeCurrent(portal.pool, waiting.id, BY)).toBe('reason needed')
  })

  it('are not both served where two persons publish two at once', async () => {
    const drafts = [await draftOf(4, exact(5)), await draftOf(4, exact(10))]
    for (const draft of drafts) await holdLasting(portal, draft, BY)
    const done = await Promise.all(drafts.map(({ id }) => makeCurrent(portal.pool, id, BY)))
    expect(done.toSorted()).toEqual(['current', 'reason needed'])
    expect(await served('2025-12-31')).toHaveLength(1)
  })

  it('leave a perturbed one of the same data, and those of invented clients, where they are', async () => {
    const perturbed = await draftOf(3, { kind: 'perturbed', k: 5, d: 8, v: 2, js: 4, drillDown: 10 })
    const before = await served(perturbed.dataDate)
    expect(await publishLasting(portal, perturbed)).toBe('current')
    expect(await served(perturbed.dataDate)).toEqual([...before, perturbed.id])
    const base = { ...(await draftOf(3, exact(5), 'base')), demo: true, id: 'demo-base', contentHash: 'demo-base' }
    const ten = { ...(await draftOf(3, exact(10), 'base')), demo: true, id: 'demo-ten', contentHash: 'demo-ten' }
    for (const draft of [base, ten]) expect(await publishLasting(portal, draft)).toBe('current')
    expect(await served(perturbed.dataDate)).toEqual([...before, perturbed.id, base.id, ten.id])
  })
})
