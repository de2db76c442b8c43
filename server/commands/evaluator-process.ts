/** The process that answers for the vault beside a server that holds the embedded portal: the server itself never sees a client. */
import { type ChildProcess, spawn } from 'node:child_process'
import type { Database } from '../database/sql.ts'
import { takeQuestions, writeAnswer, writeBudget } from '../vault/segments/questions.ts'
import type { FromEvaluator, ToEvaluator } from './evaluate.ts'

export interface EvaluatorProcess {
  /** Something was asked: hand it over now. */
  asked(): void
  /** Somebody opens the segments, or there is a new release: be ready. The first call starts the process. */
  look(): void
  /** As `look`, if the process was ever started. */
  published(): void
  stop(): Promise<void>
}

const LOOK_EVERY = 2000
const RESTART_AFTER = 5000

/** Starts the process when it is first needed, hands it what waits in the portal's queue and writes its answers there; starts it anew if it ends. */
export function startEvaluator(portal: Database, log: (line: string) => void): EvaluatorProcess {
  let stopped = false
  let wanted = false
  let child: ChildProcess | null = null
  let busy: Promise<void> = Promise.resolve()
  const inTurn = (step: () => Promise<unknown>) => {
    busy = busy.then(step).then(
      () => {},
      () => log('draft sizes: the queue could not be read or written'),
    )
  }
  const send = (message: ToEvaluator) => child?.connected && child.send(message)
  const received = (message: FromEvaluator) => {
    switch (message.kind) {
      case 'answer':
        return inTurn(() => writeAnswer(portal, message.asked, message.answer))
      case 'ready': {
        const { warm } = message
        return warm ? inTurn(() => writeBudget(portal, warm.dataDate, warm.budget)) : undefined
      }
      case 'failed':
        return log('draft sizes: an evaluation failed; it will be asked again')
      default:
        return message satisfies never
    }
  }
  const start = () => {
    if (stopped || child) return
    wanted = true
    child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', 'evaluate', '--watch'], {
      env: process.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    // Only the evaluator writes to this channel.
    child.on('message', (message) => received(message as FromEvaluator))
    child.once('error', () => {})
    child.once('exit', () => {
      child = null
      if (!stopped) setTimeout(start, RESTART_AFTER).unref()
    })
  }
  const handOver = () => {
    start()
    inTurn(async () => {
      if (!child?.connected) return
      for (const asked of await takeQuestions(portal)) send({ kind: 'asked', asked })
    })
  }
  const look = () => {
    if (child) send({ kind: 'look' })
    else start() // it looks as it begins
  }
  const clock = setInterval(() => wanted && handOver(), LOOK_EVERY)
  clock.unref()
  return {
    asked: handOver,
    look,
    published: () => void (wanted && look()),
    async stop() {
      stopped = true
      clearInterval(clock)
      const ending = child
      if (ending && ending.exitCode === null) {
        const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
        ending.kill('SIGTERM')
        await ended
      }
      await busy
    },
  }
}
