import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Config } from '../config.ts'
import { openForReaders } from '../database/open-database.ts'
import type { Database } from '../database/sql.ts'
import { PORTAL_MIGRATIONS } from '../migrations.ts'
import { createPortal, type Portal } from '../portal/http.ts'
import { readListedOperations } from '../portal/operation/listed-operations.ts'
import { placeOf } from '../portal/operation/place-of.ts'
import { programLog } from '../portal/operation/program-log.ts'
import { parseCertificate } from '../portal/release/stored.ts'
import { PROJECT_ROOT } from '../project-root.ts'
import { DEMO_DATA_DATE, demoDataDates } from '../vault/demo/panel.ts'
import { keepRetention } from './audit-retention.ts'
import { type Command, type Console, EXIT, type ExitCode } from './command.ts'
import { watchInbox } from './inbox.ts'
import { startWorker } from './worker-process.ts'

export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'Serves the web and GraphQL; on the first start makes, imports and releases the demo county.',
  positionals: 0,
  options: {},
  async run({ config, console: streams }): Promise<ExitCode> {
    setFlagsFromString(RARE_COLLECTIONS)
    const entries = programLog(config.operation.log, (line) => streams.log(line))
    const console: Console = { ...streams, log: entries.line }
    for (const event of ['uncaughtException', 'unhandledRejection'] as const)
      process.once(event, (cause: unknown) => {
        console.log(`stopped by a bug: ${placeOf(cause)}`)
        process.exit(EXIT.failed)
      })
    const { access } = config
    if (access.kind === 'refused') {
      console.log(access.reason)
      return EXIT.unsafe
    }
    if (access.kind === 'open' && config.administration.twoPersons) {
      console.log('KOOSTE_TWO_PERSONS is yes and nobody signs in: two persons cannot be told apart.')
      return EXIT.unsafe
    }
    const listed = readListedOperations(path.join(PROJECT_ROOT, 'dist/operations.json'))
    if (config.operation.operations === 'listed' && listed === null) {
      console.log('There is no list of operations in dist/: build the web first (npm run build).')
      return EXIT.badInput
    }
    const database = await openForReaders(config.portal, PORTAL_MIGRATIONS)
    try {
      if (access.kind === 'open' && access.mode === 'demo' && (await hasRealClients(database))) {
        console.log(REAL_CLIENTS)
        return EXIT.unsafe
      }
      const state: ServeState = { preparing: 'No release has been published yet.', pending: [] }
      const { line: log } = entries
      const worker = config.portal.kind === 'embedded' ? startWorker(database, log) : null
      const portal = await createPortal({
        ...{ database, log, webDir: path.join(PROJECT_ROOT, 'dist/web'), preparing: () => state.preparing, pollMilliseconds: 2000 },
        operation: { settings: config.operation, listed, log: entries },
        ...{ access, proxy: config.proxy, pendingQuarters: () => state.pending },
        drafts: { opened: () => worker?.look(), asked: () => worker?.asked() },
        administration: { settings: config.administration, opened: () => worker?.begin(), ordered: () => worker?.asked() },
      })
      const retention = keepRetention(database, config.auditDays, entries)
      const published = () => worker?.published()
      const inbox = config.portal.kind === 'embedded' ? watchInbox(config.dataFolder, database, portal, log, published) : null
      try {
        return await serveUntilStopped(config, console, portal, state, async () => worker?.answered(FIGURES_WITHIN))
      } finally {
        await worker?.stop()
        await retention.stop()
        await inbox?.stop()
        await portal.stop()
      }
    } finally {
      await database.close()
    }
  },
}

/**
 * The old generation may double before it is cleared. V8 lets it grow by a tenth where little is allocated: 5 MB, which 200 questions a
 * second leave in three seconds, and every clearing holds some twenty of them up for 10 ms or more.
 */
const RARE_COLLECTIONS = '--heap-growing-percent=100'

/** What is being made in the background. */
interface ServeState {
  preparing: string
  /** Data dates of the demo's quarters that are still to come. */
  pending: readonly string[]
}

/** Figures of adopted schemes take a second or two once the vault is open. */
const FIGURES_WITHIN = 30_000

async function serveUntilStopped(
  config: Config,
  console: Console,
  portal: Portal,
  state: ServeState,
  counted: () => Promise<void>,
): Promise<ExitCode> {
  const stopping = stopSignal()
  let port: number
  try {
    port = await portal.listen(config.port, config.host)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause
    console.log(`Port ${'port' in cause ? cause.port : config.port} is in use: stop what listens there, or set another.`)
    return EXIT.inUse
  }
  console.log(`Kooste: http://localhost:${port}`)
  const demo = needsDemo(config, portal)
  if (demo) state.preparing = 'The demo county is being made: one to two minutes.'
  const children = kooste(port)
  void makeDemo(config, console, portal, state, { port, children, newest: demo, counted })
  await stopping
  children.stop()
  return EXIT.done
}

const REAL_CLIENTS =
  'The portal holds a release of real clients and KOOSTE_OIDC_ISSUER is not set: set a provider, or KOOSTE_MODE=local to look at it alone on this machine.'

async function hasRealClients(database: Database): Promise<boolean> {
  const { rows } = await database.pool.query('SELECT 1 FROM release WHERE withdrawn_at IS NULL AND NOT demo LIMIT 1')
  return rows.length > 0
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

/** Commands in processes of their own: the one that serves never holds a raw count, and never waits for one. */
function kooste(port: number): { run(...words: readonly string[]): Promise<boolean>; stop(): void; readonly stopped: boolean } {
  let child: ChildProcess | null = null
  let stopped = false
  return {
    run: (...words) =>
      new Promise<boolean>((resolve) => {
        if (stopped) return resolve(false)
        child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ...words], {
          env: { ...process.env, PORT: String(port) },
          stdio: ['ignore', 'ignore', 'inherit'],
        })
        child.once('error', () => resolve(false))
        child.once('exit', (code) => resolve(code === 0))
      }),
    stop() {
      stopped = true
      child?.kill('SIGTERM')
    },
    get stopped() {
      return stopped
    },
  }
}

interface DemoMaking {
  readonly port: number
  readonly children: ReturnType<typeof kooste>
  /** Whether there is none yet. */
  readonly newest: boolean
  /** Resolves once adopted schemes have their figures, or will not have them soon. */
  readonly counted: () => Promise<void>
}

/**
 * Makes the demo's newest release where there is none, quickly first and then with all that can be shown; then its earlier quarters, as
 * many as are missing. A later start goes on where an earlier one stopped.
 */
async function makeDemo(
  config: Config,
  console: Console,
  portal: Portal,
  state: ServeState,
  { port, children, newest, counted }: DemoMaking,
): Promise<void> {
  if (newest) {
    const extracts = path.join(config.dataFolder, 'demo-extracts')
    const ready =
      (await children.run('demo', extracts)) &&
      (await children.run('import', extracts, '--data-date', DEMO_DATA_DATE, '--demo')) &&
      (await children.run('release', '--stage', 'base'))
    await rm(extracts, { recursive: true, force: true })
    if (ready) console.log(`Ready: http://localhost:${port}`)
    else if (!children.stopped) console.log(`The demo county could not be made. Remove ${config.dataFolder} and start again.`)
    if (!ready) return
    await portal.store.refresh()
  }
  if (isDemoBase(config, portal)) {
    // The solver takes the vault: what is counted in a moment comes first.
    await counted()
    console.log('The solver works on showing more of the demo county: some minutes, in the background.')
    const lifted = await children.run('release', '--stage', 'lifted')
    if (!lifted && !children.stopped) console.log('The demo county keeps its first release: the next start tries again.')
    if (children.stopped) return
    await portal.store.refresh()
  }
  const missing = missingQuarters(config, portal)
  if (missing.length === 0) return
  console.log(`Earlier quarters are being added in the background: ${missing.length} of them.`)
  state.pending = missing
  const watch = setInterval(() => {
    state.pending = missingQuarters(config, portal)
  }, 2000)
  watch.unref()
  const made = await children.run('demo-history', '--data-dates', missing.join(','))
  clearInterval(watch)
  state.pending = []
  if (!made && !children.stopped) console.log('Some earlier quarters could not be made: the next start tries again.')
}

/** Whether the current release is the demo's own newest quarter at its quick stage. */
function isDemoBase(config: Config, portal: Portal): boolean {
  const current = ownDemo(config, portal)
  return current !== null && parseCertificate(current.certificate).stage === 'base'
}

/** The current release where it is the demo's own newest quarter. */
function ownDemo(config: Config, portal: Portal) {
  const current = portal.store.served().current?.release
  const own = config.portal.kind === 'embedded' && config.vault.kind === 'embedded' && config.pseudonymKey === null
  return own && current?.demo && isoDate(current.dataDate) === DEMO_DATA_DATE ? current : null
}

/** Data dates of the demo county's quarters without a release; none where the newest release is not the demo's own. */
function missingQuarters(config: Config, portal: Portal): readonly string[] {
  if (ownDemo(config, portal) === null) return []
  const held = portal.store.served().releases.map(({ dataDate }) => dataDate)
  return demoDataDates()
    .slice(1, config.demoQuarters)
    .filter((date) => !held.includes(date))
}

const isoDate = (date: Date): string => date.toISOString().slice(0, 10)
