/** The process that carries one order out, and the command inside it. A crash or a full memory ends this process alone. */
import { spawn } from 'node:child_process'
import { type Outcome, parseOutcome } from '../../orders/order.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../command.ts'
import { failureText } from '../failure-text.ts'
import { carryOut } from './carry-out.ts'
import type { FromOrderProcess, OnStep, Task, ToOrderProcess } from './task.ts'

const FAILED: Outcome = { kind: 'failed', reason: 'FAILED' }

export interface OrderProcess {
  readonly outcome: Promise<Outcome>
  stop(): void
}

/** Starts it; the outcome is `failed` where it ends without one, or with one that must not be seen. */
export function startOrder(task: Task, uploadKey: string | null, onStep: OnStep): OrderProcess {
  const child = spawn(process.execPath, [...process.execArgv, process.argv[1] ?? '', ORDER_COMMAND], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const outcome = new Promise<Outcome>((resolve) => {
    const failed = () => resolve(FAILED)
    child.on('error', failed)
    // Its last word may be read after its end.
    child.once('exit', () => (child.connected ? child.once('disconnect', failed) : failed()))
    // Only that process writes to this channel.
    child.on('message', (message: FromOrderProcess) => {
      if (message.kind === 'step') onStep(message.step, message.share)
      else resolve(outcomeOf(message.outcome))
    })
  })
  child.send({ task, uploadKey } satisfies ToOrderProcess, () => {})
  return { outcome, stop: () => child.kill('SIGTERM') }
}

/** An error in whoever hears a message would end the whole worker. */
function outcomeOf(told: unknown): Outcome {
  try {
    return parseOutcome(told)
  } catch {
    return FAILED
  }
}

const ORDER_COMMAND = 'order'

/** Not for people: it gets its order from the worker. */
export const orderCommand: Command = {
  name: ORDER_COMMAND,
  usage: '',
  summary: 'Carries out one order; started by kooste work.',
  positionals: 0,
  options: {},
  async run({ config, console }) {
    if (!process.send) {
      console.log('Orders come from the web: start the worker with kooste work')
      return EXIT.usage
    }
    const tell = (message: FromOrderProcess) => new Promise<void>((resolve) => process.send?.(message, () => resolve()))
    process.once('disconnect', () => process.exit(EXIT.failed))
    // Only the worker writes to this channel.
    const { task, uploadKey } = await new Promise<ToOrderProcess>((resolve) =>
      process.once('message', (message) => resolve(message as ToOrderProcess)),
    )
    let told = ''
    try {
      const outcome = await carryOut(config, task, uploadKey, (step, share) => {
        // Tens of per cent: how fast the guard works depends on counts.
        const tens = Math.floor(Math.min(1, Math.max(0, share)) * 10) / 10
        if (told === `${step} ${tens}`) return
        told = `${step} ${tens}`
        void tell({ kind: 'step', step, share: tens })
      })
      await tell({ kind: 'outcome', outcome })
      return EXIT.done
    } catch (cause) {
      console.log(`order ${task.id}: ${failureText(cause)}`)
      await tell({ kind: 'outcome', outcome: FAILED })
      return EXIT.failed
    }
  },
}
