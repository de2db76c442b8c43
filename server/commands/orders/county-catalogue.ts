import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Config } from '../../config.ts'
import { type CatalogueTable, type Change, withChanges } from '../../orders/catalogue-tables.ts'
import { BUILT_IN_CATALOGUE } from '../../vault/catalogue/built-in.ts'
import { readCatalogueTables, writeCatalogueTables } from '../../vault/catalogue/catalogue-files.ts'
import { type LoadedCatalogue, loadCatalogue, unreadTables } from '../../vault/catalogue/load-catalogue.ts'

const folderOf = ({ administration }: Config): string => administration.catalogue ?? BUILT_IN_CATALOGUE

/** The tables of the county's folder, without changes. */
export const baseTables = (config: Config): Promise<readonly CatalogueTable[]> => readCatalogueTables(folderOf(config))

/** The catalogue with the changes over it, loaded as a folder of files is. */
export async function catalogueWith(config: Config, changes: readonly Change[]): Promise<LoadedCatalogue> {
  // What is wrong with the county's own files is said of them, by their lines.
  if (changes.length === 0) return loadCatalogue(folderOf(config))
  // Changes may mend what a row says. A file that cannot be read has no rows here: it would pass for an empty one.
  const problems = await unreadTables(folderOf(config))
  if (problems.length > 0) return { ok: false, problems }
  const dir = await mkdtemp(path.join(tmpdir(), 'kooste-catalogue-'))
  try {
    await writeCatalogueTables(dir, withChanges(await baseTables(config), changes))
    return await loadCatalogue(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
