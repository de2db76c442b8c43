/** The same cells in SQL, on DuckDB and on PostgreSQL: several formulations each, of which the fastest is kept. */
import type { DuckDBConnection } from '@duckdb/node-api'
import type pg from 'pg'
import { copyOut } from '../../server/database/copy.ts'

export type Block = 'pairs' | 'triples'

/** One nonzero cell, as SQL names it; services ascending, a = b for one service, c = −1 but in triples. */
export type TakeCell = (cohort: number, sex: number, age: number, place: number, a: number, b: number, c: number, clients: number) => void

export interface Peer {
  readonly name: 'DuckDB' | 'PostgreSQL'
  readonly formulations: readonly string[]
  /** Groups summaries into the table `profile`; milliseconds. */
  group(): Promise<number>
  /** Counts into the tables `pairs` and `triples` of the engine itself; milliseconds. Null: given up, after PATIENCE or for want of memory. */
  count(formulation: string): Promise<number | null>
  read(block: Block, take: TakeCell): Promise<void>
}

/** Longest time for one formulation. */
export const PATIENCE = 120_000

type Roll = (leaves: string, columns: string, municipalities: number) => string

/** Every leaf into each combination of its ancestors, then one grouping. */
const everyAncestor: Roll = (leaves, columns, municipalities) => `
  SELECT c.cohort, s.sex, y.age, p.place, ${columns}, sum(n)::int AS n FROM (${leaves}) leaf
  JOIN (VALUES (0, 0), (1, 0), (1, 1)) c(leaf, cohort) ON c.leaf = leaf.cohort
  JOIN (VALUES (0, 0), (1, 0), (2, 0), (1, 1), (2, 2)) s(leaf, sex) ON s.leaf = leaf.sex
  JOIN (VALUES (0, 0), (1, 0), (2, 0), (3, 0), (0, 1), (1, 2), (2, 3), (3, 3), (2, 4), (3, 5)) y(leaf, age) ON y.leaf = leaf.age
  JOIN (SELECT DISTINCT municipality, centre, 0 AS place FROM profile UNION
        SELECT municipality, centre, 1 + municipality FROM profile UNION
        SELECT municipality, centre, ${1 + municipalities} + centre FROM profile WHERE centre >= 0) p
    ON p.municipality = leaf.municipality AND p.centre = leaf.centre
  GROUP BY 1, 2, 3, 4, ${columns}`

/** One dimension after another, as Kooste does. */
const byDimension: Roll = (leaves, columns, municipalities) => `
  WITH leaf AS (${leaves}),
  placed AS (SELECT cohort, sex, age, place, ${columns}, sum(n) AS n FROM (
    SELECT cohort, sex, age, 0 AS place, ${columns}, n FROM leaf UNION ALL
    SELECT cohort, sex, age, 1 + municipality, ${columns}, n FROM leaf UNION ALL
    SELECT cohort, sex, age, ${1 + municipalities} + centre, ${columns}, n FROM leaf WHERE centre >= 0) x GROUP BY cohort, sex, age, place, ${columns}),
  aged AS (SELECT cohort, sex, age, place, ${columns}, sum(n) AS n FROM (
    SELECT cohort, sex, 0 AS age, place, ${columns}, n FROM placed UNION ALL
    SELECT cohort, sex, CASE age WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 4 ELSE 5 END, place, ${columns}, n FROM placed UNION ALL
    SELECT cohort, sex, 3, place, ${columns}, n FROM placed WHERE age >= 2) x GROUP BY cohort, sex, age, place, ${columns}),
  sexed AS (SELECT cohort, sex, age, place, ${columns}, sum(n) AS n FROM (
    SELECT cohort, 0 AS sex, age, place, ${columns}, n FROM aged UNION ALL
    SELECT cohort, sex, age, place, ${columns}, n FROM aged WHERE sex > 0) x GROUP BY cohort, sex, age, place, ${columns})
  SELECT cohort, sex, age, place, ${columns}, sum(n)::int AS n FROM (
    SELECT 0 AS cohort, sex, age, place, ${columns}, n FROM sexed UNION ALL
    SELECT 1, sex, age, place, ${columns}, n FROM sexed WHERE cohort = 1) x GROUP BY cohort, sex, age, place, ${columns}`

/** One grouping with a set for each combination of dimensions; sets that are no cells of the table are dropped. */
const groupingSets: Roll = (leaves, columns, municipalities) => {
  const sets = ['', 'cohort'].flatMap((cohort) =>
    ['', 'sex'].flatMap((sex) =>
      ['', 'age', 'old'].flatMap((age) =>
        ['', 'municipality', 'centre'].map((place) => `(${[cohort, sex, age, place, columns].filter((one) => one !== '').join(', ')})`),
      ),
    ),
  )
  return `
  SELECT CASE WHEN cohort IS NULL THEN 0 ELSE 1 END AS cohort, coalesce(sex, 0) AS sex,
         CASE WHEN old IS NOT NULL THEN 3 WHEN age IS NULL THEN 0 WHEN age = 0 THEN 1 WHEN age = 1 THEN 2 WHEN age = 2 THEN 4 ELSE 5 END AS age,
         CASE WHEN centre IS NOT NULL THEN ${1 + municipalities} + centre WHEN municipality IS NOT NULL THEN 1 + municipality ELSE 0 END AS place,
         ${columns}, n
  FROM (SELECT cohort, sex, age, old, municipality, centre, ${columns}, sum(n)::int AS n
        FROM (SELECT *, CASE WHEN age >= 2 THEN 1 ELSE 0 END AS old FROM (${leaves}) l) leaf
        GROUP BY GROUPING SETS (${sets.join(', ')})) x
  WHERE (cohort IS NULL OR cohort = 1) AND (sex IS NULL OR sex > 0) AND (old IS NULL OR old = 1) AND (centre IS NULL OR centre >= 0)`
}

const ROLLS: Readonly<Record<string, Roll>> = {
  'every ancestor': everyAncestor,
  'by dimension': byDimension,
  'grouping sets': groupingSets,
}

/** Pairs and single services of every leaf. */
const PAIR_LEAVES = `
  SELECT cohort, sex, age, municipality, centre, a, b, sum(n) AS n
  FROM profile, unnest(services) AS x(a), unnest(services) AS y(b) WHERE a <= b GROUP BY cohort, sex, age, municipality, centre, a, b`

/** Triples of every leaf of the county and its municipalities; nested, so that a < b thins out before c: five times faster in DuckDB. */
const TRIPLE_LEAVES = `
  SELECT cohort, sex, age, municipality, -1 AS centre, a, b, c, sum(n) AS n
  FROM (SELECT cohort, sex, age, municipality, a, b, unnest(services) AS c, n
        FROM (SELECT cohort, sex, age, municipality, a, services, unnest(services) AS b, n
              FROM (SELECT cohort, sex, age, municipality, unnest(services) AS a, services, n FROM profile) one) two WHERE a < b) three
  WHERE b < c GROUP BY cohort, sex, age, municipality, a, b, c`

const tripleSql = (roll: Roll, municipalities: number) =>
  // Without centres every leaf stands at centre −1, which `profile` need not have.
  roll(TRIPLE_LEAVES, 'a, b, c', municipalities)
    .replaceAll('SELECT DISTINCT municipality, centre,', 'SELECT DISTINCT municipality, -1 AS centre,')
    .replaceAll('SELECT municipality, centre, 1 + municipality FROM profile', 'SELECT municipality, -1, 1 + municipality FROM profile')

const PROFILE = (from: string) => `
  SELECT cohort, sex, age, municipality, centre, services, heavy, count(*) AS n FROM (${from}) s
  GROUP BY cohort, sex, age, municipality, centre, services, heavy`

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Milliseconds; null where the work was given up: refused with one of the words, or `interrupt` was called. */
async function inTime(words: string, interrupt: (() => void) | null, work: () => Promise<unknown>): Promise<number | null> {
  const timer = interrupt && setTimeout(interrupt, PATIENCE)
  try {
    return await timed(work)
  } catch (cause) {
    if (cause instanceof Error && new RegExp(words, 'i').test(cause.message)) return null
    throw cause
  } finally {
    if (timer) clearTimeout(timer)
  }
}

/** DuckDB over the table `summary`, in memory, two threads. */
export function duckdbPeer(duckdb: DuckDBConnection, municipalities: number): Peer {
  return {
    name: 'DuckDB',
    formulations: Object.keys(ROLLS),
    group: () => timed(() => duckdb.run(`CREATE OR REPLACE TABLE profile AS ${PROFILE('SELECT * FROM summary')}`)),
    count(formulation) {
      const roll = ROLLS[formulation] ?? everyAncestor
      return inTime(
        'Out of Memory|INTERRUPT',
        () => duckdb.interrupt(),
        async () => {
          await duckdb.run(`CREATE OR REPLACE TABLE pairs AS ${roll(PAIR_LEAVES, 'a, b', municipalities)}`)
          await duckdb.run(`CREATE OR REPLACE TABLE triples AS ${tripleSql(roll, municipalities)}`)
        },
      )
    },
    async read(block, take) {
      const columns = `cohort::int, sex::int, age::int, place::int, a::int, b::int, ${block === 'pairs' ? '-1' : 'c'}::int, n::int`
      const result = await duckdb.stream(`SELECT ${columns} FROM ${block}`)
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        const [cohort = [], sex = [], age = [], place = [], a = [], b = [], c = [], n = []] = chunk.getColumns()
        for (let i = 0; i < chunk.rowCount; i++)
          take(
            ...([cohort[i], sex[i], age[i], place[i], a[i], b[i], c[i], n[i]].map(Number) as Parameters<TakeCell>), // eight columns, as asked for
          )
      }
    },
  }
}

/** PostgreSQL over the vault's own summaries. */
export function postgresPeer(postgres: pg.PoolClient, importId: number, municipalities: number): Peer {
  const summary = `SELECT heavy_user::int AS cohort, sex::int AS sex, age_group::int AS age, municipality::int AS municipality,
    centre::int AS centre, services, heavy_services AS heavy FROM summary WHERE import_id = ${importId}`
  const replace = async (table: string, sql: string) => {
    await postgres.query(`DROP TABLE IF EXISTS ${table}`)
    await postgres.query(`CREATE UNLOGGED TABLE ${table} AS ${sql}`)
  }
  return {
    name: 'PostgreSQL',
    formulations: Object.keys(ROLLS),
    async group() {
      const ms = await timed(() => replace('profile', PROFILE(summary)))
      await postgres.query('VACUUM ANALYZE profile')
      return ms
    },
    count(formulation) {
      const roll = ROLLS[formulation] ?? everyAncestor
      return inTime('statement timeout', null, async () => {
        await replace('pairs', roll(PAIR_LEAVES, 'a, b', municipalities))
        await replace('triples', tripleSql(roll, municipalities))
      })
    },
    async read(block, take) {
      const columns = `cohort::int, sex::int, age::int, place::int, a::int, b::int, ${block === 'pairs' ? '-1' : 'c'}::int, n::int`
      let at = 19 // the header of the binary format stands before the first row
      await copyOut(postgres, `COPY (SELECT ${columns} FROM ${block}) TO STDOUT (FORMAT binary)`, (row) => {
        const field = (i: number) => row.readInt32BE(at + 2 + 8 * i + 4)
        if (row.readInt16BE(at) === 8) take(field(0), field(1), field(2), field(3), field(4), field(5), field(6), field(7))
        at = 0
      })
    },
  }
}
