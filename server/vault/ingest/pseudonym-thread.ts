import { workerThread } from '../../worker-thread.ts'
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
  const worker = threaded ? workerThread(import.meta.url, 'pseudonym-worker') : null
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
