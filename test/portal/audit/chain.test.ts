import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ChainedEvent, hashOf } from '../../../server/portal/audit/chain.ts'
import { cleanText } from '../../../server/portal/audit/clean.ts'
import type { Detail } from '../../../server/portal/audit/event.ts'

const EVENT: ChainedEvent = {
  ...{ seq: 12n, at: '2026-01-02T03:04:05.678Z', kind: 'QUERY', actorKind: 'person', actorId: 'https://login "erja"', actorName: 'Erja Ö' },
  ...{ outcome: 'DONE', subject: 'usageMatrix', releaseId: null, previousHash: 'a'.repeat(64) },
  detail: {
    ...{ shown: 3, '10': null, '9': true, _ä: 'ä\n"', times: 1, code: null, none: {}, empty: [] },
    selections: [{ sexes: ['MALE'], ageGroups: [], cohort: 'ALL' }, 'x', [1, [2]]],
  },
}

/** JSON with the names of every object in the order of their UTF-16 units, written out slowly. */
function slowly(value: Detail): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(slowly).join()}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${slowly(part)}`).join()}}`
}

describe('the hash of an event', () => {
  it('stays what it was when logs were first written', () => {
    expect(hashOf(EVENT)).toBe('40b5039f91cc91acda7788b637eb005ccd42deca0e7534dce6548a320e3e31a6')
  })

  it('is of one text whatever order the names of its detail come in', () => {
    const text = fc.string({ unit: 'binary' })
    const { detail } = fc.letrec<{ detail: Detail }>((tie) => ({
      detail: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('detail')),
        fc.dictionary(text, tie('detail')),
      ),
    }))
    fc.assert(
      fc.property(detail, (made) => {
        const { previousHash, at, kind, actorKind, actorId, actorName, outcome, subject, releaseId } = EVENT
        const fields = slowly([previousHash, '12', at, kind, actorKind, actorId, actorName, outcome, subject, releaseId, made])
        expect(hashOf({ ...EVENT, detail: made })).toBe(createHash('sha256').update(fields).digest('hex'))
      }),
    )
  })
})

describe('a text that is written down', () => {
  it('is cleaned alike, short or long', () => {
    // Longer than any code: it is looked through whatever stands before it.
    const filler = ' '.repeat(20)
    const piece = fc.tuple(fc.constantFrom('131052-308T', '131052308T', '010190A123B', 'SERVICE_12'), fc.nat(11))
    const start = piece.map(([text, length]) => text.slice(0, length))
    fc.assert(
      fc.property(fc.oneof(start, fc.string({ unit: 'binary', maxLength: 12 })), (text) => {
        expect(cleanText(text) + filler).toBe(cleanText(text + filler))
      }),
    )
  })
})
