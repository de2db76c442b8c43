/** What a request works with. It sees one state of the store from beginning to end. */
import { DEMO_VIEWER, type Viewer } from '../access/viewer.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { ReleaseStore, Served } from '../release/store.ts'
import { PortalError } from './errors.ts'

export interface RequestContext {
  readonly prisma: PrismaClient
  readonly served: Served
  readonly viewer: Viewer
  /** What the segments ask of the vault's side; nothing where no vault answers. */
  readonly drafts: DraftHooks
  /** Says that the answer rests on what may change at any time: it is not kept for others. */
  readonly live: () => void
  /** The release with the id, or the current one. Errors: NO_RELEASE, RELEASE_NOT_FOUND. */
  readonly reader: (id?: string | null) => Promise<ReleaseReader>
}

export interface DraftHooks {
  /** Somebody opened the segments: sizes may be asked soon. */
  readonly opened?: () => void
  /** A question waits in the queue. */
  readonly asked?: () => void
}

/** `preparing`: what there is to say while no release is served; a text without figures of clients. */
export function requestContext(
  prisma: PrismaClient,
  store: ReleaseStore,
  preparing: () => string,
  drafts: DraftHooks = {},
  live: () => void = () => {},
): RequestContext {
  const served = store.served()
  return {
    prisma,
    served,
    drafts,
    live,
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
