/** PostgreSQL's COPY over a connection of node-postgres, which speaks it to whoever brings the messages' handlers. */
import type { Duplex } from 'node:stream'
import type pg from 'pg'

/** What node-postgres hands to a query of one's own; its types leave the COPY half out. */
interface CopyConnection {
  readonly stream: Duplex
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/**
 * Runs `COPY … FROM STDIN`; the server stores a chunk while the next is made. Each chunk is handed over: it must not be written
 * to again. Throws what the server answers or `chunks` throws; then nothing was copied.
 */
export function copyIn(client: pg.ClientBase, sql: string, chunks: Iterable<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: unknown = null
    const send = async (connection: CopyConnection) => {
      try {
        for (const chunk of chunks) {
          if (failure !== null || connection.stream.destroyed) return
          connection.sendCopyFromChunk(chunk)
          if (connection.stream.writableNeedDrain) await drained(connection.stream)
        }
        connection.endCopyFrom()
      } catch (cause) {
        failure ??= cause
        connection.sendCopyFail('the rows could not be made')
      }
    }
    client.query({
      submit: (connection: unknown) => (connection as CopyConnection).query(sql), // node-postgres hands its own connection
      handleCopyInResponse: (connection: CopyConnection) => void send(connection),
      handleCommandComplete() {},
      handleReadyForQuery: () => (failure === null ? resolve() : reject(failure)),
      handleError(cause: unknown) {
        failure ??= cause
        reject(failure)
      },
    })
  })
}

/** Resolves when the stream takes more, or never will. */
function drained(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done)
      resolve()
    }
    stream.on('drain', done).on('close', done)
  })
}

/**
 * Runs `COPY … TO STDOUT`; `take` hears every message of the server, one row each, valid during the call only.
 * Throws what the server answers or `take` throws.
 */
export function copyOut(client: pg.ClientBase, sql: string, take: (row: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: unknown = null
    client.query({
      submit: (connection: unknown) => (connection as CopyConnection).query(sql), // node-postgres hands its own connection
      handleCopyData({ chunk }: { readonly chunk: Buffer }) {
        if (failure !== null) return
        try {
          take(chunk)
        } catch (cause) {
          failure = cause
        }
      },
      handleCommandComplete() {},
      handleReadyForQuery: () => (failure === null ? resolve() : reject(failure)),
      handleError(cause: unknown) {
        failure ??= cause
        reject(failure)
      },
    })
  })
}
