import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { binsOf } from '../../../web/pages/service-count-bins.ts'
import { spoken } from '../i18n/spoken.ts'

const bin = (label: string, count: number | null, share: number | null, atLeast = false) =>
  Object({ label, from: 0, to: null, clients: { count, atLeast }, share })

describe('the bins of a histogram', () => {
  it.each(LOCALES)('say in %s what the line of heavy users says', async (locale) => {
    const { formats } = await spoken(locale)
    const words = (label: string, share: string, heavy: string | null) => [label, share, heavy].join(' | ')
    const bins = [bin('0', 10, 20), bin('1', 80, null, true)]
    const lines = [bin('0', null, null), bin('1', 7, 3)]
    expect(binsOf(bins, lines, formats, words).map((one) => one.words)).toEqual([
      `0 | ${formats.share(20)} | ${formats.share(null)}`,
      `1 | ${formats.figure({ count: 80, atLeast: true })} | ${formats.share(3)}`,
    ])
    expect(binsOf(bins, [], formats, words)[0]?.words).toBe(`0 | ${formats.share(20)} | `)
  })
})
