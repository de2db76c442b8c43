/** A full disk during import and release: nothing of it is taken, everything before is there, and the message says what to do. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'
import { kooste, type Settings } from '../support/program.ts'
import { done, held, importing, KEY, writeCounty } from './small-county.ts'
import { canMount, mountSmallDisk, type SmallDisk } from './small-disk.ts'

const MEBIBYTE = 2 ** 20
const dir = mkdtempSync(path.join(tmpdir(), 'kooste-full-'))
let small: string
let large: string

beforeAll(async () => {
  small = await writeCounty(dir, 1500)
  large = await writeCounty(dir, 12_000, 2)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe.skipIf(!canMount)('a full disk (left out where this user may not mount)', () => {
  it('stops import and release on the embedded databases', async () => {
    const disk = mountSmallDisk(300)
    onTestFinished(() => disk.remove())
    await stopsImportAndRelease(disk, { KOOSTE_DATA: path.join(disk.folder, 'data'), KOOSTE_PSEUDONYM_KEY: KEY })
  })

  it('at the first opening of an embedded database leaves no half of one, and says where and why', async () => {
    const disk = mountSmallDisk(300)
    onTestFinished(() => disk.remove())
    const settings = { KOOSTE_DATA: path.join(disk.folder, 'data') }
    // Room for most of a database, and for next to nothing of one.
    for (const left of [38 * MEBIBYTE, 4096 * 8]) {
      const free = disk.fill(left)
      const stopped = await kooste(['status'], settings)
      expect(stopped.code, stopped.stderr).toBe(1)
      expect(stopped.stderr).toContain(`the embedded database in ${settings.KOOSTE_DATA}/vault cannot be opened: ENOSPC. The disk is full.`)
      free()
    }
    expect((await kooste(['status'], settings)).stdout).toBe('Vault: no import\nPortal: no release\n')
  })

  it('stops import and release on PostgreSQL', async () => {
    const disk = mountSmallDisk(300)
    const server = await startPostgres({ under: disk.folder })
    onTestFinished(async () => {
      await server.stop()
      disk.remove()
    })
    const [portal, vault] = [await createDatabase(server.url), await createDatabase(server.url)]
    await stopsImportAndRelease(disk, {
      DATABASE_URL: portal,
      VAULT_URL: vault,
      KOOSTE_DATA: path.join(dir, 'unused'),
      KOOSTE_PSEUDONYM_KEY: KEY,
    })
  })
})

async function stopsImportAndRelease(disk: SmallDisk, settings: Settings): Promise<void> {
  await done(importing(small), settings)
  const { release } = await done(['release', '--stage', 'rules', '--json'], settings)
  const before = await held(settings)
  expect(before.releases).toEqual([release])

  let free = disk.fill(MEBIBYTE)
  const stopped = await kooste(importing(large), settings)
  expect(stopped.code, stopped.stderr).toBe(1)
  expect(stopped.stderr).toMatch(/disk/)
  expect(stopped.stderr).toContain('nothing of this was taken')
  expect(JSON.parse(stopped.stdout)).toEqual({ exit: 1, error: expect.stringContaining('nothing of this was taken') })
  free()
  expect(await held(settings)).toEqual(before)
  expect((await done(['verify', '--json'], settings)).same).toBe(true)

  await done(importing(large), settings)
  const imported = await held(settings)
  free = disk.fill(64 * 1024)
  const unreleased = await kooste(['release', '--stage', 'rules', '--sooner', 'a larger extract', '--json'], settings)
  expect(unreleased.code, unreleased.stderr).toBe(1)
  expect(unreleased.stderr).toMatch(/disk/)
  free()
  expect(await held(settings)).toEqual(imported)
  const next = await done(['release', '--stage', 'rules', '--sooner', 'a larger extract', '--json'], settings)
  // In place of the one before: they are of one data date.
  expect((await held(settings)).releases).toEqual([next.release])
  expect((await done(['verify', '--json'], settings)).same).toBe(true)
}
