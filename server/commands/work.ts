import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../config.ts'
import { holdDatabase } from '../database/held-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import type { Desk } from '../orders/desk.ts'
import { ORDERED, type Outcome, type Step } from '../orders/order.ts'
import { ASKED, type Asked } from '../segments/answer.ts'
import type { VaultAnswer } from '../segments/vault-answer.ts'
import { answerTo, type Evaluator, openEvaluator } from '../vault/segments/evaluator.ts'
import { answerQuestions, takeQuestions, writeBudget } from '../vault/segments/questions.ts'
import { type Command, EXIT, type ExitCode } from './command.ts'
import { type Clerk, openClerk } from './orders/clerk.ts'
import { beat, finishOrder, takeOrder, writeStep } from './orders/queue.ts'
import type { Task } from './orders/task.ts'

/** Between two looks at the queues where nobody called; a new import is read at such a look too. */
const LOOK_EVERY = 1000
/** Between two words that this worker is there. */
const BEAT_EVERY = 5000

export const work: Command = {
  name: 'work',
  usage: '[--watch]',
  summary:
    'Carries out for the vault what the web asks: sizes of draft segments and their crosswalks, figures of adopted ones, imports, releases, changes of the catalogue; --watch goes on.',
  positionals: 0,
  options: { watch: { flag: true, meaning: 'goes on until it is stopped' } },
  async run({ config, console, options }): Promise<ExitCode> {
    const vault = holdDatabase(config.vault, VAULT_MIGRATIONS)
    const evaluator = openEvaluator((task) => vault.use(task), config.draftEpsilon)
    try {
      if (process.send) await answerParent(evaluator, () => openClerk(config, vault))
      else if (config.portal.kind === 'embedded' && options.watch === 'true') {
        console.log('The server that holds the embedded portal starts this itself: kooste serve')
        return EXIT.usage
      } else await answerQueues(evaluator, await openClerk(config, vault), config, options.watch === 'true')
      return EXIT.done
    } finally {
      await vault.close()
    }
  },
}

/** What passes between a server that holds the embedded portal and the process that works for the vault. */
export type ToWorker =
  | { readonly kind: 'asked'; readonly asked: Asked }
  | { readonly kind: 'look' }
  | { readonly kind: 'order'; readonly task: Task }
export type FromWorker =
  | { readonly kind: 'answer'; readonly asked: Asked; readonly answer: VaultAnswer }
  | { readonly kind: 'failed'; readonly asked: Asked }
  | { readonly kind: 'ready'; readonly warm: Awaited<ReturnType<Evaluator['warm']>> }
  | { readonly kind: 'step'; readonly id: string; readonly step: Step; readonly share: number }
  | { readonly kind: 'finished'; readonly task: Task; readonly outcome: Outcome }
  | { readonly kind: 'here'; readonly desk: Desk; readonly busy: string | null }

/** Works for the server that started this process, until it goes. */
async function answerParent(evaluator: Evaluator, open: () => Promise<Clerk>): Promise<void> {
  const tell = (message: FromWorker) => process.send?.(message)
  const warm = () =>
    evaluator.warm().then(
      (state) => tell({ kind: 'ready', warm: state }),
      () => undefined,
    )
  const opening = open()
  const sayHere = async () => {
    const clerk = await opening
    tell({ kind: 'here', desk: await clerk.desk(), busy: clerk.busy() })
  }
  const carryOut = async (task: Task) => {
    const clerk = await opening
    const outcome = await clerk.carryOut(task, (step, share) => tell({ kind: 'step', id: task.id, step, share }))
    tell({ kind: 'finished', task, outcome })
    await sayHere()
  }
  // Only the server writes to this channel.
  process.on('message', (message: ToWorker) => {
    switch (message.kind) {
      case 'look':
        void warm()
        return void sayHere()
      case 'asked': {
        const { asked } = message
        return void answerTo(evaluator, asked).then(
          (answer) => {
            tell({ kind: 'answer', asked, answer })
            // These spend of books that their answers do not tell.
            if (asked.kind === 'FIGURES' || asked.kind === 'DETAIL') void warm()
          },
          () => tell({ kind: 'failed', asked }),
        )
      }
      case 'order':
        return void carryOut(message.task)
      default:
        return message satisfies never
    }
  })
  void warm()
  void sayHere()
  const clock = setInterval(() => void sayHere(), BEAT_EVERY)
  await new Promise<void>((resolve) => {
    process.once('disconnect', resolve)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  clearInterval(clock)
  const clerk = await opening
  clerk.stop()
}

/** Answers the queues in the portal's database: all that waits, then what comes while they are watched. */
async function answerQueues(evaluator: Evaluator, clerk: Clerk, config: Config, watch: boolean): Promise<void> {
  const portal = await openDatabase(config.portal, PORTAL_MIGRATIONS)
  let stopped = false
  let wake = () => {}
  const listener = watch && config.portal.kind === 'server' ? await listen(config.portal.url, () => wake()) : null
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopped = true
      clerk.stop()
      wake()
    })
  await beat(portal, await clerk.desk(), null)
  const clock = setInterval(() => {
    void clerk
      .desk()
      .then((desk) => beat(portal, desk, clerk.busy()))
      .catch(() => {}) // the next beat tries again; without one the web says that nobody is here
  }, BEAT_EVERY)
  // Orders take minutes: sizes are answered meanwhile.
  let carrying: Promise<boolean> | null = null
  let broken: unknown = null
  const carryOne = async (): Promise<boolean> => {
    const task = await takeOrder(portal)
    if (!task) return false
    const outcome = await clerk.carryOut(task, (step, share) => void writeStep(portal, task.id, step, share).catch(() => {}))
    await finishOrder(portal, task, outcome)
    await beat(portal, await clerk.desk(), null)
    return true
  }
  try {
    let told = ''
    let questions: readonly Asked[] = []
    do {
      if (broken !== null) throw broken
      carrying ??= carryOne()
        .catch((cause: unknown) => {
          broken = cause
          return false
        })
        .finally(() => {
          carrying = null
          wake()
        })
      if (clerk.busy() === null) {
        const state = await evaluator.warm()
        if (state && told !== JSON.stringify(state)) {
          await writeBudget(portal, state.dataDate, state.budget, state.adopted)
          told = JSON.stringify(state)
        }
      }
      questions = await takeQuestions(portal)
      await answerQuestions(portal, evaluator, questions)
      // Some are taken at a time: where there were any, more may wait.
      if (watch && !stopped && questions.length === 0) {
        const called = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([called, wait(LOOK_EVERY)])
      }
    } while (!stopped && (watch || questions.length > 0))
    while (!stopped && ((await carrying) ?? (await carryOne()))) {}
    await carrying
    if (broken !== null) throw broken
  } finally {
    clearInterval(clock)
    await listener?.end()
    await portal.close()
  }
}

async function listen(url: string, called: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the next look comes by the clock
  client.on('notification', called)
  await client.connect()
  await client.query(`LISTEN ${ASKED}; LISTEN ${ORDERED}`)
  return client
}
