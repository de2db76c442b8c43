import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { doBlock, type PseudonymJob } from './pseudonyms.ts'

/** A second thread for the pseudonyms of one import. */
export interface PseudonymThread {
  /** Lets the thread begin; only once. */
  begin(job: PseudonymJob): void
  /** Helps it, and resolves when all is made. Rejects where the thread failed. */
  finish(job: PseudonymJob): Promise<void>
  /** Ends the thread, wherever it is. */
  end(): Promise<void>
}

/** Starts the thread, so that it is ready when the identifiers are known; without it (`null`) all is made while it is waited for. */
export function startPseudonyms(threaded: boolean): PseudonymThread {
  const worker = threaded ? startWorker() : null
  const made = new Promise<void>((resolve, reject) => {
    if (!worker) return resolve()
    worker.once('error', reject)
    worker.once('message', () => resolve())
    worker.once('exit', () => reject(new Error('the thread that makes pseudonyms ended')))
  })
  made.catch(() => {}) // whoever waits sees it; an unwatched rejection must not end the process
  return {
    begin: (job) => worker?.postMessage(job),
    async finish(job) {
      // Between blocks others of this thread have their turn.
      while (doBlock(job)) await new Promise(setImmediate)
      await made
    },
    async end() {
      await worker?.terminate()
    },
  }
}

/** The built server has the worker beside it as .mjs; from sources it runs through tsx. */
function startWorker(): Worker {
  const built = new URL('./pseudonym-worker.mjs', import.meta.url)
  if (existsSync(built)) return new Worker(built)
  const source = new URL('./pseudonym-worker.ts', import.meta.url)
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source.href)}) })`, {
    eval: true,
  })
}
