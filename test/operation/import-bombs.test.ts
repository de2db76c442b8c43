/** Extracts made to fill the memory or to keep the import busy for hours. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { HEADERS } from '../vault/ingest/extracts-folder.ts'

const work = mkdtempSync(path.join(tmpdir(), 'kooste-bombs-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))
const MEGABYTE = 2 ** 20

interface Outcome {
  readonly result: {
    readonly kind: string
    readonly problem?: { readonly kind: string }
    readonly over?: readonly string[]
    readonly report?: { readonly files: object }
  }
  /** Bytes of the last file that was read, and its size. */
  readonly read: number
  readonly of: number
  /** Highest memory of the process, and before the import, in bytes. */
  readonly peak: number
  readonly before: number
  readonly seconds: number
}

/** Imports a folder in a process of its own, so that its memory can be told. */
function importing(dir: string): Outcome {
  const file = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const program = `
    const { openDatabase } = await import(${file('../../server/database/open-database.ts')})
    const { VAULT_MIGRATIONS } = await import(${file('../../server/migrations.ts')})
    const { importExtracts } = await import(${file('../../server/vault/ingest/import-extracts.ts')})
    const { CATALOGUE } = await import(${file('../vault/ingest/small-catalogue.ts')})
    const database = await openDatabase({ kind: 'memory' }, VAULT_MIGRATIONS)
    const before = process.resourceUsage().maxRSS * 1024
    const started = Date.now()
    let [read, of] = [0, 0]
    const result = await importExtracts({ dir: ${JSON.stringify(dir)}, catalogue: CATALOGUE, dataDate: '2025-12-31', key: new Uint8Array(32).fill(1),
      database, demo: false, onProgress: (progress) => { read = progress.done; of = progress.of } })
    const seconds = (Date.now() - started) / 1000
    process.stdout.write(JSON.stringify({ result, read, of, seconds, before, peak: process.resourceUsage().maxRSS * 1024 }))
    process.exit(0)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

/** Files by name; those not named hold their header alone, or one client. */
function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const dir = mkdtempSync(path.join(work, 'e'))
  for (const [name, header] of Object.entries(HEADERS)) {
    if (name in files || `${name}.gz` in files) continue
    writeFileSync(path.join(dir, name), `${header}\n${name === 'clients.csv' ? 'c1,1980-01-01,1,001,C1\n' : ''}`)
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(dir, name), content)
  return dir
}

/** One gzip member many times: a gigabyte in a megabyte, made at once. */
const bomb = (header: string, line: string, megabytes: number): Buffer => {
  const member = gzipSync(Buffer.alloc(16 * MEGABYTE, line), { level: 9 })
  return Buffer.concat([gzipSync(`${header}\n`), ...Array.from({ length: megabytes / 16 }, () => member)])
}

const bounded = (outcome: Outcome) => {
  expect(outcome.peak - outcome.before).toBeLessThan(400 * MEGABYTE)
  expect(outcome.seconds).toBeLessThan(60)
}

describe('an import', () => {
  it.each([
    ['zeros without an end of line', '\0'],
    ['one right row over and over', 'c1,GP,2025-06-01,\n'],
    ['empty lines', '\n'],
    ['quotes', '"'],
  ])('stops at a gzip bomb of %s', (_, line) => {
    const outcome = importing(folder({ 'contacts.csv.gz': bomb(HEADERS['contacts.csv'], line, 4096) }))
    expect(outcome.result).toMatchObject({ kind: 'unreadable', problem: { kind: 'COMPRESSION_BOMB', file: 'contacts.csv' } })
    expect(outcome.read).toBeLessThan(outcome.of * 0.75)
    bounded(outcome)
  })

  it('stops at a file of garbage long before its end', () => {
    const outcome = importing(folder({ 'contacts.csv': `${HEADERS['contacts.csv']}\n${'x\n'.repeat(30_000_000)}` }))
    expect(outcome.result).toMatchObject({ kind: 'too-many-rejected', over: ['contacts.csv'] })
    bounded(outcome)
    const clients = importing(folder({ 'clients.csv': `${HEADERS['clients.csv']}\n${'x\n'.repeat(30_000_000)}` }))
    expect(clients.result).toMatchObject({ kind: 'too-many-rejected', over: ['clients.csv'] })
    expect(clients.read).toBeLessThan(clients.of / 10)
    bounded(clients)
  })

  it('stops at a file of a terabyte of nothing', () => {
    const dir = folder({})
    truncateSync(path.join(dir, 'clients.csv'), 0)
    truncateSync(path.join(dir, 'clients.csv'), 2 ** 40) // a sparse file: no disk is used
    const outcome = importing(dir)
    expect(outcome.result).toMatchObject({ kind: 'unreadable', problem: { kind: 'NO_HEADER' } })
    bounded(outcome)
  })

  it('gives up one line of three hundred megabytes, and reads on', () => {
    const dir = folder({ 'contacts.csv': `${HEADERS['contacts.csv']}\n` })
    const file = path.join(dir, 'contacts.csv')
    for (let i = 0; i < 300; i++) appendFileSync(file, Buffer.alloc(MEGABYTE, 'x'))
    appendFileSync(file, `\n${'c1,GP,2025-06-01,\n'.repeat(200)}`)
    const outcome = importing(dir)
    expect(outcome.result.report?.files).toMatchObject({ 'contacts.csv': { read: 201, kept: 200, rejected: { BAD_ROW: 1 } } })
    bounded(outcome)
  })

  it('is not kept busy by fields of nothing but quotes', () => {
    const quotes = `"${'"'.repeat(60_000)}",GP,2025-06-01,\n`
    const outcome = importing(folder({ 'contacts.csv': `${HEADERS['contacts.csv']}\n${quotes.repeat(400)}` }))
    expect(outcome.result.kind).toBe('too-many-rejected')
    expect(outcome.seconds).toBeLessThan(20)
  })

  it('keeps no identifier longer than an identifier is', () => {
    const rows = Array.from({ length: 4000 }, (_, i) => `${String(i).padStart(60_000, 'x')},1980-01-01,1,001,C1\n`)
    const outcome = importing(folder({ 'clients.csv': Buffer.from(`${HEADERS['clients.csv']}\n${rows.join('')}`) }))
    expect(outcome.result).toMatchObject({ kind: 'too-many-rejected', over: ['clients.csv'] })
    bounded(outcome)
  })

  it('is not filled by a row of thirty thousand fields, or a header of as many', () => {
    const wide = importing(folder({ 'contacts.csv': `${HEADERS['contacts.csv']}\n${`${','.repeat(60_000)}\n`.repeat(500)}` }))
    expect(wide.result.kind).toBe('too-many-rejected')
    bounded(wide)
    const header = importing(folder({ 'contacts.csv': `${HEADERS['contacts.csv']}${',a'.repeat(30_000)}\n` }))
    expect(header.result).toMatchObject({ kind: 'unreadable', problem: { kind: 'UNKNOWN_COLUMN' } })
    bounded(header)
  })
})
