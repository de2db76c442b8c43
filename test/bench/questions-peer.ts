/**
 * The four questions asked of DuckDB and PostgreSQL in SQL, behind the same HTTP server as the portal (express), in a process of
 * its own: `questions-peer CSV VAULT_URL IMPORT_ID`; prints its port. Both answer from a table of profiles, their quickest way.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import express from 'express'
import pg from 'pg'
import { duckdbSummaries } from './world.ts'

/** A selection as positions; null = everyone. */
export interface PeerQuestion {
  readonly view: 'matrix' | 'overview' | 'serviceCounts' | 'coUsage'
  readonly sexes: readonly number[] | null
  readonly ages: readonly number[] | null
  readonly municipalities: readonly number[] | null
  readonly centres: readonly number[] | null
  readonly heavy: boolean
  readonly service: number
}

/** Rows of numbers: what they stand for depends on the view; the last is clients. */
export type PeerAnswer = readonly (readonly number[])[]

type Engine = (sql: string) => Promise<PeerAnswer>

function sqlOf({ view, sexes, ages, municipalities, centres, heavy, service }: PeerQuestion): string {
  const among = (column: string, values: readonly number[] | null) => (values ? [`${column} IN (${values.join()})`] : [])
  const where = [
    ...among('sex', sexes),
    ...among('age', ages),
    ...among('municipality', municipalities),
    ...among('centre', centres),
    ...(heavy ? ['cohort = 1'] : []),
  ]
  const conditions = (more: readonly string[] = []) => (where.length + more.length > 0 ? `WHERE ${[...where, ...more].join(' AND ')}` : '')
  switch (view) {
    case 'matrix':
      // Nested: beside a filter DuckDB 1.5.5 fails on two lateral unnests.
      return `SELECT a::int, b::int, sum(n)::int FROM (SELECT a, unnest(services) AS b, n FROM
        (SELECT unnest(services) AS a, services, n FROM profile ${conditions()}) x) y WHERE a <= b GROUP BY a, b`
    case 'overview':
      return `SELECT a::int, 0, sum(n)::int FROM (SELECT unnest(services) AS a, n FROM profile ${conditions()}) x GROUP BY a
        UNION ALL SELECT h::int, 1, sum(n)::int FROM (SELECT unnest(heavy) AS h, n FROM profile ${conditions()}) x GROUP BY h`
    case 'serviceCounts':
      return `SELECT size::int, 0, sum(n)::int FROM profile ${conditions()} GROUP BY size`
    case 'coUsage':
      return `SELECT a::int, 0, sum(n)::int FROM (SELECT unnest(services) AS a, n FROM profile ${conditions([`has_${service}`])}) x GROUP BY a`
    default:
      throw new Error(`unknown view ${String(view satisfies never)}`)
  }
}

async function main(): Promise<void> {
  const [csv = '', url = '', importId = ''] = process.argv.slice(2)
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  await duckdbSummaries(duckdb, csv)
  await duckdb.run(`CREATE TABLE profile AS SELECT cohort, sex, age, municipality, centre, services, heavy, len(services) AS size, count(*) AS n
    FROM summary GROUP BY ALL ORDER BY municipality, centre, sex, age`)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await pool.query('DROP TABLE IF EXISTS profile')
  await pool.query(`CREATE UNLOGGED TABLE profile AS SELECT heavy_user::int AS cohort, sex, age_group AS age, municipality, centre, services,
    heavy_services AS heavy, cardinality(services) AS size, count(*) AS n FROM summary WHERE import_id = ${Number(importId)} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`)
  await pool.query('CREATE INDEX ON profile (municipality)')
  await pool.query('VACUUM ANALYZE profile')
  const engines: Readonly<Record<string, Engine>> = {
    duckdb: async (sql) =>
      (await duckdb.runAndReadAll(sql.replaceAll(/has_(\d+)/g, 'list_contains(services, $1)'))).getRows().map((row) => row.map(Number)),
    postgres: async (sql) =>
      (await pool.query<number[]>({ text: sql.replaceAll(/has_(\d+)/g, '$1 = ANY (services)'), rowMode: 'array' })).rows,
  }
  const app = express()
  app.disable('x-powered-by')
  app.use(express.json())
  app.post('/:engine', async (request, response) => {
    const engine = engines[request.params.engine]
    if (!engine) throw new Error('unknown engine')
    response.json(await engine(sqlOf(request.body)))
  })
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
  })
}

await main()
