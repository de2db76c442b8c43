import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../web/i18n/locale.ts'
import { placeSentences } from '../../../web/pages/place-words.ts'
import type { Point } from '../../../web/pages/series-values.ts'
import { trendWords } from '../../../web/pages/trend-words.ts'
import { isWithin } from '../../../web/selection/describe.ts'
import { EVERYONE } from '../../../web/selection/selection.ts'
import { spoken } from '../i18n/spoken.ts'

const point = (dataDate: string, sincePrevious: number | null = null, sinceYear: number | null = null): Point => ({
  ...{ release: { id: dataDate, dataDate, current: false }, clients: { count: 50, atLeast: false }, of: { count: 1000, atLeast: false } },
  ...{ share: 5, perThousand: null, sincePrevious, sinceYear, residents: null, breaks: [] },
})
const THREE = [point('2025-03-31'), point('2025-06-30', 4), point('2025-09-30', 6)]
const YEAR = [point('2024-09-30'), point('2024-12-31', 1), point('2025-03-31', 1), point('2025-06-30', 1), point('2025-09-30', 1, 4)]
const catalogue = { placeName: (code: string) => code }

describe.each(LOCALES)('leadership in its first year, in %s', (locale) => {
  it('is told of no growth by one release', async () => {
    const { t, formats } = await spoken(locale)
    const one = THREE.slice(-1)
    expect(trendWords(one, t, formats)).toBe(t('lead.trend.unknown'))
    expect(placeSentences([{ code: 'Halsua', points: one }], one, catalogue, t, formats)).toBe('')
  })

  it('is told since when the number has grown, and where', async () => {
    const { t, formats } = await spoken(locale)
    expect(trendWords(THREE, t, formats)).toBe(t('lead.trend.upSince', { date: formats.date('2025-03-31') }))
    expect(trendWords(THREE.slice(1), t, formats)).toBe(t('lead.trend.unknown'))
    const places = [
      { code: 'Halsua', points: THREE },
      { code: 'Kannus', points: [...THREE.slice(0, 2), point('2025-09-30', -3)] },
      { code: 'Perho', points: THREE.map(({ release }) => point(release.dataDate)) },
    ]
    const words = placeSentences(places, THREE, catalogue, t, formats)
    expect(words).toContain(formats.date('2025-06-30'))
    expect(words).toContain(t('lead.place', { name: 'Halsua', change: formats.countDifference(6) }))
    expect(words).toContain(t('lead.fell', { places: t('lead.place', { name: 'Kannus', change: formats.countDifference(-3) }) }))
    expect(words).toContain(t('lead.untold', { places: 'Perho' }))
  })

  it('is told of a year once there is one', async () => {
    const { t, formats } = await spoken(locale)
    expect(trendWords(YEAR, t, formats)).toBe(t('lead.trend.everUp'))
    const places = t('lead.place', { name: 'Halsua', change: formats.countDifference(4) })
    expect(placeSentences([{ code: 'Halsua', points: YEAR }], YEAR, catalogue, t, formats)).toBe(t('lead.grew', { places }))
  })
})

describe('a group of the selection', () => {
  it('is of its ages and of its sexes', () => {
    expect(isWithin('AGE_0_17', 'MALE', EVERYONE)).toBe(true)
    const older = { ...EVERYONE, ageGroups: ['AGE_65_PLUS'] as const, sexes: ['FEMALE'] as const }
    expect(isWithin('AGE_80_PLUS', 'FEMALE', older)).toBe(true)
    expect([isWithin('AGE_80_PLUS', 'MALE', older), isWithin('AGE_18_64', 'FEMALE', older)]).toEqual([false, false])
  })
})
