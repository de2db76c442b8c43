/**
 * An embedded database that one process keeps open for long and hands to others on their asking: they leave a note beside the
 * folder, the keeper closes, they open, and the keeper opens again when they are done.
 */
import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { makeDataFolder } from './data-folder.ts'
import { FolderInUse, ownWords, writerOf } from './folder-lock.ts'
import { type DatabasePlace, openDatabase } from './open-database.ts'
import type { Database } from './sql.ts'

const LOOK_EVERY = 100
/** A keeper's word may be on its way for so long: a process that holds the folder and has not said that it would step aside will not. */
const WORD_WITHIN = 3000

/** Beside the folder while somebody waits for it. */
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
        if (writerOf(keeperOf(place.folder))?.pid === cause.owner.pid) unkept = Date.now() + WORD_WITHIN
        else if (Date.now() > unkept) throw cause
        writeFileSync(noteOf(place.folder), ownWords())
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
  makeDataFolder(path.dirname(folder))
  writeFileSync(keeperOf(folder), ownWords())
}

/** Whether a living process waits for the folder. */
const isWanted = (folder: string): boolean => writerOf(noteOf(folder)) !== null

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
        if (place.kind === 'embedded' && writerOf(keeperOf(place.folder))?.pid === process.pid)
          rmSync(keeperOf(place.folder), { force: true })
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
          if (writerOf(keeperOf(place.folder))?.pid !== process.pid) sayKeeper(place.folder)
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
