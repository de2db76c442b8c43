/** What is wrong with an input, in words: file, line, reason, what to do. Never a row's content. */
import type { CatalogueProblem } from '../vault/catalogue/catalogue-table.ts'
import type { ExtractProblem } from '../vault/ingest/extract-file.ts'
import type { ImportResult } from '../vault/ingest/import-extracts.ts'

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
    case 'MISSING_COLUMN':
      return `${file}: the column ${problem.columns.join(', ')} is missing. Add it to the extraction.`
    case 'UNKNOWN_COLUMN':
      return `${file}: the column ${problem.columns.join(', ')} is not known. Remove it from the extraction: nothing is read that is not needed.`
    case 'REPEATED_COLUMN':
      return `${file}: the column ${problem.columns.join(', ')} stands twice. Keep one.`
    case 'NO_HEADER':
      return `${file}, line 1: there is no header in UTF-8 CSV. Begin the file with the names of its columns.`
    case 'DAMAGED_COMPRESSION':
      return `${file}.gz: the compressed file is damaged or ends too early. Hand it over again.`
    case 'COMPRESSION_BOMB':
      return `${file}.gz: it expands to more than an extract of its size can hold. Hand it over again, uncompressed if it is right.`
    case 'TOO_MANY_CLIENTS':
      return `${file}: there are more clients in it than Finland has residents. Check the extraction.`
    case 'EMPTY_CLIENTS':
      return `${file}: there is no client in it. Check the extraction.`
  }
}

/** Which files were over the limit, and where to look: reasons, rows and first lines. */
export function tooManyRejectedText(result: Extract<ImportResult, { kind: 'too-many-rejected' }>): string {
  const files = result.over.flatMap((name) => {
    const { read, rejected, rejectedLines } = result.files[name]
    return Object.entries(rejected).map(([reason, rows]) => {
      const lines = Object.entries(rejectedLines).find(([one]) => one === reason)?.[1] ?? []
      return `${name}: ${reason} in ${rows} of ${read} rows, first in line ${lines.slice(0, 5).join(', ')}`
    })
  })
  return [
    `The import stopped: more than ${Math.round(result.maxRejected * 1e6) / 1e4} % of the rows of ${result.over.join(', ')} were rejected.`,
    ...files,
    'The vault is as it was and the last release serves. Mend the extraction, or allow more with --max-rejected.',
  ].join('\n')
}
