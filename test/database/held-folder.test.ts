import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse } from '../../server/database/folder-lock.ts'
import { holdDatabase, openWithNote } from '../../server/database/held-folder.ts'
import { openDatabase } from '../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'

describe('a folder that a keeper holds', () => {
  let work = ''
  const place = () => ({ kind: 'embedded' as const, folder: path.join(work, 'vault') })
  beforeEach(() => {
    work = mkdtempSync(path.join(tmpdir(), 'kooste-held-'))
  })
  afterEach(() => rmSync(work, { recursive: true, force: true }))

  it('is handed to who asks, and taken up again for the next piece of work', async () => {
    const held = holdDatabase(place(), VAULT_MIGRATIONS)
    const one = async () => (await held.use(({ pool }) => pool.query('SELECT 1 AS one'))).rows
    expect(await one()).toEqual([{ one: 1 }])
    const other = await openWithNote(place(), VAULT_MIGRATIONS)
    const waiting = one()
    await other.close()
    expect(await waiting).toEqual([{ one: 1 }])
    await held.close()
  })

  it('is handed over although its word was written over by another, or is missing for a moment', async () => {
    const held = holdDatabase(place(), VAULT_MIGRATIONS)
    await held.use(({ pool }) => pool.query('SELECT 1'))
    const word = path.join(work, 'vault.keeper')
    for (const spoil of [() => writeFileSync(word, '1'), () => writeFileSync(word, ''), () => rmSync(word)]) {
      spoil()
      await (await openWithNote(place(), VAULT_MIGRATIONS)).close()
      await held.use(({ pool }) => pool.query('SELECT 1'))
    }
    await held.close()
    expect(existsSync(word)).toBe(false)
  })

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, started: '1' })],
    ['a process whose number another has now', JSON.stringify({ pid: process.ppid, started: 'before' })],
    ['nobody in particular', String(process.ppid)],
  ])('is opened although a note of %s was left beside it', async (_, note) => {
    writeFileSync(path.join(work, 'vault.wanted'), note)
    const held = holdDatabase(place(), VAULT_MIGRATIONS)
    expect((await held.use(({ pool }) => pool.query('SELECT 1 AS one'))).rows).toEqual([{ one: 1 }])
    await held.close()
  })

  it('is left to a living process that waits for it', async () => {
    const started = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19]
    const note = path.join(work, 'vault.wanted')
    writeFileSync(note, JSON.stringify({ pid: process.ppid, started }))
    const held = holdDatabase(place(), VAULT_MIGRATIONS)
    let opened = false
    const using = held.use(async () => {
      opened = true
    })
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(opened).toBe(false)
    rmSync(note)
    await using
    await held.close()
  })

  it('is refused where whoever holds it does not step aside', async () => {
    const holder = await openDatabase(place(), VAULT_MIGRATIONS)
    await expect(openWithNote(place(), VAULT_MIGRATIONS)).rejects.toThrow(FolderInUse)
    await holder.close()
  })
})
