/**
 * Serves the demo county and NMES 1988 to the browser tests, each made by the program's own commands. While tests are
 * written, KOOSTE_E2E_DEMO_URL and KOOSTE_E2E_NMES_URL name servers that already run: those are asked, nothing is made.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { kooste, type RunningServer, type Settings, startServer } from '../support/program.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    demoUrl: string
    /** Null where ../shared is absent: tests that need it say so and are skipped. */
    nmesUrl: string | null
  }
}

const NMES = path.resolve(import.meta.dirname, '../../../shared/data/nmes1988')

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const work = mkdtempSync(path.join(tmpdir(), 'kooste-e2e-'))
  const servers: RunningServer[] = []
  const serve = async (settings: Settings, ...commands: readonly (readonly string[])[]) => {
    for (const words of commands) {
      const { code, stderr } = await kooste(words, settings)
      if (code !== 0) throw new Error(`kooste ${words.join(' ')} ended with ${code}:\n${stderr}`)
    }
    const server = await startServer(settings)
    servers.push(server)
    return server.url
  }
  const extracts = path.join(work, 'extracts')
  const serveDemo = () =>
    serve(
      { KOOSTE_DATA: path.join(work, 'demo') },
      ['demo', extracts],
      ['import', extracts, '--data-date', '2025-09-30', '--demo'],
      ['release', '--stage', 'rules'],
      ['demo-history'],
    )
  const serveNmes = () =>
    serve(
      { KOOSTE_DATA: path.join(work, 'nmes'), KOOSTE_MODE: 'local', KOOSTE_PSEUDONYM_KEY: 'a key for tests, of no county at all' },
      ['import', NMES, '--catalogue', path.join(NMES, 'catalogue'), '--data-date', '1988-12-31'],
      ['release', '--stage', 'rules'],
    )
  const { KOOSTE_E2E_DEMO_URL: demo, KOOSTE_E2E_NMES_URL: nmes } = process.env
  project.provide('demoUrl', demo ?? (await serveDemo()))
  project.provide('nmesUrl', nmes ?? (!demo && existsSync(NMES) ? await serveNmes() : null))
  return async () => {
    for (const server of servers) await server.stop()
    rmSync(work, { recursive: true, force: true })
  }
}
