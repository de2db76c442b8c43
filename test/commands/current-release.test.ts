import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Command, EXIT } from '../../server/commands/command.ts'
import { status } from '../../server/commands/status.ts'
import { verify } from '../../server/commands/verify.ts'
import { readConfig } from '../../server/config.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kooste-current-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = readConfig({ KOOSTE_DATA: folder })
if (read.kind !== 'config') throw new Error(read.reason)
const { config } = read

/** What the command gives as its result, and its exit code. */
async function ran(command: Command) {
  const documents: object[] = []
  const console = { json: true, log: () => {}, progress: () => {}, result: (document: object) => documents.push(document) }
  const code = await command.run({ config, console, positionals: [], options: {} })
  return { code, document: documents[0] }
}

describe('a release of an older data date that was published last', () => {
  let newest: SyntheticRelease
  let older: SyntheticRelease
  beforeAll(async () => {
    const portal = await openDatabase(config.portal, PORTAL_MIGRATIONS)
    const shape = { clients: 300, services: 3, municipalities: 1, centres: 0 }
    newest = await publishSynthetic(portal, { ...shape, seed: 1, dataDate: '2025-12-31', publishedAt: new Date('2026-02-01') })
    older = await publishSynthetic(portal, { ...shape, seed: 2, dataDate: '2025-09-30', publishedAt: new Date('2026-03-01') })
    await portal.close()
  })

  it('is not what verify makes anew: that is the current one', async () => {
    const { code, document } = await ran(verify)
    // The vault is empty: only the stored table can be compared.
    expect(code).toBe(EXIT.differs)
    expect(document).toEqual({ release: newest.id, same: false, differences: ['its import, which the vault no longer holds'] })
  })

  it('comes after the current one in the status', async () => {
    const { document } = await ran(status)
    expect(document).toMatchObject({ portal: { kind: 'open', rows: [{ id: newest.id }, { id: older.id }] } })
  })
})
