/** A release and an import at the same time, on servers where both may have the vault. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EXIT } from '../../server/commands/command.ts'
import { release } from '../../server/commands/release.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { createDatabase } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { seededClients, smallCatalogue, storeClients } from '../vault/cube/population.ts'

const SIZE = { services: 4, municipalities: 2, centres: 2 }
const folder = mkdtempSync(path.join(tmpdir(), 'kooste-judged-'))
let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('what is released is the import that was judged, though another came meanwhile', async () => {
  const [portalUrl, vaultUrl] = [await createDatabase(server.url), await createDatabase(server.url)]
  const read = readConfig({ KOOSTE_DATA: folder, DATABASE_URL: portalUrl, VAULT_URL: vaultUrl })
  if (read.kind !== 'config') throw new Error(read.reason)
  const vault = await openDatabase({ kind: 'server', url: vaultUrl }, VAULT_MIGRATIONS)
  const portal = await openDatabase({ kind: 'server', url: portalUrl }, PORTAL_MIGRATIONS)
  const imported = (dataDate: string) => storeClients(vault, smallCatalogue(SIZE), seededClients(7, 400, SIZE), { dataDate })
  await imported('2025-09-30')
  // The release is judged before it opens the portal's database, which waits for this lock.
  const holder = new pg.Client({ connectionString: portalUrl })
  await holder.connect()
  await holder.query('SELECT pg_advisory_lock(72707369)')
  const documents: object[] = []
  const console = { json: true, log: () => {}, progress: () => {}, result: (document: object) => documents.push(document) }
  const released = release.run({ config: read.config, console, positionals: [], options: { stage: 'rules' } })
  const waits = async () =>
    (await holder.query(`SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database WHERE NOT granted AND datname = current_database()`))
      .rowCount
  await expect.poll(waits, { timeout: 60_000 }).toBe(1)
  await imported('2025-12-31')
  await holder.end()
  expect(await released).toBe(EXIT.done)
  expect(documents).toMatchObject([{ dataDate: '2025-09-30' }])
  await portal.close()
  await vault.close()
})
