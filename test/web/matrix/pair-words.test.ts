import { readFileSync } from 'node:fs'
import i18next, { type TFunction } from 'i18next'
import { describe, expect, it } from 'vitest'
import { cellSpeech, pairWords } from '../../../web/charts/matrix/pair-words.ts'
import { createFormats, type Formats } from '../../../web/format.ts'
import { LOCALES, type Locale } from '../../../web/i18n/locale.ts'
import { county } from './county.ts'

const plain = (words: string) => words.replace(/<\/?b>/g, '')
const indexOf = (code: string) => county.services.findIndex((service) => service.code === code)

async function speaking(locale: Locale): Promise<{ readonly t: TFunction; readonly formats: Formats }> {
  const words = JSON.parse(readFileSync(new URL(`../../../web/i18n/matrix.${locale}.json`, import.meta.url), 'utf8'))
  const instance = i18next.createInstance()
  const t = await instance.init({
    lng: locale,
    fallbackLng: false,
    resources: { [locale]: { translation: words } },
    interpolation: { escapeValue: false },
  })
  return {
    t,
    formats: createFormats(locale, {
      withheld: 'x',
      atLeast: (count) => `≥ ${count}`,
      underOne: '<1 %',
      points: (points) => points,
    }),
  }
}

const [social, support] = [indexOf('S08'), indexOf('S09')]

describe('the sentences of a pair', () => {
  it('say how many, how much that is, and both directions, in Finnish', async () => {
    const { t, formats } = await speaking('fi')
    const words = pairWords(t, formats, county, support, social)
    expect(words.names).toEqual(['Täydentävä ja ehkäisevä toimeentulotuki', 'Aikuissosiaalityö'])
    expect(plain(words.lead)).toBe(
      '223 asiakasta käytti molempia. Se on 4,9 kertaa niin paljon kuin jos palvelut eivät liittyisi toisiinsa.',
    )
    expect(words.directions.map(plain)).toEqual([
      'Palvelun Täydentävä ja ehkäisevä toimeentulotuki asiakkaista 25\u00a0% käytti myös palvelua Aikuissosiaalityö.',
      'Palvelun Aikuissosiaalityö asiakkaista 14\u00a0% käytti myös palvelua Täydentävä ja ehkäisevä toimeentulotuki.',
    ])
  })

  it('say in every language the same figures and the names as they are', async () => {
    for (const locale of LOCALES) {
      const { t, formats } = await speaking(locale)
      const { lead, directions } = pairWords(t, formats, county, support, social)
      expect(lead).toContain('223')
      expect(lead).toContain(locale === 'en' ? '4.9' : '4,9')
      for (const direction of directions) {
        expect(direction).toContain('Aikuissosiaalityö')
        expect(direction).toContain('Täydentävä ja ehkäisevä toimeentulotuki')
      }
    }
  })

  it('tell fewer from as many from more', async () => {
    const { t, formats } = await speaking('en')
    const lead = (a: string, b: string) => plain(pairWords(t, formats, county, indexOf(a), indexOf(b)).lead)
    expect(lead('H05', 'S07')).toContain('only 0.6 times')
    expect(lead('H01', 'H02')).toContain('about as many as if')
    expect(lead('S18', 'S20')).toContain('20.2 times as many')
  })

  it('give every withheld cell the same words, whatever the reason', async () => {
    const { t, formats } = await speaking('fi')
    const withheld = new Set<string>()
    county.services.forEach((_, row) => {
      county.services.forEach((__, column) => {
        const words = pairWords(t, formats, county, row, column)
        if (words.withheld) withheld.add([words.lead, words.brief, ...words.briefDirections, ...words.directions].join('|'))
      })
    })
    expect([...withheld]).toHaveLength(1)
    expect([...withheld][0]).toContain('Lukua ei näytetä')
  })

  it('speak a withheld cell as withheld, and a share where the share is drawn', async () => {
    const { t, formats } = await speaking('fi')
    const withheld = county.counts[0]?.indexOf(null) ?? -1
    expect(cellSpeech(t, formats, county, 'both', 0, withheld)).toMatch(/: Lukua ei näytetä$/)
    expect(cellSpeech(t, formats, county, 'share', support, social)).toMatch(/25\u00a0% rivin palvelun asiakkaista$/)
  })
})
