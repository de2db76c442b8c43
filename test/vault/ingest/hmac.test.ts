import { createHmac, createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hmacSha256 } from '../../../server/vault/ingest/hmac.ts'

it('is HMAC-SHA-256, whatever the lengths of key and messages, message after message', () => {
  const bytes = (most: number) => fc.uint8Array({ minLength: 0, maxLength: most })
  const key = fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.uint8Array({ minLength: 60, maxLength: 140 }))
  fc.assert(
    fc.property(key, fc.array(bytes(256), { minLength: 1, maxLength: 8 }), (secret, messages) => {
      const write = hmacSha256(createSecretKey(secret), 256)
      const to = Buffer.alloc(40)
      for (const message of messages) {
        write(message, to, 5)
        expect(to.subarray(5, 37)).toEqual(createHmac('sha256', secret).update(message).digest())
      }
      expect([to.subarray(0, 5), to.subarray(37)].every((around) => around.every((byte) => byte === 0))).toBe(true)
    }),
    { seed: 13, numRuns: 500 },
  )
})
