/** Identifiers of clients become pseudonyms and record keys, in as many threads as work on them. */
import type { Identifiers } from './client-index.ts'
import type { ClientTable } from './client-table.ts'
import { hmacSha256 } from './hmac.ts'
import { type CountyKeys, recordKeyIn } from './keys.ts'
import { LONGEST_IDENTIFIER } from './read-clients.ts'

/** What there is to do, and room for what is made, in memory that the threads share. */
export interface PseudonymJob extends Identifiers {
  readonly keys: Pick<CountyKeys, 'pseudonym' | 'record'>
  /** Numbers of the clients for whom pseudonyms are made; what is made stands at the place that a client has here. */
  readonly clients: Int32Array
  /** One number: how many clients some thread has taken on. */
  readonly taken: Int32Array
  /** 32 bytes a client. */
  readonly pseudonyms: Uint8Array
  readonly recordKeys: Uint32Array
}

export const PSEUDONYM_BYTES = 32

/** Clients taken at a time: a few milliseconds of work. */
const BLOCK = 1024

/** The job of a whole table; no client may be added to it afterwards. */
export function pseudonymJob(keys: CountyKeys, table: ClientTable): PseudonymJob {
  const clients = table.clientsOfCounty()
  return {
    keys: { pseudonym: keys.pseudonym, record: keys.record },
    clients,
    ...table.index.identifiers(),
    taken: new Int32Array(new SharedArrayBuffer(4)),
    pseudonyms: new Uint8Array(new SharedArrayBuffer(PSEUDONYM_BYTES * clients.length)),
    recordKeys: new Uint32Array(new SharedArrayBuffer(4 * clients.length)),
  }
}

/** Does the next block that no thread has taken; false where none is left, though others may still be at theirs. */
export function doBlock({ keys, clients, letters, ends, taken, pseudonyms, recordKeys }: PseudonymJob): boolean {
  const pseudonymise = hmacSha256(keys.pseudonym, LONGEST_IDENTIFIER)
  const keyRecord = hmacSha256(keys.record, PSEUDONYM_BYTES)
  const made = Buffer.from(pseudonyms.buffer)
  const recordKey = Buffer.alloc(PSEUDONYM_BYTES)
  const first = Atomics.add(taken, 0, BLOCK)
  const after = Math.min(first + BLOCK, clients.length)
  for (let i = first; i < after; i++) {
    const client = clients[i] ?? 0
    const at = PSEUDONYM_BYTES * i
    pseudonymise(letters.subarray(client === 0 ? 0 : ends[client - 1], ends[client]), made, at)
    keyRecord(made.subarray(at, at + PSEUDONYM_BYTES), recordKey, 0)
    recordKeys[i] = recordKeyIn(recordKey)
  }
  return after < clients.length
}

/**
 * Places of the clients in the order of their pseudonyms, as far as the first 29 bits tell: an index is filled from one end to the other
 * in half the time that it takes in any order.
 */
export function orderOf({ pseudonyms, clients }: PseudonymJob): Float64Array {
  // Numbers are sorted natively; each has those bits above its place.
  const order = new Float64Array(clients.length)
  for (let i = 0; i < order.length; i++) {
    const at = PSEUDONYM_BYTES * i
    const [a = 0, b = 0, c = 0, d = 0] = [pseudonyms[at], pseudonyms[at + 1], pseudonyms[at + 2], pseudonyms[at + 3]]
    order[i] = ((a << 21) | (b << 13) | (c << 5) | (d >> 3)) * MOST_PLACES + i
  }
  order.sort()
  for (let i = 0; i < order.length; i++) order[i] = (order[i] ?? 0) % MOST_PLACES
  return order
}

/** More than an import has clients; with 29 bits above it a number is still exact. */
const MOST_PLACES = 2 ** 24
