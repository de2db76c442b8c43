import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderInUse, lockFolder } from '../../server/database/folder-lock.ts'

/** No process: more than any system counts. */
const DEAD = JSON.stringify({ pid: 2 ** 30, started: '1' })

describe('the lock of a folder', () => {
  let work = ''
  let lock = ''
  beforeEach(() => {
    work = mkdtempSync(path.join(tmpdir(), 'kooste-lock-'))
    lock = path.join(work, 'vault.lock')
  })
  afterEach(() => rmSync(work, { recursive: true, force: true }))
  const folder = () => path.join(work, 'vault')

  it.each([
    ['a dead process', ['']],
    ['a process that was killed while it cleared another', ['', '.clearing']],
    ['one that was killed while it cleared that', ['', '.clearing', '.clearing.clearing']],
  ])('is taken over from %s', (_, left) => {
    for (const name of left) writeFileSync(lock + name, DEAD)
    const unlock = lockFolder(folder())
    expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid)
    expect(readdirSync(work)).toEqual(['vault.lock'])
    unlock()
    expect(readdirSync(work)).toEqual([])
  })

  it('is taken over where what stands there was never whole', () => {
    writeFileSync(lock, '')
    lockFolder(folder())()
    expect(existsSync(lock)).toBe(false)
  })

  it('is left to a living process that is clearing it', async () => {
    const other = path.join(work, 'other')
    lockFolder(other)
    writeFileSync(lock, DEAD)
    writeFileSync(`${lock}.clearing`, readFileSync(`${other}.lock`))
    expect(() => lockFolder(folder())).toThrow(FolderInUse)
    expect(readFileSync(lock, 'utf8')).toBe(DEAD)
  })

  it('is of one process at a time, also where each leaves it as the dead do', async () => {
    const script = path.join(work, 'taker.ts')
    const from = JSON.stringify(path.resolve(import.meta.dirname, '../../server/database/folder-lock.ts'))
    writeFileSync(
      script,
      `import { mkdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
       import { FolderInUse, lockFolder } from ${from}
       const [lock, inside, dead] = ${JSON.stringify([lock, path.join(work, 'inside'), `${lock}.dead.`])}
       let taken = 0
       for (const until = Date.now() + 4000; Date.now() < until; ) {
         try {
           lockFolder(${JSON.stringify(folder())})
         } catch (cause) {
           if (cause instanceof FolderInUse) continue
           throw cause
         }
         process.removeAllListeners('exit')
         mkdirSync(inside) // fails where another is inside
         for (const end = performance.now() + 0.3; performance.now() < end; ) {}
         rmdirSync(inside)
         taken++
         writeFileSync(dead + process.pid, ${JSON.stringify(DEAD)})
         renameSync(dead + process.pid, lock)
       }
       console.log(taken)`,
    )
    const ended = Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--import', 'tsx', script], { cwd: path.resolve(import.meta.dirname, '../..') })
      let told = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (told += part.toString()))
      const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
      return { code, told }
    })
    const takers = await Promise.all(ended)
    expect(takers.map(({ code, told }) => (code === 0 ? 0 : told))).toEqual([0, 0, 0, 0])
    expect(takers.reduce((sum, { told }) => sum + Number(told), 0)).toBeGreaterThan(100)
  }, 60_000)
})
