import type { Config } from '../../config.ts'
import type { Database } from '../../database/sql.ts'
import type { Desk, KnownImport } from '../../orders/desk.ts'
import { baseTables } from './county-catalogue.ts'
import { extractFolders } from './extracts-place.ts'

/** What this side of the vault can do and holds; no figure. */
export async function deskOf(config: Config, uploadKey: string | null, imports: readonly KnownImport[]): Promise<Desk> {
  const [folders, catalogue] = await Promise.all([extractFolders(config.administration.extracts), baseTables(config)])
  return { hasKey: config.pseudonymKey !== null, uploadKey, folders, imports, catalogue }
}

/** Imports by date, the newest first. */
export async function knownImports(vault: Database): Promise<readonly KnownImport[]> {
  const { rows } = await vault.pool.query<{ data_date: string; imported_at: Date; demo: boolean }>(
    `SELECT to_char(data_date, 'YYYY-MM-DD') AS data_date, imported_at, demo FROM import ORDER BY imported_at DESC, id DESC LIMIT 40`,
  )
  return rows.map(({ data_date, imported_at, demo }) => ({ dataDate: data_date, importedAt: imported_at.toISOString(), demo }))
}
