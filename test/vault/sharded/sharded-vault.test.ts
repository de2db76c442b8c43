/** The vault on three servers gives what one server gives, and the servers do the work. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { BUILT_IN_CATALOGUE } from '../../../server/vault/catalogue/built-in.ts'
import { loadCatalogue } from '../../../server/vault/catalogue/load-catalogue.ts'
import { profilesBySql } from '../../../server/vault/cube/profile-statement.ts'
import { inSnapshot } from '../../../server/vault/cube/snapshot.ts'
import { writeDemo } from '../../../server/vault/demo/write-demo.ts'
import { guardPerturbed } from '../../../server/vault/guard/perturb.ts'
import { guardByRules } from '../../../server/vault/guard/rules-release.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { buildRelease, type Guard } from '../../../server/vault/release.ts'
import { createDatabase } from '../../support/databases.ts'
import { type PostgresServer, startPostgres } from '../../support/postgres.ts'
import { type ShardedVault, startShardedVault } from '../../support/sharded-vault.ts'

const SHARDS = 3
const RESIDENTS = 3000
const dir = mkdtempSync(path.join(tmpdir(), 'kooste-sharded-'))
let one: PostgresServer
let single: Database
let sharded: ShardedVault

const importInto = async (database: Database, dataDate = '2025-09-30') => {
  const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
  if (!loaded.ok) throw new Error('the built-in catalogue cannot be read')
  const result = await importExtracts({
    dir,
    catalogue: loaded.catalogue,
    dataDate,
    key: Buffer.alloc(32, 7),
    database,
    demo: true,
    maxRejected: 1,
  })
  if (result.kind !== 'imported') throw new Error(`the demo county was not imported: ${result.kind}`)
  return result
}

beforeAll(async () => {
  await writeDemo(dir, { residents: RESIDENTS })
  one = await startPostgres()
  single = await openDatabase({ kind: 'server', url: await createDatabase(one.url) }, VAULT_MIGRATIONS)
  sharded = await startShardedVault(SHARDS)
  await importInto(single)
  await importInto(sharded.vault)
  for (const shard of sharded.shards) await shard.query('ANALYZE summary')
})
afterAll(async () => {
  await single.close()
  await one.stop()
  await sharded.stop()
  rmSync(dir, { recursive: true, force: true })
})

const inSnapshotOf = (work: Parameters<typeof inSnapshot<string>>[1]) => inSnapshot(sharded.vault, work)

it('spreads the clients over the servers, each client on one', async () => {
  const parts = await Promise.all(
    sharded.shards.map(async (shard) => (await shard.query('SELECT count(*)::int AS n FROM summary')).rows[0].n),
  )
  const { rows } = await single.pool.query('SELECT count(*)::int AS n FROM summary')
  expect(parts.reduce((sum, n) => sum + n, 0)).toBe(rows[0].n)
  for (const part of parts) expect(part).toBeGreaterThan(rows[0].n / SHARDS / 2)
})

it('groups by profile on the servers: nothing is aggregated by the coordinator', async () => {
  const text = await inSnapshotOf(async (connection) => {
    const { rows } = await connection.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (VERBOSE, COSTS OFF) ${await profilesBySql(connection, 1, true)}`,
    )
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
  expect(text.match(/Remote SQL: SELECT .*count\(\*\).*sum\(.*record_key.* GROUP BY /g), text).toHaveLength(SHARDS)
  expect(text).not.toMatch(/(Hash|Group|Mixed|Partial|Finalize)\s*Aggregate/)
  expect(text).not.toMatch(/->\s+Sort/)
})

it('keeps the statement of a single server as it was', async () => {
  const statement = await inSnapshot(single, (connection) => profilesBySql(connection, 1, true))
  expect(statement).toContain('GROUP BY sex, age_group')
})

it('removes an earlier import on the servers, without fetching a row', async () => {
  const connection = await sharded.vault.pool.connect()
  try {
    const { rows } = await connection.query<{ 'QUERY PLAN': string }>(
      'EXPLAIN (VERBOSE, COSTS OFF) DELETE FROM summary WHERE import_id = 1',
    )
    const text = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(text.match(/Remote SQL: DELETE FROM public\.summary WHERE \(\(import_id = 1\)\)/g), text).toHaveLength(SHARDS)
    expect(text).not.toContain('FOR UPDATE')
  } finally {
    connection.release()
  }
})

const EXACT = { kind: 'exact', k: 5, complementExempt: [] } as const
const PERTURBED = { kind: 'perturbed', k: 5, js: 4, d: 8, v: 2, drillDown: 10 } as const
const policies: readonly (readonly [string, typeof EXACT | typeof PERTURBED, Guard])[] = [
  ['exact', EXACT, (cube) => guardByRules(cube, EXACT, 'test')],
  ['perturbed', PERTURBED, (cube) => guardPerturbed(cube, PERTURBED, { k2: Buffer.alloc(32, 9), programVersion: 'test' })],
]

it.each(policies)('gives the release that one server gives, figure by figure, policy %s', async (_, policy, guard) => {
  const drafts = await Promise.all(
    [single, sharded.vault].map((vault) => buildRelease({ vault, importId: 'latest', policy, guard, previous: async () => null })),
  )
  const [a, b] = drafts
  expect(a?.contentHash).toMatch(/^[0-9a-f]{64}$/)
  expect(b?.contentHash).toBe(a?.contentHash)
  expect(b?.certificate.tableHash).toBe(a?.certificate.tableHash)
  expect(b?.cells.base.some((n) => n > 0)).toBe(true)
  expect(b?.cells.base.every((n, cell) => n === a?.cells.base[cell])).toBe(true)
})

it('replaces an import of the same data date on every server, and takes a second beside it', async () => {
  const before = (await sharded.vault.pool.query('SELECT count(*)::int AS n FROM summary')).rows[0].n
  await importInto(sharded.vault)
  expect((await sharded.vault.pool.query('SELECT count(*)::int AS n FROM summary')).rows[0].n).toBe(before)
  await importInto(sharded.vault, '2025-06-30')
  expect((await sharded.vault.pool.query('SELECT count(DISTINCT import_id)::int AS n FROM summary')).rows[0].n).toBe(2)
})
