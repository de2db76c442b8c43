/** What a request works with. It sees one state of the store from beginning to end. */
import type { Database } from '../../database/sql.ts'
import type { Access } from '../access/access.ts'
import type { Asking } from '../access/asking.ts'
import { seenBy } from '../access/figure-scope.ts'
import type { Role, Viewer } from '../access/viewer.ts'
import { isPublishable, visibleReleases } from '../access/visible-releases.ts'
import { type Administration, WITHOUT } from '../administration/administration.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { SeriesRelease } from '../release/series-release.ts'
import type { ReleaseStore, Served, ServedRelease } from '../release/store.ts'
import { PortalError } from './errors.ts'

export interface RequestContext {
  readonly prisma: PrismaClient
  /** For walks that a model is too slow for. */
  readonly database: Database
  readonly store: Pick<ReleaseStore, 'refresh'>
  readonly served: Served
  readonly viewer: Viewer
  readonly asking: Asking
  readonly access: Access
  readonly audit: AuditLog
  /** What the segments ask of the vault's side; nothing where no vault answers. */
  readonly drafts: DraftHooks
  readonly administration: Administration
  /** The releases that the viewer sees, newest first; the first is their current one. */
  readonly releases: readonly ServedRelease[]
  /** The release with the id, or the current one: what is said of it, no figures. Errors: NO_RELEASE, RELEASE_NOT_FOUND. */
  readonly release: (id?: string | null) => Promise<CataloguedRelease>
  /**
   * The release with the id, or the current one, as far as the viewer sees figures of it in the field that is resolved.
   * Errors: NO_RELEASE, RELEASE_NOT_FOUND, NOT_GRANTED.
   */
  readonly reader: (id?: string | null) => Promise<ReleaseReader>
  /**
   * The releases of a series up to a data date, oldest first: of each data date the one published last, as far as the viewer sees figures
   * of it in the field that is resolved.
   */
  readonly seriesReleases: (upTo: Date) => Promise<readonly SeriesRelease[]>
  /** Data dates of quarters that are being added in the background. */
  readonly pendingQuarters: () => readonly string[]
  /** The same context for a field that these roles may ask. */
  readonly askedBy: (roles: readonly Role[]) => RequestContext
}

/** What is said of a release without figures. */
export type CataloguedRelease = Pick<ReleaseReader, 'release' | 'services' | 'layout' | 'policy'>

export interface DraftHooks {
  /** Somebody opened the segments: sizes may be asked soon. */
  readonly opened?: () => void
  /** A question waits in the queue. */
  readonly asked?: () => void
}

export interface ContextSources {
  readonly prisma: PrismaClient
  readonly database: Database
  readonly store: ReleaseStore
  readonly access: Access
  readonly audit: AuditLog
  readonly drafts?: DraftHooks | undefined
  readonly administration?: Administration | undefined
  /** What there is to say while no release is served; a text without figures of clients. */
  readonly preparing: () => string
  readonly pendingQuarters: () => readonly string[]
}

/** Data dates of a series: five years of quarters. */
const LONGEST_SERIES = 20

export function requestContext(sources: ContextSources, asking: Asking): RequestContext {
  const { prisma, database, store, access, audit, drafts = {}, administration = WITHOUT, preparing, pendingQuarters } = sources
  const served = store.served()
  const { viewer, now } = asking
  const releases = visibleReleases(viewer, served.releases, now)
  const nameable = visibleReleases(viewer, served.nameable, now)

  const whole = async (asked: string | null | undefined): Promise<ReleaseReader> => {
    const id = asked ?? releases[0]?.id
    if (id === undefined) throw new PortalError('NO_RELEASE', preparing())
    if (!nameable.some((one) => one.id === id)) throw new PortalError('RELEASE_NOT_FOUND', 'There is no such release.')
    if (served.current?.release.id === id) return served.current
    const reader = await store.older(id)
    if (!reader) throw new PortalError('RELEASE_NOT_FOUND', 'There is no such release.')
    return reader
  }
  /** The release as far as the roles show it to the viewer; null: nothing of it. */
  const withinRights = (reader: ReleaseReader, roles: readonly Role[]): ReleaseReader | null => {
    const publishable = nameable.some((one) => one.id === reader.release.id && isPublishable(one))
    const seen = seenBy(viewer, roles, publishable, now)
    return seen && reader.within(seen.kind === 'whole' ? null : seen.scope)
  }
  const withoutRoles = async () => {
    throw new Error('only a field of figures has a reader')
  }
  const context: RequestContext = {
    ...{ prisma, database, store, served, viewer, asking, access, audit, drafts, administration, releases, pendingQuarters },
    release: whole,
    ...{ reader: withoutRoles, seriesReleases: withoutRoles },
    askedBy: (roles) => ({
      ...context,
      async reader(asked) {
        const reader = withinRights(await whole(asked), roles)
        if (reader === null) throw new NotGranted()
        return reader
      },
      async seriesReleases(upTo) {
        const found: SeriesRelease[] = []
        for (const { id } of inSeries(releases, upTo)) {
          const release = await store.forSeries(id)
          const reader = release && withinRights(release.reader, roles)
          if (release && reader) found.unshift({ ...release, reader })
        }
        return found
      },
    }),
  }
  return context
}

/** The last release of each data date up to one, newest first, as the releases are. */
export function inSeries(releases: readonly ServedRelease[], upTo: Date): readonly ServedRelease[] {
  const last = upTo.toISOString().slice(0, 10)
  return releases
    .filter(({ dataDate }, at) => dataDate <= last && releases.findIndex((other) => other.dataDate === dataDate) === at)
    .slice(0, LONGEST_SERIES)
}

/** The one refusal of everything outside the viewer's rights. */
export class NotGranted extends PortalError {
  constructor() {
    super('NOT_GRANTED', 'Your rights do not cover this.')
  }
}
