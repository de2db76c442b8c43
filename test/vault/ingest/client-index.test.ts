import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clientIndex } from '../../../server/vault/ingest/client-index.ts'

describe('the index of clients', () => {
  it('gives numbers in order and finds them again, as a map does', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 6 }), { maxLength: 400 }), (identifiers) => {
        const index = clientIndex()
        const expected = new Map<string, number>()
        for (const identifier of identifiers) {
          const bytes = Buffer.from(`--${identifier}--`)
          expect(index.find(bytes, 2, bytes.length - 2)).toBe(expected.get(identifier) ?? -1)
          if (expected.has(identifier)) continue
          expect(index.add(bytes, 2, bytes.length - 2)).toBe(expected.size)
          expected.set(identifier, expected.size)
        }
        expect(index.size).toBe(expected.size)
      }),
      { seed: 9 },
    )
  })

  it('holds many', () => {
    const index = clientIndex()
    const identifiers = Array.from({ length: 100_000 }, (_, i) => Buffer.from(`client ${i * 7}`))
    for (const bytes of identifiers) index.add(bytes, 0, bytes.length)
    expect(identifiers.every((bytes, i) => index.find(bytes, 0, bytes.length) === i)).toBe(true)
    expect(index.find(Buffer.from('client 1'), 0, 8)).toBe(-1)
    const { letters, ends } = index.identifiers()
    const wrong = identifiers.filter((bytes, i) => !bytes.equals(Buffer.from(letters.slice(i === 0 ? 0 : ends[i - 1], ends[i]))))
    expect(wrong).toEqual([])
  })
})
