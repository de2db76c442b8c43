import type { Config } from '../config.ts'
import { FolderInUse } from '../database/folder-lock.ts'
import { openWithNote } from '../database/held-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import { appendEvents } from '../portal/audit/append.ts'
import { COMMAND_LINE } from '../portal/audit/event.ts'
import type { Usefulness } from '../vault/guard/usefulness.ts'
import { previousRelease } from '../vault/release/previous.ts'
import { keepCertificate } from '../vault/release/publish.ts'
import { buildRelease, type ReleaseDraft } from '../vault/release.ts'
import { countAdopted } from './adopted-figures.ts'
import { type Command, type CommandInput, type Console, EXIT, type ExitCode } from './command.ts'
import { releaseEvent } from './command-event.ts'
import { guardOf, hasOtherNoise, newestImport, policyOf, STAGES, type Stage } from './guards.ts'
import { handOver } from './inbox.ts'
import { OTHER_KEY } from './problem-text.ts'
import { type Builder, holdLasting, publishLasting } from './publication.ts'
import { isMadeBy, LEAST_DAYS, lastExact, nearRelease, REASON_NEEDED } from './release-interval.ts'

export const release: Command = {
  name: 'release',
  usage: '[--stage rules|base|lifted] [--policy exact|perturbed] [--sooner REASON] [--hold]',
  summary: 'Counts the newest import, guards it and publishes the release; the one before serves until then.',
  positionals: 0,
  options: {
    stage: {
      flag: false,
      meaning:
        'of policy exact: lifted, audited and with as much shown as the audit allows; base, audited and quick; rules, not audited (lifted)',
    },
    policy: { flag: false, meaning: 'exact or perturbed (exact)' },
    hold: { flag: true, meaning: 'stores the release without publishing it: an administrator publishes it in the web' },
    sooner: {
      flag: false,
      meaning: `although another data date is nearer than ${LEAST_DAYS} days, or an exact release of this one was made by other rules or in another stage; the certificate records the reason`,
    },
  },
  run: (input) => runRelease(input, COMMAND_LINE),
}

/** The command, for whoever it is carried out. */
export async function runRelease({ config, console, options }: CommandInput, by: Builder): Promise<ExitCode> {
  const stage = STAGES.find((one) => one === (options.stage ?? 'lifted'))
  if (!stage) {
    console.log(`--stage is one of ${STAGES.join(', ')}.`)
    return EXIT.usage
  }
  const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
  let open = true
  const letGo = async () => {
    if (open) await vault.close()
    open = false
  }
  try {
    return await releaseFrom({ vault, letGo }, config, console, stage, options, by)
  } finally {
    await letGo()
  }
}

async function releaseFrom(
  { vault, letGo }: { readonly vault: Database; readonly letGo: () => Promise<void> },
  config: Config,
  console: Console,
  stage: Stage,
  { policy: policyKind, sooner, hold }: Readonly<Record<string, string | undefined>>,
  by: Builder,
): Promise<ExitCode> {
  const held = hold === 'true' || config.administration.twoPersons
  const newest = await newestImport(vault)
  if (!newest) {
    console.log('The vault has no import. Begin with: kooste import DIR --data-date YYYY-MM-DD')
    return EXIT.nothingThere
  }
  const near = await nearRelease(vault, newest.dataDate)
  if (near && !sooner?.trim()) {
    const which = near.dataDate === newest.dataDate ? 'An earlier import of this data date' : `Data date ${near.dataDate}`
    console.log(
      `${which} was released, nearer than ${LEAST_DAYS} days: what changed between the two is few clients. To release all the same: --sooner REASON`,
    )
    return EXIT.tooSoon
  }
  const policy = policyOf(config, policyKind, newest)
  const guard = typeof policy === 'string' ? policy : guardOf(config, policy, stage, newest.demo)
  if (typeof policy === 'string' || typeof guard === 'string') {
    console.log(String(guard))
    return EXIT.usage
  }
  if (await hasOtherNoise(config, vault, policy, newest.demo)) {
    console.log(OTHER_KEY)
    return EXIT.usage
  }
  const last = policy.kind === 'exact' && !newest.demo ? await lastExact(vault, newest.dataDate) : null
  const mayBeMade = (same: boolean): boolean => last === null || same || Boolean(sooner?.trim())
  const refuseSecond = (): ExitCode => {
    console.log(REASON_NEEDED)
    return EXIT.tooSoon
  }
  if (last && !mayBeMade(isMadeBy(last, policy, stage))) return refuseSecond()
  const portal = await openPortal(config)
  try {
    const built = await buildRelease({
      // The very import that was judged: a newer one may have come meanwhile.
      ...{ vault, importId: newest.id, policy },
      // The guard works on counts, for minutes: others may have the vault meanwhile.
      guard: async (cube, asked, onProgress) => {
        await letGo()
        return guard(cube, asked, onProgress)
      },
      previous: async (countyCode, dataDate) => (portal ? previousRelease(portal, countyCode, dataDate) : null),
      onProgress: (progress) =>
        console.progress(progress.step === 'count' ? 'counting' : 'guarding', progress.step === 'count' ? 1 : progress.share),
    })
    if (!built) throw new Error('the import went away while it was counted')
    // Another version of the program may make another table of the same rules.
    if (!mayBeMade(last?.id === built.id)) return refuseSecond()
    const than = last && last.id !== built.id ? newest.dataDate : near?.dataDate
    const draft = than !== undefined && sooner ? recordSooner(built, than, sooner.trim()) : built
    await storeCertificate(config, draft)
    if (portal) {
      if (held) await holdLasting(portal, draft, by)
      else if ((await publishLasting(portal, draft)) === 'reason needed') return refuseSecond()
      await appendEvents(portal.pool, [{ ...releaseEvent(draft, held ? 'BUILD' : 'PUBLISH'), at: new Date() }])
    } else if (!(await handOver(config.dataFolder, draft, held ? by : null))) {
      console.log('The release is made but the server did not take it: see its log, mend what it names, then run this command again.')
      return EXIT.failed
    }
    if (portal && !held)
      await countAdopted(config, portal, draft.id).catch(() =>
        console.log('The release is published. Adopted segments were not counted for it: kooste work, or a look at their page, does it.'),
      )
    if (held) console.log('It is not served yet: an administrator publishes it in the web.')
    if (!portal) console.log('Services were not compared with the last release: the server holds it.')
    return tell(console, draft)
  } finally {
    await portal?.close()
  }
}

/** Keeps the certificate before anything is published. Throws where the import went away meanwhile. */
async function storeCertificate(config: Config, draft: ReleaseDraft): Promise<void> {
  const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
  try {
    await keepCertificate(vault, draft)
  } finally {
    await vault.close()
  }
}

/** The draft with what the override says in both its certificates; the table and its hash are the same. */
function recordSooner(draft: ReleaseDraft, than: string, reason: string): ReleaseDraft {
  const sooner = { than, reason }
  return {
    ...draft,
    certificate: { ...draft.certificate, sooner },
    vaultCertificate: Object.assign({}, draft.vaultCertificate, { sooner }),
  }
}

/** Null where a server holds the embedded portal: the release then goes through its inbox. */
export async function openPortal(config: Config): Promise<Database | null> {
  try {
    return await openDatabase(config.portal, PORTAL_MIGRATIONS)
  } catch (cause) {
    if (cause instanceof FolderInUse) return null
    throw cause
  }
}

/** Numbers of figures, never of clients. */
function tell(console: Console, draft: ReleaseDraft): ExitCode {
  const { id, dataDate, certificate, vaultCertificate, demo, importReport } = draft
  const { published, cells, audit, stage, policy } = certificate
  const unaudited = policy.kind === 'exact' && stage === 'rules'
  if (unaudited && !demo) console.log(NOT_AUDITED)
  if (importReport.warnings.length > 0) console.log(unusualText(draft))
  const found = unaudited ? 'not audited' : `the attacker proved ${audit.proven}`
  console.result(
    { release: id, dataDate, certificate, warnings: importReport.warnings, usefulness: vaultCertificate.usefulness ?? [] },
    `Release ${id} of ${dataDate}: ${published} of ${cells} figures published; ${found}.${usefulnessText(vaultCertificate.usefulness ?? [])}`,
  )
  return EXIT.done
}

const NOT_AUDITED =
  'This release was not audited: figures subtracted from each other may give a withheld one away. Do not show it to others: make it with --hold, or withdraw it in the web. It counts as the one exact release of its data date: an audited one now needs --sooner REASON.'

/** Services that the release itself warns of, by name. */
function unusualText({ catalogue, importReport: { warnings } }: ReleaseDraft): string {
  const named = catalogue.services.filter(({ code }) => warnings.includes(code)).map(({ code, name }) => `${code} ${name.en}`)
  return `Users changed by more than 30 % from the last release: ${named.join(', ')}. Look at the extracts before you show the release.`
}

/** Of the figures of five clients or more, the share that is shown: for the operator, inside the vault's walls. */
const usefulnessText = (levels: readonly Usefulness[]): string =>
  levels
    .map(
      ({ level, shown, of }) =>
        `\nShown of what the threshold allows, ${level}: ${of === 0 ? '–' : (shown / of).toFixed(3)} (${shown} of ${of})`,
    )
    .join('')
