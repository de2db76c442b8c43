/**
 * Lets node-postgres, and so Prisma's own adapter, talk to a PGlite: `new pg.Pool({ max: 1, stream: () => pgliteStream(db) })`.
 * PGlite is one session, so `max` must be 1: the pool's queue then keeps transactions apart.
 */
import { Duplex } from 'node:stream'
import type { PgliteThread } from './pglite-thread.ts'

export const pgliteStream = (db: PgliteThread): PgliteStream => new PgliteStream(db)

/** The socket face that node-postgres expects, with the protocol's start-up answered here. */
export class PgliteStream extends Duplex {
  readonly #db: PgliteThread
  #inbox: Buffer = Buffer.alloc(0)
  #round: Buffer[] = []
  #started = false

  constructor(db: PgliteThread) {
    super()
    this.#db = db
  }

  connect(): this {
    this.#db.ready.then(
      () => this.emit('connect'),
      (cause) => this.destroy(cause),
    )
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }

  override _read(): void {}
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (cause?: Error | null) => void): void {
    this.#take(chunk).then(() => done(), done)
  }
  override _writev(chunks: { chunk: Buffer }[], done: (cause?: Error | null) => void): void {
    this.#take(Buffer.concat(chunks.map((c) => c.chunk))).then(() => done(), done)
  }
  /** A connection thrown away in mid-transaction must not leave it open for the next. */
  override _destroy(cause: Error | null, done: (cause: Error | null) => void): void {
    this.#db.rollback().then(
      () => done(cause),
      () => done(cause),
    )
  }

  async #take(chunk: Buffer): Promise<void> {
    this.#inbox = this.#inbox.length > 0 ? Buffer.concat([this.#inbox, chunk]) : chunk
    for (;;) {
      const head = this.#started ? 1 : 0 // the first message, start-up, has no type byte
      if (this.#inbox.length < head + 4) return
      const end = head + this.#inbox.readInt32BE(head)
      if (this.#inbox.length < end) return
      const message = this.#inbox.subarray(0, end)
      this.#inbox = this.#inbox.subarray(end)
      if (!this.#started) {
        this.#started = true
        this.push(HELLO)
        continue
      }
      const type = String.fromCharCode(message[0] ?? 0)
      if (type === 'X') {
        this.push(null)
        continue
      }
      this.#round.push(message)
      if (type !== 'Q' && type !== 'S') continue // only Query and Sync end a round trip
      const batch = Buffer.concat(this.#round.splice(0))
      await this.#db.protocol(batch, (data) => this.push(Buffer.from(data)))
    }
  }
}

const int32 = (n: number): Buffer => {
  const b = Buffer.alloc(4)
  b.writeInt32BE(n)
  return b
}
const message = (type: string, body: Buffer): Buffer => Buffer.concat([Buffer.from(type), int32(body.length + 4), body])
const parameter = (key: string, value: string): Buffer => message('S', Buffer.from(`${key}\0${value}\0`))
/** What a server says after start-up: authenticated, its parameters, ready. */
const HELLO = Buffer.concat([
  message('R', int32(0)),
  parameter('server_version', '18.0'),
  parameter('client_encoding', 'UTF8'),
  parameter('integer_datetimes', 'on'),
  parameter('DateStyle', 'ISO, MDY'),
  parameter('standard_conforming_strings', 'on'),
  message('K', Buffer.alloc(8)),
  message('Z', Buffer.from('I')),
])
