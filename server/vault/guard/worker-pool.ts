/** Jobs on all cores, or in this thread where no worker can be had. */
import { Worker } from 'node:worker_threads'
import type { FamilyJob, FamilyResult } from './family-job.ts'
import { type GuardInput, guardContext } from './guard-context.ts'
import { runFamilyJob } from './run-job.ts'
import type { SuppressionOptions } from './suppress-family.ts'

export interface WorkerOptions {
  /** Threads; 1 works in this thread. */
  readonly workers?: number | undefined
  /** The built file of audit-worker.ts; without it the work is done in this thread. */
  readonly workerUrl?: URL | undefined
  readonly signal?: AbortSignal | undefined
}

/** Runs jobs that are independent of each other; `take` hears each result, in the jobs' order. */
export type RunJobs = (
  jobs: readonly FamilyJob[],
  options: (job: FamilyJob, position: number) => SuppressionOptions,
  take: (result: FamilyResult) => void,
) => Promise<void>

export interface WorkerRequest {
  readonly position: number
  readonly job: FamilyJob
  readonly options: SuppressionOptions
}

export type WorkerReply =
  | { readonly kind: 'done'; readonly position: number; readonly result: FamilyResult }
  | { readonly kind: 'failed'; readonly message: string }

/** Jobs handed to a worker at a time beyond the one it works on. */
const AHEAD = 2

export async function withWorkers<T>(input: GuardInput, options: WorkerOptions, work: (run: RunJobs) => Promise<T>): Promise<T> {
  const { workers = 1, workerUrl, signal } = options
  if (workers <= 1 || !workerUrl) {
    const context = guardContext(input)
    return work(async (jobs, optionsOf, take) => {
      for (const [position, job] of jobs.entries()) {
        signal?.throwIfAborted()
        take(await runFamilyJob(context, job, optionsOf(job, position)))
        // a long run in the server's own thread lets others through
        if (position % 8 === 7) await new Promise((resolve) => setImmediate(resolve))
      }
    })
  }
  const { leaves, counts, barred } = input
  const shared: GuardInput = {
    ...input,
    leaves: { ...leaves, base: sharedCopy(leaves.base), triples: sharedCopy(leaves.triples) },
    counts: { base: sharedCopy(counts.base), triples: sharedCopy(counts.triples) },
    barred: { base: sharedFlags(barred.base), triples: sharedFlags(barred.triples) },
  }
  const threads = Array.from({ length: workers }, () => new Worker(workerUrl, { workerData: shared }))
  try {
    return await work((jobs, optionsOf, take) => runOnThreads(threads, jobs, optionsOf, take, signal))
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
}

function runOnThreads(
  threads: readonly Worker[],
  jobs: readonly FamilyJob[],
  optionsOf: (job: FamilyJob, position: number) => SuppressionOptions,
  take: (result: FamilyResult) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = 0
    let taken = 0
    const waiting = new Map<number, FamilyResult>()
    const stop = (error?: unknown) => {
      // By name: the thread keeps listeners of its own, without which it would never hear another message.
      for (const thread of threads) for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event)
      signal?.removeEventListener('abort', aborted)
      if (error === undefined) resolve()
      else reject(error)
    }
    const aborted = () => stop(signal?.reason ?? new Error('aborted'))
    const hand = (thread: Worker) => {
      const job = jobs[next]
      if (!job) return
      const request: WorkerRequest = { position: next, job, options: optionsOf(job, next) }
      next++
      thread.postMessage(request)
    }
    if (signal?.aborted) return aborted()
    signal?.addEventListener('abort', aborted, { once: true })
    for (const thread of threads) {
      thread.on('error', stop)
      thread.on('exit', () => stop(new Error('a worker of the guard ended')))
      thread.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'failed') return stop(new Error(`the guard failed: ${reply.message}`))
        hand(thread)
        waiting.set(reply.position, reply.result)
        for (let result = waiting.get(taken); result; result = waiting.get(taken)) {
          waiting.delete(taken)
          taken++
          take(result)
        }
        if (taken === jobs.length) stop()
      })
      for (let ahead = 0; ahead < AHEAD; ahead++) hand(thread)
    }
    if (jobs.length === 0) stop()
  })
}

function sharedCopy(column: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}

function sharedFlags(flags: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(flags.byteLength))
  copy.set(flags)
  return copy
}
