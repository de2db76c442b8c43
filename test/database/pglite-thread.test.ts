import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startPglite } from '../../server/database/pglite-thread.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-thread-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

describe('a PGlite whose thread has ended', () => {
  it('rejects what is asked of it afterwards, at once and with the cause', async () => {
    const file = path.join(work, 'no-folder')
    writeFileSync(file, '')
    const thread = startPglite(path.join(file, 'database'))
    const cause = await thread.ready.then(
      () => null,
      (problem: unknown) => problem,
    )
    expect(cause).toBeInstanceOf(Error)
    await expect(thread.protocol(new Uint8Array(), () => {})).rejects.toBe(cause)
    await expect(thread.rollback()).rejects.toBe(cause)
    const before = performance.now()
    await thread.close()
    expect(performance.now() - before).toBeLessThan(5000)
  })

  it('is closed for good', async () => {
    const thread = startPglite(null)
    await thread.ready
    await thread.close()
    await expect(thread.protocol(new Uint8Array(), () => {})).rejects.toThrow('the embedded database has stopped')
  })
})
