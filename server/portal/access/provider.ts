/** The OpenID Connect provider: authorisation code with PKCE, state and nonce; signatures of ID tokens are checked. */
import * as oidc from 'openid-client'
import type { SignInSettings } from './settings.ts'

/** What of a sign-in under way only the browser that began it knows. */
export interface SignInSecrets {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** Who the provider says it is. */
export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly claims: readonly string[]
  readonly idToken: string
}

/** `overage`: the provider left the claim out because the person has too many groups (Entra ID, over 200). */
export type Answered =
  | { readonly kind: 'identity'; readonly identity: Identity }
  | { readonly kind: 'refused'; readonly problem: 'overage' | 'refused' }

export interface Provider {
  begin(): Promise<{ readonly location: URL; readonly secrets: SignInSecrets }>
  /** `answer`: the address at which the browser came back. Throws where the provider cannot be reached. */
  finish(answer: URL, secrets: SignInSecrets): Promise<Answered>
  /** Where to end the session at the provider too; null where it has no such place. */
  signOutAt(idToken: string | null): Promise<URL | null>
}

export const CALLBACK = '/auth/callback'

export function openProvider(settings: SignInSettings): Provider {
  const { url, issuer, clientId, clientSecret, scope, mapping } = settings
  const redirect = new URL(CALLBACK, url).href
  let discovered: Promise<oidc.Configuration> | null = null

  /** Asked once; a failure is asked again by whoever comes next. */
  const configuration = (): Promise<oidc.Configuration> => {
    discovered ??= oidc
      .discovery(issuer, clientId, {}, clientSecret === null ? oidc.None() : oidc.ClientSecretPost(clientSecret), {
        // The settings allow plain HTTP on this machine only.
        execute: [oidc.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])],
        timeout: 10,
      })
      .catch((cause: unknown) => {
        discovered = null
        throw cause
      })
    return discovered
  }

  return {
    async begin() {
      const config = await configuration()
      const secrets = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() }
      const location = oidc.buildAuthorizationUrl(config, {
        ...{ redirect_uri: redirect, scope, state: secrets.state, nonce: secrets.nonce },
        ...{ code_challenge: await oidc.calculatePKCECodeChallenge(secrets.verifier), code_challenge_method: 'S256' },
      })
      return { location, secrets }
    },
    async finish(answer, { state, nonce, verifier }) {
      const config = await configuration()
      let tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>
      try {
        tokens = await oidc.authorizationCodeGrant(config, answer, {
          ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
        })
      } catch (cause) {
        if (isOutOfReach(cause)) throw cause
        return { kind: 'refused', problem: 'refused' }
      }
      const token = tokens.claims()
      if (!token || tokens.id_token === undefined) return { kind: 'refused', problem: 'refused' }
      let found: Readonly<Record<string, unknown>> = token
      if (found[mapping.claim] === undefined) {
        if (hasOverage(token, mapping.claim)) return { kind: 'refused', problem: 'overage' }
        if (config.serverMetadata().userinfo_endpoint !== undefined) {
          found = { ...token, ...(await oidc.fetchUserInfo(config, tokens.access_token, token.sub)) }
        }
      }
      return {
        kind: 'identity',
        identity: {
          ...{ issuer: token.iss, subject: token.sub, idToken: tokens.id_token },
          name: text(found.name) ?? text(found.preferred_username) ?? text(found.email) ?? token.sub,
          claims: texts(found[mapping.claim]),
        },
      }
    },
    async signOutAt(idToken) {
      const config = await configuration()
      if (config.serverMetadata().end_session_endpoint === undefined) return null
      return oidc.buildEndSessionUrl(config, {
        post_logout_redirect_uri: new URL('/signed-out', url).href,
        ...(idToken === null ? {} : { id_token_hint: idToken }),
      })
    },
  }
}

/** The provider is down, or something else answers in its place: it refused nobody. */
const isOutOfReach = (cause: unknown): boolean =>
  cause instanceof oidc.ClientError
    ? cause.code === 'OAUTH_TIMEOUT' || cause.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM'
    : cause instanceof TypeError && 'cause' in cause

/** Entra ID names the claim in `_claim_names` where it left it out, or says `hasgroups`. */
function hasOverage(token: Readonly<Record<string, unknown>>, claim: string): boolean {
  const names = token._claim_names
  return (typeof names === 'object' && names !== null && claim in names) || token.hasgroups === true
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 100) : null)
const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '')
