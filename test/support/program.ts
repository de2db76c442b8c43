/** The built program, run as a user runs it. `npm test` builds it first. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './postgres.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const LAUNCH = path.join(ROOT, 'server/launch.mjs')

export interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export type Settings = Readonly<Record<string, string>>

/** Starts `kooste` with only these settings of its own beside PATH and HOME. */
export function spawnKooste(words: readonly string[], settings: Settings): ChildProcess {
  const { PATH = '', HOME = '' } = process.env
  return spawn(process.execPath, [LAUNCH, ...words], { cwd: ROOT, env: { PATH, HOME, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Runs `kooste` to its end. */
export async function kooste(words: readonly string[], settings: Settings): Promise<Ran> {
  const child = spawnKooste(words, settings)
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { code, stdout, stderr }
}

export interface RunningServer {
  readonly url: string
  readonly pid: number
  /** Everything it has written so far. */
  output(): string
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Starts the server on a free port and waits until a release is served. */
export async function startServer(settings: Settings, patience = 180_000): Promise<RunningServer> {
  const port = await freePort()
  const child = spawnKooste(['serve'], { ...settings, PORT: String(port) })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (output += part.toString()))
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    await ended
  }
  for (const until = Date.now() + patience; ; await wait(200)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`)
    if (await isReady(url)) return { url, pid: child.pid ?? 0, output: () => output, stop }
    if (Date.now() > until) {
      await stop('SIGKILL')
      throw new Error(`no release was served in time:\n${output}`)
    }
  }
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

/** One GraphQL answer; throws where it has errors. */
export async function ask<T>(url: string, query: string, variables: object = {}): Promise<T> {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const body: { data?: T; errors?: readonly { message: string }[] } = await answer.json()
  if (body.errors || !body.data) throw new Error(JSON.stringify(body.errors))
  return body.data
}
