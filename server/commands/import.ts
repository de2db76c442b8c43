import { openWithNote } from '../database/held-folder.ts'
import { VAULT_MIGRATIONS } from '../migrations.ts'
import { BUILT_IN_CATALOGUE } from '../vault/catalogue/built-in.ts'
import { loadCatalogue } from '../vault/catalogue/load-catalogue.ts'
import { importExtracts, MAX_REJECTED } from '../vault/ingest/import-extracts.ts'
import { EXTRACT_FILES, type ImportReport } from '../vault/ingest/import-report.ts'
import { parseDay, today } from '../vault/summary/day.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { demoKey } from './demo-key.ts'
import { catalogueProblemText, extractProblemText, fileReportText, OTHER_KEY, tooManyRejectedText, unknownSexText } from './problem-text.ts'
import { recordImport } from './record-import.ts'

export const importCommand: Command = {
  name: 'import',
  usage: 'DIR --data-date YYYY-MM-DD [--catalogue DIR]',
  summary: "Reads a county's extracts into the vault: one pseudonymised summary a client; replaces the same data date or changes nothing.",
  positionals: 1,
  options: {
    'data-date': { flag: false, meaning: 'last day of the twelve months that are counted' },
    catalogue: { flag: false, meaning: "folder of the county's catalogue (Central Ostrobothnia's where absent)" },
    'max-rejected': { flag: false, meaning: `largest share of a file's rows that may be rejected (${MAX_REJECTED})` },
    demo: { flag: true, meaning: "the clients are invented: uses the demo's own key and marks the release" },
  },
  async run({ config, console, positionals: [dir = ''], options }): Promise<ExitCode> {
    const dataDate = options['data-date']
    const day = parseDay(dataDate ?? '')
    if (dataDate === undefined || day === null || day > today()) {
      console.log('--data-date takes a date that has passed, YYYY-MM-DD: the last day of the twelve months that are counted.')
      return EXIT.usage
    }
    const maxRejected = Number(options['max-rejected'] ?? MAX_REJECTED)
    if (!(maxRejected >= 0 && maxRejected <= 1)) {
      console.log('--max-rejected takes a share from 0 to 1.')
      return EXIT.usage
    }
    const demo = options.demo === 'true'
    const key = demo ? demoKey(config.dataFolder) : config.pseudonymKey
    if (key === null) {
      console.log("KOOSTE_PSEUDONYM_KEY is not set. Real clients need the county's own secret key; make one with: openssl rand -hex 32")
      return EXIT.usage
    }
    const loaded = await loadCatalogue(options.catalogue ?? BUILT_IN_CATALOGUE)
    if (!loaded.ok) {
      for (const problem of loaded.problems) console.log(`catalogue: ${catalogueProblemText(problem)}`)
      return EXIT.badInput
    }
    const database = await openWithNote(config.vault, VAULT_MIGRATIONS)
    try {
      const result = await importExtracts({
        ...{ dir, dataDate, key, demo, maxRejected, database },
        catalogue: loaded.catalogue,
        onProgress: ({ step, done, of }) =>
          console.progress(step === 'summaries' ? 'writing summaries' : `reading ${step}`, of > 0 ? done / of : 1),
      })
      switch (result.kind) {
        case 'imported':
          await recordImport(config, console, { dataDate, demo })
          console.log(
            `Data date ${dataDate}, county ${loaded.catalogue.county.name.en}, catalogue ${options.catalogue ?? "built in (no --catalogue given): Central Ostrobothnia's rules"}.`,
          )
          return tell(console, result.report)
        case 'unreadable':
          console.log(`${extractProblemText(result.problem)} Nothing was changed.`)
          return EXIT.badInput
        case 'other-key':
          console.log(OTHER_KEY)
          return EXIT.usage
        case 'too-many-rejected':
          console.log(tooManyRejectedText(result))
          return EXIT.tooManyRejected
      }
    } finally {
      await database.close()
    }
  },
}

/** The operator's report: inside the vault's walls, so with its counts. */
function tell(console: Console, report: ImportReport): ExitCode {
  const lines = EXTRACT_FILES.flatMap((name) => fileReportText(name, report.files[name]))
  if (report.unknownSex > 0) lines.push(unknownSexText(report.unknownSex))
  for (const [name, share] of Object.entries(report.linkage))
    if (share !== null) lines.push(`${name}: the client of ${Math.round(share * 1000) / 10} % of the readable rows is in clients.csv`)
  console.result(report, [...lines, `${report.clients} clients, ${report.heavyUsers} heavy users. Next: kooste release`].join('\n'))
  return EXIT.done
}
