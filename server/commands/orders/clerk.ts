/** Keeps the desk of the vault's side and has orders carried out, one at a time. Where its words go is its owner's matter. */
import { rm } from 'node:fs/promises'
import type { Config } from '../../config.ts'
import type { HeldDatabase } from '../../database/held-folder.ts'
import type { Desk, KnownImport } from '../../orders/desk.ts'
import type { Outcome, Step } from '../../orders/order.ts'
import { sealingKeys } from '../../orders/sealed-file.ts'
import { deskOf, knownImports } from './desk-of.ts'
import { unsealedRoot } from './extracts-place.ts'
import { type OrderProcess, startOrder } from './order-process.ts'
import type { Task } from './task.ts'

export interface Clerk {
  desk(): Promise<Desk>
  /** The order that is being carried out. */
  readonly busy: () => string | null
  carryOut(task: Task, onStep: (step: Step, share: number) => void): Promise<Outcome>
  stop(): void
}

export async function openClerk(config: Config, vault: HeldDatabase): Promise<Clerk> {
  await rm(unsealedRoot(config.dataFolder), { recursive: true, force: true })
  const keys = config.administration.uploads === null ? null : await sealingKeys()
  const publicKey = keys?.publicKey.export({ type: 'spki', format: 'pem' }).toString() ?? null
  const privateKey = keys?.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() ?? null
  let imports: readonly KnownImport[] = []
  let running: { readonly id: string; readonly process: OrderProcess } | null = null
  /** Waits for nobody: another process may have the vault for minutes. */
  const readImports = () =>
    vault.use(knownImports).then(
      (found) => {
        imports = found
      },
      () => {},
    )
  let reading: Promise<void> | null = readImports()
  await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 1000))])
  return {
    desk() {
      reading ??= running ? null : readImports()
      void reading?.then(() => {
        reading = null
      })
      return deskOf(config, publicKey, imports)
    },
    busy: () => running?.id ?? null,
    async carryOut(task, onStep) {
      const process = startOrder(task, privateKey, onStep)
      running = { id: task.id, process }
      try {
        return await process.outcome
      } finally {
        running = null
        await rm(unsealedRoot(config.dataFolder), { recursive: true, force: true })
        if (task.order.kind === 'IMPORT') void readImports()
      }
    },
    stop: () => running?.process.stop(),
  }
}
