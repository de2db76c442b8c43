import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handOver, leaveEvent, watchInbox } from '../../server/commands/inbox.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { COMMAND_LINE } from '../../server/portal/audit/event.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { buildRelease } from '../../server/vault/release.ts'
import { seededClients, smallCatalogue, storeClients } from '../vault/cube/population.ts'
import { basicGuard } from '../vault/release/basic-guard.ts'

const SIZE = { services: 4, municipalities: 2, centres: 2 }
const work = mkdtempSync(path.join(tmpdir(), 'kooste-inbox-'))
let database: Database
let portal: Portal

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0 })
})
afterAll(async () => {
  await portal.stop()
  await database.close()
  rmSync(work, { recursive: true, force: true })
})

const dataFolder = (name: string): string => {
  const folder = path.join(work, name)
  mkdirSync(folder)
  return folder
}
/** What the log has after the inbox was watched for a while. */
async function watched(folder: string, milliseconds = 1200): Promise<readonly string[]> {
  const lines: string[] = []
  const inbox = watchInbox(folder, database, portal, (line) => lines.push(line))
  await wait(milliseconds)
  await inbox.stop()
  return lines
}

describe('an inbox', () => {
  it('that is not there yet is nothing to tell', async () => {
    expect(await watched(dataFolder('none'))).toEqual([])
  })

  it('that cannot be read is told once', async () => {
    const folder = dataFolder('unreadable')
    writeFileSync(path.join(folder, 'inbox'), 'no folder')
    expect(await watched(folder)).toEqual([expect.stringMatching(/^the inbox cannot be read/)])
  })

  it('keeps what cannot be read now, and sets aside what is damaged', async () => {
    const folder = dataFolder('mixed')
    const inbox = path.join(folder, 'inbox')
    // A folder in a file's place can be read by nobody, whoever runs the test.
    for (const name of ['unread.release', 'unread.event']) mkdirSync(path.join(inbox, name), { recursive: true })
    for (const name of ['damaged.release', 'damaged.event']) writeFileSync(path.join(inbox, name), 'x')
    await leaveEvent(folder, {
      kind: 'IMPORT',
      actor: COMMAND_LINE,
      outcome: 'DONE',
      subject: 'IMPORT',
      detail: { dataDate: '2025-09-30' },
    })
    const lines = await watched(folder)
    expect(readdirSync(inbox).sort()).toEqual(['damaged.event.refused', 'damaged.release.refused', 'unread.event', 'unread.release'])
    for (const name of ['unread.release', 'unread.event', 'damaged.release', 'damaged.event'])
      expect(lines.filter((line) => line.startsWith(`${name} `))).toHaveLength(1)
    const { rows } = await database.pool.query(`SELECT detail->>'dataDate' AS date FROM audit_event WHERE kind = 'IMPORT'`)
    expect(rows).toEqual([{ date: '2025-09-30' }])
  })

  it('keeps the half that another command writes, and not what a killed one left', async () => {
    const folder = dataFolder('halves')
    const inbox = path.join(folder, 'inbox')
    mkdirSync(inbox)
    const [young, old] = [path.join(inbox, 'a.release.1.partial'), path.join(inbox, 'b.release.2.partial')]
    for (const half of [young, old]) writeFileSync(half, '{')
    const then = Date.now() / 1000 - 7200
    utimesSync(old, then, then)
    const vault = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const importId = await storeClients(vault, smallCatalogue(SIZE), seededClients(7, 400, SIZE))
    const policy = { kind: 'exact', k: 5, complementExempt: [] } as const
    const draft = await buildRelease({ ...{ vault, importId, policy }, guard: basicGuard, previous: async () => null })
    await vault.close()
    if (!draft) throw new Error('nothing was imported')
    expect(await handOver(folder, draft, null, 0)).toBe(false)
    expect([existsSync(young), existsSync(old)]).toEqual([true, false])
  })
})
