/** Publishes a release and stops, its first block written and nothing committed, to be killed. Run by crashes.test.ts. */
import { writeSync } from 'node:fs'
import type { QueryResult } from 'pg'
import { publishLasting } from '../../server/commands/publication.ts'
import { type DatabasePlace, openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { readDraftFile } from '../../server/vault/release/draft-file.ts'

const [place = '', file = ''] = process.argv.slice(2)
// The place was written by the test that starts this program.
const portal = await openDatabase(JSON.parse(place) as DatabasePlace, PORTAL_MIGRATIONS)
portal.pool.on('connect', (client) => {
  const query = client.query.bind(client)
  let blocks = 0
  Object.assign(client, {
    query: async (sql: string, values: unknown[], called?: (error: Error, result: QueryResult) => void) => {
      // As the pool asks by itself; the release goes in by the other way.
      if (called) return query(sql, values, called)
      const result = await query(sql, values)
      if (String(sql).startsWith('INSERT INTO release_block') && ++blocks === 1) {
        writeSync(1, 'half way\n')
        // Blocks this thread; the test ends the process.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      }
      return result
    },
  })
})
// Connections made before this program could listen are given up.
await Promise.all((await Promise.all(Array.from({ length: 1 }, () => portal.pool.connect()))).map((client) => client.release(true)))
await publishLasting(portal, await readDraftFile(file))
