/** The two cookies: the session's, and that of a sign-in under way. Neither can be read by a page. */
import type { Request, Response } from 'express'
import type { SignInSettings } from './settings.ts'

/** Without TLS, on this machine only, browsers take no `__Host-` cookies. */
const nameOf = (settings: SignInSettings, name: 'session' | 'sign-in'): string =>
  `${settings.url.protocol === 'https:' ? '__Host-' : ''}kooste-${name}`

/** The value of the cookie that came with a request; null where none came, or more than one. */
export function readCookie(request: Request, settings: SignInSettings, name: 'session' | 'sign-in'): string | null {
  const own = `${nameOf(settings, name)}=`
  const found = (request.headers.cookie ?? '').split(/;\s*/).filter((pair) => pair.startsWith(own))
  return found.length === 1 ? (found[0]?.slice(own.length) ?? null) : null
}

/** The session goes along from this site's own pages only; a sign-in's has to come back from the provider. */
export function setCookie(response: Response, settings: SignInSettings, name: 'session' | 'sign-in', value: string, life: number): void {
  response.cookie(nameOf(settings, name), value, {
    ...{ httpOnly: true, secure: settings.url.protocol === 'https:', path: '/', maxAge: life },
    ...{ sameSite: name === 'session' ? 'strict' : 'lax', encode: String },
  })
}

export function clearCookie(response: Response, settings: SignInSettings, name: 'session' | 'sign-in'): void {
  response.clearCookie(nameOf(settings, name), {
    ...{ httpOnly: true, secure: settings.url.protocol === 'https:', path: '/' },
    sameSite: name === 'session' ? 'strict' : 'lax',
  })
}
