import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'
import { openDatabase } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../migrations.ts'
import { createPortal, type Portal } from '../portal/http.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { DEMO_DATA_DATE } from '../vault/demo/write-demo.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { startEvaluator } from './evaluator-process.ts'
import { watchInbox } from './inbox.ts'

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Serves the web and GraphQL; on the first start makes, imports and releases the demo county.',
  positionals: 0,
  options: {},
  async run({ config, console }): Promise<ExitCode> {
    const database = await openDatabase(config.portal, PORTAL_MIGRATIONS)
    try {
      const state = { preparing: 'No release has been published yet.' }
      const log = (line: string) => console.log(line)
      const evaluator = config.portal.kind === 'embedded' ? startEvaluator(database, log) : null
      const portal = await createPortal({
        ...{ database, log, webDir: path.join(PROJECT_ROOT, 'dist/web'), preparing: () => state.preparing, pollMilliseconds: 2000 },
        drafts: { opened: () => evaluator?.look(), asked: () => evaluator?.asked() },
      })
      const published = async () => {
        await portal.store.refresh()
        evaluator?.published()
      }
      const inbox = config.portal.kind === 'embedded' ? watchInbox(config.dataFolder, database, published, log) : null
      try {
        return await serveUntilStopped(config, console, portal, state)
      } finally {
        await evaluator?.stop()
        await inbox?.stop()
        await portal.stop()
      }
    } finally {
      await database.close()
    }
  },
}

async function serveUntilStopped(config: Config, console: Console, portal: Portal, state: { preparing: string }): Promise<ExitCode> {
  const stopping = stopSignal()
  let port: number
  try {
    port = await portal.listen(config.port, config.host)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    console.log(`Port ${config.port} is in use: stop what listens there, or set PORT to another.`)
    return EXIT.inUse
  }
  console.log(`Kooste: http://localhost:${port}`)
  const demo = needsDemo(config, portal) ? prepareDemo(config, console, port) : null
  if (demo) state.preparing = 'The demo county is being made: about a minute.'
  await stopping
  demo?.stop()
  return EXIT.done
}

const stopSignal = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })

/** The demo is made only where nothing is set up for real: embedded databases, no county key, no release yet. */
const needsDemo = (config: Config, portal: Portal): boolean =>
  config.portal.kind === 'embedded' &&
  config.vault.kind === 'embedded' &&
  config.pseudonymKey === null &&
  portal.store.served().current === null

/** Makes the demo in processes of their own: the one that serves never holds a raw count, and never waits for one. */
function prepareDemo(config: Config, console: Console, port: number): { stop(): void } {
  const extracts = path.join(config.dataFolder, 'demo-extracts')
  let child: ChildProcess | null = null
  let stopped = false
  const kooste = (...words: readonly string[]) =>
    new Promise<boolean>((resolve) => {
      if (stopped) return resolve(false)
      child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...words], {
        env: { ...process.env, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      child.once('error', () => resolve(false))
      child.once('exit', (code) => resolve(code === 0))
    })
  const make = async (): Promise<void> => {
    const ready =
      (await kooste('demo', extracts)) &&
      (await kooste('import', extracts, '--data-date', DEMO_DATA_DATE, '--demo')) &&
      (await kooste('release'))
    await rm(extracts, { recursive: true, force: true })
    if (ready) console.log(`Ready: http://localhost:${port}`)
    else if (!stopped) console.log(`The demo county could not be made. Remove ${config.dataFolder} and start again.`)
  }
  void make()
  return {
    stop() {
      stopped = true
      child?.kill('SIGTERM')
    },
  }
}
