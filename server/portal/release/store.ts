/** The releases that this process serves: the current one always in memory, older ones as they are asked for. */
import { LRUCache } from 'lru-cache'
import { CURRENT_FIRST } from '../../release/current-first.ts'
import { CorruptRelease, type Policy } from '../../release/format.ts'
import { Prisma, type PrismaClient } from '../generated/prisma/client.ts'
import { loadRelease } from './load.ts'
import { everPublished } from './publication.ts'
import type { ReleaseReader } from './reader.ts'
import { loadSeriesRelease, type SeriesRelease } from './series-release.ts'
import { InvalidRelease, parseCertificate } from './stored.ts'

/** What is known of a release without loading it. */
export interface ServedRelease {
  readonly id: string
  readonly policy: Policy['kind']
  /** YYYY-MM-DD. */
  readonly dataDate: string
  /** Policies of which a release of the same county and data date is served or was once, its own among them. */
  readonly published: readonly Policy['kind'][]
}

/** What the process serves at one moment. A request keeps the one that it began with. */
export interface Served {
  readonly current: ReleaseReader | null
  /** Ids of every release that may be served, newest first. */
  readonly ids: readonly string[]
  /** The same releases. */
  readonly releases: readonly ServedRelease[]
  /** The same and the one about to become current: what a request may name, as a replica that is a moment ahead has named it. */
  readonly nameable: readonly ServedRelease[]
  /** Another number whenever what is served changes, never the same again: the release part of a key of kept answers. */
  readonly version: number
}

export interface ReleaseStore {
  served(): Served
  /** A release of `served().ids`, or the one about to become current; null where it is neither or its blocks are damaged. */
  older(id: string): Promise<ReleaseReader | null>
  /** A release of `served().ids` as a series reads it; null where it is none of them or its blocks are damaged. */
  forSeries(id: string): Promise<SeriesRelease | null>
  /** Looks at the database now; resolves when what it found is served. */
  refresh(): Promise<void>
  stop(): Promise<void>
}

export interface StoreOptions {
  /** How often the database is looked at; 0 = only by `refresh`. */
  readonly pollMilliseconds?: number
  /**
   * How long after its publication, by the database's clock, a release becomes current; 0 = as soon as it is loaded. Replicas that
   * poll more often than this have it in memory by then and switch at one instant.
   */
  readonly settleMilliseconds?: number
  /** Takes lines without figures. */
  readonly log?: (line: string) => void
  /** Releases of invented clients only. */
  readonly demoOnly?: boolean
}

const OLDER_IN_MEMORY = 3
/** Bytes of cells that series keep; what does not fit is read again. */
const SERIES_BYTES = 160 * 2 ** 20
const NOTHING: Served = { current: null, ids: [], releases: [], nameable: [], version: 0 }

interface Stored {
  readonly id: string
  readonly certificate: unknown
  /** Changes where a damaged release was published again. */
  readonly publication: string
  readonly demo: boolean
  readonly dataDate: string
  readonly published: readonly Policy['kind'][]
  /** Milliseconds since its publication, by the database's clock; negative where that clock was set back. */
  readonly age: number
}

/** Opens the store and looks at the database once. A database that cannot be read is tried again at the next poll. */
export async function openReleaseStore(prisma: PrismaClient, options: StoreOptions = {}): Promise<ReleaseStore> {
  const log = options.log ?? (() => {})
  const settle = options.settleMilliseconds ?? 0
  const older = new LRUCache<string, Promise<ReleaseReader | null>>({ max: OLDER_IN_MEMORY })
  /** Publication of each release that was seen last. */
  let publications: ReadonlyMap<string, string> = new Map()
  const refused = new Map<string, string>()
  const forSeries = new LRUCache<string, SeriesRelease>({ maxSize: SERIES_BYTES })
  let loadingForSeries: Promise<unknown> = Promise.resolve()
  let served = NOTHING
  let next: { readonly reader: ReleaseReader; readonly timer: NodeJS.Timeout } | null = null
  let running: Promise<void> | null = null
  let unreadable = false
  let stopped = false

  const isRefused = (id: string) => refused.has(id) && refused.get(id) === publications.get(id)

  /** A damaged release stays damaged until it is published again. A database that fails may come back: that is thrown. */
  const load = async (id: string): Promise<ReleaseReader | null> => {
    try {
      return await loadRelease(prisma, id)
    } catch (cause) {
      if (!(cause instanceof CorruptRelease || cause instanceof InvalidRelease)) throw cause
      refused.set(id, publications.get(id) ?? '')
      log(`release ${id} is not served: ${cause.message}. The one before serves; 'kooste release' makes it again.`)
      return null
    }
  }

  const loadForSeries = async (id: string): Promise<SeriesRelease | null> => {
    try {
      return await loadSeriesRelease(prisma, id)
    } catch (cause) {
      if (!(cause instanceof CorruptRelease || cause instanceof InvalidRelease)) throw cause
      refused.set(id, publications.get(id) ?? '')
      log(`release ${id} is left out of series: ${cause.message}`)
      return null
    }
  }

  const serve = (current: ReleaseReader | null, releases: readonly ServedRelease[], nameable = releases): void => {
    const ids = releases.map((one) => one.id)
    const same = (before: readonly ServedRelease[], now: readonly ServedRelease[]) => JSON.stringify(before) === JSON.stringify(now)
    if (current === served.current && same(served.releases, releases) && same(served.nameable, nameable)) return
    if (current && current !== served.current) log(`serving release ${current.release.id}`)
    if (served.current && current !== served.current) older.set(served.current.release.id, Promise.resolve(served.current))
    served = { current, ids, releases, nameable, version: served.version + 1 }
  }

  const look = async (): Promise<void> => {
    const stored = await prisma.$queryRaw<Stored[]>`
      SELECT id, certificate, demo, to_char(data_date, 'YYYY-MM-DD') AS "dataDate", published_at::text AS publication,
             ARRAY(SELECT DISTINCT other.policy->>'kind' FROM release other
                   WHERE other.county_code = release.county_code AND other.data_date = release.data_date AND other.demo = release.demo
                     AND ${Prisma.raw(everPublished('other'))} ORDER BY 1) AS published,
             (extract(epoch FROM clock_timestamp() - published_at) * 1000)::float8 AS age
      FROM release WHERE withdrawn_at IS NULL ORDER BY ${Prisma.raw(CURRENT_FIRST)}`
    const read = performance.now()
    publications = new Map(stored.map((one) => [one.id, one.publication]))
    for (const { id, demo } of stored) {
      if (demo || !options.demoOnly || isRefused(id)) continue
      refused.set(id, publications.get(id) ?? '')
      log(`release ${id} is not served: it is of real clients, and nobody has to sign in`)
    }
    const candidates = stored.filter((one) => !isRefused(one.id)).flatMap(servable)
    const known = [served.current, next?.reader ?? null]
    let current: ReleaseReader | null = null
    let coming: { readonly reader: ReleaseReader; readonly due: number } | null = null
    for (const { id, age } of candidates) {
      const reader = known.find((one) => one?.release.id === id) ?? (await load(id))
      if (!reader) continue
      const due = read + settle - age
      if (reader !== served.current && age >= 0 && due > performance.now()) {
        coming ??= { reader, due }
        continue
      }
      current = reader
      break
    }
    if (next) clearTimeout(next.timer)
    next = null
    const releases = candidates
      .filter(({ id }) => !isRefused(id))
      .map(({ id, policy, dataDate, published }) => ({ id, policy, dataDate, published }))
    // Where nothing else can be served there is nothing to wait for.
    if (!coming || !current) return serve(current ?? coming?.reader ?? null, releases)
    const { reader, due } = coming
    const before = releases.filter(({ id }) => id !== reader.release.id)
    serve(current, before, releases)
    const timer = setTimeout(() => {
      next = null
      if (!stopped) serve(reader, releases)
    }, due - performance.now())
    timer.unref()
    next = { reader, timer }
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

  /** An outage is told once, and its end. */
  const poll = () =>
    refresh().then(
      () => {
        if (unreadable) log('releases can be read again')
        unreadable = false
      },
      (cause: unknown) => {
        if (!unreadable) log(`releases cannot be read, the one in memory is served: ${cause instanceof Error ? cause.name : 'unknown'}`)
        unreadable = true
      },
    )
  await poll()
  const every = options.pollMilliseconds ?? 5000
  const timer = every > 0 ? setInterval(() => running ?? poll(), every) : null
  timer?.unref()

  return {
    served: () => served,
    async older(id) {
      // A replica that is a moment ahead may already have named it.
      if (next?.reader.release.id === id) return next.reader
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
    async forSeries(id) {
      if (!served.ids.includes(id) || isRefused(id)) return null
      const known = forSeries.get(id)
      if (known) return known
      // One load at a time, whoever asks: each is checked whole, and then let go but for what a series reads.
      const loading = loadingForSeries.then(async () => forSeries.get(id) ?? (await loadForSeries(id)))
      loadingForSeries = loading.catch(() => {})
      const release = await loading
      if (release) forSeries.set(id, release, { size: release.bytes })
      return release
    },
    refresh,
    async stop() {
      stopped = true
      if (timer) clearInterval(timer)
      if (next) clearTimeout(next.timer)
      await running?.catch(() => {})
    },
  }
}

/** The release, where its certificate is whole and nothing in it was proven. */
function servable(stored: Stored): readonly (Stored & ServedRelease)[] {
  try {
    const { audit, policy } = parseCertificate(stored.certificate)
    return audit.proven === 0 ? [{ ...stored, policy: policy.kind }] : []
  } catch {
    return []
  }
}
