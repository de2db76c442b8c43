import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

/**
 * Runs a worker in a thread. `name`: of its file, without ending, beside the module whose URL is `beside`. The built server has it there as
 * .mjs; from sources it runs through tsx.
 */
export function workerThread(beside: string, name: string, workerData?: unknown): Worker {
  const built = new URL(`./${name}.mjs`, beside)
  if (existsSync(built)) return new Worker(built, { workerData })
  const source = new URL(`./${name}.ts`, beside)
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(source.href)}) })`, {
    eval: true,
    workerData,
  })
}
