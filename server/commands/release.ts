import type { Config } from '../config.ts'
import { FolderInUse } from '../database/folder-lock.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import { previousRelease } from '../vault/release/previous.ts'
import { keepCertificate, publishRelease } from '../vault/release/publish.ts'
import { buildRelease, type ReleaseDraft } from '../vault/release.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { guardFor, STAGES, type Stage } from './guards.ts'
import { handOver } from './inbox.ts'

export const release: Command = {
  name: 'release',
  usage: '[--stage base|lifted] [--policy exact|perturbed]',
  summary: 'Counts the newest import, guards it and publishes the release; the one before serves until then.',
  positionals: 0,
  options: {
    stage: { flag: false, meaning: 'base: the quick safe base; lifted: all that can safely be shown (lifted)' },
    policy: { flag: false, meaning: 'exact or perturbed (exact)' },
  },
  async run({ config, console, options }): Promise<ExitCode> {
    const stage = STAGES.find((one) => one === (options.stage ?? 'lifted'))
    if (!stage) {
      console.log(`--stage is one of ${STAGES.join(', ')}.`)
      return EXIT.usage
    }
    const vault = await openDatabase(config.vault, VAULT_MIGRATIONS)
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
  const chosen = guardFor(config, policyKind, stage)
  if (typeof chosen === 'string') {
    console.log(chosen)
    return EXIT.usage
  }
  const portal = await openPortal(config)
  try {
    const draft = await buildRelease({
      ...{ vault, importId: 'latest', policy: chosen.policy, guard: chosen.guard },
      previous: async (...which) => (portal ? previousRelease(portal, ...which) : null),
      onProgress: (progress) =>
        progress.step === 'count' ? console.progress('counting', 0) : console.progress('guarding', progress.share),
    })
    if (!draft) {
      console.log('The vault has no import. Begin with: kooste import DIR --data-date YYYY-MM-DD')
      return EXIT.nothingThere
    }
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
function tell(console: Console, { id, dataDate, certificate }: ReleaseDraft): ExitCode {
  console.result(
    { release: id, dataDate, certificate },
    `Release ${id} of ${dataDate}: ${certificate.published} of ${certificate.cells} figures published; the attacker proved ${certificate.audit.proven}.`,
  )
  return EXIT.done
}
