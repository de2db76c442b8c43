/** How people get in, as configured: nobody has to sign in (on this machine only), or everybody has to. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseRoleMapping, type RoleMapping } from './role-mapping.ts'

/** `demo`: invented clients only. `local`: whatever is here, for whoever sits at this machine. */
export interface OpenSettings {
  readonly kind: 'open'
  readonly mode: 'demo' | 'local'
}

export interface SignInSettings {
  readonly kind: 'sign-in'
  /** Where browsers find the portal. */
  readonly url: URL
  readonly issuer: URL
  readonly clientId: string
  /** Null: a public client, by PKCE alone. */
  readonly clientSecret: string | null
  readonly scope: string
  readonly mapping: RoleMapping
  /** Milliseconds without a request, and in all, after which a session ends. */
  readonly idle: number
  readonly life: number
}

export type AccessSettings = OpenSettings | SignInSettings

export const ACCESS_SETTINGS = [
  [
    'KOOSTE_MODE',
    'production: refuse to start without a provider; local: own data without sign-in, on this machine only; demo: invented clients only, as without a provider (demo)',
  ],
  ['KOOSTE_URL', 'address at which browsers find the portal, https://…; demanded with a provider'],
  ['KOOSTE_PROXY', 'proxies in front that end TLS: loopback, or addresses and networks separated by commas'],
  ['KOOSTE_OIDC_ISSUER', 'OpenID Connect provider; without one the program serves invented clients on this machine only'],
  ['KOOSTE_OIDC_CLIENT', 'client id at the provider'],
  ['KOOSTE_OIDC_SECRET', 'client secret at the provider (or KOOSTE_OIDC_SECRET_FILE); a public client where absent'],
  ['KOOSTE_OIDC_SCOPE', 'scopes that are asked for (openid profile)'],
  ['KOOSTE_ROLES', 'file that maps values of a claim to roles: server/portal/access/README.md'],
  ['KOOSTE_SESSION_IDLE', 'minutes without a request after which a session ends (30)'],
  ['KOOSTE_SESSION_HOURS', 'hours after which a session ends (10)'],
  ['KOOSTE_AUDIT_DAYS', 'days for which the audit log is kept (1095)'],
] as const

type Setting = (name: string) => string | undefined

const LOOPBACK = ['127.0.0.1', '::1', 'localhost', '[::1]']
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host)

/** The settings, or one sentence that says why the program will not start so. */
export function readAccessSettings(set: Setting, host: string, dataFolder: string): AccessSettings | string {
  const mode = set('KOOSTE_MODE')
  if (mode !== undefined && mode !== 'production' && mode !== 'local' && mode !== 'demo') return 'KOOSTE_MODE is production, local or demo.'
  const issuer = set('KOOSTE_OIDC_ISSUER')
  const weak = issuer !== undefined || mode === 'production' ? weakKey(set('KOOSTE_PSEUDONYM_KEY'), dataFolder) : null
  if (weak !== null) return weak
  if (issuer === undefined) {
    if (mode === 'production') return 'KOOSTE_OIDC_ISSUER is not set: in production everybody signs in at a provider.'
    if (!isLoopback(host)) return `HOST is ${host} and KOOSTE_OIDC_ISSUER is not set: without a provider only this machine is served.`
    return { kind: 'open', mode: mode === 'local' ? 'local' : 'demo' }
  }
  if (mode === 'local' || mode === 'demo')
    return `KOOSTE_MODE is ${mode} and KOOSTE_OIDC_ISSUER is set: either people sign in or they do not.`
  return readSignIn(set, host, issuer)
}

function readSignIn(set: Setting, host: string, issuerText: string): SignInSettings | string {
  const issuer = urlOf(issuerText)
  const url = urlOf(set('KOOSTE_URL') ?? '')
  if (issuer === null) return 'KOOSTE_OIDC_ISSUER is not an address.'
  if (url === null) return 'KOOSTE_URL is not set to an address: the provider sends people back to it.'
  for (const [name, one] of [
    ['KOOSTE_URL', url],
    ['KOOSTE_OIDC_ISSUER', issuer],
  ] as const) {
    if (one.protocol !== 'https:' && !(one.protocol === 'http:' && isLoopback(one.hostname))) {
      return `${name} begins with http://: outside this machine only https:// will do.`
    }
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return 'KOOSTE_URL is an address without a path.'
  const proxy = set('KOOSTE_PROXY')
  if (proxy === undefined && (url.protocol === 'https:' || !isLoopback(host))) {
    return 'KOOSTE_PROXY is not set: the program speaks plain HTTP, so a proxy in front of it has to end TLS.'
  }
  const clientId = set('KOOSTE_OIDC_CLIENT')
  if (clientId === undefined) return 'KOOSTE_OIDC_CLIENT is not set: the client id at the provider.'
  const clientSecret = set('KOOSTE_OIDC_SECRET') ?? null
  if (clientSecret !== null && isGuessable(clientSecret)) return 'KOOSTE_OIDC_SECRET can be guessed: take the one that the provider made.'
  const mapping = readMapping(set('KOOSTE_ROLES'))
  if (typeof mapping === 'string') return mapping
  const idle = Number(set('KOOSTE_SESSION_IDLE') ?? 30)
  const hours = Number(set('KOOSTE_SESSION_HOURS') ?? 10)
  if (!(idle >= 1 && idle <= 1440)) return 'KOOSTE_SESSION_IDLE is minutes, 1 to 1440.'
  if (!(hours > 0 && hours <= 24)) return 'KOOSTE_SESSION_HOURS is hours, at most 24.'
  return {
    ...{ kind: 'sign-in', url, issuer, clientId, clientSecret, mapping },
    ...{ scope: set('KOOSTE_OIDC_SCOPE') ?? 'openid profile', idle: idle * 60_000, life: hours * 3_600_000 },
  }
}

/** Days of the audit log, or a refusal. */
export function readAuditDays(set: Setting): number | string {
  const days = Number(set('KOOSTE_AUDIT_DAYS') ?? 1095)
  return Number.isInteger(days) && days >= 30 ? days : 'KOOSTE_AUDIT_DAYS is a whole number of days, at least 30.'
}

function readMapping(file: string | undefined): RoleMapping | string {
  if (file === undefined) return 'KOOSTE_ROLES is not set: without a mapping nobody has a role.'
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return `KOOSTE_ROLES: ${file} cannot be read.`
  }
  const mapping = parseRoleMapping(text)
  return typeof mapping === 'string' ? `KOOSTE_ROLES: ${file}: ${mapping}.` : mapping
}

/** Why the county's key will not do in production, or null. */
function weakKey(key: string | undefined, dataFolder: string): string | null {
  if (key === undefined) return null
  if (isGuessable(key)) return 'KOOSTE_PSEUDONYM_KEY can be guessed: make one with: openssl rand -hex 32'
  try {
    const demo = readFileSync(path.join(dataFolder, 'demo.key'), 'utf8').trim()
    return demo === key ? "KOOSTE_PSEUDONYM_KEY is the demo's own key: make one with: openssl rand -hex 32" : null
  } catch {
    return null
  }
}

const WORDS = /test|demo|example|change|secret|passw|default|kooste|123456|abcdef0/i
const isGuessable = (key: string): boolean => WORDS.test(key) || new Set(key).size < 8

function urlOf(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
