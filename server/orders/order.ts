/** What passes between the portal, where an administrator orders, and the vault, which carries out: see orders.md. */

import { listOf, nullable, record, text, whole } from '../json.ts'
import type { CatalogueFile, Row } from './catalogue-tables.ts'
import { isCatalogueFile, parseRow } from './catalogue-tables.ts'

/** PostgreSQL's channel on which the portal says that it ordered. */
export const ORDERED = 'kooste_ordered'

export const STAGES = ['base', 'lifted'] as const
export type OrderedStage = (typeof STAGES)[number]
export const POLICIES = ['exact', 'perturbed'] as const
export type OrderedPolicy = (typeof POLICIES)[number]

export type Order =
  | {
      readonly kind: 'IMPORT'
      readonly from: { readonly kind: 'folder'; readonly name: string } | { readonly kind: 'upload'; readonly id: string }
      /** YYYY-MM-DD. */
      readonly dataDate: string
      /** The clients are invented: the demo's key, and a release that says so. */
      readonly invented: boolean
    }
  | { readonly kind: 'RELEASE'; readonly stage: OrderedStage; readonly policy: OrderedPolicy; readonly sooner: string | null }
  | { readonly kind: 'CATALOGUE'; readonly change: RowChange }

export interface RowChange {
  readonly file: CatalogueFile
  /** As its author saw it; null: there was no such row. */
  readonly before: Row | null
  /** Null: the row is taken out. */
  readonly after: Row | null
}

/** Rows of a file that were rejected or left out for a reason. */
export interface RoughReason {
  readonly reason: string
  /** Whole per cent of the file's rows; null: under one per cent. */
  readonly percent: number | null
  /** First lines, only of a reason that hangs on the file alone. */
  readonly lines: readonly number[]
}
export interface RoughFile {
  readonly file: string
  /** In two significant digits; null under twenty. */
  readonly rows: number | null
  readonly rejected: readonly RoughReason[]
  readonly leftOut: readonly RoughReason[]
  /** Whole per cent of rows whose client is known. */
  readonly linkagePercent: number | null
}
export interface RoughReport {
  /** YYYY-MM-DD. */
  readonly dataDate: string
  /** Instant, ISO 8601. */
  readonly importedAt: string
  readonly files: readonly RoughFile[]
}

export const REFUSALS = [
  'NO_KEY',
  'OTHER_KEY',
  'NO_SUCH_FOLDER',
  'UPLOAD_GONE',
  'EXTRACT',
  'TOO_MANY_REJECTED',
  'CATALOGUE',
  'ROW_CHANGED',
  'NO_IMPORT',
  'TOO_SOON',
  'SETTINGS',
  'NOT_TAKEN',
] as const
export type RefusalCode = (typeof REFUSALS)[number]

/** What is wrong, by name: an extract's problem, or a catalogue's. Never content of a row of an extract. */
export interface OrderProblem {
  readonly file: string
  readonly line: number | null
  /** A code of the import's, or the loader's sentence. */
  readonly reason: string
  readonly remedy: string | null
}

export type Outcome =
  | { readonly kind: 'imported'; readonly report: RoughReport; readonly before: RoughReport | null }
  /** Stored, and not served before somebody publishes it. */
  | { readonly kind: 'built'; readonly release: string }
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly problems: readonly OrderProblem[]
      readonly files: readonly RoughFile[]
    }
  /** The worker failed or was lost: nothing was changed half way. */
  | { readonly kind: 'failed'; readonly reason: 'FAILED' | 'LOST' }

export const STEPS = ['unsealing', 'clients', 'contacts', 'decisions', 'summaries', 'counting', 'guarding', 'publishing'] as const
export type Step = (typeof STEPS)[number]

/** An order from JSON. Throws where it has another shape. */
export function parseOrder(json: unknown): Order {
  const { kind, ...rest } = record(json)
  switch (kind) {
    case 'IMPORT': {
      const from = record(rest.from)
      return {
        kind,
        from: from.kind === 'upload' ? { kind: 'upload', id: text(from.id) } : { kind: 'folder', name: text(from.name) },
        dataDate: text(rest.dataDate),
        invented: rest.invented === true,
      }
    }
    case 'RELEASE': {
      const [stage, policy] = [STAGES.find((one) => one === rest.stage), POLICIES.find((one) => one === rest.policy)]
      if (!stage || !policy) throw new TypeError('an order of a release names stage and policy')
      return { kind, stage, policy, sooner: nullable(rest.sooner, text) }
    }
    case 'CATALOGUE':
      return { kind, change: parseChange(rest.change) }
    default:
      throw new TypeError('no order')
  }
}

export function parseChange(json: unknown): RowChange {
  const { file, before, after } = record(json)
  if (!isCatalogueFile(file)) throw new TypeError('no file of the catalogue')
  return { file, before: nullable(before, parseRow), after: nullable(after, parseRow) }
}

/** An outcome from JSON. Throws where it has another shape, or a number that must not be seen. */
export function parseOutcome(json: unknown): Outcome {
  const { kind, ...rest } = record(json)
  switch (kind) {
    case 'imported':
      return { kind, report: parseReport(rest.report), before: nullable(rest.before, parseReport) }
    case 'built':
      return { kind, release: text(rest.release) }
    case 'changed':
      return { kind }
    case 'refused': {
      const code = REFUSALS.find((one) => one === rest.code)
      if (!code) throw new TypeError('a refusal has a code')
      return { kind, code, problems: listOf(rest.problems, parseProblem), files: listOf(rest.files, parseFile) }
    }
    case 'failed':
      return { kind, reason: rest.reason === 'LOST' ? 'LOST' : 'FAILED' }
    default:
      throw new TypeError('no outcome')
  }
}

const parseReport = (json: unknown): RoughReport => {
  const { dataDate, importedAt, files } = record(json)
  return { dataDate: text(dataDate), importedAt: text(importedAt), files: listOf(files, parseFile) }
}

const parseFile = (json: unknown): RoughFile => {
  const { file, rows, rejected, leftOut, linkagePercent } = record(json)
  const percent = nullable(linkagePercent, whole)
  if (percent !== null && percent > 100) throw new TypeError('a share is at most a hundred per cent')
  const all = nullable(rows, rough)
  const reasons = (list: unknown) => listOf(list, (reason) => parseReason(reason, all))
  return { file: text(file), rows: all, linkagePercent: percent, rejected: reasons(rejected), leftOut: reasons(leftOut) }
}

const parseReason = (json: unknown, all: number | null): RoughReason => {
  const { reason, percent, lines, ...more } = record(json)
  // As outcomes were written before, with rough rows: no more is told of them now than of others.
  if ('rows' in more) return { reason: text(reason), percent: percentOfRough(nullable(more.rows, rough), all), lines: [] }
  const told = nullable(percent, whole)
  if (told !== null && (told < 1 || told > 100)) throw new TypeError('a share is one to a hundred per cent')
  const listed = listOf(lines, whole)
  if (listed.length > 0 && !hangsOnFileAlone(text(reason))) throw new TypeError('lines are told of faults of the file alone')
  return { reason: text(reason), percent: told, lines: listed }
}

/** Faults that a row has whatever the catalogue, the data date and the other files are. */
const OF_THE_FILE: readonly string[] = ['BAD_ROW', 'BAD_ENCODING', 'TRUNCATED', 'BAD_MUNICIPALITY']
export const hangsOnFileAlone = (reason: string): boolean => OF_THE_FILE.includes(reason)

const parseProblem = (json: unknown): OrderProblem => {
  const { file, line, reason, remedy } = record(json)
  return { file: text(file), line: nullable(line, whole), reason: text(reason), remedy: nullable(remedy, text) }
}

/** Least that is told, and the digits that are: the portal checks what the vault promises. */
export const ROUGH = { least: 20, digits: 2, step: 10 } as const

export const isRough = (n: number): boolean => n >= ROUGH.least && n === roughly(n)

/** Rough rows in whole per cent of a file's rough rows; null under one per cent, and where either is not told. */
export const percentOfRough = (rows: number | null, all: number | null): number | null =>
  rows === null || all === null || rows * 100 < all ? null : Math.min(100, Math.round((rows * 100) / all))

/** To two significant digits and to tens. */
export function roughly(n: number): number {
  const step = Math.max(ROUGH.step, 10 ** (Math.floor(Math.log10(Math.max(n, 1))) - (ROUGH.digits - 1)))
  return Math.round(n / step) * step
}

function rough(value: unknown): number {
  const n = whole(value)
  if (!isRough(n)) throw new TypeError('rows are told roughly')
  return n
}
