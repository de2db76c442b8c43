import { isDeepStrictEqual } from 'node:util'
import type { Config } from '../config.ts'
import { openWithNote } from '../database/held-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import { CURRENT_FIRST } from '../release/current-first.ts'
import { type Certificate, decodeBlocks, type Policy, tableHash } from '../release/format.ts'
import type { ReleaseLayout } from '../release/lattice.ts'
import { buildRelease } from '../vault/release.ts'
import { type Command, EXIT } from './command.ts'
import { guardOf, hasOtherNoise } from './guards.ts'
import { OTHER_KEY } from './problem-text.ts'

export const verify: Command = {
  name: 'verify',
  usage: '',
  summary: 'Makes the current release anew from the vault and compares table, certificate and catalogue with what the portal holds.',
  positionals: 0,
  options: {},
  async run({ config, console }) {
    const portal = await openDatabase(config.portal, PORTAL_MIGRATIONS)
    try {
      const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
      try {
        const differences = await compare(portal, vault, config, (share) => console.progress('verifying', share))
        if (differences === null) {
          console.log('There is no release to verify.')
          return EXIT.nothingThere
        }
        console.result(
          { release: differences.id, same: differences.list.length === 0, differences: differences.list },
          differences.list.length === 0
            ? `Release ${differences.id} is what the vault gives.`
            : `Release ${differences.id} differs from what the vault gives: ${differences.list.join(', ')}.`,
        )
        return differences.list.length === 0 ? EXIT.done : EXIT.differs
      } finally {
        await vault.close()
      }
    } finally {
      await portal.close()
    }
  },
}

interface StoredRelease {
  readonly id: string
  readonly content_hash: string
  readonly layout: ReleaseLayout
  readonly policy: Policy
  readonly certificate: Certificate
  readonly demo: boolean
}

/** What differs, by name; null where no release is stored. */
async function compare(
  portal: Database,
  vault: Database,
  config: Config,
  onProgress: (share: number) => void,
): Promise<{ readonly id: string; readonly list: readonly string[] } | null> {
  const { rows } = await portal.pool.query<StoredRelease>(
    `SELECT id, content_hash, layout, policy, certificate, demo FROM release WHERE withdrawn_at IS NULL ORDER BY ${CURRENT_FIRST} LIMIT 1`,
  )
  const stored = rows[0]
  if (!stored) return null
  const list: string[] = []
  if (!(await tableIs(portal, stored))) list.push('stored table')
  const kept = await vault.pool.query<{ import_id: number; certificate: object }>(
    'SELECT import_id, certificate FROM certificate WHERE release_id = $1',
    [stored.id],
  )
  const certificate = kept.rows[0]
  if (!certificate) return { id: stored.id, list: [...list, 'its import, which the vault no longer holds'] }
  const guard = guardOf(config, stored.policy, stored.certificate.stage, stored.demo)
  if (typeof guard === 'string') throw new Error(guard)
  if (await hasOtherNoise(config, vault, stored.policy, stored.demo)) throw new Error(OTHER_KEY)
  const draft = await buildRelease({
    ...{ vault, importId: certificate.import_id, policy: stored.policy, guard },
    previous: async () => null,
    onProgress: (progress) => onProgress(progress.step === 'count' ? 0 : progress.share),
  })
  if (!draft) return { id: stored.id, list: [...list, 'its import, which the vault no longer holds'] }
  if (draft.contentHash !== stored.content_hash) list.push('content')
  if (draft.certificate.tableHash !== stored.certificate.tableHash) list.push('table')
  if (!isDeepStrictEqual(untimed(draft.certificate), untimed(stored.certificate))) list.push('certificate')
  if (!isDeepStrictEqual(untimed(draft.vaultCertificate), untimed(certificate.certificate))) list.push("the vault's certificate")
  return { id: stored.id, list }
}

/** Whether the stored blocks are whole and give the table that the certificate names. */
async function tableIs(portal: Database, { id, layout, policy, certificate }: StoredRelease): Promise<boolean> {
  const { rows } = await portal.pool.query<{ name: string; sha256: string; bytes: Uint8Array }>(
    'SELECT name, sha256, bytes FROM release_block WHERE release_id = $1',
    [id],
  )
  try {
    return tableHash(layout, policy, await decodeBlocks(layout, rows)) === certificate.tableHash
  } catch {
    return false
  }
}

/** As JSON keeps it, without what no computation gives: how long it took, and why it was released sooner. */
function untimed(value: object): unknown {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => (key === 'seconds' || key === 'sooner' ? undefined : part))
}
