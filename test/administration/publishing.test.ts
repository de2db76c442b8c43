import { PrismaPg } from '@prisma/adapter-pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { openApiTokens } from '../../server/portal/access/api-tokens.ts'
import { PrismaClient } from '../../server/portal/generated/prisma/client.ts'
import { recordStep } from '../../server/portal/release/publication.ts'
import { type SignedPortal, startSignedPortal } from '../support/signed-portal.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'
import { UserAgent } from '../support/user-agent.ts'

const SHAPE = { clients: 400, services: 4, municipalities: 2, centres: 2 }

let database: Database
let prisma: PrismaClient
let signed: SignedPortal
let first: SyntheticRelease
let second: SyntheticRelease
let token = ''

/** Two exact releases of real clients of one data date: the first is served, the second waits. */
beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) })
  first = await publishSynthetic(database, { ...SHAPE, seed: 1 })
  second = await publishSynthetic(database, { ...SHAPE, seed: 2 })
  await database.pool.query('UPDATE release SET demo = false, withdrawn_at = CASE id WHEN $1 THEN now() END', [second.id])
  await recordStep(database.pool, second.id, 'BUILT', { id: 'b', name: 'Bo' })
  signed = await startSignedPortal(database, { release: first })
  const grants = [{ role: 'ADMIN' as const, ages: null, municipalities: null, services: null, until: null }]
  token = (await openApiTokens(prisma).create({ name: 'test', grants, expiresAt: new Date(Date.now() + 3_600_000) }, 'test')).text
})
afterAll(async () => {
  await signed.stop()
  await database.close()
})

const ask = (query: string, variables: object = {}) =>
  new UserAgent().ask(signed.url, query, variables, { authorization: `Bearer ${token}` })
const publish = (id: string, reason: string | null) =>
  ask(
    'mutation($id: ID!, $reason: String) { publishRelease(id: $id, reason: $reason) { state certificate { soonerThan soonerReason } } }',
    {
      ...{ id, reason },
    },
  )
const states = async () => {
  const { managedReleases } = await new UserAgent().told<{
    managedReleases: { id: string; state: string; needsReason: boolean }[]
  }>(signed.url, '{ managedReleases { id state needsReason } }', {}, { authorization: `Bearer ${token}` })
  return managedReleases.map(({ id, state, needsReason }) => [id === first.id ? 'first' : 'second', state, needsReason]).sort()
}

it('a second exact release of a data date takes the place of the first for a reason, and the first comes back for another', async () => {
  expect(await states()).toEqual([
    ['first', 'SERVED', false],
    ['second', 'WAITING', true],
  ])
  for (const reason of [null, '  ']) expect(await publish(second.id, reason)).toMatchObject({ code: 'BAD_USER_INPUT', data: null })
  expect((await states())[1]).toEqual(['second', 'WAITING', true])

  const { data } = await publish(second.id, 'the threshold was raised')
  expect(data).toEqual({
    publishRelease: { state: 'SERVED', certificate: { soonerThan: second.dataDate, soonerReason: 'the threshold was raised' } },
  })
  expect(await states()).toEqual([
    ['first', 'WITHDRAWN', true],
    ['second', 'SERVED', false],
  ])
  expect((await ask(`{ release(id: "${first.id}") { id } }`)).code).toBe('RELEASE_NOT_FOUND')

  await ask(`mutation { withdrawRelease(id: "${second.id}", reason: "wrong") { state } }`)
  expect(await states()).toEqual([
    ['first', 'WITHDRAWN', true],
    ['second', 'WITHDRAWN', true],
  ])
  expect((await publish(first.id, null)).code).toBe('BAD_USER_INPUT')
  expect((await publish(first.id, 'the threshold was right')).code).toBeNull()
  const { rows } = await database.pool.query(
    `SELECT outcome, detail FROM audit_event WHERE kind = 'RELEASE' AND subject = 'PUBLISH' ORDER BY seq`,
  )
  expect(rows.map(({ outcome }) => outcome)).toEqual(['REFUSED', 'REFUSED', 'DONE', 'REFUSED', 'DONE'])
  expect(rows[0].detail).toEqual({ reasonNeeded: true })
})

it('an exact release that is published while another of the data is needs a reason, and the log says that it was refused', async () => {
  await database.pool.query(`UPDATE release SET withdrawn_at = now(), certificate = certificate - 'sooner'; DELETE FROM release_step`)
  for (const { id } of [first, second]) await recordStep(database.pool, id, 'BUILT', { id: 'b', name: 'Bo' })
  // Somebody publishes the first in the very moment in which the second is about to be.
  await database.pool.query(`
    CREATE FUNCTION publish_first() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN UPDATE release SET withdrawn_at = NULL WHERE id = '${first.id}'; RETURN NULL; END $$;
    CREATE TRIGGER publish_first AFTER INSERT ON audit_event FOR EACH ROW WHEN (NEW.subject = 'PUBLISH' AND NEW.outcome = 'DONE')
      EXECUTE FUNCTION publish_first()`)
  const { rows: before } = await database.pool.query<{ seq: string }>('SELECT seq FROM audit_head')
  expect(await publish(second.id, null)).toMatchObject({ code: 'BAD_USER_INPUT', data: null })
  const { rows } = await database.pool.query(
    `SELECT outcome, detail FROM audit_event WHERE kind = 'RELEASE' AND subject = 'PUBLISH' AND seq > $1 ORDER BY seq`,
    [before[0]?.seq],
  )
  expect(rows).toEqual([
    { outcome: 'DONE', detail: {} },
    { outcome: 'REFUSED', detail: { reasonNeeded: true } },
  ])
})
