/** NMES 1988 from its source files to summaries by plain SQL: none of the program's own rules, readers or counts. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Database } from '../../../server/database/sql.ts'

/**
 * Fills the table `summary` of an empty vault from the three extract files and services.csv of a folder; resolves to the
 * import's id. Knows no centre, no service task and no rule that NMES does not have.
 */
export async function summariseInSql(database: Database, dir: string, dataDate: string): Promise<number> {
  const { pool } = database
  await loadTable(database, 'raw_client', path.join(dir, 'clients.csv'))
  await loadTable(database, 'raw_contact', path.join(dir, 'contacts.csv'))
  await loadTable(database, 'raw_decision', path.join(dir, 'decisions.csv'))
  await loadTable(database, 'raw_service', path.join(dir, 'catalogue/services.csv'))
  await loadTable(database, 'raw_municipality', path.join(dir, 'catalogue/municipalities.csv'))
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO import (data_date, window_from, demo, catalogue, report) VALUES ($1, $1, false, '{}', '{}') RETURNING id`,
    [dataDate],
  )
  const id = rows[0]?.id ?? 0
  await pool.query(
    `WITH visits AS (
       SELECT client_id, service, count(*) AS n FROM raw_contact
       WHERE date::date > $2::date - interval '1 year' AND date::date <= $2::date GROUP BY client_id, service
     ), use AS (
       SELECT client_id, s.code, s.line - 1 AS position, n, s.heavy_rule
       FROM visits JOIN raw_service s ON s.code = visits.service
       WHERE n > CASE s.use_rule WHEN 'CONTACT_GT_N' THEN s.use_threshold::int ELSE 0 END
       UNION
       SELECT client_id, s.code, s.line - 1, NULL, s.heavy_rule FROM raw_decision JOIN raw_service s ON s.code = service
       WHERE valid_from::date <= $2::date AND (valid_to = '' OR valid_to::date > $2::date - interval '1 year')
     ), busiest AS (
       SELECT client_id, position, heavy_rule, n, 10 * count(*) OVER (PARTITION BY code ORDER BY n DESC RANGE UNBOUNDED PRECEDING)
              <= count(*) OVER (PARTITION BY code) AS heavy
       FROM use
     )
     INSERT INTO summary (import_id, pseudonym, sex, age_group, municipality, centre, services, heavy_services, heavy_user, record_key)
     SELECT $1, c.client_id::bytea, c.sex::int,
            CASE WHEN years < 18 THEN 0 WHEN years < 65 THEN 1 WHEN years < 80 THEN 2 ELSE 3 END, m.line - 1, -1,
            coalesce(u.services, '{}'), coalesce(u.heavy, '{}'), coalesce(cardinality(u.heavy), 0) > 0, 0
     FROM raw_client c
     JOIN raw_municipality m ON m.code = c.municipality
     CROSS JOIN LATERAL (SELECT extract(year FROM age($2::date, c.birth_date::date)) AS years) a
     LEFT JOIN (
       SELECT client_id, array_agg(position::smallint ORDER BY position) AS services,
              coalesce(array_agg(position::smallint ORDER BY position) FILTER (WHERE heavy AND heavy_rule = 'TOP_DECILE'), '{}') AS heavy
       FROM busiest GROUP BY client_id
     ) u ON u.client_id = c.client_id`,
    [id, dataDate],
  )
  return id
}

/** A file without quotes as a table of text, its header as columns and `line` counting rows from 1. */
async function loadTable({ pool }: Database, table: string, file: string): Promise<void> {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const columns = header.split(',')
  await pool.query(`CREATE TABLE ${table} (line int, ${columns.map((column) => `"${column}" text`).join()})`)
  const values = columns.map((_, i) => `split_part(row, ',', ${i + 1})`).join()
  await pool.query(`INSERT INTO ${table} SELECT line, ${values} FROM unnest($1::text[]) WITH ORDINALITY AS t(row, line)`, [lines])
}
