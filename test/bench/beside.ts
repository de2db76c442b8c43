/** Servers of the benchmark in processes of their own: how they are started, and how they tell their port. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import type { Express } from 'express'

/** Starts a server of this folder that ends with `serve`. */
export async function startBeside(script: string, words: readonly string[]) {
  const { NODE_ENV = 'production', ...env } = process.env
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, script), ...words], {
    env: { ...env, NODE_ENV },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => resolve(Number(line.toString().trim())))
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)))
  })
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => void child.kill('SIGTERM') }
}

/** Listens on a free port of this machine and prints it. */
export function serve(app: Express): void {
  const server = app.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
  })
}
