/** Whose requests are counted together. */
import type { Request } from 'express'
import { ipKeyGenerator } from 'express-rate-limit'
import type { Viewer } from '../access/viewer.ts'

/** Who asks, as the session or token of the request says; null where nobody is known. */
export type ViewerOf = (request: Request) => Viewer | null

/**
 * The viewer's id; for somebody unknown, and in demo mode where everybody is one viewer, the address: an IPv6 address by its /56, for one
 * household or office has so many that each request could come from another.
 */
export function callerKey(request: Request, viewerOf: ViewerOf): string {
  const viewer = viewerOf(request)
  if (viewer && viewer.kind !== 'demo') return `viewer ${viewer.id}`
  return `address ${request.ip === undefined ? 'unknown' : ipKeyGenerator(request.ip, 56)}`
}
