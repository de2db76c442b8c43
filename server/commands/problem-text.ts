/** What is wrong with an input, in words: file, line, reason, what to do. Never a row's content. */
import type { CatalogueProblem } from '../vault/catalogue/catalogue-table.ts'
import type { ExtractProblem, OtherFormat } from '../vault/ingest/extract-file.ts'
import type { ImportResult } from '../vault/ingest/import-extracts.ts'
import { EXTRACT_FILES, type ExtractFile, type FileReport, type RejectReason } from '../vault/ingest/import-report.ts'
import { CLIENT_COLUMNS } from '../vault/ingest/read-clients.ts'
import { CONTACT_COLUMNS } from '../vault/ingest/read-contacts.ts'
import { DECISION_COLUMNS } from '../vault/ingest/read-decisions.ts'

export function catalogueProblemText({ file, line, reason, remedy }: CatalogueProblem): string {
  return `${file}${line === null ? '' : `, line ${line}`}: ${reason} ${remedy}`
}

export function extractProblemText(problem: ExtractProblem): string {
  const { file } = problem
  switch (problem.kind) {
    case 'MISSING_FILE':
      return `${file}: neither it nor ${file}.gz is in the folder. Put the extract there, an empty one with its header where there are no rows.`
    case 'TWO_FILES':
      return `${file}: both it and ${file}.gz are in the folder. Remove the one that is out of date.`
    case 'NOT_A_FILE':
      return `${file}: what has this name in the folder, with or without .gz, is no file (a folder, a pipe, or a link to nothing). Put the extract there.`
    case 'UNREADABLE_FILE':
      return `${file}: it cannot be read by this user. Give the user that runs Kooste the right to read it and to enter its folder.`
    case 'OTHER_FORMAT':
      return `${file}: it is ${problem.format}, not UTF-8 CSV. ${REMEDIES[problem.format](file)}`
    case 'OTHER_SEPARATOR':
      return `${file}, line 1: the fields are separated by ${problem.separator === 'tab' ? 'tabs' : "';'"}. Write commas between them.`
    case 'MISSING_COLUMN':
      return `${file}, line 1: ${columnsAre(problem.columns, 'missing')}. Add ${problem.columns.length > 1 ? 'them' : 'it'} to the extraction, in small letters.`
    case 'UNKNOWN_COLUMN':
      return `${file}, line 1: ${columnsAre(problem.columns, 'not known')}. Remove ${problem.columns.length > 1 ? 'them' : 'it'} from the extraction: nothing is read that is not needed.`
    case 'REPEATED_COLUMN':
      return `${file}, line 1: ${columnsAre(problem.columns, 'there twice')}. Keep one.`
    case 'NO_HEADER':
      return `${file}, line 1: it is no header in UTF-8 CSV. Begin the file with the names of its columns, in small letters: ${COLUMNS[file].join(',')}.`
    case 'DAMAGED_COMPRESSION':
      return `${file}.gz: the compressed file is damaged or ends too early. Hand it over again.`
    case 'COMPRESSION_BOMB':
      return `${file}.gz: it expands to more than an extract of its size can hold. Hand it over again, uncompressed if it is right.`
    case 'TOO_MANY_CLIENTS':
      return `${file}: there are more clients in it than Finland has residents. Check the extraction.`
    case 'EMPTY_CLIENTS':
      return `${file}: there is no client in it. Check the extraction.`
    case 'NOBODY_IN_COUNTY':
      return `${file}: of ${problem.rows} rows none is of a municipality of the catalogue. Check that --catalogue names the county's own, and the codes in the extraction.`
    case 'CUT_OFF':
      return `${file}, line ${problem.line}: the file ends inside this row: it was cut off, and what came after is missing. Hand the file over again.`
    case 'NOTHING_KEPT':
      return `${file}: of ${problem.rows} rows ${problem.kept} lie in the twelve months before the data date and are of the county's clients. Check --data-date and the extraction.`
  }
}

const columnsAre = (names: readonly string[], what: string): string =>
  names.length > 1 ? `the columns ${names.join(', ')} are ${what}` : `the column ${names.join()} is ${what}`

const COLUMNS: Readonly<Record<ExtractFile, readonly string[]>> = {
  'clients.csv': CLIENT_COLUMNS,
  'contacts.csv': CONTACT_COLUMNS,
  'decisions.csv': DECISION_COLUMNS,
}

const REMEDIES: Readonly<Record<OtherFormat, (file: ExtractFile) => string>> = {
  'UTF-16': () => 'Save it as UTF-8.',
  gzip: (file) => `Name it ${file}.gz.`,
  ZIP: () => 'Unpack it, or save the workbook as CSV.',
}

/** What each reason means and what to do: docs/extracts.md has the same in its table. */
const REASONS: Readonly<Record<RejectReason, string>> = {
  UNKNOWN_SERVICE: "no service of the catalogue that this file counts for. Add it to the catalogue's services.csv, or leave the rows out.",
  BAD_MUNICIPALITY: 'the home municipality is not three digits. Extract its code, with leading zeros.',
  UNKNOWN_CENTRE: "no centre of the catalogue. Add it to the catalogue's centres.csv, or leave the field empty.",
  BAD_DATE: 'no day as YYYY-MM-DD, or a birth after the data date or over 125 years before it. Extract dates in that form.',
  INTERVAL_REVERSED: 'the decision ends before it begins. Correct it in the source.',
  UNKNOWN_CLIENT: 'the client is not in clients.csv. Extract both with the same identifiers.',
  DUPLICATE_CLIENT: 'the client stands in clients.csv before, with other facts. Extract one row a client.',
  BAD_SEX: 'the sex is not 1, 2, 0, 9 or empty. Extract the Finnish code.',
  BAD_ROW: 'not as many fields as the header, a quote left open, a row or an identifier that is too long, or none. Write RFC 4180.',
  BAD_ENCODING: 'not UTF-8. Write the file in UTF-8.',
  TRUNCATED: 'the file ends inside the row. Hand the file over again.',
}
/** Lines that are told for each reason. */
const LINES_TOLD = 5

/** What became of a file's rows, a line for each reason for which some were rejected or left out. */
export function fileReportText(name: ExtractFile, report: FileReport): readonly string[] {
  const leftOut = Object.entries(report.leftOut).map(([reason, rows]) => `  ${reason} ${rows}, left out`)
  return [`${name}: ${report.read} rows read, ${report.kept} kept`, ...rejectedTexts(report).map((text) => `  ${text}`), ...leftOut]
}

function rejectedTexts({ read, rejected, rejectedLines }: FileReport): readonly string[] {
  const reasons = Object.keys(REASONS).filter((one): one is RejectReason => one in rejected)
  return reasons.map((reason) => {
    const lines = rejectedLines[reason]?.slice(0, LINES_TOLD).join(', ')
    return `${reason} in ${rejected[reason]} of ${read} rows, first in line ${lines}: ${REASONS[reason]}`
  })
}

/** What clients of unknown sex cost, and what to do. */
export const unknownSexText = (clients: number): string =>
  `Clients of unknown sex: ${clients}. Complete the code in clients.csv: where they are few, figures by sex are withheld.`

/** Which files were over the limit, and where to look: reasons, rows and first lines. */
export function tooManyRejectedText(result: Extract<ImportResult, { kind: 'too-many-rejected' }>): string {
  return [
    `The import stopped: more than ${Math.round(result.maxRejected * 1e6) / 1e4} % of the rows of ${result.over.join(', ')} were rejected.`,
    // Of the others too: a client rejected is the cause of contacts of an unknown client.
    ...EXTRACT_FILES.flatMap((name) => rejectedTexts(result.files[name]).map((text) => `${name}: ${text}`)),
    'The vault is as it was and the last release serves. Mend the extraction, or allow more with --max-rejected.',
  ].join('\n')
}

/** What to say where the key is not the one that the vault knows. */
export const OTHER_KEY =
  "KOOSTE_PSEUDONYM_KEY is not the key that the vault's clients were imported with: by another, every client would be somebody else. Set that key, from the county's safe; where it is lost, see docs/operations.md, 'The pseudonym key'. Nothing was changed."
