/** Whether a request that carries a cookie comes from a page of this site. */
import type { Request } from 'express'

/**
 * By `Sec-Fetch-Site` where the browser sends it, else by `Origin`; both must agree where both are there. A request with
 * neither is refused: every browser that sends cookies with a POST sends one of them.
 */
export function isOwnPage(request: Request, site: URL): boolean {
  const fetchSite = request.headers['sec-fetch-site']
  const { origin } = request.headers
  if (fetchSite === undefined && origin === undefined) return false
  return (fetchSite === undefined || fetchSite === 'same-origin') && (origin === undefined || origin === site.origin)
}
