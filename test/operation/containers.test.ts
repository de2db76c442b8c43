/** No container engine runs here: the files are read, and what they say is held against what docs/operations.md promises. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../server/config.ts'

interface Service {
  readonly image: string
  readonly networks: readonly string[]
  readonly secrets?: readonly string[]
  readonly env_file?: readonly string[]
  readonly configs?: readonly { readonly source: string; readonly target: string }[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly profiles?: readonly string[]
  readonly volumes?: readonly string[]
  readonly command?: readonly string[]
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly privileged?: boolean
  readonly network_mode?: string
  readonly links?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly configs: Readonly<Record<string, { readonly file: string }>>
}

const compose: Compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
const services = Object.entries(compose.services)
const service = (name: string): Service => {
  const found = compose.services[name]
  if (!found) throw new Error(`no service ${name}`)
  return found
}
const shared = (a: string, b: string) => service(a).networks.filter((network) => service(b).networks.includes(network))

describe('the compose file', () => {
  it('names the networks, secrets and volumes that it uses, and no others', () => {
    const used = <T>(pick: (one: Service) => readonly T[]) => [...new Set(services.flatMap(([, one]) => pick(one)))].sort()
    expect(used((one) => one.networks)).toEqual(Object.keys(compose.networks).sort())
    expect(used((one) => one.secrets ?? [])).toEqual(Object.keys(compose.secrets).sort())
    const named = used((one) => (one.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((from) => !from.startsWith('.')))
    expect(named).toEqual(Object.keys(compose.volumes).sort())
    for (const [, one] of services) for (const name of Object.keys(one.depends_on ?? {})) expect(compose.services).toHaveProperty(name)
  })

  it("gives the portal no way to the vault's database", () => {
    expect(shared('portal', 'vault-database')).toEqual([])
    expect(service('vault-database').networks).toEqual(['vault'])
    for (const [name, one] of services) {
      expect(one.network_mode, name).toBeUndefined()
      expect(one.links, name).toBeUndefined()
      if (!['vault', 'worker', 'vault-database'].includes(name)) expect(one.networks, name).not.toContain('vault')
    }
    expect(service('portal').secrets).toEqual(['portal_url'])
    expect(JSON.stringify(service('portal'))).not.toMatch(/VAULT_URL|vault_|pseudonym|extracts/)
  })

  it('lets the vault job reach both databases and nothing outside', () => {
    expect(shared('vault', 'vault-database')).toEqual(['vault'])
    expect(shared('vault', 'portal-database')).toEqual(['portal'])
    expect(service('vault').networks).not.toContain('edge')
    for (const name of ['portal', 'vault']) expect(compose.networks[name]?.internal, name).toBe(true)
    expect(service('vault').profiles).toEqual(['job'])
    for (const volume of service('vault').volumes ?? []) expect(volume).toMatch(/:ro$/)
  })

  it('has a worker that stands where the job does, takes orders and shares no folder with the portal', () => {
    expect(service('worker')).toMatchObject({ command: ['work', '--watch'], networks: ['portal', 'vault'], profiles: ['worker'] })
    expect(service('worker').secrets).toEqual(service('vault').secrets)
    expect(service('worker').environment).toMatchObject({ KOOSTE_EXTRACTS: '/extracts', KOOSTE_CATALOGUE: '/catalogue' })
    for (const volume of service('worker').volumes ?? []) expect(volume).toMatch(/:ro$/)
    expect(service('portal').volumes).toBeUndefined()
  })

  it('opens one port, on loopback, and that is the portal', () => {
    const ports = services.flatMap(([name, one]) => (one.ports ?? []).map((port) => `${name} ${port}`))
    expect(ports).toEqual(['portal 127.0.0.1:4000:4000'])
  })

  it('has every secret in a file that is not in the repository', () => {
    for (const [name, one] of services)
      for (const [setting, value] of Object.entries(one.environment ?? {}))
        if (/PASSWORD|URL|KEY|SECRET|TOKEN/.test(setting)) {
          expect(setting, name).toMatch(/_FILE$/)
          expect(one.secrets ?? [], name).toContain(value.replace('/run/secrets/', ''))
        }
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//)
    expect(readFileSync('.gitignore', 'utf8')).toContain('secrets/')
    expect(readFileSync('.dockerignore', 'utf8')).toContain('secrets')
  })

  it('runs the program without rights that it does not need', () => {
    for (const name of ['portal', 'vault', 'worker']) {
      expect(service(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      expect(service(name).privileged).toBeUndefined()
    }
  })

  it('gives the portal what it needs to let people sign in: it would not start without', () => {
    const portal = service('portal')
    const signIn = { KOOSTE_URL: 'https://kooste.example.fi', KOOSTE_PROXY: 'loopback', KOOSTE_OIDC_ISSUER: 'https://id.example.fi' }
    const started = (more: NodeJS.ProcessEnv) => {
      const environment = { ...portal.environment, DATABASE_URL_FILE: undefined, HOST: '0.0.0.0', ...more }
      const read = readConfig({ ...environment, DATABASE_URL: 'postgresql://portal-database/kooste_portal' })
      return read.kind === 'config' ? read.config.access : read
    }
    expect(started({})).toMatchObject({ kind: 'refused', reason: expect.stringContaining('KOOSTE_OIDC_ISSUER is not set') })
    // The file of roles is mounted where the setting says.
    expect(portal.configs).toEqual([{ source: 'roles', target: portal.environment?.KOOSTE_ROLES }])
    expect(Object.keys(compose.configs)).toEqual(['roles'])
    expect(portal.env_file).toEqual(['./secrets/sign-in.env'])
    const folder = mkdtempSync(path.join(tmpdir(), 'kooste-roles-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const roles = path.join(folder, 'roles.json')
    writeFileSync(roles, '{ "claim": "groups", "grants": [{ "value": "all", "role": "EXPERT" }] }')
    expect(started({ ...signIn, KOOSTE_OIDC_CLIENT: 'kooste', KOOSTE_ROLES: roles })).toMatchObject({ kind: 'sign-in' })
  })

  it('uses settings that the program knows', () => {
    const portal = service('portal').environment ?? {}
    const read = readConfig({ ...portal, DATABASE_URL_FILE: undefined, DATABASE_URL: 'postgresql://portal-database/kooste_portal' })
    expect(read).toMatchObject({
      kind: 'config',
      config: { operation: { operations: 'listed', log: 'json', requestsPerMinute: 600, management: { host: '0.0.0.0', port: 9464 } } },
    })
  })
})

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM')))

  it('copies what is there', () => {
    for (const line of lines.filter((one) => one.startsWith('COPY') && !one.includes('--from'))) {
      const sources = line.split(/\s+/).slice(1, -1)
      for (const source of sources) expect(existsSync(source), source).toBe(true)
    }
  })
  it('leaves sources, tests and development tools out of the image that runs', () => {
    expect(last.filter((line) => /^COPY (\.|server|web|test) /.test(line))).toEqual([])
    expect(lines).toContain('RUN npm ci --omit=dev --omit=optional')
  })
  it('runs as nobody in particular, with Node as the first process', () => {
    expect(last).toContain('USER node')
    expect(last).toContain('ENTRYPOINT ["node", "server/launch.mjs"]')
    expect(last.findIndex((line) => line.startsWith('USER'))).toBeLessThan(last.findIndex((line) => line.startsWith('ENTRYPOINT')))
  })
  it('has no secret in it', () => {
    expect(lines.join('\n')).not.toMatch(/(PASSWORD|SECRET|KEY|TOKEN|URL)=/)
  })
})
