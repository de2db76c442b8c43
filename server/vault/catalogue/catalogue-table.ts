import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import { nearest } from '../../nearest.ts'

/** Why a catalogue cannot be used: where, what, and what to do about it. */
export interface CatalogueProblem {
  readonly file: string
  /** Line in the file, the header being line 1; null where the whole file is meant. */
  readonly line: number | null
  /** A sentence, without a capital: it follows file and line. */
  readonly reason: string
  /** A sentence. */
  readonly remedy: string
}

/** One row of a catalogue file: its line and its values by column. */
export interface TableRow {
  readonly line: number
  /** Value of a column, without blanks around it; empty where the column is absent. */
  readonly value: (column: string) => string
}

/** Reads one file of a catalogue. Every entry of `columns` must be there (`a|b`: one of both), `optional` ones may be, others not. */
export async function readTable(
  dir: string,
  file: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): Promise<{ readonly rows: readonly TableRow[]; readonly problems: readonly CatalogueProblem[] }> {
  const refuse = (line: number | null, reason: string, remedy: string) => ({ rows: [], problems: [{ file, line, reason, remedy }] })
  const text = await read(path.join(dir, file))
  if (text === null) return refuse(null, 'the file is missing.', `Add ${file} with the columns ${columns.join(', ')}.`)
  if (text === 'not UTF-8') return refuse(null, 'the file is not UTF-8.', 'Save it as UTF-8.')
  const separator = otherSeparator(text.content)
  if (separator !== null) return refuse(1, `the fields are separated by ${separator}.`, 'Write commas between them.')
  const records: { readonly values: readonly string[]; readonly line: number }[] = []
  try {
    parse(text.content, {
      bom: true,
      skip_empty_lines: true,
      on_record: (values: string[], { lines }) => {
        records.push({ values, line: lines })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : null
    return refuse(line, 'the row does not have the columns of the header, or its quotes are broken.', 'Correct the row.')
  }
  const [header, ...body] = records
  if (!header) return refuse(null, 'the file is empty.', `Begin it with the header ${columns.join(',')}.`)
  const names = header.values.map((name) => name.trim())
  const problems = columnProblems(names, columns, optional).map((problem) => ({ file, line: 1, ...problem }))
  const rows = body.map(({ values, line }) => ({
    line,
    value: (column: string) => values[names.indexOf(column)]?.trim() ?? '',
  }))
  return { rows: problems.length > 0 ? [] : rows, problems }
}

/** Columns that are missing or not known. One that looks like a missing one is told with it. */
function columnProblems(
  names: readonly string[],
  columns: readonly string[],
  optional: readonly string[],
): readonly Pick<CatalogueProblem, 'reason' | 'remedy'>[] {
  const known = [...columns.flatMap((column) => column.split('|')), ...optional]
  const unknown = new Set(names.filter((name) => name && !known.includes(name)))
  const absent = columns.filter((column) => !column.split('|').some((name) => names.includes(name)))
  const alone = absent.length === 1 && unknown.size === 1 ? ([...unknown][0] ?? null) : null
  const missing = absent.map((column) => {
    const [first = column] = column.split('|')
    const meant = nearest(first, [...unknown]) ?? alone
    const reason = `the column ${column.replace('|', ' or ')} is missing`
    if (meant === null) return { reason: `${reason}.`, remedy: `Add the column ${first} to the header and the rows.` }
    unknown.delete(meant)
    return { reason: `${reason}, and ${meant} is not known.`, remedy: `Write ${first} for it in the header, if that is meant.` }
  })
  const free = known.filter((name) => !names.includes(name))
  const odd = [...unknown].map((name) => {
    const meant = nearest(name, free)
    const out = 'take the column out: nothing is read that has no meaning here.'
    return {
      reason: `the column ${name} is not known.`,
      remedy: meant === null ? `T${out.slice(1)}` : `Write ${meant} if that is meant, or ${out}`,
    }
  })
  return [...missing, ...odd]
}

/** What stands between the header's fields where it is no comma; null where it may be one. */
function otherSeparator(content: string): string | null {
  const [header = ''] = content.split(/\r?\n/, 1)
  if (header.includes(',')) return null
  return header.includes(';') ? "';'" : header.includes('\t') ? 'tabs' : null
}

async function read(file: string): Promise<{ content: string } | 'not UTF-8' | null> {
  try {
    return { content: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) }
  } catch (error) {
    if (error instanceof TypeError) return 'not UTF-8'
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}
