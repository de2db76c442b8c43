import { readFileSync } from 'node:fs'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { pairCells } from '../../../web/adopted/pair-cells.ts'
import { createFormats } from '../../../web/format.ts'

const wordsOf = (topic: string) => JSON.parse(readFileSync(new URL(`../../../web/i18n/${topic}.en.json`, import.meta.url), 'utf8'))
const t = await i18next.createInstance().init({
  ...{ lng: 'en', fallbackLng: false, interpolation: { escapeValue: false } },
  resources: { en: { translation: { ...wordsOf('adopted'), ...wordsOf('detail'), ...wordsOf('segments') } } },
})
const formats = createFormats('en', { withheld: 'x', atLeast: (count) => `≥ ${count}`, underOne: '<1%', points: (points) => points })

const told = (size: number | null) => ({ size, low: 0, high: 180 })
const share = (value: number) => ({ value, low: value - 2, high: value + 2 })
const services = [
  { service: 'A', clients: told(900), share: share(60) },
  { service: 'B', clients: told(500), share: share(33) },
  { service: 'C', clients: told(null), share: null },
]
const pairs = [
  { services: ['B', 'A'], clients: told(300), share: share(20), shareOfAll: share(40), times: { value: 3.2, low: 2.5, high: 4 } },
  { services: ['C', 'A'], clients: told(null), share: null, shareOfAll: null, times: null },
  { services: ['C', 'B'], clients: told(140), share: share(9), shareOfAll: null, times: null },
]
const cell = pairCells({ services, pairs }, { serviceName: (code) => `Service ${code}` }, t, formats)

describe('the cells of a segment’s matrix', () => {
  it('are the share of both below the diagonal and times as often above it, with equal numbers in their words', () => {
    const [below, above] = [cell({ row: 1, column: 0 }), cell({ row: 0, column: 1 })]
    expect([below.text, below.colour]).toEqual([formats.share(20), 'share-c4'])
    expect([above.text, above.colour]).toEqual([formats.lift(3.2), 'times-l5'])
    expect(below.words).toMatch(/^Service B and Service A: about 300 clients use both/)
    expect(above.words).toMatch(/^Service A and Service B: about 300 clients use both/)
    expect(above.words).toContain('Of all who use both')
  })

  it('have the service itself on the diagonal', () => {
    expect(cell({ row: 0, column: 0 })).toMatchObject({ text: formats.share(60), colour: 'pair-service' })
    expect(cell({ row: 2, column: 2 })).toEqual({ text: null, colour: undefined, words: 'Service C: not shown.' })
  })

  it('tell a withheld pair in both halves by its highest number alone', () => {
    for (const place of [
      { row: 2, column: 0 },
      { row: 0, column: 2 },
    ]) {
      expect(cell(place).text).toBeNull()
      expect(cell(place).words).toContain('not shown, 180 clients at most')
    }
  })

  it('say of a pair that the answer lacks no number at all', () => {
    const { text, words } = pairCells(
      { services, pairs: [] },
      { serviceName: (code) => `Service ${code}` },
      t,
      formats,
    )({ row: 1, column: 0 })
    expect([text, words]).toEqual([null, 'Service B and Service A: not shown.'])
  })

  it('are empty above the diagonal where the release does not tell what to compare with', () => {
    expect(cell({ row: 1, column: 2 })).toMatchObject({ text: '', colour: undefined })
    expect(cell({ row: 2, column: 1 }).text).toBe(formats.share(9))
  })

  it('are withheld outside the services', () => {
    expect(cell({ row: 3, column: 0 }).text).toBeNull()
  })
})
