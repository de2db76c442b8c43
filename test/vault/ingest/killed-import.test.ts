/** An import killed while it writes: the vault keeps the one before. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { type DatabasePlace, openDatabase } from '../../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { createDatabase } from '../../support/databases.ts'
import { startPostgres } from '../../support/postgres.ts'
import { extractsFolder } from './extracts-folder.ts'
import { CATALOGUE } from './small-catalogue.ts'

const clients = (n: number) => Array.from({ length: n }, (_, i) => `K${i},1950-05-05,2,001,C1`)
const CONTACTS = ['K0,GP,2025-01-01,']

async function killedImportLeavesTheEarlierOne(place: DatabasePlace): Promise<void> {
  const before = await openDatabase(place, VAULT_MIGRATIONS)
  const small = { catalogue: CATALOGUE, dataDate: '2025-09-30', key: Buffer.from('a county key of the tests'), demo: false }
  await importExtracts({ ...small, dir: extractsFolder({ 'clients.csv': clients(3), 'contacts.csv': CONTACTS }), database: before })
  await before.close()
  const program = fileURLToPath(new URL('./killed-import.ts', import.meta.url))
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', program, JSON.stringify(place), extractsFolder({ 'clients.csv': clients(30_000), 'contacts.csv': CONTACTS })],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)))
  const said = new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
  // Half way: at least 10,000 of 30,000.
  expect(await Promise.race([said, ended])).toMatch(/^written [12]\d{4}\n$/)
  child.kill('SIGKILL')
  expect(await ended).toBe('SIGKILL')
  const after = await openDatabase(place, VAULT_MIGRATIONS)
  try {
    const { rows } = await after.pool.query('SELECT count(*)::int AS summaries FROM summary')
    expect(rows).toEqual([{ summaries: 3 }])
  } finally {
    await after.close()
  }
}

it('a killed import leaves the earlier one, embedded', async () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'kooste-killed-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  await killedImportLeavesTheEarlierOne({ kind: 'embedded', folder: path.join(dir, 'vault') })
}, 120_000)

it('a killed import leaves the earlier one, PostgreSQL', async () => {
  const server = await startPostgres()
  onTestFinished(() => server.stop())
  await killedImportLeavesTheEarlierOne({ kind: 'server', url: await createDatabase(server.url) })
}, 120_000)
