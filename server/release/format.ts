/** What a release consists of, as the vault writes it and the portal reads it. */
import { createHash, type Hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { canonicalJson } from '../json.ts'
import { measureColumns, placeCount, type ReleaseLayout, rowCount, tripleCount, triplePlaceCount } from './lattice.ts'

/** Rules that decided what is shown. `k`: smallest number of clients behind a figure, never under 5. */
export type Policy =
  | { readonly kind: 'exact'; readonly k: number; readonly complementExempt: readonly string[] }
  | {
      readonly kind: 'perturbed'
      readonly k: number
      readonly d: number
      readonly v: number
      readonly js: number
      readonly drillDown: number
    }

/** Limits of the rules by which a client is a heavy user, as the county's catalogue sets them. */
export interface HeavyUserRules {
  readonly topShare: number
  readonly socialServices: number
  readonly socialTasks: number
}

/** Published cells. 0 means withheld: a published figure is never under k, so the token cannot be mistaken. */
export interface PublishedCells {
  /** rowCount(placeCount) × measureColumns.width. */
  readonly base: Uint32Array
  /** rowCount(triplePlaceCount) × tripleCount. */
  readonly triples: Uint32Array
}

/** The public part of a certificate: numbers of figures and facts of the audit, never counts of clients, never withheld by kind. */
export interface Certificate {
  readonly policy: Policy
  readonly programVersion: string
  /** 'rules': threshold and atom rule alone, no audit; 'base': the audited safe base; 'lifted': the audited, more useful release. */
  readonly stage: 'rules' | 'base' | 'lifted'
  /** Linked tables (one for each measure of each cohort), cells in them, cells published and withheld. */
  readonly tables: number
  readonly cells: number
  readonly published: number
  readonly withheld: number
  readonly audit: {
    /** Families of measures that the attacker solved together, how many of each and whether all or a sample. */
    readonly families: readonly { readonly kind: string; readonly audited: number; readonly of: number }[]
    /** Width of the narrowest interval that the attacker gets for a withheld cell; null where nothing is withheld. */
    readonly narrowestInterval: number | null
    /** Groups that the attacker proves to hold 1 to k − 1 clients: always 0 in a valid certificate. */
    readonly proven: number
  }
  readonly seconds: number
  /** Released although another data date, or an earlier import of the same one, was released less than a quarter from it (G9). */
  readonly sooner?: { readonly than: string; readonly reason: string }
  /** SHA-256 over layout, policy and published cells: the audited table. */
  readonly tableHash: string
}

/** What a release publishes of the import: rows by reason where at least k, linkage in whole per cent. */
export interface PublishedImportReport {
  readonly importedAt: string
  readonly files: readonly {
    readonly file: string
    readonly read: number | null
    readonly rejected: readonly { readonly reason: string; readonly rows: number | null }[]
    readonly leftOut: readonly { readonly reason: string; readonly rows: number | null }[]
    /** Whole per cent of rows whose client is in clients.csv; null for clients.csv itself. */
    readonly linkagePercent: number | null
  }[]
  /** Codes of services whose users changed by more than 30 % from the last release. */
  readonly warnings: readonly string[]
}

/** SHA-256, hex, over everything a reader can get out of the closed table. */
export function tableHash(layout: ReleaseLayout, policy: Policy, cells: PublishedCells): string {
  const { hash, parts } = hashing(layout, policy, cells)
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** The same, with others let through between parts: a nation's table takes a tenth of a second. */
export async function tableHashAside(layout: ReleaseLayout, policy: Policy, cells: PublishedCells): Promise<string> {
  const { hash, parts } = hashing(layout, policy, cells)
  for (const part of parts) {
    hash.update(part)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return hash.digest('hex')
}

/** Bytes hashed at a time: a few milliseconds. */
const PART = 1 << 21

function hashing(
  layout: ReleaseLayout,
  policy: Policy,
  cells: PublishedCells,
): { readonly hash: Hash; readonly parts: readonly Uint8Array[] } {
  const hash = createHash('sha256')
  hash.update(canonicalJson(layout)).update('\n').update(canonicalJson(policy)).update('\n')
  const parts = [cells.base, cells.triples].flatMap((column) => {
    const bytes = bytesOf(column)
    return Array.from({ length: Math.ceil(bytes.length / PART) }, (_, i) => bytes.subarray(i * PART, (i + 1) * PART))
  })
  return { hash, parts }
}

/** A block as stored: compressed bytes and the SHA-256 of those bytes. */
export interface StoredBlock {
  readonly name: 'base' | 'triples'
  readonly sha256: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

/** Packs the cells for storage. */
export async function encodeBlocks(cells: PublishedCells): Promise<readonly StoredBlock[]> {
  return Promise.all(
    (['base', 'triples'] as const).map(async (name) => {
      const packed = await compress(bytesOf(cells[name]), { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      const bytes = Uint8Array.from(packed)
      return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
    }),
  )
}

/** Unpacks and checks stored blocks. Throws `CorruptRelease` where a hash or a length does not fit. */
export async function decodeBlocks(
  layout: ReleaseLayout,
  blocks: readonly { name: string; sha256: string; bytes: Uint8Array }[],
): Promise<PublishedCells> {
  const read = async (name: string, length: number) => {
    const block = blocks.find((b) => b.name === name)
    if (!block || createHash('sha256').update(block.bytes).digest('hex') !== block.sha256) throw new CorruptRelease(name)
    const raw = await decompress(block.bytes, { maxOutputLength: length * 4 + 1 }).catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw new CorruptRelease(name)
      throw cause
    })
    if (raw.byteLength !== length * 4) throw new CorruptRelease(name)
    // Large buffers stand alone and aligned: they become the column as they are.
    return raw.byteOffset % 4 === 0 ? new Uint32Array(raw.buffer, raw.byteOffset, length) : new Uint32Array(Uint8Array.from(raw).buffer)
  }
  return {
    base: await read('base', rowCount(placeCount(layout)) * measureColumns(layout).width),
    triples: await read('triples', rowCount(triplePlaceCount(layout)) * tripleCount(layout)),
  }
}

/** A stored block is missing, altered or of the wrong length. */
export class CorruptRelease extends Error {
  constructor(readonly block: string) {
    super(`release block '${block}' is missing or altered`)
  }
}

const bytesOf = (column: Uint32Array): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
