import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import path from 'node:path'
import type { Config } from '../config.ts'
import { openDatabase } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS } from '../migrations.ts'
import { createPortal, type Portal } from '../portal/http.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { DEMO_DATA_DATE } from '../vault/demo/write-demo.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { watchInbox } from './inbox.ts'

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Serves the web and GraphQL; on the first start makes, imports and releases the demo county.',
  positionals: 0,
  options: {},
  async run({ config, console }): Promise<ExitCode> {
    let preparing = 'No release has been published yet.'
    const database = await openDatabase(config.portal, PORTAL_MIGRATIONS)
    const portal = await createPortal({
      database,
      webDir: path.join(PROJECT_ROOT, 'dist/web'),
      preparing: () => preparing,
      log: (line) => console.log(line),
      pollMilliseconds: 2000,
    })
    const inbox =
      config.portal.kind === 'embedded'
        ? watchInbox(
            config.dataFolder,
            database,
            () => portal.store.refresh(),
            (line) => console.log(line),
          )
        : null
    const stopping = stopSignal()
    const port = await portal.listen(config.port, config.host)
    console.log(`Kooste: http://localhost:${port}`)
    const preparation = needsDemo(config, portal)
      ? prepareDemo(config, console, port, (step) => {
          preparing = step
        })
      : null
    await stopping
    preparation?.stop()
    await inbox?.stop()
    await portal.stop()
    await database.close()
    return EXIT.done
  },
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

interface Preparation {
  stop(): void
}

/**
 * Makes the demo in processes of their own: the one that serves never holds a raw count, and never waits for one. The safe base comes
 * first; the lifted release follows at low priority and replaces it.
 */
function prepareDemo(config: Config, console: Console, port: number, tell: (step: string) => void): Preparation {
  const extracts = path.join(config.dataFolder, 'demo-extracts')
  let child: ReturnType<typeof spawn> | null = null
  let stopped = false
  const kooste = (...words: readonly string[]) =>
    new Promise<boolean>((resolve) => {
      if (stopped) return resolve(false)
      child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...words], {
        env: { ...process.env, PORT: String(port) },
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      if (words.includes('lifted') && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
      child.once('error', () => resolve(false))
      child.once('exit', (code) => resolve(code === 0))
    })
  const steps = async () => {
    tell('The demo county is being made: about a minute.')
    const ready =
      (await kooste('demo', extracts)) &&
      (await kooste('import', extracts, '--data-date', DEMO_DATA_DATE, '--demo')) &&
      (await kooste('release', '--stage', 'base'))
    await rm(extracts, { recursive: true, force: true })
    if (stopped) return
    if (!ready) return console.log(`The demo county could not be made. Remove ${config.dataFolder} and start again.`)
    console.log(`Ready: http://localhost:${port}`)
    if (await kooste('release', '--stage', 'lifted')) console.log('The lifted release of the demo county serves now.')
  }
  void steps()
  return {
    stop() {
      stopped = true
      child?.kill('SIGTERM')
    },
  }
}
