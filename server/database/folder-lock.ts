/** Keeps two processes out of one embedded database: PGlite itself opens a folder twice without complaint. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Another live process holds the folder. */
export class FolderInUse extends Error {
  constructor(
    readonly folder: string,
    readonly owner: LockOwner,
  ) {
    super(`the database in ${folder} is in use by process ${owner.pid}: stop it first, or use PostgreSQL by URL`)
  }
}

export interface LockOwner {
  readonly pid: number
  /** Start of the process in kernel ticks where the system tells, so that a reused pid is not taken for the owner. */
  readonly started: string
}

/** Milliseconds that another may take to clear what a dead process left: a few files, so it takes none. */
const CLEARING = 2000
const LOOK_EVERY = 5

/** Takes `folder`.lock, clearing one that a dead process left. Returns the release. Throws FolderInUse. */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, ownWords())
  try {
    return takeLock(folder, file, mine)
  } finally {
    rmSync(mine, { force: true })
  }
}

/** The link appears whole or not at all, so no one ever reads half a lock. */
function takeLock(folder: string, file: string, mine: string): () => void {
  for (const until = Date.now() + CLEARING; ; ) {
    if (linked(mine, file)) {
      const unlock = () => rmSync(file, { force: true })
      process.once('exit', unlock)
      return () => {
        process.removeListener('exit', unlock)
        unlock()
      }
    }
    const holder = holderOf(file)
    if (holder.kind === 'alive') throw new FolderInUse(folder, holder.owner)
    const other = holder.kind === 'dead' ? clear(file, mine) : null
    if (other && Date.now() > until) throw new FolderInUse(folder, other)
    if (other) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY)
  }
}

/**
 * Takes away a lock that a dead process left; gives the living process that is at it already. Who found the owner dead may look at another's
 * lock by the time it removes it: it looks again while it holds a second lock, of which the same holds. So a lock is removed by its owner,
 * or, once the owner is dead, by one process alone, and a clearing that was killed is cleared like any other.
 */
function clear(file: string, mine: string): LockOwner | null {
  const clearing = `${file}.clearing`
  if (!linked(mine, clearing)) {
    const holder = holderOf(clearing)
    if (holder.kind === 'alive') return holder.owner
    return holder.kind === 'dead' ? clear(clearing, mine) : null
  }
  try {
    if (holderOf(file).kind === 'dead') rmSync(file, { force: true })
  } finally {
    rmSync(clearing, { force: true })
  }
  return null
}

/** Whether the link was made; false where the name is taken. */
function linked(mine: string, file: string): boolean {
  try {
    linkSync(mine, file)
    return true
  } catch (cause) {
    if (isCalled('EEXIST', cause)) return false
    throw cause
  }
}

const isCalled = (code: string, cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === code

/** What this process writes down to be known by. */
export const ownWords = (): string => JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies LockOwner)

/** The living process that wrote its words into a file; null where the file is not to be read or the process is gone. */
export function writerOf(file: string): LockOwner | null {
  try {
    const holder = holderOf(file)
    return holder.kind === 'alive' ? holder.owner : null
  } catch {
    return null
  }
}

type Holder = { readonly kind: 'none' | 'dead' } | { readonly kind: 'alive'; readonly owner: LockOwner }

function holderOf(file: string): Holder {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (isCalled('ENOENT', cause)) return { kind: 'none' } // gone meanwhile
    throw cause
  }
  const owner = parseOwner(text)
  return owner && isAlive(owner) ? { kind: 'alive', owner } : { kind: 'dead' }
}

/** null: no process writes that. */
function parseOwner(text: string): LockOwner | null {
  try {
    const owner: unknown = JSON.parse(text)
    return typeof owner === 'object' && owner !== null && 'pid' in owner && 'started' in owner
      ? { pid: Number(owner.pid), started: String(owner.started) }
      : null
  } catch {
    return null
  }
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (cause) {
    return isCalled('EPERM', cause)
  }
  return startOf(owner.pid) === owner.started
}

/** Field 22 of /proc/PID/stat; empty where the system has none. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
