/**
 * An embedded database that one process keeps open for long and hands to others on their asking: they leave a note beside the
 * folder, the keeper closes, they open, and the keeper opens again when they are done.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { FolderInUse } from './folder-lock.ts'
import { type DatabasePlace, openDatabase } from './open-database.ts'
import type { Database } from './sql.ts'

const LOOK_EVERY = 100
/** A keeper's word may be on its way for so long: a process that holds the folder and has not said that it would step aside will not. */
const WORD_WITHIN = 3000

/** Beside the folder while somebody waits for it; holds the process id. */
const noteOf = (folder: string) => `${folder}.wanted`

/**
 * Opens a database that a keeper may hold; waits for the keeper to step aside, `patience` milliseconds at most. Throws FolderInUse
 * where the process that holds it does not.
 */
export async function openWithNote(place: DatabasePlace, migrations: string, patience = 60_000): Promise<Database> {
  const until = Date.now() + patience
  let unkept = Date.now() + WORD_WITHIN
  let noted = false
  try {
    for (;;) {
      try {
        return await openDatabase(place, migrations)
      } catch (cause) {
        if (!(cause instanceof FolderInUse) || place.kind !== 'embedded' || Date.now() > until) throw cause
        if (pidIn(keeperOf(place.folder)) === cause.owner.pid) unkept = Date.now() + WORD_WITHIN
        else if (Date.now() > unkept) throw cause
        writeFileSync(noteOf(place.folder), String(process.pid))
        noted = true
        await wait(LOOK_EVERY)
      }
    }
  } finally {
    if (noted && place.kind === 'embedded') rmSync(noteOf(place.folder), { force: true })
  }
}

/** Beside the folder while a process that would step aside holds it. */
const keeperOf = (folder: string) => `${folder}.keeper`

function sayKeeper(folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true, mode: 0o700 })
  writeFileSync(keeperOf(folder), String(process.pid))
}

function pidIn(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Whether a living process waits for the folder. */
function isWanted(folder: string): boolean {
  const pid = pidIn(noteOf(folder))
  if (!pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}

export interface HeldDatabase {
  /** Runs a piece of work on the open database, after those before it; waits while another process has the folder. */
  use<T>(work: (database: Database) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Keeps a database open. One on a server is simply kept. */
export function holdDatabase(place: DatabasePlace, migrations: string): HeldDatabase {
  let open: Database | null = null
  let closed = false
  /** Work goes one piece after another, and so does stepping aside. */
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const turn = last.then(step, step)
    last = turn.catch(() => {})
    return turn
  }
  const opened = async (): Promise<Database> => {
    for (; !closed; await wait(LOOK_EVERY)) {
      if (open) return open
      if (place.kind === 'embedded' && isWanted(place.folder)) continue
      try {
        // Before it is open: the first opening of a folder takes seconds, and who comes meanwhile shall wait as for an open one.
        if (place.kind === 'embedded') sayKeeper(place.folder)
        open = await openDatabase(place, migrations)
      } catch (cause) {
        if (place.kind === 'embedded' && pidIn(keeperOf(place.folder)) === process.pid) rmSync(keeperOf(place.folder), { force: true })
        if (!(cause instanceof FolderInUse)) throw cause
      }
    }
    throw new Error('the database was closed')
  }
  const shut = async () => {
    await open?.close()
    if (open && place.kind === 'embedded') rmSync(keeperOf(place.folder), { force: true })
    open = null
  }
  const look =
    place.kind === 'embedded'
      ? setInterval(() => {
          if (!open) return
          // Another that would keep it, and could not, may have written over it.
          if (pidIn(keeperOf(place.folder)) !== process.pid) sayKeeper(place.folder)
          if (isWanted(place.folder)) void inTurn(shut)
        }, LOOK_EVERY)
      : null
  look?.unref()
  return {
    use: (work) => inTurn(async () => work(await opened())),
    async close() {
      closed = true
      if (look) clearInterval(look)
      await inTurn(shut)
    },
  }
}
