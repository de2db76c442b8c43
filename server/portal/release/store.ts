/** The releases that this process serves: the current one always in memory, older ones as they are asked for. */
import { CorruptRelease, type Policy } from '../../release/format.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { loadRelease } from './load.ts'
import type { ReleaseReader } from './reader.ts'
import { Recent } from './recent.ts'
import { InvalidRelease, parseCertificate } from './stored.ts'

/** What is known of a release without loading it. */
export interface ServedRelease {
  readonly id: string
  readonly policy: Policy['kind']
  /** YYYY-MM-DD. */
  readonly dataDate: string
}

/** What the process serves at one moment. A request keeps the one that it began with. */
export interface Served {
  readonly current: ReleaseReader | null
  /** Ids of every release that may be served, newest first. */
  readonly ids: readonly string[]
  /** The same releases. */
  readonly releases: readonly ServedRelease[]
  /** Another number whenever what is served changes, never the same again: the release part of a key of kept answers. */
  readonly version: number
}

export interface ReleaseStore {
  served(): Served
  /** A release of `served().ids`; null where it is not one of them or its blocks are damaged. */
  older(id: string): Promise<ReleaseReader | null>
  /** Looks at the database now; resolves when what it found is served. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

export interface StoreOptions {
  /** How often the database is looked at; 0 = only by `refresh`. */
  readonly pollMilliseconds?: number
  /** Takes lines without figures. */
  readonly log?: (line: string) => void
  /** Releases of invented clients only. */
  readonly demoOnly?: boolean
}

const OLDER_IN_MEMORY = 3
const NOTHING: Served = { current: null, ids: [], releases: [], version: 0 }

/** Opens the store and looks at the database once. A database that cannot be read is tried again at the next poll. */
export async function openReleaseStore(prisma: PrismaClient, options: StoreOptions = {}): Promise<ReleaseStore> {
  const log = options.log ?? (() => {})
  const older = new Recent<Promise<ReleaseReader | null>>(OLDER_IN_MEMORY)
  const refused = new Set<string>()
  let served = NOTHING
  let running: Promise<void> | null = null
  let stopped = false

  /** A damaged release stays damaged: it is refused for good. A database that fails may come back: that is thrown. */
  const load = async (id: string): Promise<ReleaseReader | null> => {
    try {
      return await loadRelease(prisma, id)
    } catch (cause) {
      if (!(cause instanceof CorruptRelease || cause instanceof InvalidRelease)) throw cause
      refused.add(id)
      log(`release ${id} is not served: ${cause.message}`)
      return null
    }
  }

  const look = async (): Promise<void> => {
    const stored = await prisma.release.findMany({
      where: { withdrawnAt: null },
      orderBy: [{ publishedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, certificate: true, dataDate: true, demo: true },
    })
    for (const { id, demo } of stored) {
      if (demo || !options.demoOnly || refused.has(id)) continue
      refused.add(id)
      log(`release ${id} is not served: it is of real clients, and nobody has to sign in`)
    }
    const candidates = stored.filter((one) => !refused.has(one.id) && isProofFree(one.certificate)).map((one) => one.id)
    let current: ReleaseReader | null = null
    for (const id of candidates) {
      current = served.current?.release.id === id ? served.current : await load(id)
      if (current) break
    }
    const ids = candidates.filter((id) => !refused.has(id))
    if (current === served.current && ids.join() === served.ids.join()) return
    if (current && current !== served.current) log(`serving release ${current.release.id}`)
    if (served.current && current !== served.current) older.set(served.current.release.id, Promise.resolve(served.current))
    const releases = stored
      .filter((one) => ids.includes(one.id))
      .map(({ id, certificate, dataDate }) => ({
        id,
        policy: parseCertificate(certificate).policy.kind,
        dataDate: dataDate.toISOString().slice(0, 10),
      }))
    served = { current, ids, releases, version: served.version + 1 }
  }

  const refresh = async (): Promise<void> => {
    if (stopped) return
    // One look at a time; a caller who comes during a look needs one that begins after it came.
    while (running) await running.catch(() => {})
    running = look().finally(() => {
      running = null
    })
    return running
  }

  const poll = () => refresh().catch((cause: unknown) => log(`releases cannot be read: ${cause instanceof Error ? cause.name : 'unknown'}`))
  await poll()
  const every = options.pollMilliseconds ?? 5000
  const timer = every > 0 ? setInterval(() => running ?? poll(), every) : null
  timer?.unref()

  return {
    served: () => served,
    async older(id) {
      if (!served.ids.includes(id)) return null
      if (served.current?.release.id === id) return served.current
      const known = older.get(id)
      if (known) return known
      const loading = load(id)
      older.set(id, loading)
      const reader = await loading.catch((cause: unknown) => {
        older.delete(id)
        throw cause
      })
      if (!reader) older.delete(id)
      return reader
    },
    refresh,
    async stop() {
      stopped = true
      if (timer) clearInterval(timer)
      await running?.catch(() => {})
    },
  }
}

function isProofFree(certificate: unknown): boolean {
  try {
    return parseCertificate(certificate).audit.proven === 0
  } catch {
    return false
  }
}
