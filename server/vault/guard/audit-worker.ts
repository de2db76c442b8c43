/** A thread of the guard: takes families one by one. Its own entry of the build. */
import { parentPort, workerData } from 'node:worker_threads'
import { type GuardInput, guardContext } from './guard-context.ts'
import { runFamilyJob } from './run-job.ts'
import type { WorkerReply, WorkerRequest } from './worker-pool.ts'

const port = parentPort
if (!port) throw new Error('this file is a worker of the guard')

// worker-pool.ts puts a GuardInput here
const context = guardContext(workerData as GuardInput)
let turn = Promise.resolve()

port.on('message', ({ position, job, options }: WorkerRequest) => {
  turn = turn.then(async () => {
    const reply = (await runFamilyJob(context, job, options).then(
      (result) => ({ kind: 'done', position, result }),
      (error: unknown) => ({ kind: 'failed', message: error instanceof Error ? error.message : 'unknown' }),
    )) satisfies WorkerReply
    port.postMessage(reply)
  })
})
