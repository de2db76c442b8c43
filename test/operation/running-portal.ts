/** A portal with an invented release, run as a test wants it, spoken to byte by byte. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openDatabase } from '../../server/database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../../server/migrations.ts'
import { createPortal, type Portal } from '../../server/portal/http.ts'
import type { ViewerOf } from '../../server/portal/operation/caller.ts'
import type { ListedOperations } from '../../server/portal/operation/listed-operations.ts'
import { type ProgramLog, programLog, type RequestEntry } from '../../server/portal/operation/program-log.ts'
import { OPEN, type OperationSettings } from '../../server/portal/operation/settings.ts'
import { listOperations } from '../../web/build/operation-list.ts'
import { publishSynthetic, type SyntheticRelease } from '../support/synthetic-release.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

export interface RunningPortal {
  readonly portal: Portal
  readonly release: SyntheticRelease
  readonly port: number
  readonly lines: readonly string[]
  readonly requests: readonly RequestEntry[]
  send(method: string, where: string, headers?: Readonly<Record<string, string>>, body?: string | Buffer): Promise<Reply>
  /** A question in JSON. */
  ask(question: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** Bytes as they are; resolves to all that came back once the server has closed the connection, or after `patience` milliseconds. */
  raw(bytes: string, patience?: number): Promise<string>
  /** Leaves nothing to serve. */
  withdrawAll(): Promise<void>
  close(): Promise<void>
}

/** The list as the build of the web writes it. */
export const LISTED: ListedOperations = new Map(Object.entries(listOperations()))

/** `settings` beside the open ones; `viewerOf` stands for sessions and tokens. */
export async function runPortal(settings: Partial<OperationSettings> = {}, viewerOf?: ViewerOf): Promise<RunningPortal> {
  const web = mkdtempSync(path.join(tmpdir(), 'kooste-operation-'))
  mkdirSync(path.join(web, 'site/assets'), { recursive: true })
  writeFileSync(path.join(web, 'site/index.html'), '<!doctype html><html><head><title>Kooste</title></head><body></body></html>')
  writeFileSync(path.join(web, 'site/assets/main-abc123.js'), 'export {}')
  writeFileSync(path.join(web, 'secret.txt'), 'never served')
  const database = await openDatabase({ kind: 'memory' }, PORTAL_MIGRATIONS)
  const release = await publishSynthetic(database, { clients: 400, services: 5, municipalities: 3, centres: 2 })
  const lines: string[] = []
  const requests: RequestEntry[] = []
  const log: ProgramLog = { ...programLog('text', (line) => lines.push(line)), request: (entry) => requests.push(entry) }
  const portal = await createPortal({
    ...{ database, webDir: path.join(web, 'site'), pollMilliseconds: 0, log: log.line },
    operation: { settings: { ...OPEN, ...settings }, listed: LISTED, log, ...(viewerOf ? { viewerOf } : {}) },
  })
  const port = await portal.listen(0, '127.0.0.1')
  const send: RunningPortal['send'] = (method, where, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, method, path: where, headers, agent: false }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString('utf8') }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return {
    ...{ portal, release, port, lines, requests, send },
    ask: (question, headers = {}) => send('POST', '/graphql', { 'content-type': 'application/json', ...headers }, JSON.stringify(question)),
    raw: (bytes, patience = 3000) =>
      new Promise((resolve) => {
        let text = ''
        const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
        const done = () => {
          clearTimeout(timer)
          socket.destroy()
          resolve(text)
        }
        const timer = setTimeout(done, patience)
        socket.on('data', (part) => (text += part.toString('latin1')))
        socket.on('error', done)
        socket.on('close', done)
      }),
    async withdrawAll() {
      await database.pool.query('UPDATE release SET withdrawn_at = now()')
      await portal.store.refresh()
    },
    async close() {
      await portal.stop()
      await database.close()
      rmSync(web, { recursive: true, force: true })
    },
  }
}

/** Code of the first error of an answer; undefined where there is none. */
export const codeOf = ({ text }: Reply): string | undefined => JSON.parse(text).errors?.[0]?.extensions?.code
