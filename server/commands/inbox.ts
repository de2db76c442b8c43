/**
 * Releases and audit events waiting for a server that holds the embedded portal database: another process cannot open it, so it
 * leaves them here as files and the server takes them.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/sql.ts'
import type { AuditEvent } from '../portal/audit/event.ts'
import type { Portal } from '../portal/http.ts'
import { readDraftFile, writeDraftFile } from '../vault/release/draft-file.ts'
import type { PublicDraft } from '../vault/release.ts'
import { askAdopted } from './adopted-figures.ts'
import { parseEvent, releaseEvent } from './command-event.ts'
import { failureText } from './failure-text.ts'
import { type Builder, holdLasting, publishLasting } from './publication.ts'
import { REASON_NEEDED } from './release-interval.ts'

const inboxOf = (dataFolder: string) => path.join(dataFolder, 'inbox')
/** Ending of a release that waits for somebody to publish it; who built it stands beside it in `.by`. */
const HELD = '.held'
/** A half that was not written on for so long is a killed command's, in milliseconds. */
const ABANDONED = 3_600_000

/**
 * Leaves a release for the server; resolves to whether it was taken within `patience` milliseconds. `heldBy`: it is not to be served
 * before somebody publishes it, and who built it.
 */
export async function handOver(dataFolder: string, draft: PublicDraft, heldBy: Builder | null = null, patience = 60_000): Promise<boolean> {
  const inbox = inboxOf(dataFolder)
  await mkdir(inbox, { recursive: true, mode: 0o700 })
  const file = path.join(inbox, `${draft.id}${heldBy ? HELD : '.release'}`)
  // What earlier attempts left: a refusal of the same release, halves of killed ones.
  await rm(`${file}.refused`, { force: true })
  for (const name of await readdir(inbox)) if (name.endsWith('.partial')) await removeAbandoned(path.join(inbox, name))
  if (heldBy) await writeFile(`${file}.by`, JSON.stringify({ id: heldBy.id, name: heldBy.name }), { mode: 0o600 })
  await writeDraftFile(file, draft)
  for (const until = Date.now() + patience; Date.now() < until; await wait(200))
    if (!existsSync(file)) return !existsSync(`${file}.refused`)
  return false
}

/** Another command may be writing one this moment. */
async function removeAbandoned(half: string): Promise<void> {
  const found = await stat(half).catch(() => null)
  if (found && Date.now() - found.mtimeMs > ABANDONED) await rm(half, { force: true })
}

/** Leaves an audit event for the server. */
export async function leaveEvent(dataFolder: string, event: AuditEvent): Promise<void> {
  const inbox = inboxOf(dataFolder)
  await mkdir(inbox, { recursive: true, mode: 0o700 })
  const name = `${Date.now()}-${randomUUID()}`
  await writeFile(path.join(inbox, `${name}.writing`), JSON.stringify({ ...event, at: event.at ?? new Date() }), { mode: 0o600 })
  await rename(path.join(inbox, `${name}.writing`), path.join(inbox, `${name}.event`))
}

/** Who built a held release. Throws where the text does not say. */
function parseBuilder(text: string): Builder {
  const json: Partial<Record<'id' | 'name', unknown>> | null = JSON.parse(text)
  if (typeof json?.id !== 'string' || typeof json.name !== 'string') throw new Error('it is not said who built the release')
  return { id: json.id, name: json.name }
}

export interface Inbox {
  stop(): Promise<void>
}

/**
 * Publishes and writes down what comes in; a file that is damaged is set aside as `.refused`, one that cannot be read or that the database
 * cannot take now is tried again. `published`: a release came and is served.
 */
export function watchInbox(
  dataFolder: string,
  database: Database,
  portal: Portal,
  log: (line: string) => void,
  published: () => void = () => {},
): Inbox {
  const inbox = inboxOf(dataFolder)
  const told = new Set<string>()
  const written = new Set<string>()
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
    } catch (cause) {
      if (isOfTheDisk(cause)) throw cause
      log(`${name} is damaged and was set aside: build the release again`)
      await rename(file, `${file}.refused`)
      return
    }
    if (name.endsWith(HELD)) {
      await holdLasting(database, draft, parseBuilder(await readFile(`${file}.by`, 'utf8')))
      await portal.audit.record(releaseEvent(draft, 'BUILD'))
      await rm(`${file}.by`, { force: true })
    } else {
      if ((await publishLasting(database, draft)) === 'reason needed') {
        log(`${name} is stored and not served: ${REASON_NEEDED}`)
        await rename(file, `${file}.refused`)
        return
      }
      await portal.audit.record(releaseEvent(draft))
      await portal.store.refresh()
      await askAdopted(database, draft.id).catch(() => log('the adopted schemes could not be asked for: a look at their page asks again'))
      published()
    }
    await rm(file, { force: true })
    told.clear()
  }
  const takeEvent = async (name: string): Promise<void> => {
    const file = path.join(inbox, name)
    const text = await readFile(file, 'utf8')
    if (!written.has(name)) {
      const event = eventIn(text)
      if (event === null) {
        log(`${name} is no audit event and was set aside`)
        return rename(file, `${file}.refused`)
      }
      await portal.audit.record(event)
      // Written down once, though the file may be there to stay.
      written.add(name)
    }
    await rm(file, { force: true })
    written.delete(name)
  }
  const look = async (): Promise<void> => {
    const names = await readdir(inbox).catch((cause: unknown) => {
      if (!isMissing(cause)) tellOnce(`the inbox cannot be read, nothing of it is taken: ${failureText(cause)}`)
      return []
    })
    for (const name of names.filter((one) => one.endsWith('.release') || one.endsWith(HELD)).sort()) {
      await take(name).catch((cause: unknown) => tellOnce(`${name} waits, the release before serves: ${failureText(cause)}`))
    }
    for (const name of names.filter((one) => one.endsWith('.event')).sort()) {
      await takeEvent(name).catch((cause: unknown) => tellOnce(`${name} waits to be written down: ${failureText(cause)}`))
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

function eventIn(text: string): AuditEvent | null {
  try {
    return parseEvent(text)
  } catch {
    return null
  }
}

/** Of a call to the system, not of what a file holds. */
const isOfTheDisk = (cause: unknown): boolean => cause instanceof Error && 'syscall' in cause
const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
