import { describe, expect, it } from 'vitest'
import { matrixCell } from '../../../web/charts/matrix/matrix-figures.ts'
import { matrixTables } from '../../../web/charts/matrix/matrix-tables.ts'
import { cellSpeech, pairWords } from '../../../web/charts/matrix/pair-words.ts'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { spoken } from '../i18n/spoken.ts'
import { county } from './county.ts'

const plain = (words: string) => words.replace(/<\/?b>/g, '')
const indexOf = (code: string) => county.services.findIndex((service) => service.code === code)

const [social, support] = [indexOf('S08'), indexOf('S09')]

describe('the sentences of a pair', () => {
  it('say how many, how much that is, and both directions, in Finnish', async () => {
    const { t, formats } = await spoken('fi')
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
      const { t, formats } = await spoken(locale)
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
    const { t, formats } = await spoken('en')
    const lead = (a: string, b: string) => plain(pairWords(t, formats, county, indexOf(a), indexOf(b)).lead)
    expect(lead('H05', 'S07')).toContain('only 0.6 times')
    expect(lead('H01', 'H02')).toContain('about as many as if')
    expect(lead('S18', 'S20')).toContain('20.2 times as many')
  })

  it('give every withheld cell the same words, whatever the reason', async () => {
    const { t, formats } = await spoken('fi')
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
    const { t, formats } = await spoken('fi')
    const withheld = county.counts[0]?.indexOf(null) ?? -1
    expect(cellSpeech(t, formats, county, 'both', 0, withheld)).toMatch(/: Lukua ei näytetä$/)
    expect(cellSpeech(t, formats, county, 'share', support, social)).toMatch(/25\u00a0% rivin palvelun asiakkaista$/)
  })
})

describe('a pair that the rights of its reader do not cover', () => {
  const seen = ['S08']
  const owned = { ...county, seen }
  // As the server answers: of rows and columns that are not theirs nothing.
  const [own, one, other] = [indexOf('S08'), indexOf('H01'), indexOf('H02')]

  it.each(LOCALES)('is told in %s as outside the rights, not as withheld for few clients', async (locale) => {
    const { t, formats } = await spoken(locale)
    const words = pairWords(t, formats, owned, one, other)
    expect(words).toMatchObject({ lead: t('matrix.pair.outside'), directions: [], briefDirections: [], withheld: false })
    const speech = cellSpeech(t, formats, owned, 'both', one, other)
    expect(speech.endsWith(`: ${t('matrix.pair.briefOutside')}`)).toBe(true)
    expect([words.lead, speech].join()).not.toContain(t('matrix.pair.why'))
  })

  it('is no cell of the table, and those of an own service are', () => {
    expect(matrixCell(owned, 'both', one, other, true)).toEqual({ kind: 'outside' })
    expect(matrixCell(owned, 'clients', own, one, true)).toEqual(matrixCell(county, 'clients', own, one, true))
    expect(matrixCell(owned, 'both', one, one, false).kind).toBe('service')
  })

  it('is left out of exported files, where every own pair stands', async () => {
    const { t } = await spoken('fi')
    const [pairs, services] = matrixTables(owned, t)
    const codes = pairs?.rows.map((row) => row.slice(0, 2).map((value) => Object(value).code)) ?? []
    expect(codes).toHaveLength(county.services.length - 1)
    expect(codes.every((pair) => pair.includes('S08'))).toBe(true)
    expect(services?.rows).toHaveLength(county.services.length)
  })
})
