import { constants, setPriority } from 'node:os'
import type { Config } from '../config.ts'
import { openWithNote } from '../database/held-folder.ts'
import type { Database } from '../database/sql.ts'
import { VAULT_MIGRATIONS } from '../migrations.ts'
import { appendEvents } from '../portal/audit/append.ts'
import { demoPanel, type Panel } from '../vault/demo/panel.ts'
import { type QuarterSummaries, quarterSummaries } from '../vault/demo/quarter-summaries.ts'
import { countyKeys } from '../vault/ingest/keys.ts'
import { writeImport } from '../vault/ingest/write-import.ts'
import { previousRelease } from '../vault/release/previous.ts'
import { keepCertificate } from '../vault/release/publish.ts'
import { buildRelease } from '../vault/release.ts'
import { formatDay } from '../vault/summary/day.ts'
import { askAdopted } from './adopted-figures.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { releaseEvent } from './command-event.ts'
import { demoKey } from './demo-key.ts'
import { guardOf, policyOf } from './guards.ts'
import { handOver } from './inbox.ts'
import { publishLasting } from './publication.ts'
import { recordImport } from './record-import.ts'
import { openPortal } from './release.ts'

export const demoHistory: Command = {
  name: 'demo-history',
  usage: '[--data-dates YYYY-MM-DD,...]',
  summary: "Imports and releases the demo county's earlier quarters, the newest first: the same invented clients, younger.",
  positionals: 0,
  options: { 'data-dates': { flag: false, meaning: 'only these, separated by commas (the seven quarters before the newest)' } },
  async run({ config, console, options }): Promise<ExitCode> {
    // Whoever reads the newest release meanwhile goes first.
    setPriority(constants.priority.PRIORITY_LOW)
    const panel = await demoPanel()
    const dates = panel.dataDates.map(formatDay)
    const asked = options['data-dates']?.split(',').map((date) => date.trim()) ?? dates.slice(1)
    const unknown = asked.find((date) => !dates.slice(1).includes(date))
    if (unknown !== undefined) {
      console.log(`--data-dates takes some of ${dates.slice(1).join(', ')}.`)
      return EXIT.usage
    }
    const keys = countyKeys(demoKey(config.dataFolder))
    const quarters = dates.flatMap((date, back) => (asked.includes(date) ? [back] : []))
    const step = 'the demo county’s earlier years'
    const summaries = quarterSummaries(panel, quarters, keys, (people) => console.progress(step, people / panel.count))
    for (const [i, quarter] of summaries.entries()) {
      // Opened for each quarter: whoever answers for drafts gets a turn in between.
      const vault = await openWithNote(config.vault, VAULT_MIGRATIONS)
      try {
        const release = await releaseQuarter(panel, quarter, { vault, config, console })
        if (release === null) {
          console.log('A release was made but the server did not take it: see its log.')
          return EXIT.failed
        }
      } finally {
        await vault.close()
      }
      console.log(`earlier quarter ${formatDay(quarter.window.to)} added, ${i + 1} of ${summaries.length}`)
    }
    console.result({ added: asked }, `Added ${asked.length} earlier quarters.`)
    return EXIT.done
  },
}

/** Days from a data date to the day on which its import is said to have been made: before that of any later quarter. */
const IMPORT_DELAY = 15

/** The id of the published release; null where a server holds the portal and did not take it. */
async function releaseQuarter(
  panel: Panel,
  { window, summaries, report }: QuarterSummaries,
  { vault, config, console }: { readonly vault: Database; readonly config: Config; readonly console: Console },
): Promise<string | null> {
  const { catalogue } = panel.source
  const importedAt = new Date(`${formatDay(window.to + IMPORT_DELAY)}T06:00:00Z`)
  const importId = await writeImport(vault, { window, demo: true, importedAt, catalogue, summaries, report }, () => {})
  await recordImport(config, console, { dataDate: formatDay(window.to), demo: true })
  const policy = policyOf(config, undefined, { serviceCodes: catalogue.services.map(({ code }) => code) })
  const guard = typeof policy === 'string' ? policy : guardOf(config, policy, 'rules', true)
  if (typeof policy === 'string' || typeof guard === 'string') throw new Error(String(guard))
  // Opened for each release: a server that starts meanwhile gets its database.
  const portal = await openPortal(config)
  try {
    const draft = await buildRelease({
      ...{ vault, importId, policy, guard },
      previous: async (countyCode, dataDate) => (portal ? previousRelease(portal, countyCode, dataDate) : null),
    })
    if (!draft) throw new Error('the import went away while it was counted')
    await keepCertificate(vault, draft)
    if (portal) {
      await publishLasting(portal, draft)
      await appendEvents(portal.pool, [{ ...releaseEvent(draft), at: new Date() }])
      // Answered by whoever works for the vault next.
      await askAdopted(portal, draft.id)
    } else if (!(await handOver(config.dataFolder, draft))) return null
    return draft.id
  } finally {
    await portal?.close()
  }
}
