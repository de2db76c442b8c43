import { createReadStream } from 'node:fs'
import { access, constants, lstat, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type BrokenRow, type CsvRow, csvRows } from './csv-rows.ts'
import type { ExtractFile } from './import-report.ts'

/** Why an extract cannot be read at all. `columns`, `file`: by name; never content of a row. */
export type ExtractProblem =
  | { readonly kind: 'MISSING_FILE'; readonly file: ExtractFile }
  | { readonly kind: 'TWO_FILES'; readonly file: ExtractFile }
  /** A folder, a pipe, or a link to nothing. */
  | { readonly kind: 'NOT_A_FILE'; readonly file: ExtractFile }
  /** This user may not read it. */
  | { readonly kind: 'UNREADABLE_FILE'; readonly file: ExtractFile }
  /** By its first bytes. */
  | { readonly kind: 'OTHER_FORMAT'; readonly file: ExtractFile; readonly format: OtherFormat }
  | { readonly kind: 'OTHER_SEPARATOR'; readonly file: ExtractFile; readonly separator: ';' | 'tab' }
  | { readonly kind: 'MISSING_COLUMN'; readonly file: ExtractFile; readonly columns: readonly string[] }
  | { readonly kind: 'UNKNOWN_COLUMN'; readonly file: ExtractFile; readonly columns: readonly string[] }
  | { readonly kind: 'REPEATED_COLUMN'; readonly file: ExtractFile; readonly columns: readonly string[] }
  /** No header, one that is no row of UTF-8 CSV, or one that names none of the columns. */
  | { readonly kind: 'NO_HEADER'; readonly file: ExtractFile }
  | { readonly kind: 'DAMAGED_COMPRESSION'; readonly file: ExtractFile }
  /** Far more bytes than a file of its size on disk can honestly hold. */
  | { readonly kind: 'COMPRESSION_BOMB'; readonly file: ExtractFile }
  /** More clients than a country has. */
  | { readonly kind: 'TOO_MANY_CLIENTS'; readonly file: 'clients.csv' }
  | { readonly kind: 'EMPTY_CLIENTS'; readonly file: 'clients.csv' }
  /** Rows, and none of a client of the county: the wrong extract or the wrong catalogue. */
  | { readonly kind: 'NOBODY_IN_COUNTY'; readonly file: 'clients.csv'; readonly rows: number }
  /** The file ends inside a row: nobody knows how much of it is missing. */
  | { readonly kind: 'CUT_OFF'; readonly file: ExtractFile; readonly line: number }
  /** No row is kept, or next to none lies in the window: the wrong extract or the wrong data date. */
  | { readonly kind: 'NOTHING_KEPT'; readonly file: ExtractFile; readonly rows: number; readonly kept: number }

export type OtherFormat = 'UTF-16' | 'gzip' | 'ZIP'

export interface FoundExtract {
  readonly file: ExtractFile
  readonly path: string
  readonly compressed: boolean
  /** On disk. */
  readonly bytes: number
}

/** Finds `file` or its compressed form in a folder. */
export async function findExtract(dir: string, file: ExtractFile): Promise<FoundExtract | ExtractProblem> {
  const plain = path.join(dir, file)
  const [bytes, compressedBytes] = await Promise.all([sizeOf(plain), sizeOf(`${plain}.gz`)])
  for (const found of [bytes, compressedBytes]) if (typeof found === 'string') return { kind: found, file }
  if (typeof bytes === 'number' && typeof compressedBytes === 'number') return { kind: 'TWO_FILES', file }
  if (typeof bytes === 'number') return { file, path: plain, compressed: false, bytes }
  if (typeof compressedBytes === 'number') return { file, path: `${plain}.gz`, compressed: true, bytes: compressedBytes }
  return { kind: 'MISSING_FILE', file }
}

/** What takes the rows of a file: `at[i]` is the field that holds column i of those asked for. */
export interface ExtractSink {
  row(row: CsvRow, at: readonly number[]): void
  broken(reason: BrokenRow, line: number): void
  /** Asked from time to time: whether what came so far is so bad that the rest need not be read. */
  hopeless?(): boolean
}

/**
 * Streams a found extract through `sink`, whatever the order of its columns. Rows with another number of fields than the
 * header are BAD_ROW, or TRUNCATED where the input ends in a row that is too short. `onBytes`: bytes on disk read so far.
 */
export async function readExtract(
  found: FoundExtract,
  columns: readonly string[],
  sink: ExtractSink,
  onBytes: (bytes: number) => void,
): Promise<ExtractProblem | null> {
  const { file } = found
  let at: readonly number[] | null = null
  let problem: ExtractProblem | null = null
  const rows = csvRows(
    {
      row(row) {
        if (problem) return
        if (at === null) {
          const header = headerOf(row, columns, file)
          if ('kind' in header) problem = header
          else at = header
        } else if (row.fields !== columns.length) sink.broken(row.open && row.fields < columns.length ? 'TRUNCATED' : 'BAD_ROW', row.line)
        else sink.row(row, at)
      },
      broken(reason, line) {
        if (problem) return
        if (at === null) problem = { kind: 'NO_HEADER', file }
        else sink.broken(reason, line)
      },
    },
    // More than the columns, so that an unknown one can be named.
    MOST_COLUMNS,
  )
  const source = found.compressed ? unzipped(found.path) : plain(found.path)
  let first = true
  let bytes = 0
  try {
    for await (const { chunk, bytesRead } of source) {
      const format = first ? formatOf(chunk) : null
      if (format) return { kind: 'OTHER_FORMAT', file, format }
      rows.push(first ? withoutMark(chunk) : chunk)
      first = false
      onBytes(bytesRead)
      bytes += chunk.length
      if (bytes > MOST_UNWEIGHED && bytes > MOST_EXPANSION * bytesRead) problem = { kind: 'COMPRESSION_BOMB', file }
      if (problem || sink.hopeless?.()) break
    }
  } catch (error) {
    if (found.compressed && error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return { kind: 'DAMAGED_COMPRESSION', file }
    throw error
  }
  if (!problem && !sink.hopeless?.()) rows.end()
  return problem ?? (at === null ? { kind: 'NO_HEADER', file } : null)
}

const CHUNK = 1 << 20
/** gzip makes extracts 5 to 20 times smaller, and nothing more than 1032 times. */
const MOST_EXPANSION = 200
/** Small files may be of one row over and over. */
const MOST_UNWEIGHED = 256 * CHUNK
/** Fields kept of a header or row; a header with more columns is named by these. */
const MOST_COLUMNS = 64

/** A piece of a file's content, valid until the next is asked for. */
interface Piece {
  readonly chunk: Buffer
  /** Of the file on disk, so far. */
  readonly bytesRead: number
}

/** One piece is read while the one before is worked on. */
async function* plain(name: string): AsyncGenerator<Piece> {
  const file = await open(name)
  try {
    let [chunk, other] = [Buffer.allocUnsafeSlow(CHUNK), Buffer.allocUnsafeSlow(CHUNK)]
    let reading = file.read(chunk, 0, CHUNK)
    for (let bytesRead = 0; ; ) {
      const { bytesRead: length } = await reading
      if (length === 0) return
      bytesRead += length
      reading = file.read(other, 0, CHUNK)
      reading.catch(() => {}) // awaited a piece later
      yield { chunk: chunk.subarray(0, length), bytesRead }
      ;[chunk, other] = [other, chunk]
    }
  } finally {
    await file.close()
  }
}

async function* unzipped(name: string): AsyncGenerator<Piece> {
  const source = createReadStream(name, { highWaterMark: CHUNK })
  const through = createGunzip({ chunkSize: CHUNK })
  // An error of either is the second's.
  pipeline(source, through, () => {})
  try {
    for await (const chunk of through) yield { chunk, bytesRead: source.bytesRead }
  } finally {
    source.destroy()
  }
}

/** Bytes on disk; null where there is nothing; else why it cannot be read. */
async function sizeOf(file: string): Promise<number | 'NOT_A_FILE' | 'UNREADABLE_FILE' | null> {
  try {
    const found = await stat(file)
    if (!found.isFile()) return 'NOT_A_FILE'
    await access(file, constants.R_OK)
    return found.size
  } catch (error) {
    switch (error instanceof Error && 'code' in error && error.code) {
      case 'ENOENT':
      case 'ENOTDIR':
        return lstat(file).then(
          () => 'NOT_A_FILE',
          () => null,
        )
      case 'ELOOP':
        return 'NOT_A_FILE'
      case 'EACCES':
      case 'EPERM':
        return 'UNREADABLE_FILE'
      default:
        throw error
    }
  }
}

/** Begins of files that are often named .csv and are none. */
function formatOf([a, b, c, d]: Uint8Array): OtherFormat | null {
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'UTF-16'
  if (a === 0x1f && b === 0x8b) return 'gzip'
  return a === 0x50 && b === 0x4b && c === 3 && d === 4 ? 'ZIP' : null
}

/** Without the byte order mark that some programs begin UTF-8 with. */
const withoutMark = (chunk: Buffer): Buffer => (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk)

function headerOf(row: CsvRow, columns: readonly string[], file: ExtractFile): readonly number[] | ExtractProblem {
  const names = Array.from({ length: Math.min(row.fields, MOST_COLUMNS) }, (_, i) =>
    Buffer.from(row.bytes.subarray(row.from[i], row.to[i])).toString('utf8').trim(),
  )
  const missing = columns.filter((column) => !names.includes(column))
  if (missing.length === columns.length) {
    const separator = names.length === 1 ? otherSeparator(names[0] ?? '', columns) : null
    return separator ? { kind: 'OTHER_SEPARATOR', file, separator } : { kind: 'NO_HEADER', file }
  }
  if (missing.length > 0) return { kind: 'MISSING_COLUMN', file, columns: missing }
  const unknown = names.filter((name) => !columns.includes(name))
  if (unknown.length > 0) return { kind: 'UNKNOWN_COLUMN', file, columns: unknown }
  const repeated = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (repeated.length > 0) return { kind: 'REPEATED_COLUMN', file, columns: repeated }
  return columns.map((column) => names.indexOf(column))
}

function otherSeparator(header: string, columns: readonly string[]): ';' | 'tab' | null {
  const parts = (separator: string) => header.split(separator).filter((name) => columns.includes(name.trim()))
  if (parts(';').length > 1) return ';'
  return parts('\t').length > 1 ? 'tab' : null
}
