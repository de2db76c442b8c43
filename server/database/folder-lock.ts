/** Keeps two processes out of one embedded database: PGlite itself opens a folder twice without complaint. */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/** Another live process holds the folder. `owner` says which, and where it serves if it does. */
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

/** Takes `folder`.lock, clearing one that a dead process left. Returns the release. Throws FolderInUse. */
export function lockFolder(folder: string): () => void {
  const file = `${folder}.lock`
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies LockOwner))
  try {
    return takeLock(folder, file, mine)
  } finally {
    rmSync(mine, { force: true })
  }
}

/** The link appears whole or not at all, so no one ever reads half a lock. */
function takeLock(folder: string, file: string, mine: string): () => void {
  for (;;) {
    try {
      linkSync(mine, file)
      const unlock = () => rmSync(file, { force: true })
      process.once('exit', unlock)
      return () => {
        process.removeListener('exit', unlock)
        unlock()
      }
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
      const owner = readOwner(file)
      if (owner && isAlive(owner)) throw new FolderInUse(folder, owner)
      rmSync(file, { force: true })
    }
  }
}

function readOwner(file: string): LockOwner | null {
  try {
    const owner: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof owner === 'object' && owner !== null && 'pid' in owner && 'started' in owner
      ? { pid: Number(owner.pid), started: String(owner.started) }
      : null
  } catch {
    return null // gone meanwhile
  }
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
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
