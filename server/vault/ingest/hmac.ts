import { hash, type KeyObject } from 'node:crypto'

/** Bytes that SHA-256 takes at a time. */
const BLOCK = 64
const BYTES = 32

/**
 * HMAC-SHA-256 of many short messages with one key: writes the 32 bytes into `to`, from its place `at` on. By the definition (RFC 2104),
 * H(key ⊕ opad, H(key ⊕ ipad, message)), of two plain hashes: Node makes both in a third of the time that one Hmac object takes.
 * `longest`: of the messages, in bytes.
 */
export function hmacSha256(key: KeyObject, longest: number): (message: Uint8Array, to: Buffer, at: number) => void {
  const secret = key.export()
  const padded = Buffer.alloc(BLOCK)
  padded.set(secret.length > BLOCK ? hash('sha256', secret, 'buffer') : secret)
  const inner = Buffer.alloc(BLOCK + longest)
  const outer = Buffer.alloc(BLOCK + BYTES)
  for (const [i, byte] of padded.entries()) {
    inner[i] = byte ^ 0x36
    outer[i] = byte ^ 0x5c
  }
  return (message, to, at) => {
    inner.set(message, BLOCK)
    // As text of one byte a letter: no object is made of each.
    outer.write(hash('sha256', inner.subarray(0, BLOCK + message.length), 'binary'), BLOCK, 'latin1')
    to.write(hash('sha256', outer, 'binary'), at, 'latin1')
  }
}
