/** A vault whose summaries lie on several PostgreSQL servers: a coordinator with foreign partitions by hash of the pseudonym. */
import pg from 'pg'
import { openDatabase } from '../../server/database/open-database.ts'
import type { Database } from '../../server/database/sql.ts'
import { VAULT_MIGRATIONS } from '../../server/migrations.ts'
import { createDatabase } from './databases.ts'
import { type PostgresServer, startPostgres } from './postgres.ts'

export interface ShardedVault {
  /** The coordinator: what VAULT_URL names. */
  readonly vault: Database
  readonly url: string
  /** One client a shard, to look at it directly. */
  readonly shards: readonly pg.Client[]
  stop(): Promise<void>
}

/** The same table without its keys to other tables, which no foreign partition can have. */
const COLUMNS = `import_id int NOT NULL, pseudonym bytea NOT NULL, sex smallint NOT NULL, age_group smallint NOT NULL,
  municipality smallint NOT NULL, centre smallint NOT NULL, services smallint[], heavy_services smallint[],
  heavy_user boolean NOT NULL, record_key bigint NOT NULL`

/**
 * Starts a coordinator and `count` shards, every one a server of its own. A pseudonym is a keyed hash: its first
 * byte spreads evenly, over no more than a few dozen shards.
 */
export async function startShardedVault(count: number): Promise<ShardedVault> {
  const servers: PostgresServer[] = []
  const shards: pg.Client[] = []
  for (let n = 0; n <= count; n++) servers.push(await startPostgres())
  const [coordinator, ...others] = servers
  if (!coordinator) throw new Error('a coordinator was started')
  const url = await createDatabase(coordinator.url)
  const vault = await openDatabase({ kind: 'server', url }, VAULT_MIGRATIONS)
  await vault.pool.query(`
    CREATE EXTENSION postgres_fdw;
    DROP TABLE summary;
    CREATE TABLE summary (${COLUMNS}) PARTITION BY LIST ((get_byte(pseudonym, 0) % ${count}))`)
  for (const [n, server] of others.entries()) {
    const at = new URL(await createDatabase(server.url))
    const shard = new pg.Client({ connectionString: at.href })
    await shard.connect()
    await shard.query(`CREATE TABLE summary (${COLUMNS}, PRIMARY KEY (import_id, pseudonym))`)
    shards.push(shard)
    await vault.pool.query(`
      CREATE SERVER shard_${n} FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '${at.port}',
        dbname '${at.pathname.slice(1)}', async_capable 'true', batch_size '1000', fetch_size '20000', use_remote_estimate 'true');
      CREATE USER MAPPING FOR CURRENT_USER SERVER shard_${n} OPTIONS (user 'postgres');
      CREATE FOREIGN TABLE summary_${n} PARTITION OF summary FOR VALUES IN (${n}) SERVER shard_${n} OPTIONS (table_name 'summary')`)
  }
  return {
    vault,
    url,
    shards,
    async stop() {
      await vault.close()
      for (const shard of shards) await shard.end()
      for (const server of servers) await server.stop()
    },
  }
}
