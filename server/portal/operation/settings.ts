/** How the portal is run: what it lets through, how much of it, and what it tells its operator. */

export interface OperationSettings {
  /** `listed`: only the web's own operations are run and the schema is not told; `any`: for trying out. */
  readonly operations: 'any' | 'listed'
  /** Whether clients with an API token may ask operations of their own where only listed ones are run. */
  readonly machinesAskAnything: boolean
  /** A minute and user; null = without limit. */
  readonly requestsPerMinute: number | null
  /** Requests to the addresses of signing in, a minute and address; null = without limit. */
  readonly signInsPerMinute: number | null
  /** Points of made answers (see schema/limits.ts), a minute and user; null = without limit. */
  readonly pointsPerMinute: number | null
  /** Seconds within which the whole of a question must have come. */
  readonly bodySeconds: number
  readonly log: 'text' | 'json'
  /** Where the operator's figures are told; null = nowhere. */
  readonly management: { readonly host: string; readonly port: number } | null
}

/** As the tests and the demo run it: nothing is limited but the single request. */
export const OPEN: OperationSettings = {
  ...{
    operations: 'any',
    machinesAskAnything: false,
    requestsPerMinute: null,
    signInsPerMinute: null,
    pointsPerMinute: null,
    bodySeconds: 10,
  },
  ...{ log: 'text', management: null },
}

/** Settings with what they mean, for `kooste --help`. */
export const OPERATION_SETTINGS = [
  ['KOOSTE_OPERATIONS', "'listed': only the web's own operations, no introspection (with DATABASE_URL); 'any' (without)"],
  ['KOOSTE_MACHINES_ASK', "'any': clients with an API token are exempt from the list; 'listed' (listed)"],
  ['KOOSTE_REQUESTS_PER_MINUTE', 'questions a minute and user (600 with DATABASE_URL, else none); 0 = no limit'],
  ['KOOSTE_SIGN_INS_PER_MINUTE', 'requests a minute and address to sign in and out, two a sign-in (120); 0 = no limit'],
  ['KOOSTE_POINTS_PER_MINUTE', 'points of complexity a minute and user (100000 with DATABASE_URL, else none); 0 = no limit'],
  ['KOOSTE_BODY_SECONDS', 'seconds within which a whole question must have come (10)'],
  ['KOOSTE_LOG', "'json': one JSON document a line, requests too (with DATABASE_URL); 'text' (without)"],
  ['KOOSTE_MANAGEMENT_PORT', 'port of health, readiness and Prometheus figures for the operator (none)'],
  ['KOOSTE_MANAGEMENT_HOST', 'address of that port (127.0.0.1)'],
] as const

/** Reads the settings; a refusal is one sentence that names the setting. `shared`: the portal has a database server of its own. */
export function readOperation(set: (name: string) => string | undefined, shared: boolean): OperationSettings | string {
  const oneOf = <T extends string>(name: string, values: readonly T[], otherwise: T): T | null => {
    const given = set(name)
    return given === undefined ? otherwise : (values.find((value) => value === given) ?? null)
  }
  const whole = (name: string, otherwise: number): number | null => {
    const given = set(name)
    const value = given === undefined ? otherwise : Number(given)
    return Number.isInteger(value) && value >= 0 ? value : null
  }
  const operations = oneOf('KOOSTE_OPERATIONS', ['any', 'listed'], shared ? 'listed' : 'any')
  if (operations === null) return "KOOSTE_OPERATIONS must be 'any' or 'listed'."
  const machines = oneOf('KOOSTE_MACHINES_ASK', ['any', 'listed'], 'listed')
  if (machines === null) return "KOOSTE_MACHINES_ASK must be 'any' or 'listed'."
  const log = oneOf('KOOSTE_LOG', ['text', 'json'], shared ? 'json' : 'text')
  if (log === null) return "KOOSTE_LOG must be 'text' or 'json'."
  const requests = whole('KOOSTE_REQUESTS_PER_MINUTE', shared ? 600 : 0)
  if (requests === null) return 'KOOSTE_REQUESTS_PER_MINUTE must be a whole number, 0 for no limit.'
  const signIns = whole('KOOSTE_SIGN_INS_PER_MINUTE', 120)
  if (signIns === null) return 'KOOSTE_SIGN_INS_PER_MINUTE must be a whole number, 0 for no limit.'
  const points = whole('KOOSTE_POINTS_PER_MINUTE', shared ? 100_000 : 0)
  if (points === null) return 'KOOSTE_POINTS_PER_MINUTE must be a whole number, 0 for no limit.'
  const bodySeconds = whole('KOOSTE_BODY_SECONDS', OPEN.bodySeconds)
  if (bodySeconds === null || bodySeconds < 1) return 'KOOSTE_BODY_SECONDS must be a whole number of at least 1.'
  const port = whole('KOOSTE_MANAGEMENT_PORT', 0)
  if (port === null || port > 65_535) return 'KOOSTE_MANAGEMENT_PORT must be a port number, 1 to 65535.'
  return {
    ...{ operations, log, bodySeconds, machinesAskAnything: machines === 'any' },
    ...{ requestsPerMinute: requests || null, signInsPerMinute: signIns || null, pointsPerMinute: points || null },
    management: port === 0 ? null : { host: set('KOOSTE_MANAGEMENT_HOST') ?? '127.0.0.1', port },
  }
}
