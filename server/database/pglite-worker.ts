/** Runs PGlite off the main thread. Answers each call with `data` messages and one `done`. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { PgliteAnswer, PgliteCall } from './pglite-thread.ts'

if (!parentPort) throw new Error('pglite-worker runs as a worker thread only')
const port = parentPort
const { dir } = workerData as { readonly dir: string | null } // given by pglite-thread.ts, the only starter
const answer = (message: PgliteAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

/** Of the file system inside PGlite, which throws numbers of its own (WASI) and no errors. */
const ERRNO: Readonly<Record<number, string>> = { 2: 'EACCES', 19: 'EDQUOT', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' }

const db = await opened()
answer({ kind: 'ready' })

async function opened(): Promise<PGlite> {
  if (dir === null) return PGlite.create()
  const isNew = !existsSync(dir) || readdirSync(dir).length === 0
  try {
    return await PGlite.create({ dataDir: dir })
  } catch (cause) {
    // Half a database would pass for one at the next opening.
    if (isNew) rmSync(dir, { recursive: true, force: true })
    const code = codeOf(cause)
    const reason = cause instanceof Error ? cause.message : (code ?? 'for an unknown reason')
    throw Object.assign(new Error(`the embedded database in ${dir} cannot be opened: ${reason}`), { code })
  }
}

function codeOf(cause: unknown): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  return 'errno' in cause && typeof cause.errno === 'number' ? ERRNO[cause.errno] : undefined
}

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
