import path from 'node:path'
import type pg from 'pg'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { measureColumns, pairIndex, placeCount, type ReleaseLayout, rowCount, rowIndex } from '../../server/release/lattice.ts'
import { BUILT_IN_CATALOGUE } from '../../server/vault/catalogue/built-in.ts'
import { loadCatalogue } from '../../server/vault/catalogue/load-catalogue.ts'
import { countCells } from '../../server/vault/cube/count-cells.ts'
import { openCounts } from '../../server/vault/cube/open-counts.ts'
import { readProfiles } from '../../server/vault/cube/profiles.ts'
import { releaseLayout } from '../../server/vault/cube/release-layout.ts'
import { importExtracts } from '../../server/vault/ingest/import-extracts.ts'
import { createDatabase } from '../support/databases.ts'
import { startPostgres } from '../support/postgres.ts'
import { DATA_DATE } from './pipeline.ts'

/** All pairs of services for every selection and cohort, milliseconds, medians. */
export interface CubeFigures {
  readonly cells: number
  readonly koosteMs: number
  readonly koosteWithReadMs: number
  readonly postgresMs: number
}

const ROUNDS = 5

/** Counts the demo county's pairs by Kooste and by PostgreSQL over the same summaries. */
export async function benchCube(work: string, say: (line: string) => void): Promise<CubeFigures> {
  const server = await startPostgres()
  const vault = await openDatabase({ kind: 'server', url: await createDatabase(server.url) }, VAULT_MIGRATIONS)
  try {
    say('cube: importing into PostgreSQL …')
    const loaded = await loadCatalogue(BUILT_IN_CATALOGUE)
    if (!loaded.ok) throw new Error('the built-in catalogue cannot be read')
    const { catalogue } = loaded
    const key = Buffer.alloc(32, 7)
    const imported = await importExtracts({
      dir: path.join(work, 'extracts'),
      catalogue,
      dataDate: DATA_DATE,
      key,
      database: vault,
      demo: true,
    })
    if (imported.kind !== 'imported') throw new Error('the demo county was not imported')
    await vault.pool.query('VACUUM ANALYZE summary')
    const sectors = catalogue.services.map(({ sector }) => sector)
    const kooste = async () => {
      const started = performance.now()
      const profiles = await inTransaction(vault, (connection) => readProfiles(connection, imported.importId))
      const read = performance.now()
      const layout = releaseLayout(catalogue, profiles, 5)
      const { base } = openCounts(countCells(profiles, layout, sectors))
      return { base, layout, whole: performance.now() - started, counting: performance.now() - read }
    }
    const first = await kooste()
    const peer = await postgres(vault, imported.importId, first.layout)
    const cells = demandEqual(first.base, peer.pairs, first.layout)
    const runs: { whole: number; counting: number; postgres: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      say(`cube: round ${round + 1} of ${ROUNDS}`)
      const ours = await kooste()
      const theirs = await postgres(vault, imported.importId, first.layout)
      runs.push({ whole: ours.whole, counting: ours.counting, postgres: theirs.ms })
    }
    return {
      cells,
      koosteMs: median(runs.map((run) => run.counting)),
      koosteWithReadMs: median(runs.map((run) => run.whole)),
      postgresMs: median(runs.map((run) => run.postgres)),
    }
  } finally {
    await vault.close()
    await server.stop()
  }
}

async function inTransaction<T>(database: Database, work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
  const connection = await database.pool.connect()
  try {
    await connection.query('BEGIN')
    const result = await work(connection)
    await connection.query('COMMIT')
    return result
  } finally {
    connection.release()
  }
}

/** The same question in SQL: leaves first, then every leaf into its ancestors. Only counts above zero come back. */
async function postgres(
  vault: Database,
  importId: number,
  layout: ReleaseLayout,
): Promise<{ readonly ms: number; readonly pairs: Map<number, number> }> {
  const places = placeCount(layout)
  const started = performance.now()
  const { rows } = await vault.pool.query<{
    cohort: number
    sex: number
    age: number
    place: number
    a: number
    b: number
    clients: number
  }>(
    `WITH leaf AS (
       SELECT heavy_user, sex, age_group, municipality, centre, a, b, count(*)::int AS clients
       FROM summary, unnest(services) a, unnest(services) b WHERE import_id = $1 AND a < b GROUP BY 1, 2, 3, 4, 5, 6, 7
     )
     SELECT cohort, s.sex, y.age, place, a, b, sum(clients)::int AS clients FROM leaf,
       LATERAL (SELECT 0 UNION ALL SELECT 1 WHERE heavy_user) c(cohort),
       LATERAL (SELECT 0 UNION ALL SELECT leaf.sex WHERE leaf.sex > 0) s(sex),
       LATERAL (SELECT 0 UNION ALL SELECT (ARRAY[1, 2, 4, 5])[age_group + 1] UNION ALL SELECT 3 WHERE age_group >= 2) y(age),
       LATERAL (SELECT 0 UNION ALL SELECT municipality + 1 UNION ALL SELECT centre + 1 + $2::int WHERE centre >= 0) p(place)
     GROUP BY 1, 2, 3, 4, 5, 6`,
    [importId, layout.municipalities.length],
  )
  const ms = performance.now() - started
  const { pairs: at, width } = measureColumns(layout)
  const pairs = new Map<number, number>()
  for (const { cohort, sex, age, place, a, b, clients } of rows) {
    const cell = rowIndex({ cohort, sex, age, place }, places) * width + at + pairIndex(a, b, layout.services.length)
    pairs.set(cell, (pairs.get(cell) ?? 0) + clients)
  }
  return { ms, pairs }
}

/** Every pair cell must be the same; returns how many were compared. */
function demandEqual(base: ArrayLike<number>, pairs: ReadonlyMap<number, number>, layout: ReleaseLayout): number {
  const { pairs: from, heavyIn: to, width } = measureColumns(layout)
  const rows = rowCount(placeCount(layout))
  for (let row = 0; row < rows; row++)
    for (let column = from; column < to; column++) {
      const cell = row * width + column
      if ((base[cell] ?? 0) !== (pairs.get(cell) ?? 0)) throw new Error('Kooste and PostgreSQL count differently')
    }
  return rows * (to - from)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
