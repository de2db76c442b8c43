/** What a request works with. It sees one state of the store from beginning to end. */
import { DEMO_VIEWER, type Viewer } from '../access/viewer.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { SeriesRelease } from '../release/series-release.ts'
import type { ReleaseStore, Served } from '../release/store.ts'
import { PortalError } from './errors.ts'

export interface RequestContext {
  readonly prisma: PrismaClient
  readonly served: Served
  readonly viewer: Viewer
  /** Older releases for a series, one after the other, without what a series does not read. */
  readonly seriesReleases: () => Promise<readonly SeriesRelease[]>
  /** Data dates of quarters that are being added in the background. */
  readonly pendingQuarters: () => readonly string[]
  /** To be called by whatever reads or changes what people write: the answer is not kept. */
  readonly live: () => void
  /** The release with the id, or the current one. Errors: NO_RELEASE, RELEASE_NOT_FOUND. */
  readonly reader: (id?: string | null) => Promise<ReleaseReader>
}

export interface RequestSurroundings {
  /** What there is to say while no release is served; a text without figures of clients. */
  readonly preparing: () => string
  readonly pendingQuarters: () => readonly string[]
  readonly live: () => void
}

export function requestContext(
  prisma: PrismaClient,
  store: ReleaseStore,
  { preparing, pendingQuarters, live }: RequestSurroundings,
): RequestContext {
  const served = store.served()
  return {
    ...{ pendingQuarters, live },
    seriesReleases: () => store.series(),
    prisma,
    served,
    viewer: DEMO_VIEWER,
    async reader(id) {
      if (id === undefined || id === null) {
        if (!served.current) throw new PortalError('NO_RELEASE', preparing())
        return served.current
      }
      if (served.current?.release.id === id) return served.current
      const reader = await store.older(id)
      if (!reader) throw new PortalError('RELEASE_NOT_FOUND', 'There is no such release.')
      return reader
    },
  }
}
