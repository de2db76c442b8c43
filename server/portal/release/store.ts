/** The releases that this process serves: the current one always in memory, older ones as they are asked for. */
import { CorruptRelease } from '../../release/format.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { loadRelease } from './load.ts'
import type { ReleaseReader } from './reader.ts'
import { Recent } from './recent.ts'
import { loadSeriesRelease, type SeriesRelease } from './series-release.ts'
import { InvalidRelease, parseCertificate } from './stored.ts'

/** What the process serves at one moment. A request keeps the one that it began with. */
export interface Served {
  readonly current: ReleaseReader | null
  /** Ids of every release that may be served, newest first. */
  readonly ids: readonly string[]
  /** Another number whenever what is served changes, never the same again: the release part of a key of kept answers. */
  readonly version: number
}

export interface ReleaseStore {
  served(): Served
  /** A release of `served().ids`; null where it is not one of them or its blocks are damaged. */
  older(id: string): Promise<ReleaseReader | null>
  /** One release a data date, the last published of it, oldest first and at most so many as a series shows. */
  series(): Promise<readonly SeriesRelease[]>
  /** Looks at the database now; resolves when what it found is served. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

export interface StoreOptions {
  /** How often the database is looked at; 0 = only by `refresh`. */
  readonly pollMilliseconds?: number
  /** Takes lines without figures. */
  readonly log?: (line: string) => void
}

const OLDER_IN_MEMORY = 3
/** Data dates of a series: five years of quarters. */
const LONGEST_SERIES = 20
/** Bytes of cells that series keep; what does not fit is read again. */
const SERIES_BYTES = 160 * 2 ** 20
const NOTHING: Served = { current: null, ids: [], version: 0 }

/** Opens the store and looks at the database once. A database that cannot be read is tried again at the next poll. */
export async function openReleaseStore(prisma: PrismaClient, options: StoreOptions = {}): Promise<ReleaseStore> {
  const log = options.log ?? (() => {})
  const older = new Recent<Promise<ReleaseReader | null>>(OLDER_IN_MEMORY)
  const refused = new Set<string>()
  const forSeries = new Recent<SeriesRelease>(SERIES_BYTES)
  let seriesIds: readonly string[] = []
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

  const loadForSeries = async (id: string): Promise<SeriesRelease | null> => {
    try {
      return await loadSeriesRelease(prisma, id)
    } catch (cause) {
      if (!(cause instanceof CorruptRelease || cause instanceof InvalidRelease)) throw cause
      log(`release ${id} is left out of series: ${cause.message}`)
      return null
    }
  }

  const look = async (): Promise<void> => {
    const stored = await prisma.release.findMany({
      where: { withdrawnAt: null },
      // The newest data date first: a release of an older one, published later, is not the current one.
      orderBy: [{ dataDate: 'desc' }, { publishedAt: 'desc' }, { id: 'asc' }],
      select: { id: true, dataDate: true, certificate: true },
    })
    const sound = stored.filter((one) => !refused.has(one.id) && isProofFree(one.certificate))
    const candidates = sound.map((one) => one.id)
    let current: ReleaseReader | null = null
    for (const id of candidates) {
      current = served.current?.release.id === id ? served.current : await load(id)
      if (current) break
    }
    const ids = candidates.filter((id) => !refused.has(id))
    if (current === served.current && ids.join() === served.ids.join()) return
    if (current && current !== served.current) log(`serving release ${current.release.id}`)
    if (served.current && current !== served.current) older.set(served.current.release.id, Promise.resolve(served.current))
    seriesIds = [
      ...new Map(
        sound
          .filter((one) => ids.includes(one.id))
          .reverse()
          .map((one) => [one.dataDate.getTime(), one.id]),
      ).values(),
    ].slice(-LONGEST_SERIES)
    served = { current, ids, version: served.version + 1 }
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
    async series() {
      const releases: SeriesRelease[] = []
      // One after the other: each is checked whole, and then let go but for what a series reads.
      for (const id of seriesIds) {
        const known = forSeries.get(id)
        const release = known ?? (await loadForSeries(id))
        if (release && !known) forSeries.set(id, release, release.bytes)
        if (release) releases.push(release)
      }
      return releases
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
