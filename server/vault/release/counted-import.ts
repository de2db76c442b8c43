import type pg from 'pg'
import type { Database } from '../../database/sql.ts'
import type { ReleaseLayout } from '../../release/lattice.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { HeavyBy } from '../cube/cell-counts.ts'
import { countCells } from '../cube/count-cells.ts'
import { readProfiles } from '../cube/profiles.ts'
import { releaseLayout } from '../cube/release-layout.ts'
import type { Cube } from '../cube/sealed-counts.ts'
import { inSnapshot } from '../cube/snapshot.ts'
import type { ImportReport } from '../ingest/import-report.ts'
import { countedByDecisions } from '../summary/client-summary.ts'

/** An import with its counts under seal. */
export interface CountedImport {
  readonly importId: number
  /** Calendar dates, YYYY-MM-DD. */
  readonly dataDate: string
  readonly windowFrom: string
  /** Instant, ISO 8601. */
  readonly importedAt: string
  readonly demo: boolean
  readonly catalogue: Catalogue
  /** Raw counts of rows: publish through the guard only. */
  readonly report: ImportReport
  readonly layout: ReleaseLayout
  readonly cube: Cube
}

/** Reads an import (the one made last, or by id) and counts every cell. `k` settles the last bins (G8). `null`: the vault has no such import. */
export async function countImport(
  vault: Database,
  importId: number | 'latest',
  options: { readonly k: number; readonly keySums: boolean },
): Promise<CountedImport | null> {
  const read = await inSnapshot(vault, async (connection) => {
    const found = await findImport(connection, importId)
    return found && { found, profiles: await readProfiles(connection, found.importId, { keySums: options.keySums }) }
  })
  if (!read) return null
  const { found, profiles } = read
  const layout = releaseLayout(found.catalogue, profiles, options.k)
  const sectors = found.catalogue.services.map(({ sector }) => sector)
  return {
    ...found,
    layout,
    cube: countCells(profiles, layout, sectors, { keySums: options.keySums, heavyBy: heavyByOf(found.catalogue) }),
  }
}

/** The catalogue's rules by which social care makes a heavy user. Use of a service tells of its task where decisions are what is counted. */
export function heavyByOf({ services, county }: Catalogue): HeavyBy {
  return {
    tasks: services.map((service) => (countedByDecisions(service) ? service.task : null)),
    inService: services.map(({ heavy }) => heavy !== null),
    socialServices: county.socialServices,
    socialTasks: county.socialTasks,
  }
}

interface ImportRow {
  readonly id: number
  readonly data_date: string
  readonly window_from: string
  readonly imported_at: Date
  readonly demo: boolean
  // JSON that this program's own import wrote, in this shape:
  readonly catalogue: Catalogue
  readonly report: ImportReport
}

async function findImport(connection: pg.ClientBase, importId: number | 'latest'): Promise<Omit<CountedImport, 'layout' | 'cube'> | null> {
  const { rows } = await connection.query<ImportRow>(
    `SELECT id, to_char(data_date, 'YYYY-MM-DD') AS data_date, to_char(window_from, 'YYYY-MM-DD') AS window_from,
            imported_at, demo, catalogue, report
     FROM import WHERE $1::int IS NULL OR id = $1 ORDER BY imported_at DESC, id DESC LIMIT 1`,
    [importId === 'latest' ? null : importId],
  )
  const row = rows[0]
  if (!row) return null
  return {
    importId: row.id,
    dataDate: row.data_date,
    windowFrom: row.window_from,
    importedAt: row.imported_at.toISOString(),
    demo: row.demo,
    catalogue: row.catalogue,
    report: row.report,
  }
}
