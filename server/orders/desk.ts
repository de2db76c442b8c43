/** What the vault's side says of itself, so that the web offers what can be done. */

import { listOf, nullable, record, text } from '../json.ts'
import { type CatalogueTable, parseTable } from './catalogue-tables.ts'

export interface Desk {
  /** The county's key is set: real clients can be imported. */
  readonly hasKey: boolean
  /** PEM: what uploads are sealed to; null where this worker takes none. */
  readonly uploadKey: string | null
  /** Folders under KOOSTE_EXTRACTS that hold extracts, by name. */
  readonly folders: readonly string[]
  readonly imports: readonly KnownImport[]
  /** Without the changes that were made in the web. */
  readonly catalogue: readonly CatalogueTable[]
}

export interface KnownImport {
  /** YYYY-MM-DD. */
  readonly dataDate: string
  /** Instant, ISO 8601. */
  readonly importedAt: string
  readonly demo: boolean
}

/** A worker that was not heard of for so long is not there, in milliseconds. */
export const SILENT_AFTER = 20_000

/** A desk from JSON. Throws where it has another shape. */
export function parseDesk(json: unknown): Desk {
  const { hasKey, uploadKey, folders, imports, catalogue } = record(json)
  return {
    hasKey: hasKey === true,
    uploadKey: nullable(uploadKey, text),
    folders: listOf(folders, text),
    imports: listOf(imports, (one) => {
      const { dataDate, importedAt, demo } = record(one)
      return { dataDate: text(dataDate), importedAt: text(importedAt), demo: demo === true }
    }),
    catalogue: listOf(catalogue, parseTable),
  }
}
