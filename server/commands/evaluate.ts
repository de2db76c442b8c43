import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Config } from '../config.ts'
import { holdDatabase } from '../database/held-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import { PORTAL_MIGRATIONS, VAULT_MIGRATIONS } from '../migrations.ts'
import type { DraftAsked } from '../segments/answer.ts'
import { type Evaluator, openEvaluator } from '../vault/segments/evaluator.ts'
import { ASKED, takeQuestions, writeAnswer, writeBudget } from '../vault/segments/questions.ts'
import { type Command, EXIT, type ExitCode } from './command.ts'

/** Between two looks at the queue where nobody called; a new import is read at such a look too. */
const LOOK_EVERY = 1000

export const evaluate: Command = {
  name: 'evaluate',
  usage: '[--watch]',
  summary: 'Answers what working groups ask about the sizes of draft segments, by differential privacy; --watch goes on until stopped.',
  positionals: 0,
  options: { watch: { flag: true, meaning: 'goes on answering until it is stopped' } },
  async run({ config, console, options }): Promise<ExitCode> {
    const vault = holdDatabase(config.vault, VAULT_MIGRATIONS)
    const evaluator = openEvaluator((work) => vault.use(work), config.draftEpsilon)
    try {
      if (process.send) await answerParent(evaluator)
      else if (config.portal.kind === 'embedded' && options.watch === 'true') {
        console.log('The server that holds the embedded portal starts this itself: kooste serve')
        return EXIT.usage
      } else await answerQueue(evaluator, config, options.watch === 'true')
      return EXIT.done
    } finally {
      await vault.close()
    }
  },
}

/** What passes between a server that holds the embedded portal and the process that answers for the vault. */
export type ToEvaluator = { readonly kind: 'asked'; readonly asked: DraftAsked } | { readonly kind: 'look' }
export type FromEvaluator =
  | { readonly kind: 'answer'; readonly asked: DraftAsked; readonly answer: Awaited<ReturnType<Evaluator['answer']>> }
  | { readonly kind: 'failed'; readonly asked: DraftAsked }
  | { readonly kind: 'ready'; readonly warm: Awaited<ReturnType<Evaluator['warm']>> }

/** Answers the server that started this process, until it goes. */
async function answerParent(evaluator: Evaluator): Promise<void> {
  const tell = (message: FromEvaluator) => process.send?.(message)
  const warm = () =>
    evaluator.warm().then(
      (state) => tell({ kind: 'ready', warm: state }),
      () => undefined,
    )
  // Only the server writes to this channel.
  process.on('message', (message: ToEvaluator) => {
    switch (message.kind) {
      case 'look':
        return void warm()
      case 'asked': {
        const { asked } = message
        return void evaluator.answer(asked).then(
          (answer) => tell({ kind: 'answer', asked, answer }),
          () => tell({ kind: 'failed', asked }),
        )
      }
      default:
        return message satisfies never
    }
  })
  void warm()
  await new Promise<void>((resolve) => {
    process.once('disconnect', resolve)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** Answers the queue in the portal's database: all that waits, then what comes while it is watched. */
async function answerQueue(evaluator: Evaluator, config: Config, watch: boolean): Promise<void> {
  const portal = await openDatabase(config.portal, PORTAL_MIGRATIONS)
  let stopped = false
  let wake = () => {}
  const listener = watch && config.portal.kind === 'server' ? await listen(config.portal.url, () => wake()) : null
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      stopped = true
      wake()
    })
  try {
    let told = ''
    do {
      const state = await evaluator.warm()
      if (state && told !== JSON.stringify(state)) {
        await writeBudget(portal, state.dataDate, state.budget)
        told = JSON.stringify(state)
      }
      for (const asked of await takeQuestions(portal)) await writeAnswer(portal, asked, await evaluator.answer(asked))
      if (watch && !stopped) {
        const called = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([called, wait(LOOK_EVERY)])
      }
    } while (watch && !stopped)
  } finally {
    await listener?.end()
    await portal.close()
  }
}

async function listen(url: string, called: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // the next look comes by the clock
  client.on('notification', called)
  await client.connect()
  await client.query(`LISTEN ${ASKED}`)
  return client
}
