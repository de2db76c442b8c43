/** The process that works for the vault beside a server that holds the embedded portal: the server itself never sees a client. */
import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../database/sql.ts'
import { takeQuestions, writeAnswer, writeBudget } from '../vault/segments/questions.ts'
import { beat, finishOrder, takeOrder, writeStep } from './orders/queue.ts'
import type { FromWorker, ToWorker } from './work.ts'

export interface WorkerProcess {
  /** Something was asked or ordered: hand it over now. */
  asked(): void
  /** Somebody opens the segments, or there is a new release: be ready. The first call starts the process. */
  look(): void
  /** Somebody opens the administration: be there. */
  begin(): void
  /** There is a new release: be ready if the process was ever started, and there if something was asked of it. */
  published(): void
  /** Resolves once no question of segments waits, or after so many milliseconds. */
  answered(patience: number): Promise<void>
  stop(): Promise<void>
}

const LOOK_EVERY = 2000
const RESTART_AFTER = 5000
const LOOK_WHILE_WAITING = 200

/** Starts the process when it is first needed, hands it what waits in the portal's queue and writes its answers there; starts it anew if it ends. */
export function startWorker(portal: Database, log: (line: string) => void): WorkerProcess {
  let stopped = false
  let wanted = false
  let child: ChildProcess | null = null
  let busy: Promise<void> = Promise.resolve()
  const inTurn = (step: () => Promise<unknown>) => {
    busy = busy.then(step).then(
      () => {},
      () => log('worker: the queues could not be read or written'),
    )
  }
  const send = (message: ToWorker) => child?.connected && child.send(message)
  const received = (message: FromWorker) => {
    switch (message.kind) {
      case 'answer':
        return inTurn(() => writeAnswer(portal, message.asked, message.answer))
      case 'ready': {
        const { warm } = message
        return warm ? inTurn(() => writeBudget(portal, warm.dataDate, warm.budget, warm.adopted)) : undefined
      }
      case 'step':
        return inTurn(() => writeStep(portal, message.id, message.step, message.share))
      case 'finished':
        return inTurn(() => finishOrder(portal, message.task, message.outcome))
      case 'here':
        return inTurn(() => beat(portal, message.desk, message.busy))
      case 'failed':
        return log('draft sizes: an evaluation failed; it will be asked again')
      default:
        return message satisfies never
    }
  }
  const start = () => {
    if (stopped || child) return
    wanted = true
    const started = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', 'work', '--watch'], {
      env: process.env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = started
    const ended = () => {
      if (child !== started) return
      child = null
      if (!stopped) setTimeout(start, RESTART_AFTER).unref()
    }
    // Only the worker writes to this channel.
    started.on('message', (message) => received(message as FromWorker))
    // Every word to one that has just died is an error, and its exit follows; one that could not be started has none.
    started.on('error', () => started.pid === undefined && ended())
    started.once('exit', ended)
  }
  const handOver = () => {
    start()
    inTurn(async () => {
      if (!child?.connected) return
      for (const asked of await takeQuestions(portal)) send({ kind: 'asked', asked })
      const task = await takeOrder(portal)
      if (task) send({ kind: 'order', task })
    })
  }
  const look = () => {
    if (child) send({ kind: 'look' })
    else start() // it looks as it begins
  }
  const waits = async (table: 'vault_order' | 'draft_question'): Promise<boolean> => {
    const open = { vault_order: `state IN ('WAITING', 'TAKEN')`, draft_question: 'answered_at IS NULL' }
    return (await portal.pool.query(`SELECT 1 FROM ${table} WHERE ${open[table]} LIMIT 1`)).rows.length > 0
  }
  const startIfNeeded = () =>
    inTurn(async () => {
      if ((await waits('draft_question')) || (await waits('vault_order'))) start()
    })
  // What was asked or ordered before a restart is carried out without anybody's asking again.
  startIfNeeded()
  const clock = setInterval(() => wanted && handOver(), LOOK_EVERY)
  clock.unref()
  return {
    asked: handOver,
    look,
    begin: start,
    published: () => (wanted ? look() : startIfNeeded()),
    async answered(patience) {
      for (const until = Date.now() + patience; !stopped && Date.now() < until; await wait(LOOK_WHILE_WAITING))
        if (!(await waits('draft_question'))) return
    },
    async stop() {
      stopped = true
      clearInterval(clock)
      const ending = child
      if (ending?.pid !== undefined && ending.exitCode === null) {
        const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
        ending.kill('SIGTERM')
        await ended
      }
      await busy
    },
  }
}
