/** A portal at which people sign in, beside a real provider, with a published release of invented clients. */
import type { Database } from '../../server/database/sql.ts'
import type { SignInSettings } from '../../server/portal/access/settings.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import { freePort } from './postgres.ts'
import { type Person, startProvider, TEST_CLIENT, type TestProvider } from './provider.ts'
import { publishSynthetic, type SyntheticRelease } from './synthetic-release.ts'

export const PEOPLE: Readonly<Record<string, Person>> = {
  erja: { name: 'Erja Expert', groups: ['experts-65', 'a group of no matter'] },
  sami: { name: 'Sami Owner', groups: ['owners'] },
  leena: { name: 'Leena Leader', groups: ['leaders'] },
  paula: { name: 'Paula Publisher', groups: ['publishers'] },
  aino: { name: 'Aino Admin', groups: ['admins'] },
  antti: { name: 'Antti Auditor', groups: ['auditors'] },
  niko: { name: 'Niko Nobody', groups: [] },
  maija: { name: 'Maija Many', groups: [], more: { groups: undefined, _claim_names: { groups: 'src1' } } },
}

export interface SignedPortal {
  readonly url: string
  readonly portal: Portal
  readonly provider: TestProvider
  readonly release: SyntheticRelease
  readonly settings: SignInSettings
  readonly log: string[]
  stop(): Promise<void>
}

export async function startSignedPortal(
  database: Database,
  options: { readonly settings?: Partial<SignInSettings>; readonly webDir?: string; readonly release?: SyntheticRelease } = {},
): Promise<SignedPortal> {
  const release = options.release ?? (await publishSynthetic(database, { clients: 800, services: 6, municipalities: 3, centres: 2 }))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const provider = await startProvider(url, PEOPLE)
  const services = release.layout.services.slice(0, 1)
  const unlimited = { ages: null, municipalities: null, services: null }
  const settings: SignInSettings = {
    ...{ kind: 'sign-in', url: new URL(url), issuer: new URL(provider.issuer), clientId: TEST_CLIENT.id, clientSecret: TEST_CLIENT.secret },
    ...{ scope: 'openid profile', idle: 60_000, life: 600_000 },
    mapping: {
      claim: 'groups',
      grants: [
        { value: 'experts-65', role: 'EXPERT', ...unlimited, ages: ['AGE_65_PLUS'] },
        { value: 'owners', role: 'SERVICE_OWNER', ...unlimited, services },
        { value: 'leaders', role: 'LEADERSHIP', ...unlimited },
        { value: 'publishers', role: 'PUBLISHER', ...unlimited },
        { value: 'admins', role: 'ADMIN', ...unlimited },
        { value: 'auditors', role: 'AUDITOR', ...unlimited },
      ],
    },
    ...options.settings,
  }
  const log: string[] = []
  const portal = await createPortal({
    ...{ database, webDir: options.webDir ?? 'nowhere', pollMilliseconds: 0, access: settings, log: (line) => log.push(line) },
  })
  await portal.listen(port, '127.0.0.1')
  return {
    ...{ url, portal, provider, release, settings, log },
    async stop() {
      await portal.stop()
      await provider.stop()
    },
  }
}
