import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { parseRoleMapping } from '../../../server/portal/access/role-mapping.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-settings-'))
const roles = path.join(work, 'roles.json')
writeFileSync(roles, JSON.stringify({ claim: 'groups', grants: [{ value: 'a', role: 'LEADERSHIP' }] }))
writeFileSync(path.join(work, 'demo.key'), '9f1c77aa02b5e8d3c4f6a7b8091d2e3f9f1c77aa02b5e8d3c4f6a7b8091d2e3f')
afterAll(() => rmSync(work, { recursive: true, force: true }))

const GOOD = {
  KOOSTE_DATA: work,
  HOST: '0.0.0.0',
  KOOSTE_URL: 'https://kooste.example.fi',
  KOOSTE_PROXY: '10.0.0.0/8',
  KOOSTE_OIDC_ISSUER: 'https://login.example.fi/tenant/v2.0',
  KOOSTE_OIDC_CLIENT: '3f1c',
  KOOSTE_OIDC_SECRET: 'qN8vZ0rJw4yB7LxUe2HcPd5Ak9Tm3Gf6',
  KOOSTE_ROLES: roles,
}

function access(settings: Record<string, string | undefined>) {
  const read = readConfig(settings)
  if (read.kind === 'refused') throw new Error(read.reason)
  return read.config.access
}

describe('the settings of access', () => {
  it('are demo on this machine without any', () => {
    expect(access({ KOOSTE_DATA: work })).toEqual({ kind: 'open', mode: 'demo' })
  })

  it('let own data be looked at on this machine where that is said', () => {
    expect(access({ KOOSTE_DATA: work, KOOSTE_MODE: 'local' })).toEqual({ kind: 'open', mode: 'local' })
  })

  it('are sign-in with a provider', () => {
    expect(access(GOOD)).toMatchObject({ kind: 'sign-in', clientId: '3f1c', idle: 1_800_000, life: 36_000_000 })
  })

  it.each([
    [
      'no provider in production',
      { HOST: '127.0.0.1', KOOSTE_MODE: 'production', KOOSTE_OIDC_ISSUER: undefined },
      'KOOSTE_OIDC_ISSUER is not set',
    ],
    ['no provider on the network', { KOOSTE_OIDC_ISSUER: undefined }, 'only this machine is served'],
    ['no provider on the network, local or not', { KOOSTE_OIDC_ISSUER: undefined, KOOSTE_MODE: 'local' }, 'only this machine is served'],
    ['a provider in mode demo', { KOOSTE_MODE: 'demo' }, 'either people sign in or they do not'],
    ['plain HTTP without a declared proxy', { KOOSTE_PROXY: undefined }, 'KOOSTE_PROXY is not set'],
    ['plain HTTP without a declared proxy on loopback', { KOOSTE_PROXY: undefined, HOST: '127.0.0.1' }, 'KOOSTE_PROXY is not set'],
    ['an address of plain HTTP', { KOOSTE_URL: 'http://kooste.example.fi' }, 'begins with http://'],
    ['a provider of plain HTTP', { KOOSTE_OIDC_ISSUER: 'http://login.example.fi' }, 'begins with http://'],
    ['no address', { KOOSTE_URL: undefined }, 'KOOSTE_URL'],
    ['no roles', { KOOSTE_ROLES: undefined }, 'nobody has a role'],
    ['roles that cannot be read', { KOOSTE_ROLES: path.join(work, 'none.json') }, 'cannot be read'],
    ['a client secret to guess', { KOOSTE_OIDC_SECRET: 'changeme-changeme-changeme' }, 'can be guessed'],
    ['a key to guess', { KOOSTE_PSEUDONYM_KEY: 'a'.repeat(40) }, 'can be guessed'],
    ['a key of an example', { KOOSTE_PSEUDONYM_KEY: 'an example key that is long enough to pass' }, 'can be guessed'],
    [
      'the key of the demo',
      { KOOSTE_PSEUDONYM_KEY: '9f1c77aa02b5e8d3c4f6a7b8091d2e3f9f1c77aa02b5e8d3c4f6a7b8091d2e3f' },
      "the demo's own key",
    ],
    ['a session without end', { KOOSTE_SESSION_HOURS: '1000' }, 'at most 24'],
  ])('refuse %s in one line', (_, change, reason) => {
    const refused = access({ ...GOOD, ...change })
    expect(refused.kind === 'refused' && refused.reason).toContain(reason)
    expect(refused.kind === 'refused' && refused.reason).not.toContain('\n')
    expect(refused.kind === 'refused' && refused.reason).not.toContain(GOOD.KOOSTE_OIDC_SECRET)
  })

  it('take no threshold under five anywhere', () => {
    expect(readConfig({ ...GOOD, KOOSTE_THRESHOLD: '4' })).toMatchObject({ kind: 'refused' })
  })

  it('keep the audit log for thirty days at least', () => {
    expect(readConfig({ KOOSTE_AUDIT_DAYS: '7' })).toMatchObject({ kind: 'refused' })
  })
})

describe('the mapping of roles', () => {
  it('takes roles with limits', () => {
    expect(parseRoleMapping('{"claim":"roles","grants":[{"value":"x","role":"EXPERT","ages":["AGE_65_PLUS"]}]}')).toEqual({
      claim: 'roles',
      grants: [{ value: 'x', role: 'EXPERT', ages: ['AGE_65_PLUS'], municipalities: null, services: null }],
    })
  })

  it.each([
    ['{', 'not JSON'],
    ['{"grants":[]}', '"claim"'],
    ['{"claim":"g","grants":[{"value":"x","role":"BOSS"}]}', 'grant 1: "role"'],
    ['{"claim":"g","grants":[{"value":"x","role":"SERVICE_OWNER"}]}', 'name them'],
    ['{"claim":"g","grants":[{"value":"x","role":"ADMIN","ages":["AGE_0_17"]}]}', 'no limits'],
    ['{"claim":"g","grants":[{"value":"x","role":"EXPERT","ages":[]}]}', 'not empty'],
    ['{"claim":"g","grants":[{"value":"x","role":"EXPERT","ages":["OLD"]}]}', 'ages are'],
  ])('refuses %s', (text, reason) => {
    expect(parseRoleMapping(text)).toContain(reason)
  })
})
