/** The rules of an import in SQL, for DuckDB: the same extracts, the same summaries. */
import path from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import type { Catalogue } from '../../server/vault/catalogue/catalogue.ts'

/** Reads the extracts of a folder into the table `summary`. Rejected rows are left out as an import does, but not counted by reason. */
export async function importByDuckdb(duckdb: DuckDBConnection, dir: string, catalogue: Catalogue, dataDate: string): Promise<void> {
  // The extracts of the demo have stray quotes, over which DuckDB gives whole files up: it reads them as plain characters.
  const csv = (file: string) =>
    `read_csv('${path.join(dir, file)}', header = true, all_varchar = true, delim = ',', quote = '', escape = '', ignore_errors = true)`
  for (const [table, sql] of Object.entries(tablesOf(catalogue))) await duckdb.run(`CREATE TABLE ${table} AS ${sql}`)
  const { county, procedures } = catalogue
  const window = `BETWEEN DATE '${dataDate}' + 1 - INTERVAL 1 YEAR AND DATE '${dataDate}'`
  await duckdb.run(`CREATE TABLE client_row AS SELECT * FROM ${csv('clients.csv')}`)
  await duckdb.run(`CREATE TABLE client AS
    SELECT client_id, sha256('a county key' || client_id) AS pseudonym, CASE sex WHEN '1' THEN 1 WHEN '2' THEN 2 ELSE 0 END AS sex,
      CASE WHEN years < 18 THEN 0 WHEN years < 65 THEN 1 WHEN years < 80 THEN 2 ELSE 3 END AS age,
      municipality.position AS municipality, coalesce(centre.position, -1) AS centre
    FROM (SELECT client_id, unnest(arg_min({sex: sex, home: municipality, centre: centre,
            years: datediff('year', born, DATE '${dataDate}') - (strftime(born, '%m%d') > strftime(DATE '${dataDate}', '%m%d'))::int}, number))
          FROM (SELECT *, rowid AS number, try_cast(birth_date AS DATE) AS born FROM client_row)
          WHERE client_id IS NOT NULL AND born <= DATE '${dataDate}' AND regexp_full_match(municipality, '\\d{3}')
            AND coalesce(sex, '9') IN ('0', '1', '2', '9')
            AND (centre IS NULL OR centre IN (SELECT code FROM centre) OR municipality NOT IN (SELECT code FROM municipality))
          GROUP BY client_id) kept
    JOIN municipality ON municipality.code = kept.home LEFT JOIN centre ON centre.code = kept.centre`)
  await duckdb.run(`CREATE TABLE used AS
    SELECT client_id, service.position AS service, n, demanding FROM (
      SELECT client_id, service AS code, least(count(*), 65535) AS n,
        bool_or(list_has_any(string_split(procedure, ';'), [${procedures.map((code) => `'${code}'`).join()}])) AS demanding
      FROM ${csv('contacts.csv')} WHERE try_cast(date AS DATE) ${window} GROUP BY client_id, code) contact
    JOIN service ON service.code = contact.code AND NOT service.decided AND n > service.more_than
    SEMI JOIN client USING (client_id)
    UNION ALL
    SELECT DISTINCT client_id, service.position, 0, false FROM ${csv('decisions.csv')} decision
    JOIN service ON service.code = decision.service AND service.decided SEMI JOIN client USING (client_id)
    WHERE try_cast(valid_from AS DATE) <= DATE '${dataDate}'
      AND (valid_to IS NULL OR (try_cast(valid_to AS DATE) >= DATE '${dataDate}' + 1 - INTERVAL 1 YEAR AND try_cast(valid_to AS DATE) >= try_cast(valid_from AS DATE)))`)
  await duckdb.run(`CREATE TABLE decile AS SELECT service, min(n) AS least FROM (
      SELECT service, n, sum(users) OVER (PARTITION BY service ORDER BY n DESC) / sum(users) OVER (PARTITION BY service) AS share
      FROM (SELECT service, n, count(*) AS users FROM used GROUP BY service, n))
    WHERE share <= ${county.topShare} GROUP BY service`)
  await duckdb.run(`CREATE TABLE summary AS
    SELECT pseudonym, sex, age, municipality, centre, coalesce(services, []) AS services, coalesce(heavy, []) AS heavy,
      coalesce(len(heavy) > 0 OR social >= ${county.socialServices} OR tasks >= ${county.socialTasks}, false) AS heavy_user
    FROM client LEFT JOIN (
      SELECT client_id, list(used.service ORDER BY used.service) AS services,
        list(used.service ORDER BY used.service) FILTER (n >= least AND heavy_rule = 'TOP_DECILE' OR
          heavy_rule = 'VISITS_OR_PROCEDURES' AND (n > heavy_threshold OR demanding)) AS heavy,
        count(*) FILTER (social) AS social, count(DISTINCT task) FILTER (decided) AS tasks
      FROM used JOIN service ON service.position = used.service LEFT JOIN decile ON decile.service = used.service
      GROUP BY client_id) use USING (client_id)`)
}

/** The catalogue as tables. */
function tablesOf({ services, municipalities, centres }: Catalogue): Readonly<Record<string, string>> {
  const text = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`)
  const codes = (list: readonly { readonly code: string }[]) =>
    `SELECT * FROM (VALUES ${list.map(({ code }, i) => `(${text(code)}, ${i})`).join()}) t(code, position)`
  const rows = services.map(({ code, use, heavy, sector, task }, i) => {
    const visits = heavy?.kind === 'VISITS_OR_PROCEDURES' ? heavy.threshold : 0
    const moreThan = use.kind === 'CONTACT_GT_N' ? use.threshold : 0
    return `(${text(code)}, ${i}, ${use.kind === 'DECISION_IN_FORCE'}, ${moreThan}, ${text(heavy?.kind ?? null)}, ${visits}, ${sector === 'SOCIAL'}, ${text(task)})`
  })
  return {
    municipality: codes(municipalities),
    centre: codes(centres),
    service: `SELECT * FROM (VALUES ${rows.join()}) t(code, position, decided, more_than, heavy_rule, heavy_threshold, social, task)`,
  }
}
