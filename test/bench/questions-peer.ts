/**
 * The four questions asked of DuckDB and PostgreSQL in SQL, behind the same HTTP server as the portal (express), in a process of
 * its own: `questions-peer CSV VAULT_URL IMPORT_ID`; prints its port. Each is asked over three tables: of services used, one row a
 * client and service, as a warehouse has them; of rows, one a client, as a summary table has them; of profiles, as Kooste groups clients.
 */
import { DuckDBInstance } from '@duckdb/node-api'
import express from 'express'
import pg from 'pg'
import { serve } from './beside.ts'
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

/**
 * `service_use`: one a client and service. `client_row`: one a client, with services as a list. `profile`: clients of equal
 * attributes and services, with their number.
 */
export const FORMULATIONS = ['service_use', 'client_row', 'profile'] as const
export type Formulation = (typeof FORMULATIONS)[number]

type Engine = (sql: string) => Promise<PeerAnswer>

function sqlOf(question: PeerQuestion, table: Formulation): string {
  return table === 'service_use' ? overServiceUse(question) : overLists(question, table)
}

/** What holds for a selection, column by column. */
function conditionsOf({ sexes, ages, municipalities, centres, heavy }: PeerQuestion): readonly string[] {
  const among = (column: string, values: readonly number[] | null) => (values ? [`${column} IN (${values.join()})`] : [])
  return [
    ...among('sex', sexes),
    ...among('age', ages),
    ...among('municipality', municipalities),
    ...among('centre', centres),
    ...(heavy ? ['cohort = 1'] : []),
  ]
}

const whereAll = (conditions: readonly string[]) => (conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '')

/** A client counts itself. */
function overLists(question: PeerQuestion, table: 'client_row' | 'profile'): string {
  const { view, service } = question
  const clients = table === 'profile' ? 'sum(n)::int' : 'count(*)::int'
  const n = table === 'profile' ? ', n' : ''
  const where = conditionsOf(question)
  const conditions = (more: readonly string[] = []) => whereAll([...where, ...more])
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

/** Clients with no service have no row: their numbers come from the rows of clients. */
function overServiceUse(question: PeerQuestion): string {
  const { view, service } = question
  const where = conditionsOf(question)
  const conditions = whereAll(where)
  switch (view) {
    case 'matrix':
      return `WITH chosen AS (SELECT client, service FROM service_use ${conditions})
        SELECT x.service::int, y.service::int, count(*)::int FROM chosen x JOIN chosen y ON x.client = y.client AND x.service <= y.service
        GROUP BY x.service, y.service`
    case 'overview':
      return `SELECT service::int, 0, count(*)::int FROM service_use ${conditions} GROUP BY service
        UNION ALL SELECT service::int, 1, count(*)::int FROM service_use ${whereAll([...where, 'heavy_in'])} GROUP BY service`
    case 'serviceCounts':
      return `SELECT size::int, 0, count(*)::int FROM (SELECT count(u.service) AS size FROM (SELECT client FROM client_row ${conditions}) c
        LEFT JOIN service_use u ON u.client = c.client GROUP BY c.client) x GROUP BY size`
    case 'coUsage':
      return `SELECT service::int, 0, count(*)::int FROM service_use
        WHERE client IN (SELECT client FROM service_use ${whereAll([...where, `service = ${service}`])}) GROUP BY service`
    default:
      throw new Error(`unknown view ${String(view satisfies never)}`)
  }
}

async function main(): Promise<void> {
  const [csv = '', url = '', importId = ''] = process.argv.slice(2)
  const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  await duckdbSummaries(duckdb, csv)
  const places = 'municipality, centre, sex, age'
  await duckdb.run(`CREATE TABLE client_row AS SELECT *, len(services) AS size, row_number() OVER (ORDER BY ${places}) AS client
    FROM summary ORDER BY ${places}; DROP TABLE summary`)
  await duckdb.run(`CREATE TABLE service_use AS SELECT client, cohort, sex, age, municipality, centre, service,
    list_contains(heavy, service) AS heavy_in FROM (SELECT *, unnest(services) AS service FROM client_row) x ORDER BY client, service`)
  await duckdb.run(`CREATE TABLE profile AS SELECT cohort, sex, age, municipality, centre, services, heavy, size, count(*) AS n
    FROM client_row GROUP BY ALL ORDER BY ${places}`)
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  await pool.query('DROP TABLE IF EXISTS profile, client_row, service_use')
  await pool.query(`CREATE UNLOGGED TABLE client_row AS SELECT heavy_user::int AS cohort, sex, age_group AS age, municipality, centre,
    services, heavy_services AS heavy, cardinality(services) AS size, row_number() OVER (ORDER BY ${places.replace('age', 'age_group')}) AS client
    FROM summary WHERE import_id = ${Number(importId)} ORDER BY ${places}`)
  await pool.query(`CREATE UNLOGGED TABLE service_use AS SELECT client, cohort, sex, age, municipality, centre, service,
    service = ANY (heavy) AS heavy_in FROM client_row, unnest(services) AS service ORDER BY client, service`)
  await pool.query('CREATE INDEX ON service_use (client); CREATE INDEX ON service_use (service); CREATE INDEX ON client_row (client)')
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
  serve(app)
}

await main()
