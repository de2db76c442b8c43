/**
 * The four questions asked of DuckDB and PostgreSQL in SQL, behind the same HTTP server as the portal (express), in a process of
 * its own: `questions-peer CSV VAULT_URL IMPORT_ID`; prints its port. Each is asked over two tables: of rows, one a client, as users
 * of business intelligence have them, and of profiles, as Kooste groups clients.
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

/** `client_row`: one a client, `n` is 1. `profile`: clients of equal attributes and services, with their number. */
export const FORMULATIONS = ['client_row', 'profile'] as const
export type Formulation = (typeof FORMULATIONS)[number]

type Engine = (sql: string) => Promise<PeerAnswer>

/** The same SQL over either table; a client counts itself. */
function sqlOf({ view, sexes, ages, municipalities, centres, heavy, service }: PeerQuestion, table: Formulation): string {
  const clients = table === 'profile' ? 'sum(n)::int' : 'count(*)::int'
  const n = table === 'profile' ? ', n' : ''
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
      return `SELECT a::int, b::int, ${clients} FROM (SELECT a, unnest(services) AS b${n} FROM
        (SELECT unnest(services) AS a, services${n} FROM ${table} ${conditions()}) x) y WHERE a <= b GROUP BY a, b`
    case 'overview':
      return `SELECT a::int, 0, ${clients} FROM (SELECT unnest(services) AS a${n} FROM ${table} ${conditions()}) x GROUP BY a
        UNION ALL SELECT h::int, 1, ${clients} FROM (SELECT unnest(heavy) AS h${n} FROM ${table} ${conditions()}) x GROUP BY h`
    case 'serviceCounts':
      return `SELECT size::int, 0, ${clients} FROM ${table} ${conditions()} GROUP BY size`
    case 'coUsage':
      return `SELECT a::int, 0, ${clients} FROM (SELECT unnest(services) AS a${n} FROM ${table} ${conditions([`has_${service}`])}) x GROUP BY a`
    default:
      throw new Error(`unknown view ${String(view satisfies never)}`)
  }
}

async function main(): Promise<void> {
  const [csv = '', url = '', importId = ''] = process.argv.slice(2)
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  await duckdbSummaries(duckdb, csv)
  const places = 'municipality, centre, sex, age'
  await duckdb.run(`CREATE TABLE client_row AS SELECT *, len(services) AS size FROM summary ORDER BY ${places}; DROP TABLE summary`)
  await duckdb.run(`CREATE TABLE profile AS SELECT cohort, sex, age, municipality, centre, services, heavy, size, count(*) AS n
    FROM client_row GROUP BY ALL ORDER BY ${places}`)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await pool.query('DROP TABLE IF EXISTS profile, client_row')
  await pool.query(`CREATE UNLOGGED TABLE client_row AS SELECT heavy_user::int AS cohort, sex, age_group AS age, municipality, centre,
    services, heavy_services AS heavy, cardinality(services) AS size FROM summary WHERE import_id = ${Number(importId)} ORDER BY ${places}`)
  await pool.query(`CREATE UNLOGGED TABLE profile AS SELECT cohort, sex, age, municipality, centre, services, heavy, size, count(*) AS n
    FROM client_row GROUP BY cohort, sex, age, municipality, centre, services, heavy, size`)
  for (const table of FORMULATIONS) {
    await pool.query(`CREATE INDEX ON ${table} (municipality)`)
    await pool.query(`VACUUM ANALYZE ${table}`)
  }
  const engines: Readonly<Record<string, Engine>> = {
    duckdb: async (sql) =>
      (await duckdb.runAndReadAll(sql.replaceAll(/has_(\d+)/g, 'list_contains(services, $1)'))).getRows().map((row) => row.map(Number)),
    postgres: async (sql) =>
      (await pool.query<number[]>({ text: sql.replaceAll(/has_(\d+)/g, '$1 = ANY (services)'), rowMode: 'array' })).rows,
  }
  const app = express()
  app.disable('x-powered-by')
  app.use(express.json())
  app.post('/:engine/:table', async (request, response) => {
    const engine = engines[request.params.engine]
    const table = FORMULATIONS.find((one) => one === request.params.table)
    if (!engine || !table) throw new Error('unknown engine or table')
    response.json(await engine(sqlOf(request.body, table)))
  })
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
  })
}

await main()
