import { describe, expect, it } from 'vitest'
import { detailText, parseDetailAnswer } from '../../server/segments/detail.ts'

const size = (n: number | null) => ({ size: n, low: 0, high: 900 })
const table = { segments: [[size(120)]], all: [size(120)] }
const detail = {
  pairs: [{ services: ['A', 'B'], clients: [size(150)] }],
  ...{ municipalities: ['M'], centres: [], tables: { PLACES: table, CENTRES: { segments: [[]], all: [] } } },
}

describe('an answer about detail', () => {
  it('is read back as it was written', () => {
    expect(parseDetailAnswer(JSON.parse(JSON.stringify({ kind: 'detail', detail })))).toEqual({ kind: 'detail', detail })
    for (const kind of ['spent', 'not possible']) expect(parseDetailAnswer({ kind, detail })).toEqual({ kind })
  })

  it('is refused where it has another shape, or a size that must not be seen', () => {
    const withPairs = (clients: readonly object[]) => ({
      kind: 'detail',
      detail: { ...detail, pairs: [{ services: ['A', 'B'], clients }] },
    })
    expect(() => parseDetailAnswer(withPairs([]))).toThrow('every two services')
    expect(() => parseDetailAnswer(withPairs([size(150), size(150)]))).toThrow('every two services')
    expect(() => parseDetailAnswer(withPairs([size(10)]))).toThrow('withheld')
    expect(() => parseDetailAnswer(withPairs([size(153)]))).toThrow('tens')
    expect(() => parseDetailAnswer({ kind: 'figures' })).toThrow('no answer')
    expect(() => parseDetailAnswer({ kind: 'detail', detail: { ...detail, tables: {} } })).toThrow()
  })

  it('is asked for by a text that no scheme has', () => {
    const scheme = { scope: 'ALL', rules: [] } as const
    expect(detailText(scheme)).not.toBe(JSON.stringify(scheme))
    expect(detailText(scheme)).not.toBe(detailText({ ...scheme, scope: 'AGE_0_17' }))
  })
})
