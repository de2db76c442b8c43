import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Config } from '../../config.ts'
import { type CatalogueTable, type Change, withChanges } from '../../orders/catalogue-tables.ts'
import { BUILT_IN_CATALOGUE } from '../../vault/catalogue/built-in.ts'
import { readCatalogueTables, writeCatalogueTables } from '../../vault/catalogue/catalogue-files.ts'
import { type LoadedCatalogue, loadCatalogue } from '../../vault/catalogue/load-catalogue.ts'

/** The tables of the county's folder, without changes. */
export const baseTables = ({ administration }: Config): Promise<readonly CatalogueTable[]> =>
  readCatalogueTables(administration.catalogue ?? BUILT_IN_CATALOGUE)

/** The catalogue with the changes over it, loaded as a folder of files is. */
export async function catalogueWith(config: Config, changes: readonly Change[]): Promise<LoadedCatalogue> {
  // What is wrong with the county's own files is said of them, by their lines.
  if (changes.length === 0) return loadCatalogue(config.administration.catalogue ?? BUILT_IN_CATALOGUE)
  const dir = await mkdtemp(path.join(tmpdir(), 'kooste-catalogue-'))
  try {
    await writeCatalogueTables(dir, withChanges(await baseTables(config), changes))
    return await loadCatalogue(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
