import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { PORTAL_MIGRATIONS } from '../../../server/migrations.ts'
import { openProvider } from '../../../server/portal/access/provider.ts'
import { hashOfSecret } from '../../../server/portal/access/secret.ts'
import { openSessions } from '../../../server/portal/access/sessions.ts'
import { createPortal } from '../../../server/portal/http.ts'
import { openPrisma } from '../../../server/portal/prisma.ts'
import { freePort } from '../../support/postgres.ts'
import { TEST_CLIENT } from '../../support/provider.ts'
import { type SignedPortal, startSignedPortal } from '../../support/signed-portal.ts'
import { UserAgent } from '../../support/user-agent.ts'

let database: Database
let signed: SignedPortal
const WHO = '{ viewer { name kind } }'

beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  signed = await startSignedPortal(database)
})
afterAll(async () => {
  await signed.stop()
  await database.close()
})

const sessionOf = (agent: UserAgent): string | undefined => agent.cookies.get(signed.url)?.get('kooste-session')
const holding = (cookie: string): UserAgent => {
  const agent = new UserAgent()
  agent.cookies.set(signed.url, new Map([['kooste-session', cookie]]))
  return agent
}
/** Stops the clock until the test ends; returns what sets it forward, in milliseconds. */
function stopClock(): (by: number) => void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  return (by) => vi.setSystemTime(Date.now() + by)
}
const seqOf = async () => Number((await database.pool.query('SELECT seq FROM audit_head')).rows[0].seq)

describe('signing in', () => {
  it('lets nobody ask before', async () => {
    for (const query of [WHO, '{ __typename }', '{ __schema { types { name } } }', '{ overview { clients { count } } }', '{ nonsense }']) {
      expect(await new UserAgent().ask(signed.url, query)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', data: null })
    }
  })

  it('names who came back from the provider, and sends them where they wanted', async () => {
    const agent = new UserAgent()
    const back = await agent.signIn(signed.url, 'erja', '/matrix?age=AGE_80_PLUS')
    expect([back.status, back.location]).toEqual([302, `${signed.url}/matrix?age=AGE_80_PLUS`])
    expect((await agent.ask(signed.url, WHO)).data).toEqual({ viewer: { name: 'Erja Expert', kind: 'PERSON' } })
  })

  it('gives a cookie that no page reads and no other site sends', async () => {
    const back = await new UserAgent().signIn(signed.url, 'erja')
    const cookie = back.setCookies.find((line) => line.startsWith('kooste-session='))
    expect(cookie).toMatch(/^kooste-session=[A-Za-z0-9_-]{43};/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    expect(cookie).toContain('Path=/')
    expect(cookie).not.toContain('Domain')
    const { rows } = await database.pool.query('SELECT * FROM session')
    expect(JSON.stringify(rows)).not.toContain(/=([^;]+);/.exec(cookie ?? '')?.[1])
  })

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/auth/sign-in',
    'javascript:alert(1)',
    '\t//evil.example',
    '/%0d%0aX: y',
  ])('sends nobody to %j', async (to) => {
    const back = await new UserAgent().signIn(signed.url, 'erja', to)
    expect(new URL(back.location ?? '').origin).toBe(signed.url)
    expect(back.location).not.toContain('evil')
    expect(back.location).not.toContain('/auth/')
  })

  it('refuses somebody whose groups the provider left out, and says why', async () => {
    const agent = new UserAgent()
    expect((await agent.signIn(signed.url, 'maija')).location).toContain('/sign-in?problem=overage')
    expect(sessionOf(agent)).toBeUndefined()
  })

  it('lets somebody without a role in to nothing but who they are', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'niko')
    expect((await agent.ask(signed.url, '{ viewer { name grants { role } fields mayExport } }')).data).toEqual({
      viewer: { name: 'Niko Nobody', grants: [], fields: ['Query.viewer', 'Query.mySessions', 'Mutation.endMySession'], mayExport: false },
    })
    for (const query of ['{ overview { clients { count } } }', '{ release { id } }', '{ releases { id } }']) {
      expect(await agent.ask(signed.url, query)).toMatchObject({ code: 'NOT_GRANTED', data: null })
    }
  })

  it('keeps of the claims only what some grant names', async () => {
    await new UserAgent().signIn(signed.url, 'erja')
    const { rows } = await database.pool.query<{ claims: string[] }>(
      'SELECT DISTINCT claims FROM session JOIN account a ON a.id = account_id WHERE name = $1',
      ['Erja Expert'],
    )
    expect(rows).toEqual([{ claims: ['experts-65'] }])
  })
})

describe("a database that does not take somebody's session", () => {
  it('is not told as a fault of the provider', async () => {
    const agent = new UserAgent()
    const callback = await agent.goToCallback(signed.url, 'erja')
    const lines = signed.log.length
    await database.pool.query('ALTER TABLE session RENAME TO session_away')
    const back = await agent.send(callback)
    await database.pool.query('ALTER TABLE session_away RENAME TO session')
    expect([back.status, back.location, back.text]).toEqual([500, null, 'internal error'])
    expect(signed.log.slice(lines)).toEqual([expect.stringMatching(/^http: internal error \w+$/)])
    expect(sessionOf(agent)).toBeUndefined()
  })
})

describe('whoever tries to come in otherwise', () => {
  it('cannot plant a session: every sign-in makes another, and the one before it ends', async () => {
    const victim = new UserAgent()
    await victim.signIn(signed.url, 'erja')
    const first = sessionOf(victim) ?? ''
    const planted = holding(first)
    await planted.signIn(signed.url, 'leena')
    expect(sessionOf(planted)).not.toBe(first)
    expect((await holding(first).ask(signed.url, WHO)).status).toBe(401)
    const invented = holding('A'.repeat(43))
    await invented.signIn(signed.url, 'leena')
    expect(sessionOf(invented)).not.toBe('A'.repeat(43))
    expect((await holding('A'.repeat(43)).ask(signed.url, WHO)).status).toBe(401)
  })

  it('cannot sign another browser in with an answer of their own (login CSRF)', async () => {
    const attacker = new UserAgent()
    const callback = await attacker.goToCallback(signed.url, 'erja')
    const victim = new UserAgent()
    expect((await victim.send(callback)).location).toContain('/sign-in?problem=expired')
    await victim.goToCallback(signed.url, 'leena')
    expect((await victim.send(callback)).location).toContain('problem=refused')
    expect(sessionOf(victim)).toBeUndefined()
  })

  it('cannot use an answer twice', async () => {
    const agent = new UserAgent()
    const callback = await agent.goToCallback(signed.url, 'erja')
    const begun = new Map(agent.cookies.get(signed.url))
    expect((await agent.send(callback)).location).toBe(`${signed.url}/`)
    const again = new UserAgent()
    again.cookies.set(signed.url, begun)
    expect((await again.send(callback)).location).toContain('problem=refused')
    expect(sessionOf(again)).toBeUndefined()
  })

  it('cannot change the state, the code or the issuer of an answer', async () => {
    for (const name of ['state', 'code', 'iss']) {
      const agent = new UserAgent()
      const callback = new URL(await agent.goToCallback(signed.url, 'erja'))
      callback.searchParams.set(name, 'forged')
      expect((await agent.send(callback.href)).location).toContain('problem=refused')
      expect(sessionOf(agent)).toBeUndefined()
    }
  })

  it('gets nothing for tokens of the provider, nor for invented ones of the portal', async () => {
    const forged = [
      'nonsense',
      'kooste_00000000-0000-4000-8000-000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      await new SignJWT({ groups: ['leaders'] })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('leena')
        .setIssuer(signed.provider.issuer)
        .setAudience(TEST_CLIENT.id)
        .setExpirationTime('5m')
        .sign(new TextEncoder().encode(TEST_CLIENT.secret)),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"leena"}').toString('base64url')}.`,
    ]
    for (const token of forged) {
      expect(await new UserAgent().ask(signed.url, WHO, {}, { authorization: `Bearer ${token}` })).toMatchObject({ status: 401 })
    }
  })

  it('is not helped by a session beside a bad token', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    expect((await agent.ask(signed.url, WHO, {}, { authorization: 'Bearer x' })).status).toBe(401)
  })

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['a browser that says another origin only', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
    ['a link', { origin: '', 'sec-fetch-site': 'none' }],
  ])('does not ask with somebody’s cookie from %s', async (_, headers) => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    expect(await agent.ask(signed.url, WHO, {}, headers)).toMatchObject({ status: 403, data: null })
    const out = await agent.send(`${signed.url}/auth/sign-out`, { method: 'POST', headers })
    expect(out.status).toBe(403)
    expect((await agent.ask(signed.url, WHO)).status).toBe(200)
  })

  it('does not ask by an address, nor by a form', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    const own = { origin: signed.url, 'sec-fetch-site': 'same-origin' }
    expect((await agent.send(`${signed.url}/graphql?query=%7B__typename%7D`, { headers: own })).status).toBe(400)
    const form = {
      method: 'POST',
      body: 'query=%7B__typename%7D',
      headers: { ...own, 'content-type': 'application/x-www-form-urlencoded' },
    }
    expect((await agent.send(`${signed.url}/graphql`, form)).status).toBe(400)
  })

  it('finds two cookies of one name as good as none', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    const double = new UserAgent()
    const cookie = `kooste-session=${sessionOf(agent)}; kooste-session=${sessionOf(agent)}`
    expect((await double.ask(signed.url, WHO, {}, { cookie })).status).toBe(401)
  })
})

describe('a session', () => {
  it('ends at sign-out, here and at the provider', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    const cookie = sessionOf(agent) ?? ''
    const out = await agent.send(`${signed.url}/auth/sign-out`, {
      method: 'POST',
      headers: { origin: signed.url, 'sec-fetch-site': 'same-origin' },
    })
    const location = new URL(JSON.parse(out.text).location)
    expect(location.origin).toBe(signed.provider.issuer)
    expect(location.searchParams.get('post_logout_redirect_uri')).toBe(`${signed.url}/signed-out`)
    expect(location.searchParams.get('id_token_hint')?.split('.')).toHaveLength(3)
    expect(sessionOf(agent)).toBeUndefined()
    expect((await holding(cookie).ask(signed.url, WHO)).status).toBe(401)
    const { rows } = await database.pool.query(
      'SELECT count(*)::int AS n FROM session WHERE ended_at IS NOT NULL AND sealed_id_token IS NOT NULL',
    )
    expect(rows[0].n).toBe(0)
  })

  it('ends by an administrator at once, and by nobody else', async () => {
    const [erja, leena, aino] = [new UserAgent(), new UserAgent(), new UserAgent()]
    await erja.signIn(signed.url, 'erja')
    await leena.signIn(signed.url, 'leena')
    await aino.signIn(signed.url, 'aino')
    const { mySessions } = await erja.told<{ mySessions: { id: string; current: boolean }[] }>(signed.url, '{ mySessions { id current } }')
    const id = mySessions.find(({ current }) => current)?.id
    const ending = 'mutation ($id: ID!) { endSession(id: $id) }'
    expect((await leena.ask(signed.url, ending, { id })).code).toBe('NOT_GRANTED')
    expect((await leena.ask(signed.url, 'mutation ($id: ID!) { endMySession(id: $id) }', { id })).data).toEqual({ endMySession: false })
    expect((await erja.ask(signed.url, WHO)).status).toBe(200)
    expect((await aino.ask(signed.url, ending, { id })).data).toEqual({ endSession: true })
    expect((await erja.ask(signed.url, WHO)).status).toBe(401)
  })

  it('gets roles as they are given, until they end, and none from itself', async () => {
    const pass = stopClock()
    const [niko, aino] = [new UserAgent(), new UserAgent()]
    await niko.signIn(signed.url, 'niko')
    await aino.signIn(signed.url, 'aino')
    const giving =
      'mutation ($to: String!, $grant: RoleWithLimits!, $until: DateTime) { giveGrant(subjectKind: ACCOUNT, subject: $to, grant: $grant, until: $until) }'
    const to = `${signed.provider.issuer} niko`
    const until = new Date(Date.now() + 3000).toISOString()
    expect((await aino.ask(signed.url, giving, { to: `${signed.provider.issuer} aino`, grant: { role: 'LEADERSHIP' } })).code).toBe(
      'BAD_USER_INPUT',
    )
    expect((await aino.ask(signed.url, giving, { to, grant: { role: 'EXPERT', municipalities: ['nowhere'] } })).code).toBe('UNKNOWN_CODE')
    expect((await aino.ask(signed.url, giving, { to, grant: { role: 'EXPERT' }, until })).data).toMatchObject({
      giveGrant: expect.any(String),
    })
    const counting = '{ overview { clients { count } } }'
    expect((await niko.ask(signed.url, counting)).data).toEqual({ overview: { clients: { count: 800 } } })
    pass(3001)
    expect((await niko.ask(signed.url, counting)).code).toBe('NOT_GRANTED')
  })

  it('ends as the browser begins another sign-in: its cookie does not come back with the browser from another site', async () => {
    const agent = new UserAgent()
    await agent.signIn(signed.url, 'erja')
    const first = sessionOf(agent) ?? ''
    const begun = await agent.send(`${signed.url}/auth/sign-in`)
    expect(begun.status).toBe(302)
    expect(sessionOf(agent)).toBeUndefined()
    expect((await holding(first).ask(signed.url, WHO)).status).toBe(401)
    const { rows } = await database.pool.query('SELECT end_reason FROM session WHERE token_hash = $1', [hashOfSecret(first)])
    expect(rows).toEqual([{ end_reason: 'REPLACED' }])
  })

  it('lasts from its last use, whatever else of it is read again', async () => {
    const pass = stopClock()
    const prisma = openPrisma(database.pool)
    const sessions = openSessions(prisma, { ...signed.settings, idle: 60_000 })
    const arrival = { issuer: 'https://login', subject: 'uno', name: 'Uno', claims: [], idToken: null, agent: '' }
    const { secret } = await sessions.begin(arrival)
    pass(22_000)
    expect(await sessions.viewerOf(secret)).not.toBeNull()
    sessions.forget()
    pass(40_000)
    expect(await sessions.viewerOf(secret)).not.toBeNull()
    pass(60_001)
    expect(await sessions.viewerOf(secret)).toBeNull()
  })

  it('ends without use, and after its time', async () => {
    const pass = stopClock()
    for (const settings of [
      { idle: 60_000, life: 600_000 },
      { idle: 600_000, life: 60_000 },
    ]) {
      const other = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
      const short = await startSignedPortal(other, { settings })
      const agent = new UserAgent()
      await agent.signIn(short.url, 'erja')
      expect((await agent.ask(short.url, WHO)).status).toBe(200)
      pass(60_001)
      expect((await agent.ask(short.url, WHO)).status).toBe(401)
      await short.stop()
      await other.close()
    }
  })
})

describe('a token of a machine', () => {
  const creating =
    'mutation ($grants: [RoleWithLimits!]!, $expiresAt: DateTime!) { createApiToken(name: "statistics", grants: $grants, expiresAt: $expiresAt) { id text } }'
  const created = async (by: UserAgent, token: object) =>
    (await by.told<{ createApiToken: { id: string; text: string } }>(signed.url, creating, token)).createApiToken
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const asMachine = (token: string, query: string) => new UserAgent().ask(signed.url, query, {}, { authorization: `Bearer ${token}` })

  it('sees what it was given, until it ends', async () => {
    const aino = new UserAgent()
    await aino.signIn(signed.url, 'aino')
    const { id, text } = await created(aino, { grants: [{ role: 'EXPERT', ages: ['AGE_0_17'] }], expiresAt: inDays(30) })
    expect((await asMachine(text, WHO)).data).toEqual({ viewer: { name: 'statistics', kind: 'MACHINE' } })
    expect((await asMachine(text, '{ overview(selection: { ageGroups: [AGE_0_17] }) { clients { atLeast } } }')).code).toBeNull()
    expect((await asMachine(text, '{ overview { clients { count } } }')).code).toBe('NOT_GRANTED')
    expect((await asMachine(text, '{ apiTokens { id } }')).code).toBe('NOT_GRANTED')
    expect((await asMachine(`${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`, WHO)).status).toBe(401)
    const { rows } = await database.pool.query('SELECT * FROM api_token')
    // The secret may hold a '_' itself.
    const [, secret = ''] = /^kooste_[0-9a-f-]{36}_(.{43})$/.exec(text) ?? []
    expect(secret).not.toBe('')
    expect(JSON.stringify(rows)).not.toContain(secret)
    await aino.ask(signed.url, 'mutation ($id: ID!) { endApiToken(id: $id) }', { id })
    expect((await asMachine(text, WHO)).status).toBe(401)
  })

  it('ends at an instant, said with its offset', async () => {
    const aino = new UserAgent()
    await aino.signIn(signed.url, 'aino')
    const [day = ''] = inDays(30).split('T')
    for (const expiresAt of ['1', 'tomorrow 5', day, `${day}T10:00`, `${day}T10:00:00`, `${day} 10:00Z`])
      expect((await aino.ask(signed.url, creating, { grants: [{ role: 'EXPERT' }], expiresAt })).data, expiresAt).toBeNull()
    for (const expiresAt of [`${day}T10:00Z`, `${day}T10:00:00.000Z`, `${day}T12:00:00+02:00`])
      expect((await created(aino, { grants: [{ role: 'EXPERT' }], expiresAt })).text, expiresAt).toContain('kooste_')
  })

  it('expires', async () => {
    const pass = stopClock()
    const aino = new UserAgent()
    await aino.signIn(signed.url, 'aino')
    const { text } = await created(aino, { grants: [{ role: 'EXPERT' }], expiresAt: new Date(Date.now() + 3000).toISOString() })
    expect((await asMachine(text, WHO)).status).toBe(200)
    pass(3000)
    expect((await asMachine(text, WHO)).status).toBe(401)
  })

  it('is never made to administer, for ever, without a role, or by anybody but an administrator', async () => {
    const aino = new UserAgent()
    await aino.signIn(signed.url, 'aino')
    for (const [grants, expiresAt] of [
      [[{ role: 'ADMIN' }], inDays(1)],
      [[{ role: 'EXPERT' }], inDays(400)],
      [[{ role: 'EXPERT' }], inDays(-1)],
      [[], inDays(1)],
      [[{ role: 'SERVICE_OWNER' }], inDays(1)],
    ] as const) {
      expect((await aino.ask(signed.url, creating, { grants, expiresAt })).code).toBe('BAD_USER_INPUT')
    }
    const leena = new UserAgent()
    await leena.signIn(signed.url, 'leena')
    expect((await leena.ask(signed.url, creating, { grants: [{ role: 'EXPERT' }], expiresAt: inDays(1) })).code).toBe('NOT_GRANTED')
  })
})

describe('a provider that answers with a bad ID token', () => {
  /** Answers every code with the token that `make` gives; the rest of the flow is as it should be. */
  async function withToken(make: (nonce: string, key: CryptoKey, issuer: string) => Promise<string>): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    let nonce = ''
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '', issuer)
      const json = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
      if (url.pathname === '/.well-known/openid-configuration') {
        return json({
          ...{ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` },
          ...{ response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'] },
        })
      }
      if (url.pathname === '/keys')
        return void exportJWK(publicKey).then((key) => json({ keys: [{ ...key, kid: 'k', alg: 'RS256', use: 'sig' }] }))
      if (url.pathname === '/token') {
        return void make(nonce, privateKey, issuer).then((id_token) =>
          json({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token }),
        )
      }
      nonce = url.searchParams.get('nonce') ?? ''
      const back = new URL(url.searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', 'code')
      back.searchParams.set('state', url.searchParams.get('state') ?? '')
      response.writeHead(302, { location: back.href }).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const access = { ...signed.settings, url: new URL(url), issuer: new URL(issuer) }
    const portal = await createPortal({ database, webDir: 'nowhere', pollMilliseconds: 0, access })
    await portal.listen(port, '127.0.0.1')
    try {
      return (
        (await new UserAgent().follow(`${url}/auth/sign-in`, (next) => !next.includes('/auth/') && !next.includes('/authorize')))
          .location ?? ''
      )
    } finally {
      await portal.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
  const token = (nonce: string, issuer: string, audience: string = TEST_CLIENT.id, expires: string | number = '5m') =>
    new SignJWT({ nonce, name: 'Leena', groups: ['leaders'] })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setSubject('leena')
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(expires)

  it('is believed where the token is good', async () => {
    expect(await withToken((nonce, key, issuer) => token(nonce, issuer).sign(key))).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
  })

  it.each([
    [
      'signed by somebody else',
      async (nonce: string, _: CryptoKey, issuer: string) => token(nonce, issuer).sign((await generateKeyPair('RS256')).privateKey),
    ],
    [
      'expired',
      (nonce: string, key: CryptoKey, issuer: string) =>
        token(nonce, issuer, TEST_CLIENT.id, Math.floor(Date.now() / 1000) - 600).sign(key),
    ],
    ['for another audience', (nonce: string, key: CryptoKey, issuer: string) => token(nonce, issuer, 'another').sign(key)],
    ['of another issuer', (nonce: string, key: CryptoKey) => token(nonce, 'http://127.0.0.1:1').sign(key)],
    ['of another sign-in', (_: string, key: CryptoKey, issuer: string) => token('another nonce', issuer).sign(key)],
    [
      'not signed at all',
      async (nonce: string, _: CryptoKey, issuer: string) => {
        const part = (body: object) => Buffer.from(JSON.stringify(body)).toString('base64url')
        const now = Math.floor(Date.now() / 1000)
        return `${part({ alg: 'none' })}.${part({ iss: issuer, sub: 'leena', aud: TEST_CLIENT.id, nonce, iat: now, exp: now + 300, groups: ['leaders'] })}.`
      },
    ],
  ])('is not believed where it is %s', async (_, make) => {
    expect(await withToken(make)).toContain('/sign-in?problem=refused')
  })
})

describe('a provider that is down', () => {
  it.each([
    ['out of order', 503],
    ['an error page of something before it', 502],
  ])('has refused nobody: %s', async (_, status) => {
    const server = createServer((request, response) => {
      if (request.url !== '/.well-known/openid-configuration') return void response.writeHead(status).end('down')
      const endpoints = { authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys` }
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ issuer, ...endpoints }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const provider = openProvider({ ...signed.settings, issuer: new URL(issuer) })
    const { secrets } = await provider.begin()
    const back = new URL(`${signed.url}/auth/callback?code=code&state=${secrets.state}`)
    await expect(provider.finish(back, secrets)).rejects.toThrow()
    expect(await provider.finish(new URL(`${back}x`), secrets)).toEqual({ kind: 'refused', problem: 'refused' })
  })
})

describe('what is written down', () => {
  it('names each sign-in, sign-out, grant, token and ended session, in a whole chain', async () => {
    await signed.portal.audit.flush()
    const { rows } = await database.pool.query<{ kind: string; outcome: string }>(
      'SELECT DISTINCT kind, outcome FROM audit_event ORDER BY 1, 2',
    )
    expect(rows.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual(
      expect.arrayContaining([
        'SIGN_IN DONE',
        'SIGN_IN REFUSED',
        'SIGN_OUT DONE',
        'GRANT DONE',
        'TOKEN DONE',
        'SESSION DONE',
        'QUERY DONE',
        'QUERY REFUSED',
      ]),
    )
    expect(await seqOf()).toBeGreaterThan(20)
  })

  it('holds no secret', async () => {
    const { rows } = await database.pool.query('SELECT * FROM audit_event')
    expect(JSON.stringify(rows)).not.toMatch(/kooste_[0-9a-f-]{36}_|eyJ/)
    expect(signed.log.join()).not.toMatch(/eyJ|kooste_/)
  })
})
