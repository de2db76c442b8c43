import type pg from 'pg'

/** `(sum) % 2^32`: key sums are kept mod 2^32. */
const profileStatement = (shard: string | null) => `
  SELECT sex, age_group, municipality, centre, heavy_user::int, services, heavy_services,
         count(*), (sum(record_key) % 4294967296)::bigint
  FROM summary WHERE import_id = $1
  GROUP BY ${shard === null ? '' : `${shard}, `}sex, age_group, municipality, centre, heavy_user, services, heavy_services`

/**
 * The statement that groups an import's clients by profile; `$1` is the import. Where an operator spread `summary` over servers by a
 * list of shards (docs/scale.md), it groups within each shard, so that the servers do it: the profile of clients on two shards then
 * comes in two rows, which add up. Otherwise each profile comes once.
 */
export async function profilesBySql(connection: pg.ClientBase): Promise<string> {
  const { rows } = await connection.query<{ key: string | null }>(`SELECT pg_get_partkeydef(to_regclass('summary')) AS key`)
  // Of the database's own catalogue, as PostgreSQL prints it: LIST (expression).
  const shard = /^LIST \((.+)\)$/.exec(rows[0]?.key ?? '')?.[1] ?? null
  // The servers group, whatever the coordinator guesses of the number of profiles.
  if (shard !== null)
    await connection.query('SET LOCAL enable_partitionwise_aggregate = on; SET LOCAL enable_hashagg = off; SET LOCAL enable_sort = off')
  return profileStatement(shard)
}
