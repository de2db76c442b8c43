import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openClerk } from '../../server/commands/orders/clerk.ts'
import { beat } from '../../server/commands/orders/queue.ts'
import { readConfig } from '../../server/config.ts'
import { holdDatabase } from '../../server/database/held-folder.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-desk-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

it('a desk that could not be written is written at the next beat', async () => {
  const read = readConfig({ KOOSTE_DATA: work })
  if (read.kind === 'refused') throw new Error(read.reason)
  const vault = holdDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
  const portal = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  const clerk = await openClerk(read.config, vault)
  const beats = async () => beat(portal, await clerk.desk(), null)
  await portal.pool.query('ALTER TABLE vault_desk RENAME TO vault_desk_away')
  await expect(beats()).rejects.toThrow()
  await portal.pool.query('ALTER TABLE vault_desk_away RENAME TO vault_desk')
  await beats()
  const { rows } = await portal.pool.query('SELECT desk FROM vault_desk')
  expect(rows).toEqual([{ desk: JSON.parse(JSON.stringify(await clerk.desk())) }])
  clerk.stop()
  await vault.close()
  await portal.close()
})
