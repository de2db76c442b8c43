import type { Config } from '../config.ts'
import { FolderInUse } from '../database/folder-lock.ts'
import { openWithNote } from '../database/held-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import { previousRelease } from '../vault/release/previous.ts'
import { keepCertificate, publishRelease } from '../vault/release/publish.ts'
import { buildRelease, type ReleaseDraft } from '../vault/release.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { guardOf, newestImport, policyOf, STAGES, type Stage } from './guards.ts'
import { handOver } from './inbox.ts'

export const release: Command = {
  name: 'release',
  usage: '[--stage rules|base|lifted] [--policy exact|perturbed]',
  summary: 'Counts the newest import, guards it and publishes the release; the one before serves until then.',
  positionals: 0,
  options: {
    stage: {
      flag: false,
      meaning:
        'of policy exact: rules, threshold and atom rule without audit; base and lifted, complementary suppression under audit (rules)',
    },
    policy: { flag: false, meaning: 'exact or perturbed (exact)' },
  },
  async run({ config, console, options }): Promise<ExitCode> {
    const stage = STAGES.find((one) => one === (options.stage ?? 'rules'))
    if (!stage) {
      console.log(`--stage is one of ${STAGES.join(', ')}.`)
      return EXIT.usage
    }
    const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
    try {
      return await releaseFrom(vault, config, console, stage, options.policy)
    } finally {
      await vault.close()
    }
  },
}

async function releaseFrom(
  vault: Database,
  config: Config,
  console: Console,
  stage: Stage,
  policyKind: string | undefined,
): Promise<ExitCode> {
  const newest = await newestImport(vault)
  if (!newest) {
    console.log('The vault has no import. Begin with: kooste import DIR --data-date YYYY-MM-DD')
    return EXIT.nothingThere
  }
  const policy = policyOf(config, policyKind, newest)
  const guard = typeof policy === 'string' ? policy : guardOf(config, policy, stage, newest.demo)
  if (typeof policy === 'string' || typeof guard === 'string') {
    console.log(String(guard))
    return EXIT.usage
  }
  const portal = await openPortal(config)
  try {
    const draft = await buildRelease({
      ...{ vault, importId: 'latest', policy, guard },
      previous: async (countyCode, dataDate) => (portal ? previousRelease(portal, countyCode, dataDate) : null),
      onProgress: (progress) =>
        console.progress(progress.step === 'count' ? 'counting' : 'guarding', progress.step === 'count' ? 1 : progress.share),
    })
    if (!draft) throw new Error('the import went away while it was counted')
    await keepCertificate(vault, draft)
    if (portal) await publishRelease(portal, draft)
    else if (!(await handOver(config.dataFolder, draft))) {
      console.log('The release is made but the server did not take it: see its log, then run this command again.')
      return EXIT.failed
    }
    return tell(console, draft)
  } finally {
    await portal?.close()
  }
}

/** Null where a server holds the embedded portal: the release then goes through its inbox. */
async function openPortal(config: Config): Promise<Database | null> {
  try {
    return await openDatabase(config.portal, PORTAL_MIGRATIONS)
  } catch (cause) {
    if (cause instanceof FolderInUse) return null
    throw cause
  }
}

/** Numbers of figures, never of clients. */
function tell(console: Console, { id, dataDate, certificate, demo }: ReleaseDraft): ExitCode {
  const { published, cells, audit, stage, policy } = certificate
  const unaudited = policy.kind === 'exact' && stage === 'rules'
  if (unaudited && !demo)
    console.log('This release was not audited: figures subtracted from each other may give a withheld one away. Do not show it to others.')
  const found = unaudited ? 'not audited' : `the attacker proved ${audit.proven}`
  console.result(
    { release: id, dataDate, certificate },
    `Release ${id} of ${dataDate}: ${published} of ${cells} figures published; ${found}.`,
  )
  return EXIT.done
}
