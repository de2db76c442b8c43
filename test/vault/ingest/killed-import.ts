/** Imports a folder and stops, once some rows are written, to be killed. Run by killed-import.test.ts. */
import { writeSync } from 'node:fs'
import { type DatabasePlace, openDatabase } from '../../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { importExtracts } from '../../../server/vault/ingest/import-extracts.ts'
import { CATALOGUE } from './small-catalogue.ts'

const [place = '', dir = ''] = process.argv.slice(2)
// The place was written by the test that starts this program.
const database = await openDatabase(JSON.parse(place) as DatabasePlace, VAULT_MIGRATIONS)
await importExtracts({
  ...{ dir, catalogue: CATALOGUE, dataDate: '2025-09-30', key: Buffer.from('a county key of the tests'), database, demo: false },
  onProgress({ step, done }) {
    if (step !== 'summaries' || done < 10_000) return
    writeSync(1, `written ${done}\n`)
    // Blocks this thread; the test ends the process.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
})
