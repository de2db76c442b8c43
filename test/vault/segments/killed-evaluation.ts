/** Answers one evaluation and stops within a second, to be killed. Run by ledger.test.ts. */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../../server/database/open-database.ts'
import { VAULT_MIGRATIONS } from '../../../server/migrations.ts'
import { bookEvaluation } from '../../../server/vault/segments/ledger.ts'

const vault = await openDatabase({ kind: 'embedded', folder: process.argv[2] ?? '' }, VAULT_MIGRATIONS)
const asked = (scheme: string) => ({ importKey: 'one', dataDate: '2025-09-30', scope: 'AGE_0_17', scheme, cost: 100 }) as const
await bookEvaluation(vault, asked('answered'), () => [{ size: 100, low: 70, high: 130 }])
writeSync(1, 'answered\n')
await bookEvaluation(vault, asked('killed'), () => {
  writeSync(1, 'evaluating\n')
  // Blocks this thread; the test ends the process.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  return []
})
