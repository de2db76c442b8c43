import { chmodSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/database/open-database.ts'
import type { Database } from '../../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import type { ExtractFile, ImportReport } from '../../../server/vault/ingest/import-report.ts'
import { extractsFolder, HEADERS, type Rows } from './extracts-folder.ts'
import { CATALOGUE } from './small-catalogue.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
})
afterAll(() => database.close())

const OPTIONS = { catalogue: CATALOGUE, dataDate: '2025-09-30', demo: false, key: Buffer.from('a county key of the tests') }
const run = (files: Readonly<Record<string, Rows>>, maxRejected = 1) =>
  importExtracts({
    // A contact of the first client, where the test is of other files: contacts.csv may not be empty.
    ...{ dir: extractsFolder({ 'contacts.csv': ['A,GP,2025-01-01,'], ...files }), database, maxRejected },
    ...OPTIONS,
  })

/** The report of an import that takes any share of rejected rows. */
async function reportOf(files: Readonly<Record<string, Rows>>): Promise<ImportReport> {
  const result = await run(files)
  if (result.kind !== 'imported') throw new Error(result.kind)
  return result.report
}

const ANNA = 'A,1950-05-05,2,001,C1'
const BERT = 'B,2010-01-31,1,002,'
const AWAY = 'W,1980-01-01,1,999,C9'
const text = (file: ExtractFile, body: string) => Buffer.from(`${HEADERS[file]}\n${body}`)

describe('a row is rejected, by reason, file and line', () => {
  const people = [ANNA, BERT, AWAY]
  it.each<[string, ExtractFile, string, string]>([
    ['UNKNOWN_SERVICE', 'contacts.csv', 'A,XX,2025-01-01,', 'a service that the catalogue does not know'],
    ['UNKNOWN_SERVICE', 'contacts.csv', 'A,,2025-01-01,', 'no service'],
    ['UNKNOWN_SERVICE', 'contacts.csv', 'A,HOME,2025-01-01,', 'a contact of a service that is counted by decisions'],
    ['UNKNOWN_SERVICE', 'decisions.csv', 'A,GP,2025-01-01,', 'a decision on a service that is counted by contacts'],
    ['BAD_MUNICIPALITY', 'clients.csv', 'N,1950-05-05,2,,', 'no municipality'],
    ['BAD_MUNICIPALITY', 'clients.csv', 'N,1950-05-05,2,01,', 'two digits'],
    ['BAD_MUNICIPALITY', 'clients.csv', 'N,1950-05-05,2,0001,', 'four digits'],
    ['BAD_MUNICIPALITY', 'clients.csv', 'N,1950-05-05,2,00a,', 'a letter'],
    ['UNKNOWN_CENTRE', 'clients.csv', 'N,1950-05-05,2,001,C9', 'a centre that the catalogue does not know'],
    ['BAD_DATE', 'clients.csv', 'N,1950-02-30,2,001,', 'a day that does not exist'],
    ['BAD_DATE', 'clients.csv', 'N,,2,001,', 'no birth date'],
    ['BAD_DATE', 'clients.csv', 'N,2025-10-01,2,001,', 'a birth after the data date'],
    ['BAD_DATE', 'clients.csv', 'N,0001-01-01,2,001,', 'a birth that stands for none'],
    ['BAD_DATE', 'clients.csv', 'N,1900-09-29,2,001,', 'a birth over 125 years ago'],
    ['BAD_DATE', 'contacts.csv', 'A,GP,5.1.2025,', 'another way to write a date'],
    ['BAD_DATE', 'decisions.csv', 'A,HOME,,2025-01-01', 'no first day'],
    ['BAD_DATE', 'decisions.csv', 'A,HOME,2025-01-01,2025-13-01', 'a last day that does not exist'],
    ['INTERVAL_REVERSED', 'decisions.csv', 'A,HOME,2025-01-02,2025-01-01', 'an end before the beginning'],
    ['UNKNOWN_CLIENT', 'contacts.csv', 'N,GP,2025-01-01,', 'a contact of nobody in clients.csv'],
    ['UNKNOWN_CLIENT', 'decisions.csv', 'N,HOME,2025-01-01,', 'a decision of nobody in clients.csv'],
    ['DUPLICATE_CLIENT', 'clients.csv', 'A,1950-05-05,1,001,C1', 'the same identifier with other values'],
    ['BAD_SEX', 'clients.csv', 'N,1950-05-05,3,001,', 'a sex outside the code set'],
    ['BAD_SEX', 'clients.csv', 'N,1950-05-05,F,001,', 'a letter for a sex'],
    ['BAD_ROW', 'contacts.csv', 'A,GP,2025-01-01', 'too few columns'],
    ['BAD_ROW', 'contacts.csv', 'A,GP,2025-01-01,,', 'too many columns'],
    ['BAD_ROW', 'contacts.csv', 'A,"GP,2025-01-01,', 'a quote that is not closed'],
    ['BAD_ROW', 'clients.csv', ',1950-05-05,2,001,', 'no identifier'],
  ])('%s in %s: %s (%s)', async (reason, file, row) => {
    const files: Record<string, string[]> = { 'clients.csv': [...people], 'contacts.csv': ['A,GP,2025-01-01,'], 'decisions.csv': [] }
    const before = files[file]?.length ?? 0
    files[file]?.push(
      row,
      ...(file === 'contacts.csv' ? ['B,GP,2025-02-01,'] : []),
      ...(file === 'decisions.csv' ? ['B,HOME,2025-02-01,'] : []),
    )
    const report = await reportOf(files)
    expect(report.files[file].rejected).toEqual({ [reason]: 1 })
    expect(report.files[file].rejectedLines).toEqual({ [reason]: [before + 2] })
    expect(report.clients).toBe(2)
    expect(report.services.GP).toBe(file === 'contacts.csv' ? 2 : 1)
  })

  it('BAD_ENCODING: bytes that are not UTF-8', async () => {
    const clients = Buffer.concat([text('clients.csv', `${ANNA}\n`), Buffer.from([0x42, 0xe4]), Buffer.from(',1950-05-05,2,001,\n')])
    const { files } = await reportOf({ 'clients.csv': clients })
    expect(files['clients.csv'].rejected).toEqual({ BAD_ENCODING: 1 })
    expect(files['clients.csv'].rejectedLines).toEqual({ BAD_ENCODING: [3] })
  })

  it('lists the first twenty lines of a reason and counts all', async () => {
    const { files } = await reportOf({ 'clients.csv': [ANNA], 'contacts.csv': [...Array(50).fill('A,XX,2025-01-01,'), 'A,GP,2025-01-01,'] })
    expect(files['contacts.csv'].rejected).toEqual({ UNKNOWN_SERVICE: 50 })
    expect(files['contacts.csv'].rejectedLines.UNKNOWN_SERVICE).toEqual(Array.from({ length: 20 }, (_, i) => i + 2))
  })

  it('says nothing of what rows hold', async () => {
    const result = await run({ 'clients.csv': [ANNA, 'SECRET-1,1950-02-31,2,001,'], 'contacts.csv': ['SECRET-2,GP,2025-01-01,'] }, 0)
    expect(result.kind).toBe('too-many-rejected')
    expect(JSON.stringify(result)).not.toMatch(/SECRET|1950|2025/)
  })
})

describe('a row without fault', () => {
  it('may repeat an earlier client and changes nothing', async () => {
    const report = await reportOf({ 'clients.csv': [ANNA, ANNA] })
    expect(report.files['clients.csv']).toMatchObject({ read: 2, kept: 2, rejected: {} })
    expect(report.clients).toBe(1)
  })

  it('of sex 0, 9 or empty is of unknown sex', async () => {
    const report = await reportOf({
      'clients.csv': ['A,1950-05-05,0,001,', 'B,1950-05-05,9,001,', 'C,1950-05-05,,001,', 'D,1950-05-05,1,001,'],
    })
    const { rows } = await database.pool.query<{ sex: number; n: number }>(
      'SELECT sex, count(*)::int AS n FROM summary GROUP BY sex ORDER BY sex',
    )
    expect(rows).toEqual([
      { sex: 0, n: 3 },
      { sex: 1, n: 1 },
    ])
    expect(report.unknownSex).toBe(3)
  })

  it('is left out where the client lives in another county, and their contacts and decisions too', async () => {
    const report = await reportOf({
      'clients.csv': [ANNA, AWAY],
      'contacts.csv': ['W,GP,2025-01-01,', 'A,GP,2025-01-01,'],
      'decisions.csv': ['W,HOME,2025-01-01,', 'A,HOME,2025-01-01,'],
    })
    expect(report.files['clients.csv']).toMatchObject({ read: 2, kept: 1, leftOut: { OUTSIDE_AREA: 1 }, rejected: {} })
    expect(report.files['contacts.csv'].leftOut).toEqual({ OUTSIDE_AREA: 1 })
    expect(report.files['decisions.csv'].leftOut).toEqual({ OUTSIDE_AREA: 1 })
    expect(report).toMatchObject({ clients: 1, services: { GP: 1, HOME: 1 }, linkage: { 'contacts.csv': 1, 'decisions.csv': 1 } })
  })

  it('is left out where it lies outside the window', async () => {
    const report = await reportOf({
      'clients.csv': [ANNA],
      'contacts.csv': ['A,GP,2024-09-30,', 'A,GP,2024-10-01,', 'A,GP,2025-09-30,', 'A,GP,2025-10-01,'],
      'decisions.csv': ['A,HOME,2020-01-01,2024-09-30', 'A,HOME,2025-10-01,', 'A,HOME,2020-01-01,2024-10-01'],
    })
    expect(report.files['contacts.csv']).toMatchObject({ kept: 2, leftOut: { OUTSIDE_WINDOW: 2 } })
    expect(report.files['decisions.csv']).toMatchObject({ kept: 1, leftOut: { OUTSIDE_WINDOW: 2 } })
    expect(report.services).toMatchObject({ GP: 1, HOME: 1 })
  })

  it('adds up: read is kept, rejected and left out', async () => {
    const report = await reportOf({
      'clients.csv': [ANNA, BERT, AWAY, 'X,1,2,3,4', ANNA],
      'contacts.csv': ['A,GP,2025-01-01,', 'A,GP,2020-01-01,', 'W,GP,2025-01-01,', 'N,GP,2025-01-01,', 'A,XX,2025-01-01,'],
    })
    for (const { read, kept, rejected, leftOut } of Object.values(report.files)) {
      const sum = [...Object.values(rejected), ...Object.values(leftOut)].reduce((a, b) => a + b, kept)
      expect(read).toBe(sum)
    }
    expect(report.linkage).toEqual({ 'contacts.csv': 0.8, 'decisions.csv': null })
  })

  it('with one of several procedures that is demanding makes a heavy user', async () => {
    const contact = (id: string, procedure: string) => `${id},DENT,2025-01-01,${procedure}`
    const report = await reportOf({
      'clients.csv': [ANNA, BERT],
      'contacts.csv': [contact('A', 'SAA01;SDC50'), contact('B', 'SAA01;SDC5;DC50')],
    })
    expect(report.heavyUsers).toBe(1)
  })
})

describe('the columns', () => {
  it('may stand in any order, begin with a byte order mark and end with carriage returns', async () => {
    const clients = Buffer.from('\uFEFFcentre,sex,client_id,municipality,birth_date\r\nC1,2,A,001,1950-05-05\r\n')
    const report = await reportOf({ 'clients.csv': clients, 'contacts.csv': ['A,GP,2025-01-01,'] })
    expect(report).toMatchObject({ clients: 1, services: { GP: 1 } })
  })

  it('are refused by name where one is unknown, missing or repeated', async () => {
    const header = (line: string) => run({ 'clients.csv': Buffer.from(`${line}\n`) })
    const file = 'clients.csv'
    expect(await header('client_id,birth_date,sex,municipality,centre,phone')).toEqual({
      ...{ kind: 'unreadable', problem: { kind: 'UNKNOWN_COLUMN', file, columns: ['phone'] } },
    })
    expect(await header('client_id,birth_date,municipality')).toEqual({
      ...{ kind: 'unreadable', problem: { kind: 'MISSING_COLUMN', file, columns: ['sex', 'centre'] } },
    })
    expect(await header('client_id,birth_date,sex,municipality,centre,sex')).toEqual({
      ...{ kind: 'unreadable', problem: { kind: 'REPEATED_COLUMN', file, columns: ['sex'] } },
    })
  })

  it('that are not there are named by the contract, not by the first row', async () => {
    const result = await run({ 'clients.csv': Buffer.from('SECRET,1950-05-05,2,001,C1\n') })
    expect(result).toMatchObject({ kind: 'unreadable', problem: { kind: 'NO_HEADER' } })
    expect(JSON.stringify(result)).not.toContain('SECRET')
  })
})

describe('the import stops at once', () => {
  const stopped = async (files: Readonly<Record<string, Rows>>) => {
    const result = await run(files)
    return result.kind === 'unreadable' ? result.problem : result.kind
  }

  it('where a file is missing, and names it', async () => {
    for (const file of ['clients.csv', 'contacts.csv', 'decisions.csv'])
      expect(await stopped({ 'clients.csv': [ANNA], [file]: null })).toEqual({ kind: 'MISSING_FILE', file })
  })

  it('where a file is there twice, plain and compressed', async () => {
    expect(await stopped({ 'clients.csv': [ANNA], 'clients.csv.gz': gzipSync('') })).toEqual({ kind: 'TWO_FILES', file: 'clients.csv' })
  })

  it('where a file has no header', async () => {
    expect(await stopped({ 'clients.csv': Buffer.of() })).toEqual({ kind: 'NO_HEADER', file: 'clients.csv' })
    expect(await stopped({ 'clients.csv': Buffer.from('client_id\n', 'utf16le') })).toEqual({ kind: 'NO_HEADER', file: 'clients.csv' })
    expect(await stopped({ 'clients.csv': Buffer.from(`${HEADERS['clients.csv'].toUpperCase()}\n`) })).toEqual({
      ...{ kind: 'NO_HEADER', file: 'clients.csv' },
    })
  })

  it('where fields are separated by something else, and says by what', async () => {
    const separated = (by: string) => stopped({ 'clients.csv': Buffer.from(`${HEADERS['clients.csv'].replaceAll(',', by)}\n`) })
    expect(await separated(';')).toEqual({ kind: 'OTHER_SEPARATOR', file: 'clients.csv', separator: ';' })
    expect(await separated('\t')).toEqual({ kind: 'OTHER_SEPARATOR', file: 'clients.csv', separator: 'tab' })
  })

  it.each([
    ['UTF-16', Buffer.from('\uFEFFclient_id\n', 'utf16le')],
    ['gzip', gzipSync(text('clients.csv', ANNA))],
    ['ZIP', Buffer.from('PK\u0003\u0004 and more')],
  ])('where a file is %s, and names it', async (format, clients) => {
    expect(await stopped({ 'clients.csv': clients })).toEqual({ kind: 'OTHER_FORMAT', file: 'clients.csv', format })
  })

  it('where what has the name of a file is none', async () => {
    const dir = extractsFolder({ 'clients.csv': null })
    const problem = async () => {
      const result = await importExtracts({ ...OPTIONS, dir, database })
      return result.kind === 'unreadable' ? result.problem : result.kind
    }
    symlinkSync(path.join(dir, 'nothing'), path.join(dir, 'clients.csv'))
    expect(await problem()).toEqual({ kind: 'NOT_A_FILE', file: 'clients.csv' })
    rmSync(path.join(dir, 'clients.csv'))
    mkdirSync(path.join(dir, 'clients.csv'))
    expect(await problem()).toEqual({ kind: 'NOT_A_FILE', file: 'clients.csv' })
  })

  // Of root every file can be read.
  it.skipIf(process.getuid?.() === 0)('where this user may not read a file', async () => {
    const dir = extractsFolder({ 'clients.csv': [ANNA] })
    chmodSync(path.join(dir, 'contacts.csv'), 0)
    expect(await importExtracts({ ...OPTIONS, dir, database })).toMatchObject({
      problem: { kind: 'UNREADABLE_FILE', file: 'contacts.csv' },
    })
  })

  it.each([
    ['A,GP,2025-0', 'before its last column'],
    ['A,GP,2025-01-02,"', 'inside quotes'],
  ])('where a file was cut off: it ends %s', async (end) => {
    const contacts = text('contacts.csv', `${'A,GP,2025-01-01,\n'.repeat(500)}${end}`)
    expect(await stopped({ 'clients.csv': [ANNA], 'contacts.csv': contacts })).toEqual({ kind: 'CUT_OFF', file: 'contacts.csv', line: 502 })
  })

  it('where clients.csv was cut off, before contacts of unknown clients are told', async () => {
    const files = { 'clients.csv': text('clients.csv', `${ANNA}\nB,1950`), 'contacts.csv': ['A,GP,2025-01-01,', 'B,GP,2025-01-01,'] }
    expect(await stopped(files)).toEqual({ kind: 'CUT_OFF', file: 'clients.csv', line: 3 })
  })

  it('where contacts.csv keeps no row', async () => {
    const none = { kind: 'NOTHING_KEPT', file: 'contacts.csv' }
    expect(await stopped({ 'clients.csv': [ANNA], 'contacts.csv': [] })).toEqual({ ...none, rows: 0, kept: 0 })
    expect(await stopped({ 'clients.csv': [ANNA], 'contacts.csv': ['A,GP,2024-09-30,'] })).toEqual({ ...none, rows: 1, kept: 0 })
  })

  it('where fewer than one contact in a hundred lies in the window', async () => {
    const contacts = (outside: number) => ['A,GP,2025-01-01,', ...Array(outside).fill('A,GP,2020-01-01,')]
    expect(await stopped({ 'clients.csv': [ANNA], 'contacts.csv': contacts(99) })).toBe('imported')
    expect(await stopped({ 'clients.csv': [ANNA], 'contacts.csv': contacts(100) })).toMatchObject({ kind: 'NOTHING_KEPT', kept: 1 })
  })

  it('where decisions.csv has rows and keeps none', async () => {
    expect(await stopped({ 'clients.csv': [ANNA], 'decisions.csv': ['A,HOME,2025-10-01,'] })).toEqual({
      ...{ kind: 'NOTHING_KEPT', file: 'decisions.csv', rows: 1, kept: 0 },
    })
  })

  it('where clients.csv has no row', async () => {
    expect(await stopped({ 'clients.csv': [] })).toEqual({ kind: 'EMPTY_CLIENTS', file: 'clients.csv' })
  })

  it('where nobody in clients.csv lives in the county', async () => {
    const files = { 'clients.csv': [AWAY], 'contacts.csv': [] }
    expect(await stopped(files)).toEqual({ kind: 'NOBODY_IN_COUNTY', file: 'clients.csv', rows: 1 })
  })

  it('where compressed data is damaged', async () => {
    const whole = gzipSync(text('contacts.csv', Array.from({ length: 2_000 }, (_, i) => `A,GP,2025-01-01,${i * 7919}\n`).join('')))
    const files = { 'clients.csv': [ANNA], 'contacts.csv': null }
    expect(await stopped({ ...files, 'contacts.csv.gz': whole })).toBe('imported')
    expect(await stopped({ ...files, 'contacts.csv.gz': whole.subarray(0, whole.length / 2) })).toEqual({
      ...{ kind: 'DAMAGED_COMPRESSION', file: 'contacts.csv' },
    })
  })
})

describe('the limit of rejected rows', () => {
  const contacts = (bad: number) => [...Array(200 - bad).fill('A,GP,2025-01-01,'), ...Array(bad).fill('A,XX,2025-01-01,')]
  it('is one row in a hundred of a file: no more', async () => {
    expect((await run({ 'clients.csv': [ANNA], 'contacts.csv': contacts(2) }, 0.01)).kind).toBe('imported')
    expect(await run({ 'clients.csv': [ANNA], 'contacts.csv': contacts(3) }, 0.01)).toMatchObject({
      ...{ kind: 'too-many-rejected', maxRejected: 0.01, over: ['contacts.csv'] },
      files: { 'contacts.csv': { read: 200, rejected: { UNKNOWN_SERVICE: 3 } } },
    })
  })
})
