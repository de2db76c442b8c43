/** A county from extracts to a served portal, by the program's own functions. Attacks see `ask` and `post` only. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { createPortal } from '../../server/portal/http.ts'
import type { Policy } from '../../server/release/format.ts'
import { loadCatalogue } from '../../server/vault/catalogue/load-catalogue.ts'
import { importExtracts } from '../../server/vault/ingest/import-extracts.ts'
import { publishRelease } from '../../server/vault/release/publish.ts'
import { buildRelease, type Guard } from '../../server/vault/release.ts'
import type { FixtureClient } from './fixture/county.ts'
import { DATA_DATE, writeExtracts } from './fixture/extracts.ts'

/** What an outsider gets back. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

export type Variables = Readonly<Record<string, unknown>>

/** A served county, from outside. */
export interface Portal {
  /** The data of a query. Throws where the answer has errors. */
  ask(query: string, variables?: Variables): Promise<Readonly<Record<string, unknown>>>
  /** Any request body, as it is. */
  post(body: string, headers?: Readonly<Record<string, string>>): Promise<Reply>
  readonly url: string
}

/** One data date of a county, with the releases that are made of it. */
export interface Quarter {
  readonly clients: readonly FixtureClient[]
  readonly dataDate?: string
  readonly releases: readonly { readonly name: string; readonly policy: Policy; readonly guard: Guard }[]
}

/** `releases`: ids by name; `log` holds every line that the portal wrote. */
export interface World extends Portal {
  readonly releases: ReadonlyMap<string, string>
  readonly log: readonly string[]
  close(): Promise<void>
}

const COUNTY_KEY = new Uint8Array(32).fill(77)

/** Imports, guards, publishes and serves the quarters, one after the other, in databases that are gone after `close`. */
export async function openWorld(quarters: readonly Quarter[]): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'kooste-attack-'))
  const closers: (() => Promise<void>)[] = [async () => rmSync(dir, { recursive: true, force: true })]
  const close = async () => {
    for (const step of closers.splice(0).reverse()) await step()
  }
  try {
    const vault = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    closers.push(() => vault.close())
    const database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
    closers.push(() => database.close())
    const releases = new Map<string, string>()
    for (const [i, { clients, dataDate = DATA_DATE, releases: wanted }] of quarters.entries()) {
      const files = writeExtracts(join(dir, `${i}`), clients)
      const loaded = await loadCatalogue(files.catalogue)
      if (!loaded.ok) throw new Error(`the fixture's catalogue: ${JSON.stringify(loaded.problems)}`)
      const { catalogue } = loaded
      const imported = await importExtracts({ dir: files.extracts, catalogue, dataDate, key: COUNTY_KEY, database: vault, demo: false })
      if (imported.kind !== 'imported') throw new Error(`the fixture was not imported: ${imported.kind}`)
      for (const { name, policy, guard } of wanted) {
        const draft = await buildRelease({ vault, importId: imported.importId, policy, guard, previous: async () => null })
        if (!draft) throw new Error('the fixture has no release')
        releases.set(name, (await publishRelease(database, draft)).id)
      }
    }
    const log: string[] = []
    const portal = await createPortal({ database, webDir: dir, log: (line) => log.push(line), pollMilliseconds: 0 })
    closers.push(() => portal.stop())
    const port = await portal.listen(0, '127.0.0.1')
    return { ...portalAt(`http://127.0.0.1:${port}/graphql`), releases, log, close }
  } catch (cause) {
    await close()
    throw cause
  }
}

/** The outsider's view of a running portal. */
export function portalAt(url: string): Portal {
  const post: Portal['post'] = async (body, headers = {}) => {
    const send = () => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
    // A connection that was idle while an attack computed may be gone.
    const response = await send().catch(send)
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
  }
  return {
    url,
    post,
    async ask(query, variables = {}) {
      const { text } = await post(JSON.stringify({ query, variables }))
      const answer: { data?: Record<string, unknown>; errors?: unknown } = JSON.parse(text)
      if (answer.errors || !answer.data) throw new Error(`the portal refused: ${JSON.stringify(answer.errors)}`)
      return answer.data
    },
  }
}
