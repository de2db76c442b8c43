/** A real OpenID Connect provider on a free loopback port, with people who sign in by name. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface Person {
  readonly name: string
  readonly groups: readonly string[]
  /** Claims beside those, e.g. Entra ID's way of leaving groups out. */
  readonly more?: Readonly<Record<string, unknown>>
}

export interface TestProvider {
  readonly issuer: string
  stop(): Promise<void>
}

export const TEST_CLIENT = { id: 'portal', secret: 'qN8vZ0rJw4yB7LxUe2HcPd5Ak9Tm3Gf6' } as const

/** `portal`: the address of the portal that may ask. */
export async function startProvider(portal: string, people: Readonly<Record<string, Person>>): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is an object; text is for pipes.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = (id: string, redirect: string) => ({
    ...{
      client_id: id,
      client_secret: TEST_CLIENT.secret,
      redirect_uris: [redirect],
      token_endpoint_auth_method: 'client_secret_post' as const,
    },
    post_logout_redirect_uris: [`${portal}/signed-out`],
  })
  const provider = new Provider(issuer, {
    clients: [client(TEST_CLIENT.id, `${portal}/auth/callback`), client('another', `${portal}/auth/callback`)],
    claims: { openid: ['sub'], profile: ['name', 'groups', '_claim_names'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['a key of the test provider'] },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.type = 'html'
          ctx.body = `<!doctype html><title>Sign out</title><h1>Sign out</h1>${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`
        },
      },
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_, id) => {
      const person = people[id]
      if (!person) return undefined
      return { accountId: id, claims: async () => ({ sub: id, name: person.name, groups: [...person.groups], ...person.more }) }
    },
    // Nobody is asked for consent.
    loadExistingGrant: async (ctx) => {
      const { session, client: asking, params } = ctx.oidc
      if (!session?.accountId || !asking) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope(String(params?.scope ?? 'openid'))
      await grant.save()
      return grant
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
  })
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response)
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        '<!doctype html><title>Provider</title><form method="post"><h1>Provider</h1><input name="login"><button>Sign in</button></form>',
      )
      return
    }
    let body = ''
    request.on('data', (part: Buffer) => {
      body += part.toString()
    })
    request.on('end', () => {
      const accountId = new URLSearchParams(body).get('login') ?? ''
      void provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false })
    })
  })
  return {
    issuer,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
