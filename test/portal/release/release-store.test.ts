import { PrismaPg } from '@prisma/adapter-pg'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/database/sql.ts'
import { PrismaClient } from '../../../server/portal/generated/prisma/client.ts'
import { openReleaseStore } from '../../../server/portal/release/store.ts'
import { tableHash } from '../../../server/release/format.ts'
import { onEachDatabase } from '../../support/databases.ts'
import { makeSyntheticRelease, publishSynthetic, type SyntheticRelease, writeRelease } from '../../support/synthetic-release.ts'

const SMALL = { clients: 300, services: 4, municipalities: 2, centres: 2 }
const day = (n: number) => new Date(Date.UTC(2026, 0, n))

onEachDatabase('a store of releases', (databases) => {
  let database: Database
  let prisma: PrismaClient
  const lines: string[] = []
  const open = () => openReleaseStore(prisma, { pollMilliseconds: 0, log: (line) => lines.push(line) })
  const publish = (seed: number, publishedAt: Date): Promise<SyntheticRelease> =>
    publishSynthetic(database, { ...SMALL, seed, publishedAt })

  beforeAll(async () => {
    database = await databases.portal()
    prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  })

  it('serves nothing, then the newest, then the next, and older ones by id', async () => {
    const store = await open()
    expect(store.served()).toMatchObject({ current: null, ids: [] })
    const one = await publish(1, day(1))
    await store.refresh()
    expect(store.served().current?.release.id).toBe(one.id)
    const version = store.served().version
    await store.refresh()
    expect(store.served().version).toBe(version)
    const two = await publish(2, day(2))
    await store.refresh()
    expect(store.served().current?.release.id).toBe(two.id)
    expect(store.served().ids).toEqual([two.id, one.id])
    expect(store.served().version).toBeGreaterThan(version)
    expect((await store.older(one.id))?.release.id).toBe(one.id)
    expect(await store.older('none')).toBeNull()
    const fresh = await open()
    expect((await fresh.older(one.id))?.release.id).toBe(one.id)
    await Promise.all([store.stop(), fresh.stop()])
  })

  it('takes a withdrawn release away, the current one too', async () => {
    const store = await open()
    const three = await publish(3, day(3))
    await store.refresh()
    expect(store.served().current?.release.id).toBe(three.id)
    await prisma.release.update({ where: { id: three.id }, data: { withdrawnAt: day(4) } })
    await store.refresh()
    expect(store.served().current?.release.id).not.toBe(three.id)
    expect(await store.older(three.id)).toBeNull()
    await store.stop()
  })

  describe('keeps serving what it has when the newest', () => {
    const damages: readonly (readonly [string, (made: SyntheticRelease) => Promise<unknown>])[] = [
      [
        'has a damaged block',
        ({ id }) =>
          damage(
            `UPDATE release_block SET bytes = set_byte(bytes, 9, get_byte(bytes, 9) # 255) WHERE release_id = $1 AND name = 'base'`,
            id,
          ),
      ],
      ['lacks a block', ({ id }) => damage(`DELETE FROM release_block WHERE release_id = $1 AND name = 'triples'`, id)],
      [
        'has the block of another',
        ({ id }) =>
          damage(
            `UPDATE release_block SET (bytes, sha256) = (SELECT bytes, sha256 FROM release_block o WHERE o.name = 'base' AND o.release_id <> $1 LIMIT 1) WHERE release_id = $1 AND name = 'base'`,
            id,
          ),
      ],
      [
        'has a proven cell in its certificate',
        ({ id }) => damage(`UPDATE release SET certificate = jsonb_set(certificate, '{audit,proven}', '1') WHERE id = $1`, id),
      ],
      ['has no certificate', ({ id }) => damage(`UPDATE release SET certificate = '{}' WHERE id = $1`, id)],
      [
        'was audited under another table',
        ({ id }) => damage(`UPDATE release SET certificate = jsonb_set(certificate, '{tableHash}', '"00"') WHERE id = $1`, id),
      ],
      [
        'has a lower threshold than audited',
        ({ id }) => damage(`UPDATE release SET policy = jsonb_set(policy, '{k}', '3') WHERE id = $1`, id),
      ],
      [
        'has another layout than audited',
        ({ id }) => damage(`UPDATE release SET layout = jsonb_set(layout, '{tops,all}', '2') WHERE id = $1`, id),
      ],
      ['lacks a service of its layout', ({ id }) => damage(`DELETE FROM service WHERE release_id = $1 AND position = 0`, id)],
    ]
    const damage = (sql: string, id: string) => database.pool.query(sql, [id])

    it.each(damages)('%s', async (name, hurt) => {
      const store = await open()
      const before = store.served().current?.release.id
      const made = makeSyntheticRelease({ ...SMALL, seed: 100 + damages.findIndex(([one]) => one === name), publishedAt: day(20) })
      await writeRelease(database, made)
      await hurt(made)
      lines.length = 0
      await store.refresh()
      expect(store.served().current?.release.id).toBe(before)
      expect(store.served().ids).not.toContain(made.id)
      expect(await store.older(made.id)).toBeNull()
      const fresh = await open()
      expect(fresh.served().current?.release.id).toBe(before)
      expect(lines.join('\n')).not.toMatch(/\b\d{1,6}\b/)
      await Promise.all([store.stop(), fresh.stop()])
      await prisma.release.delete({ where: { id: made.id } })
    })

    it('holds a cell below its threshold', async () => {
      const made = makeSyntheticRelease({ ...SMALL, seed: 90, publishedAt: day(21) })
      // Published as counted: the certificate fits, the guard was left out.
      const bare = { ...made, cells: made.truth }
      const store = await open()
      const before = store.served().current?.release.id
      const hash = tableHash(bare.layout, bare.policy, bare.cells)
      await writeRelease(database, { ...bare, certificate: { ...bare.certificate, tableHash: hash } })
      await store.refresh()
      expect(store.served().current?.release.id).toBe(before)
      await store.stop()
      await prisma.release.delete({ where: { id: made.id } })
    })
  })
})
