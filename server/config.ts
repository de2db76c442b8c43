/** The only reader of the environment. */
import path from 'node:path'
import type { DatabasePlace } from './database/open-database.ts'
import { nearest } from './nearest.ts'
import { ADMINISTRATION_SETTINGS, type AdministrationSettings, readAdministration } from './orders/settings.ts'
import { isProxyList } from './portal/access/proxy-list.ts'
import { ACCESS_SETTINGS, type AccessSettings, readAccessSettings, readAuditDays } from './portal/access/settings.ts'
import { OPERATION_SETTINGS, type OperationSettings, readOperation } from './portal/operation/settings.ts'
import { withSecretFiles } from './secret-files.ts'

export interface Config {
  readonly port: number
  /** Address to listen on: loopback unless set. */
  readonly host: string
  /** Folder of the embedded databases and of what they hand over. */
  readonly dataFolder: string
  readonly portal: DatabasePlace
  readonly vault: DatabasePlace
  /** The county's key; null where none is set, so that only the demo may run. */
  readonly pseudonymKey: Uint8Array | null
  readonly threshold: number
  readonly complementExempt: readonly string[]
  readonly operation: OperationSettings
  readonly administration: AdministrationSettings
  /** How people get in, or the sentence with which `serve` refuses to start. */
  readonly access: AccessSettings | { readonly kind: 'refused'; readonly reason: string }
  /** Proxies that end TLS, as Express' `trust proxy` takes them. */
  readonly proxy: string | null
  /** Days for which the audit log is kept. */
  readonly auditDays: number
  /** Quarterly releases that the demo county gets. */
  readonly demoQuarters: number
  /** Privacy loss of one evaluation of a draft scheme, as a fraction. */
  readonly draftEpsilon: { readonly numerator: number; readonly denominator: number }
}

export type ConfigResult = { readonly kind: 'config'; readonly config: Config } | { readonly kind: 'refused'; readonly reason: string }

/** Every setting, with what it means: printed by `kooste --help`. */
export const SETTINGS = [
  ['PORT', 'port of the web and of GraphQL (4000)'],
  ['HOST', 'address to listen on (127.0.0.1)'],
  ['KOOSTE_DATA', 'folder of the embedded databases (./data)'],
  ['DATABASE_URL', 'PostgreSQL URL of the portal; the embedded database where absent'],
  ['VAULT_URL', 'PostgreSQL URL of the vault; the embedded database where absent'],
  ['KOOSTE_PSEUDONYM_KEY', "the county's secret key, at least 32 characters; made once for the demo, demanded otherwise"],
  ['KOOSTE_THRESHOLD', 'smallest number of clients behind a figure (5); never under 5'],
  ['KOOSTE_DRAFT_EPSILON', 'privacy loss of one evaluation of draft segments, 0.01 to 1 (0.1); all of a data date together lose 10'],
  ['KOOSTE_COMPLEMENT_EXEMPT', 'codes of services whose complement is not protected, separated by commas (none)'],
  ['KOOSTE_DEMO_QUARTERS', 'quarterly releases of the demo county, 1 to 8 (8)'],
  ...ADMINISTRATION_SETTINGS,
  ...OPERATION_SETTINGS,
  ...ACCESS_SETTINGS,
  ['…_FILE', 'any of these but PORT and HOST: a file that holds the value, e.g. KOOSTE_PSEUDONYM_KEY_FILE'],
] as const

/** Set by Kubernetes in every container beside a service that is called kooste. */
const OF_KUBERNETES = /^KOOSTE_(SERVICE|PORT)(_|$)/

/** Whether a name is one of this program's, and none that it reads: misspelt, it would have no effect. */
function isUnknown(name: string): boolean {
  if (!/^KOOSTE_/i.test(name) || OF_KUBERNETES.test(name)) return false
  return !SETTINGS.some(([known]) => name === known || name === `${known}_FILE`)
}

/** Shortest key that is taken, in characters. */
const SHORTEST_KEY = 32
const LOWEST_THRESHOLD = 5

/** Reads the settings. A refusal is one sentence that names the setting. */
export function readConfig(environment: NodeJS.ProcessEnv): ConfigResult {
  const refuse = (reason: string): ConfigResult => ({ kind: 'refused', reason })
  const unknown = Object.keys(environment).find((name) => environment[name]?.trim() && isUnknown(name))
  if (unknown !== undefined) {
    const bare = (name: string) => name.replace(/^KOOSTE_/i, '')
    const near = nearest(
      bare(unknown),
      SETTINGS.map(([name]) => bare(name)),
    )
    const meant = SETTINGS.find(([name]) => bare(name) === near)
    return refuse(`There is no setting ${unknown}.${meant ? ` Is ${meant[0]} meant?` : ''} See: kooste --help`)
  }
  const read = withSecretFiles(environment)
  if (read.kind === 'refused') return refuse(read.reason)
  const { env } = read
  const set = (name: string): string | undefined => env[name]?.trim() || undefined

  const port = Number(set('PORT') ?? 4000)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return refuse('PORT must be a port number, 0 to 65535.')
  const threshold = Number(set('KOOSTE_THRESHOLD') ?? LOWEST_THRESHOLD)
  if (!Number.isInteger(threshold) || threshold < LOWEST_THRESHOLD) {
    return refuse(`KOOSTE_THRESHOLD must be a whole number of at least ${LOWEST_THRESHOLD}: a figure stands for at least five clients.`)
  }
  const demoQuarters = Number(set('KOOSTE_DEMO_QUARTERS') ?? 8)
  if (!Number.isInteger(demoQuarters) || demoQuarters < 1 || demoQuarters > 8) return refuse('KOOSTE_DEMO_QUARTERS must be 1 to 8.')
  const hundredths = Math.round(Number(set('KOOSTE_DRAFT_EPSILON') ?? 0.1) * 100)
  if (!(hundredths >= 1 && hundredths <= 100)) return refuse('KOOSTE_DRAFT_EPSILON must be a number from 0.01 to 1.')
  const key = set('KOOSTE_PSEUDONYM_KEY')
  if (key !== undefined && key.length < SHORTEST_KEY) {
    return refuse(`KOOSTE_PSEUDONYM_KEY must have at least ${SHORTEST_KEY} characters; make one with: openssl rand -hex 32`)
  }
  for (const name of ['DATABASE_URL', 'VAULT_URL']) {
    const url = set(name)
    if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) return refuse(`${name} must begin with postgresql://`)
  }
  if (set('DATABASE_URL') !== undefined && set('DATABASE_URL') === set('VAULT_URL')) {
    return refuse('DATABASE_URL and VAULT_URL must be two databases: the portal may not read the vault.')
  }
  const operation = readOperation(set, set('DATABASE_URL') !== undefined)
  if (typeof operation === 'string') return refuse(operation)
  const dataFolder = path.resolve(set('KOOSTE_DATA') ?? 'data')
  const administration = readAdministration(set, dataFolder, set('DATABASE_URL') !== undefined)
  if (typeof administration === 'string') return refuse(administration)
  const host = set('HOST') ?? '127.0.0.1'
  const access = readAccessSettings(set, host, dataFolder)
  const auditDays = readAuditDays(set)
  if (typeof auditDays === 'string') return refuse(auditDays)
  const proxy = set('KOOSTE_PROXY') ?? null
  if (proxy !== null && !isProxyList(proxy))
    return refuse(
      'KOOSTE_PROXY names the proxies before Kooste: addresses or subnets with commas between, or loopback, linklocal, uniquelocal.',
    )
  const place = (url: string | undefined, folder: string): DatabasePlace =>
    url === undefined ? { kind: 'embedded', folder: path.join(dataFolder, folder) } : { kind: 'server', url }
  return {
    kind: 'config',
    config: {
      port,
      host,
      dataFolder,
      portal: place(set('DATABASE_URL'), 'portal'),
      vault: place(set('VAULT_URL'), 'vault'),
      pseudonymKey: key === undefined ? null : Buffer.from(key, 'utf8'),
      ...{ threshold, demoQuarters, operation, administration },
      draftEpsilon: { numerator: hundredths, denominator: 100 },
      complementExempt: (set('KOOSTE_COMPLEMENT_EXEMPT') ?? '')
        .split(',')
        .map((code) => code.trim())
        .filter(Boolean),
      access: typeof access === 'string' ? { kind: 'refused', reason: access } : access,
      proxy,
      auditDays,
    },
  }
}
