/** Client numbers by source identifier, for the time of one import, in a few large arrays instead of millions of strings. */
export interface ClientIndex {
  /** Number of the identifier bytes[from … to), or −1. */
  find(bytes: Uint8Array, from: number, to: number): number
  /** Gives a new identifier the next number, from 0. */
  add(bytes: Uint8Array, from: number, to: number): number
  /** All identifiers in memory that threads can share; no longer of use after the next `add`. */
  identifiers(): Identifiers
  readonly size: number
}

/** Identifier of client i: letters[ends[i − 1] … ends[i]). */
export interface Identifiers {
  readonly letters: Uint8Array
  readonly ends: Uint32Array
}

/** An empty index. Open addressing with linear probing, at most half full; identifiers are compared byte by byte. */
export function clientIndex(): ClientIndex {
  let slots = new Int32Array(1 << 12).fill(-1)
  let hashes = new Int32Array(1 << 11)
  let ends = sharedNumbers(1 << 11)
  let letters = sharedBytes(1 << 15)
  let size = 0
  /** Rows of one client mostly follow one another. */
  let latest = -1

  const startOf = (client: number): number => (client === 0 ? 0 : (ends[client - 1] ?? 0))
  const isIdentifier = (client: number, bytes: Uint8Array, from: number, to: number): boolean => {
    const start = startOf(client)
    if ((ends[client] ?? 0) - start !== to - from) return false
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== letters[j]) return false
    return true
  }

  function find(bytes: Uint8Array, from: number, to: number): number {
    if (latest >= 0 && isIdentifier(latest, bytes, from, to)) return latest
    const hash = hashOf(bytes, from, to)
    const mask = slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const client = slots[slot] ?? -1
      if (client < 0) return -1
      if (hashes[client] === hash && isIdentifier(client, bytes, from, to)) {
        latest = client
        return client
      }
    }
  }

  function add(bytes: Uint8Array, from: number, to: number): number {
    const client = size++
    if (client === ends.length) {
      hashes = grown(hashes, new Int32Array(client * 2))
      ends = grown(ends, sharedNumbers(client * 2))
    }
    const start = startOf(client)
    while (start + to - from > letters.length) letters = grown(letters, sharedBytes(letters.length * 2))
    letters.set(bytes.subarray(from, to), start)
    ends[client] = start + to - from
    hashes[client] = hashOf(bytes, from, to)
    if (size * 2 > slots.length) {
      slots = new Int32Array(slots.length * 2).fill(-1)
      for (let other = 0; other < client; other++) place(other)
    }
    place(client)
    return client
  }

  function place(client: number): void {
    const mask = slots.length - 1
    let slot = (hashes[client] ?? 0) & mask
    while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask
    slots[slot] = client
  }

  return {
    find,
    add,
    identifiers: () => ({ letters, ends }),
    get size() {
      return size
    },
  }
}

/** FNV-1a, 32 bits, its high bits folded in: probing looks at the low ones. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5 | 0
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193)
  hash ^= hash >>> 15
  return Math.imul(hash, 0x2c1b3c6d) ^ (hash >>> 12)
}

const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length))
const sharedNumbers = (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length))

function grown<Values extends Int32Array | Uint32Array | Uint8Array>(old: Values, larger: Values): Values {
  larger.set(old)
  return larger
}
