import type { Catalogue } from '../catalogue/catalogue.ts'
import { type ClientRow, type ClientTable, clientTable } from './client-table.ts'
import type { CsvRow } from './csv-rows.ts'
import type { ExtractSink } from './extract-file.ts'
import { codeLookup, dayIn, digits, lengthOf } from './field.ts'
import type { FileTally } from './file-tally.ts'
import type { RejectReason } from './import-report.ts'

/** In bytes: a thousand clients must not fill the memory with their names. */
export const LONGEST_IDENTIFIER = 256

/** In days: nobody known has reached 125 years. */
const OLDEST = 125 * 365.25

export const CLIENT_COLUMNS = ['client_id', 'birth_date', 'sex', 'municipality', 'centre'] as const

/**
 * Takes the rows of clients.csv into a table. A row is judged in this order: municipality,
 * dates, sex, centre (of the county's own clients), an earlier row of the identifier; the first fault is its reason.
 * A row that repeats an earlier one is kept and changes nothing. A birth after the data date or over 125 years before it is BAD_DATE, an empty or overlong identifier BAD_ROW.
 */
export function clientSink(
  catalogue: Catalogue,
  dataDate: number,
  expected: number,
  tally: FileTally,
): { readonly sink: ExtractSink; readonly table: ClientTable } {
  const table = clientTable(expected)
  const municipalities = codeLookup(catalogue.municipalities.map((m) => m.code))
  const centres = codeLookup(catalogue.centres.map((c) => c.code))

  function read(row: CsvRow, at: readonly number[]): ClientRow | RejectReason {
    const [id = 0, birth = 0, sexField = 0, home = 0, centreField = 0] = at
    if (lengthOf(row, id) === 0 || lengthOf(row, id) > LONGEST_IDENTIFIER) return 'BAD_ROW'
    const code = lengthOf(row, home) === 3 ? digits(row.bytes, row.from[home] ?? 0, 3) : -1
    if (code < 0) return 'BAD_MUNICIPALITY'
    const birthDay = dayIn(row, birth)
    if (Number.isNaN(birthDay) || birthDay > dataDate || dataDate - birthDay > OLDEST) return 'BAD_DATE'
    const sex = sexOf(row, sexField)
    if (sex === null) return 'BAD_SEX'
    const position = municipalities(row.bytes, row.from[home] ?? 0, row.to[home] ?? 0)
    const centre = lengthOf(row, centreField) === 0 ? -1 : centres(row.bytes, row.from[centreField] ?? 0, row.to[centreField] ?? 0)
    if (position >= 0 && centre < 0 && lengthOf(row, centreField) > 0) return 'UNKNOWN_CENTRE'
    return { birthDay, sex, municipality: position >= 0 ? position : -1 - code, centre }
  }

  const sink: ExtractSink = {
    broken: tally.reject,
    row(row, at) {
      const client = read(row, at)
      if (typeof client === 'string') return tally.reject(client, row.line)
      const id = at[0] ?? 0
      const identifier = { bytes: row.bytes, from: row.from[id] ?? 0, to: row.to[id] ?? 0 }
      const earlier = table.index.find(identifier.bytes, identifier.from, identifier.to)
      if (earlier >= 0 && !same(table.row(earlier), client)) return tally.reject('DUPLICATE_CLIENT', row.line)
      if (earlier < 0) table.add(identifier, client)
      if (client.municipality < 0) return tally.leaveOut('OUTSIDE_AREA')
      tally.keep()
    },
  }
  return { sink, table }
}

/** Sex by the Finnish code set: 1 male, 2 female, 0, 9 or empty unknown (0); null for anything else. */
function sexOf(row: CsvRow, field: number): number | null {
  if (lengthOf(row, field) === 0) return 0
  const digit = lengthOf(row, field) === 1 ? digits(row.bytes, row.from[field] ?? 0, 1) : -1
  if (digit === 0 || digit === 9) return 0
  return digit === 1 || digit === 2 ? digit : null
}

const same = (a: ClientRow, b: ClientRow): boolean =>
  a.birthDay === b.birthDay && a.sex === b.sex && a.municipality === b.municipality && a.centre === b.centre
