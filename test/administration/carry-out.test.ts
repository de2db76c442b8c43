/** Orders that the portal would not have written are refused by the vault's side all the same. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { carryOut } from '../../server/commands/orders/carry-out.ts'
import type { Task } from '../../server/commands/orders/task.ts'
import { readConfig } from '../../server/config.ts'
import { writeDemo } from '../../server/vault/demo/write-demo.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'kooste-carry-out-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const importOn = async (dataDate: string, key = 'a key for tests, of no county at all') => {
  const read = readConfig({
    ...{ KOOSTE_DATA: path.join(folder, 'data'), KOOSTE_EXTRACTS: path.join(folder, 'extracts'), KOOSTE_PSEUDONYM_KEY: key },
  })
  if (read.kind !== 'config') throw new Error(read.reason)
  const task: Task = {
    ...{ id: 'o', by: { id: 'a', name: 'A' }, changes: [] },
    order: { kind: 'IMPORT', from: { kind: 'folder', name: 'autumn' }, dataDate, invented: false },
  }
  return carryOut(read.config, task, null, () => {})
}

describe('an order to import', () => {
  it.each(['2999-12-31', '2025-02-31', 'soon'])('of the data date %s is refused', async (dataDate) => {
    await writeDemo(path.join(folder, 'extracts/autumn'), { residents: 1500, onProgress: () => {} })
    expect(await importOn(dataDate)).toMatchObject({ kind: 'refused', code: 'SETTINGS' })
  })

  it('with another key than the import before is refused by its own code', async () => {
    await writeDemo(path.join(folder, 'extracts/autumn'), { residents: 1500, onProgress: () => {} })
    expect(await importOn('2025-09-30')).toMatchObject({ kind: 'imported' })
    expect(await importOn('2025-09-30', 'another key for tests, of no county at all')).toMatchObject({ kind: 'refused', code: 'OTHER_KEY' })
  })
})
