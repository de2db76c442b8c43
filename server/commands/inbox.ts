/**
 * Releases waiting for a server that holds the embedded portal database: another process cannot open it, so it leaves the release
 * here as a file and the server publishes it.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/sql.ts'
import { readDraftFile, writeDraftFile } from '../vault/release/draft-file.ts'
import type { PublicDraft } from '../vault/release.ts'
import { failureText } from './failure-text.ts'
import { publishLasting } from './publication.ts'

const inboxOf = (dataFolder: string) => path.join(dataFolder, 'inbox')

/** Leaves a release for the server; resolves to whether it was taken within `patience` milliseconds. */
export async function handOver(dataFolder: string, draft: PublicDraft, patience = 60_000): Promise<boolean> {
  const inbox = inboxOf(dataFolder)
  await mkdir(inbox, { recursive: true, mode: 0o700 })
  const file = path.join(inbox, `${draft.id}.release`)
  // What earlier attempts left: a refusal of the same release, halves of killed ones.
  for (const name of await readdir(inbox))
    if (name === `${draft.id}.release.refused` || name.endsWith('.partial')) await rm(path.join(inbox, name), { force: true })
  await writeDraftFile(file, draft)
  for (const until = Date.now() + patience; Date.now() < until; await wait(200))
    if (!existsSync(file)) return !existsSync(`${file}.refused`)
  return false
}

export interface Inbox {
  stop(): Promise<void>
}

/**
 * Publishes what comes in; a file that is damaged is set aside as `.refused`, one that the database cannot take now is tried again.
 * `onPublished` follows each publication.
 */
export function watchInbox(dataFolder: string, portal: Database, onPublished: () => Promise<void>, log: (line: string) => void): Inbox {
  const inbox = inboxOf(dataFolder)
  const told = new Set<string>()
  let stopped = false
  const tellOnce = (line: string) => {
    if (!told.has(line)) log(line)
    told.add(line)
  }
  const take = async (name: string): Promise<void> => {
    const file = path.join(inbox, name)
    let draft: PublicDraft
    try {
      draft = await readDraftFile(file)
    } catch {
      log(`${name} is damaged and was set aside: build the release again`)
      await rename(file, `${file}.refused`)
      return
    }
    await publishLasting(portal, draft)
    await onPublished()
    await rm(file, { force: true })
    told.clear()
  }
  const look = async (): Promise<void> => {
    const names = await readdir(inbox).catch(() => [])
    for (const name of names.filter((one) => one.endsWith('.release')).sort()) {
      await take(name).catch((cause: unknown) => tellOnce(`${name} waits, the release before serves: ${failureText(cause)}`))
    }
  }
  const watching = (async () => {
    for (; !stopped; await wait(250)) await look()
  })()
  return {
    async stop() {
      stopped = true
      await watching
    },
  }
}
