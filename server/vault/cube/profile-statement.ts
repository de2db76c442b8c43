import type pg from 'pg'

/**
 * Key sums are kept mod 2^32. Keys are moved into the range of an integer first, whose sums are bigint: sums of bigint are
 * numeric, and cost more than the rest of the grouping.
 */
const KEY_SUM = '((sum((record_key - 2147483648)::int4) + (count(*) << 31)) & 4294967295)'

const profileStatement = (importId: number, keySums: boolean, shard: string | null) => `
  SELECT sex, age_group, municipality, centre, heavy_user, services, heavy_services, count(*)::int4, ${keySums ? KEY_SUM : '0::int8'}
  FROM summary WHERE import_id = ${importId}
  GROUP BY ${shard === null ? '' : `${shard}, `}sex, age_group, municipality, centre, heavy_user, services, heavy_services`

/**
 * The statement that groups an import's clients by profile. Where an operator spread `summary` over servers by a list of shards
 * (docs/scale.md), it groups within each shard, so that the servers do it: the profile of clients on two shards then comes in two rows,
 * which add up. Otherwise each profile comes once. `keySums`: false leaves the sums of record keys out, as 0.
 */
export async function profilesBySql(connection: pg.ClientBase, importId: number, keySums: boolean): Promise<string> {
  if (!Number.isSafeInteger(importId)) throw new Error('an import has a number')
  const { rows } = await connection.query<{ key: string | null }>(`SELECT pg_get_partkeydef(to_regclass('summary')) AS key`)
  // Of the database's own catalogue, as PostgreSQL prints it: LIST (expression).
  const shard = /^LIST \((.+)\)$/.exec(rows[0]?.key ?? '')?.[1] ?? null
  // The servers group, whatever the coordinator guesses of the number of profiles.
  if (shard !== null)
    await connection.query('SET LOCAL enable_partitionwise_aggregate = on; SET LOCAL enable_hashagg = off; SET LOCAL enable_sort = off')
  return profileStatement(importId, keySums, shard)
}
