import type { Database } from '../../database/sql.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { ageGroupsOn } from '../summary/age-group.ts'
import { countedByDecisions, emptyServiceUse, type ServiceUse, summariser } from '../summary/client-summary.ts'
import { parseDay } from '../summary/day.ts'
import { type Window, windowOf } from '../summary/window.ts'
import type { ClientTable } from './client-table.ts'
import { type ExtractProblem, type ExtractSink, type FoundExtract, findExtract, readExtract } from './extract-file.ts'
import { type FileTally, fileTally } from './file-tally.ts'
import { EXTRACT_FILES, type ExtractFile, type FileReport, type ImportReport } from './import-report.ts'
import { isOtherKey } from './key-check.ts'
import { type CountyKeys, countyKeys, keyCheckOf } from './keys.ts'
import { type PseudonymThread, startPseudonyms } from './pseudonym-thread.ts'
import { orderOf, PSEUDONYM_BYTES, type PseudonymJob, pseudonymJob } from './pseudonyms.ts'
import { CLIENT_COLUMNS, clientSink } from './read-clients.ts'
import { CONTACT_COLUMNS, contactSink } from './read-contacts.ts'
import { DECISION_COLUMNS, decisionSink } from './read-decisions.ts'
import type { SummaryRow } from './summary-row.ts'
import { writeImport } from './write-import.ts'

/** Where an import stands. `of` is in bytes on disk while reading, in rows while writing. */
export interface ImportProgress {
  readonly step: ExtractFile | 'summaries'
  readonly done: number
  readonly of: number
}

export interface ImportOptions {
  readonly dir: string
  readonly catalogue: Catalogue
  /** YYYY-MM-DD. Throws where it is no date. */
  readonly dataDate: string
  /** The county's key, 16 bytes or more. */
  readonly key: Uint8Array
  readonly database: Database
  readonly demo: boolean
  /** Largest share of a file's rows that may be rejected; 0.01 by default. */
  readonly maxRejected?: number
  readonly onProgress?: (progress: ImportProgress) => void
}

export type ImportResult =
  | { readonly kind: 'imported'; readonly importId: number; readonly report: ImportReport }
  /** An extract cannot be read at all, or cannot be the right one; the vault is as it was. */
  | { readonly kind: 'unreadable'; readonly problem: ExtractProblem }
  /** The vault's imports of real clients were made with another key; it is as it was. */
  | { readonly kind: 'other-key' }
  /** Too many rows were rejected; the vault is as it was. */
  | {
      readonly kind: 'too-many-rejected'
      readonly maxRejected: number
      /** Files over the limit. */
      readonly over: readonly ExtractFile[]
      readonly files: Readonly<Record<ExtractFile, FileReport>>
    }

/** Share of a file's rows that may be rejected unless the operator says otherwise. */
export const MAX_REJECTED = 0.01

/**
 * Imports a county's extracts into the vault: one pseudonymised summary a client and window, in one transaction. Streams; keeps
 * in memory one place a client and service, no row. Throws on errors of the disk and the database, the vault being as it was.
 * When clients.csv is read, a second thread makes pseudonyms and record keys while this one reads on.
 */
export async function importExtracts(options: ImportOptions): Promise<ImportResult> {
  const dataDate = parseDay(options.dataDate)
  if (dataDate === null) throw new Error('the data date is a date written YYYY-MM-DD')
  const window = windowOf(dataDate)
  const keys = countyKeys(options.key)
  if (!options.demo && (await isOtherKey(options.database, options.key))) return { kind: 'other-key' }
  const found: FoundExtract[] = []
  for (const file of EXTRACT_FILES) {
    const extract = await findExtract(options.dir, file)
    if ('kind' in extract) return { kind: 'unreadable', problem: extract }
    found.push(extract)
  }
  const [clientsFile, contactsFile, decisionsFile] = found
  if (!clientsFile || !contactsFile || !decisionsFile) throw new Error('three files were found')
  const thread = startPseudonyms(clientsFile.bytes > FEW_CLIENTS * BYTES_A_CLIENT)
  try {
    return await importFound(options, { window, keys, thread }, [clientsFile, contactsFile, decisionsFile])
  } finally {
    await thread.end()
  }
}

interface Begun {
  readonly window: Window
  readonly keys: CountyKeys
  readonly thread: PseudonymThread
}

async function importFound(
  { catalogue, database, demo, key, maxRejected = MAX_REJECTED, onProgress }: ImportOptions,
  { window, keys, thread }: Begun,
  [clientsFile, contactsFile, decisionsFile]: readonly [FoundExtract, FoundExtract, FoundExtract],
): Promise<ImportResult> {
  const stream = async (extract: FoundExtract, columns: readonly string[], sink: ExtractSink): Promise<ExtractProblem | null> => {
    const { file } = extract
    const problem = await readExtract(extract, columns, { ...sink, hopeless: () => hopeless(file) }, (bytes) =>
      onProgress?.({ step: file, done: bytes, of: extract.bytes }),
    )
    const cut = tallies[file].report().rejectedLines.TRUNCATED?.[0]
    return problem ?? (cut === undefined ? null : { kind: 'CUT_OFF', file, line: cut })
  }

  const tallies = { 'clients.csv': fileTally(), 'contacts.csv': fileTally(), 'decisions.csv': fileTally() }
  const overLimit = () => EXTRACT_FILES.filter((file) => tallies[file].rejectedShare() > maxRejected)
  const tooMany = (): ImportResult => ({ kind: 'too-many-rejected', maxRejected, over: overLimit(), files: reportsOf(tallies) })
  const hopeless = (file: ExtractFile) => tallies[file].hopeless(maxRejected) || table.index.size > MOST_CLIENTS
  const clients = clientSink(catalogue, window.to, Math.min(clientsFile.bytes / BYTES_A_CLIENT, MOST_CLIENTS / 10), tallies['clients.csv'])
  const { table } = clients
  const noClients = await stream(clientsFile, CLIENT_COLUMNS, clients.sink)
  if (noClients) return { kind: 'unreadable', problem: noClients }
  if (table.index.size > MOST_CLIENTS) return { kind: 'unreadable', problem: { kind: 'TOO_MANY_CLIENTS', file: 'clients.csv' } }
  if (tallies['clients.csv'].hopeless(maxRejected)) return tooMany()
  if (tallies['clients.csv'].report().read === 0) return { kind: 'unreadable', problem: { kind: 'EMPTY_CLIENTS', file: 'clients.csv' } }
  const pseudonyms = pseudonymJob(keys, table)
  thread.begin(pseudonyms)
  const use = emptyServiceUse(catalogue, table.index.size)
  const problem =
    (await stream(contactsFile, CONTACT_COLUMNS, contactSink(catalogue, window, table, use, tallies['contacts.csv']))) ??
    (await stream(decisionsFile, DECISION_COLUMNS, decisionSink(catalogue, window, table, use, tallies['decisions.csv'])))
  if (problem) return { kind: 'unreadable', problem }

  const files = reportsOf(tallies)
  if (overLimit().length > 0) return tooMany()

  const nothing = nothingKept(catalogue, files, table.inCountyCount)
  if (nothing) return { kind: 'unreadable', problem: nothing }

  await thread.finish(pseudonyms)
  const totals = emptyTotals(catalogue)
  const report = (): ImportReport => ({
    files,
    clients: table.inCountyCount,
    heavyUsers: totals.heavyUsers,
    unknownSex: totals.unknownSex,
    linkage: { 'contacts.csv': tallies['contacts.csv'].linkage(), 'decisions.csv': tallies['decisions.csv'].linkage() },
    services: Object.fromEntries(catalogue.services.map(({ code }, i) => [code, totals.users[i] ?? 0])),
  })
  const importId = await writeImport(
    database,
    {
      ...{ window, demo, catalogue, report, summaries: summariesOf({ catalogue, window, table, pseudonyms, use, totals }) },
      ...(demo ? {} : { keyCheck: keyCheckOf(key) }),
    },
    (rows) => onProgress?.({ step: 'summaries', done: rows, of: table.inCountyCount }),
  )
  return { kind: 'imported', importId, report: report() }
}

/** Smallest share of the rows of the county's clients that lie in the window: an extract of all years since 1950 holds more. */
const LEAST_IN_WINDOW = 0.01

/** Whether the files cannot be those of this county and data date: they would make a release of next to nothing. */
function nothingKept({ services }: Catalogue, files: Readonly<Record<ExtractFile, FileReport>>, inCounty: number): ExtractProblem | null {
  if (inCounty === 0) return { kind: 'NOBODY_IN_COUNTY', file: 'clients.csv', rows: files['clients.csv'].read }
  const mayBeEmpty = { 'contacts.csv': services.every(countedByDecisions), 'decisions.csv': true }
  for (const file of ['contacts.csv', 'decisions.csv'] as const) {
    const { read, kept, leftOut } = files[file]
    const none = kept === 0 && (read > 0 || !mayBeEmpty[file])
    if (none || kept < LEAST_IN_WINDOW * (kept + (leftOut.OUTSIDE_WINDOW ?? 0))) return { kind: 'NOTHING_KEPT', file, rows: read, kept }
  }
  return null
}

/** So many are pseudonymised sooner than a thread is started. */
const FEW_CLIENTS = 20_000

/** Finland has 5.6 million residents. */
const MOST_CLIENTS = 10_000_000

/** A short row of clients.csv; only sets the room that the table begins with. */
const BYTES_A_CLIENT = 28

const reportsOf = (tallies: Readonly<Record<ExtractFile, FileTally>>): Readonly<Record<ExtractFile, FileReport>> => ({
  'clients.csv': tallies['clients.csv'].report(),
  'contacts.csv': tallies['contacts.csv'].report(),
  'decisions.csv': tallies['decisions.csv'].report(),
})

/** Counted while the summaries are gone through. */
interface Totals {
  heavyUsers: number
  unknownSex: number
  /** By position in the catalogue. */
  readonly users: Uint32Array
}

const emptyTotals = (catalogue: Catalogue): Totals => ({ heavyUsers: 0, unknownSex: 0, users: new Uint32Array(catalogue.services.length) })

interface Summarised {
  readonly catalogue: Catalogue
  readonly window: Window
  readonly table: ClientTable
  readonly pseudonyms: PseudonymJob
  readonly use: ServiceUse
  readonly totals: Totals
}

/** In the order of pseudonyms; that of the extracts is told by nothing that is stored. */
function* summariesOf({ catalogue, window, table, pseudonyms, use, totals }: Summarised): Generator<SummaryRow> {
  const summarise = summariser(catalogue, use)
  const ageGroup = ageGroupsOn(window.to)
  for (const place of orderOf(pseudonyms)) {
    const client = pseudonyms.clients[place] ?? -1
    const { birthDay, sex, municipality, centre } = table.row(client)
    const { services, heavyServices, heavyUser } = summarise(client)
    for (const service of services) totals.users[service] = (totals.users[service] ?? 0) + 1
    if (heavyUser) totals.heavyUsers++
    if (sex === 0) totals.unknownSex++
    yield {
      services,
      heavyServices,
      heavyUser,
      sex,
      municipality,
      centre,
      ageGroup: ageGroup(birthDay),
      pseudonym: pseudonyms.pseudonyms.subarray(PSEUDONYM_BYTES * place, PSEUDONYM_BYTES * (place + 1)),
      recordKey: pseudonyms.recordKeys[place] ?? 0,
    }
  }
}
