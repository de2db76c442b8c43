import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { countyKeys, pseudonymOf, recordKeyOf } from '../../../server/vault/ingest/keys.ts'

const key = Buffer.from('a key of the county, long enough')

describe('pseudonyms and record keys', () => {
  const keys = countyKeys(key)

  it('are HMAC-SHA-256 of the identifier with the county key', () => {
    expect(pseudonymOf(keys, Buffer.from('N00001'))).toEqual(createHmac('sha256', key).update('N00001').digest())
  })

  it('are the first 32 bits of HMAC-SHA-256 of the pseudonym with K1', () => {
    const pseudonym = pseudonymOf(keys, Buffer.from('N00001'))
    const full = createHmac('sha256', keys.record).update(pseudonym).digest('hex')
    expect(recordKeyOf(keys, pseudonym).toString(16).padStart(8, '0')).toBe(full.slice(0, 8))
  })

  it('use keys that differ from one another and follow from the county key alone', () => {
    const bytes = (found: ReturnType<typeof countyKeys>) =>
      [found.pseudonym, found.record, found.noise].map((k) => k.export().toString('hex'))
    expect(new Set(bytes(keys)).size).toBe(3)
    expect(bytes(countyKeys(key))).toEqual(bytes(keys))
    expect(bytes(countyKeys(Buffer.from('another key of another county')))).not.toEqual(bytes(keys))
  })

  it('are derived by HKDF as RFC 5869 describes it', () => {
    const pseudoRandom = createHmac('sha256', Buffer.alloc(32)).update(key).digest()
    const expanded = createHmac('sha256', pseudoRandom).update('kooste record key K1').update(Buffer.of(1)).digest('hex')
    expect(keys.record.export().toString('hex')).toBe(expanded)
  })

  it('refuse a key that is too short', () => {
    expect(() => countyKeys(Buffer.from('short'))).toThrow('at least 16 bytes')
  })
})
