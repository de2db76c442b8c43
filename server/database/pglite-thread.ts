/** A PGlite in a worker thread, spoken to in PostgreSQL's wire protocol. */
import { setTimeout as wait } from 'node:timers/promises'
import { workerThread } from '../worker-thread.ts'

export type PgliteCall =
  | { readonly kind: 'protocol'; readonly id: number; readonly batch: Uint8Array }
  | { readonly kind: 'rollback' | 'close'; readonly id: number }

export type PgliteAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'data'; readonly id: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }

export interface PgliteThread {
  readonly ready: Promise<void>
  /** Sends whole protocol messages that end a round trip; `onData` gets the answer in parts. */
  protocol(batch: Uint8Array, onData: (data: Uint8Array) => void): Promise<void>
  rollback(): Promise<void>
  close(): Promise<void>
}

interface Pending {
  readonly onData: (data: Uint8Array) => void
  readonly resolve: () => void
  readonly reject: (cause: Error) => void
}

/** Milliseconds that a database may take to close. */
const CLOSING = 20_000

/**
 * Starts PGlite on a folder, or in memory for `null`. Rejects `ready` where the folder is no database. Once the thread has ended, whatever
 * the cause, every call is rejected with it.
 */
export function startPglite(dir: string | null): PgliteThread {
  const worker = workerThread(import.meta.url, 'pglite-worker', { dir })
  const pending = new Map<number, Pending>()
  let next = 0
  let closed = false
  let ended: Error | null = null

  const ready = new Promise<void>((resolve, reject) => {
    const fail = (cause: Error) => {
      ended ??= cause
      reject(cause)
      for (const call of pending.values()) call.reject(cause)
      pending.clear()
    }
    worker.on('error', fail)
    worker.on('exit', () => fail(new Error('the embedded database has stopped')))
    worker.on('message', (message: PgliteAnswer) => {
      if (message.kind === 'ready') return resolve()
      const call = pending.get(message.id)
      if (!call) return
      if (message.kind === 'data') return call.onData(message.data)
      pending.delete(message.id)
      if (message.kind === 'done') call.resolve()
      else call.reject(new Error(message.message))
    })
  })
  ready.catch(() => {}) // whoever waits sees it; an unwatched rejection must not end the process

  const send = (call: (id: number) => PgliteCall, onData: Pending['onData'] = () => {}) =>
    new Promise<void>((resolve, reject) => {
      if (ended) return reject(ended)
      const id = ++next
      pending.set(id, { onData, resolve, reject })
      worker.postMessage(call(id))
    })

  return {
    ready,
    protocol: (batch, onData) => send((id) => ({ kind: 'protocol', id, batch }), onData),
    rollback: () => (closed ? Promise.resolve() : send((id) => ({ kind: 'rollback', id }))),
    async close() {
      if (closed) return
      closed = true
      // On a full disk the last checkpoint never ends. What was committed is in the log, and the next start takes it from there.
      const patience = new AbortController()
      await Promise.race([
        send((id) => ({ kind: 'close', id })).catch(() => {}),
        wait(CLOSING, undefined, { signal: patience.signal }).catch(() => {}),
      ])
      patience.abort()
      await worker.terminate()
    },
  }
}
