/** Runs PGlite off the main thread. Answers each call with `data` messages and one `done`. */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { PgliteAnswer, PgliteCall } from './pglite-thread.ts'

if (!parentPort) throw new Error('pglite-worker runs as a worker thread only')
const port = parentPort
const { dir } = workerData as { readonly dir: string | null } // given by pglite-thread.ts, the only starter
const answer = (message: PgliteAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

const db = await PGlite.create(dir === null ? {} : { dataDir: dir })
answer({ kind: 'ready' })

let queue: Promise<void> = Promise.resolve()
port.on('message', (call: PgliteCall) => {
  queue = queue.then(() => run(call))
})

async function run(call: PgliteCall): Promise<void> {
  try {
    switch (call.kind) {
      case 'protocol':
        await db.execProtocolRawStream(call.batch, {
          onRawData: (data) => {
            const copy = data.slice()
            answer({ kind: 'data', id: call.id, data: copy }, [copy.buffer])
          },
        })
        break
      case 'rollback':
        if (db.isInTransaction()) await db.exec('ROLLBACK')
        break
      case 'close':
        await db.close()
    }
    answer({ kind: 'done', id: call.id })
  } catch (cause) {
    answer({ kind: 'failed', id: call.id, message: cause instanceof Error ? cause.message : String(cause) })
  }
}
