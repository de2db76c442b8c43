/** The same cells by another way: plain SQL over the summaries, a client and a selection at a time. */
import type { Database } from '../../../server/database/sql.ts'
import {
  measureColumns,
  pairIndex,
  placeCount,
  type ReleaseLayout,
  rowCount,
  rowIndex,
  tripleCount,
  tripleIndex,
  triplePlaceCount,
} from '../../../server/release/lattice.ts'
import type { Sector } from '../../../server/vault/catalogue/catalogue.ts'
import type { CellBlocks } from '../../../server/vault/cube/cell-counts.ts'

interface SqlCell {
  readonly cohort: number
  readonly sex: number
  readonly age: number
  readonly place: number
  readonly measure: string
  readonly i: number
  readonly j: number
  readonly k: number
  readonly clients: number
  readonly keys: string
}

/** Clients and key sums of every canonical cell, counted by the database. */
export async function countInSql(
  vault: Database,
  importId: number,
  layout: ReleaseLayout,
  sectors: readonly Sector[],
): Promise<{ readonly counts: CellBlocks; readonly keySums: CellBlocks }> {
  const municipalities = layout.municipalities.length
  const social = sectors.flatMap((sector, i) => (sector === 'SOCIAL' ? [i] : []))
  const { rows } = await vault.pool.query<SqlCell>(
    `WITH selection AS (
       SELECT cohort, sex, age, place FROM generate_series(0, 1) cohort, generate_series(0, 2) sex, generate_series(0, 5) age,
              generate_series(0, $2::int + $3::int) place
     ), member AS (
       SELECT s.cohort, s.sex, s.age, s.place, c.services, c.heavy_services, c.record_key,
              (SELECT count(*)::int FROM unnest(c.services) u WHERE u = ANY ($4::int[])) AS social,
              cardinality(c.services) AS services_used
       FROM selection s JOIN summary c ON c.import_id = $1
        AND (s.cohort = 0 OR c.heavy_user)
        AND (s.sex = 0 OR c.sex = s.sex)
        AND (s.age = 0 OR (s.age = 1 AND c.age_group = 0) OR (s.age = 2 AND c.age_group = 1) OR (s.age = 3 AND c.age_group IN (2, 3))
             OR (s.age = 4 AND c.age_group = 2) OR (s.age = 5 AND c.age_group = 3))
        AND (s.place = 0 OR (s.place <= $2 AND c.municipality = s.place - 1) OR (s.place > $2 AND c.centre = s.place - 1 - $2))
     ), used AS (
       SELECT cohort, sex, age, place, 'clients' AS measure, 0 AS i, 0 AS j, 0 AS k, record_key FROM member
       UNION ALL SELECT cohort, sex, age, place, 'service', a, 0, 0, record_key FROM member, unnest(services) a
       UNION ALL SELECT cohort, sex, age, place, 'pair', a, b, 0, record_key FROM member, unnest(services) a, unnest(services) b WHERE a < b
       UNION ALL SELECT cohort, sex, age, place, 'triple', a, b, c, record_key
         FROM member, unnest(services) a, unnest(services) b, unnest(services) c WHERE a < b AND b < c AND place <= $2
       UNION ALL SELECT cohort, sex, age, place, 'heavyIn', a, 0, 0, record_key FROM member, unnest(heavy_services) a
       UNION ALL SELECT cohort, sex, age, place, 'health', least(services_used - social, $5), 0, 0, record_key FROM member
       UNION ALL SELECT cohort, sex, age, place, 'social', least(social, $6), 0, 0, record_key FROM member
       UNION ALL SELECT cohort, sex, age, place, 'all', least(services_used, $7), 0, 0, record_key FROM member
       UNION ALL SELECT cohort, sex, age, place, 'grid', least(services_used - social, $5), least(social, $6), 0, record_key FROM member
     )
     SELECT cohort, sex, age, place, measure, i, j, k, count(*)::int AS clients, (sum(record_key) % 4294967296)::text AS keys
     FROM used GROUP BY cohort, sex, age, place, measure, i, j, k`,
    [importId, municipalities, layout.centres.length, social, layout.tops.health, layout.tops.social, layout.tops.all],
  )
  const blocks = (): CellBlocks => ({
    base: new Uint32Array(rowCount(placeCount(layout)) * measureColumns(layout).width),
    triples: new Uint32Array(rowCount(triplePlaceCount(layout)) * tripleCount(layout)),
  })
  const counts = blocks()
  const keySums = blocks()
  for (const cell of rows) {
    const [block, at] = cellAt(cell, layout)
    counts[block][at] = cell.clients
    keySums[block][at] = Number(cell.keys)
  }
  return { counts, keySums }
}

function cellAt(cell: SqlCell, layout: ReleaseLayout): readonly ['base' | 'triples', number] {
  const at = measureColumns(layout)
  const services = layout.services.length
  if (cell.measure === 'triple') {
    return ['triples', rowIndex(cell, triplePlaceCount(layout)) * tripleCount(layout) + tripleIndex(cell.i, cell.j, cell.k)]
  }
  const columns: Readonly<Record<string, number>> = {
    clients: at.clients,
    service: at.services + cell.i,
    pair: at.pairs + pairIndex(cell.i, cell.j, services),
    heavyIn: at.heavyIn + cell.i,
    health: at.health + cell.i,
    social: at.social + cell.i,
    all: at.all + cell.i,
    grid: at.grid + cell.i * (layout.tops.social + 1) + cell.j,
  }
  const column = columns[cell.measure]
  if (column === undefined) throw new Error('a measure that the lattice does not have')
  return ['base', rowIndex(cell, placeCount(layout)) * at.width + column]
}
