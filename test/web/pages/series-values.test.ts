import { describe, expect, it } from 'vitest'
import { LOCALES } from '../../../web/i18n/locale.ts'
import {
  commonScale,
  figureOf,
  isYearBefore,
  lineValues,
  type Point,
  quartersOf,
  trendOf,
  written,
  yearAgoOf,
} from '../../../web/pages/series-values.ts'
import { spoken } from '../i18n/spoken.ts'

const point = (dataDate: string, count: number | null, more: Partial<Point> = {}): Point => ({
  release: { id: dataDate, dataDate, current: false },
  clients: { count, atLeast: false },
  of: { count: 1000, atLeast: false },
  share: count === null ? null : Math.round(count / 10),
  perThousand: null,
  sincePrevious: null,
  sinceYear: null,
  residents: null,
  breaks: [],
  ...more,
})
const year = ['2024-09-30', '2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30']

describe('values of a series', () => {
  it('are exact figures only: withheld, and known as at least, are gaps', () => {
    const points = [point('2024-09-30', 50), point('2024-12-31', null), point('2025-03-31', 60, { clients: { count: 60, atLeast: true } })]
    expect(lineValues(points, 'clients').map(({ value }) => value)).toEqual([50, null, null])
    expect(points.map((one) => figureOf(one, 'rate'))).toEqual([null, null, null])
  })

  it('share one scale over all lines of a page', () => {
    const scale = commonScale([[point('2024-09-30', 50)], [point('2025-09-30', 900)], [point('2025-06-30', null)]], 'clients')
    expect(scale).toEqual({ from: '2024-09-30', to: '2025-09-30', top: 900 })
  })

  it('find the release of a year ago by its date, and only with a figure', () => {
    expect(yearAgoOf(year.map((date) => point(date, 50)))).toBe(0)
    expect(yearAgoOf(year.map((date, at) => point(date, at === 0 ? null : 50)))).toBeNull()
    expect(yearAgoOf(year.slice(1).map((date) => point(date, 50)))).toBeNull()
  })

  it('meet a 29 February with a 28 February, as the server does', () => {
    expect(yearAgoOf(['2024-02-29', '2025-02-28'].map((date) => point(date, 50)))).toBe(0)
    expect([isYearBefore('2023-02-28', '2024-02-29'), isYearBefore('2023-02-28', '2024-02-28')]).toEqual([true, false])
    expect([isYearBefore('2024-12-31', '2025-12-31'), isYearBefore('2023-12-31', '2025-12-31')]).toEqual([true, false])
  })

  it('span the quarters between their first and last day, be there a release for each or not', () => {
    const over = (...dates: string[]) => quartersOf(dates.map((date) => point(date, 50)))
    expect(over(...year)).toBe(4)
    expect(over('2024-12-31', '2025-03-31')).toBe(1)
    expect(over('2023-12-31', '2025-09-30')).toBe(7)
    expect([over('2025-09-30'), over()]).toEqual([0, 0])
  })

  it.each(LOCALES)('are written in %s in their unit, clients whole', async (locale) => {
    const { formats } = await spoken(locale)
    expect(written(formats, 5007, 'clients')).toBe(formats.count(5007))
    expect([written(formats, 0, 'share'), written(formats, 12, 'rate')]).toEqual([formats.share(0), formats.lift(12)])
  })

  it('tell the trend by the signs of the server’s differences, and nothing where they are not there', () => {
    const steps = (...changes: (number | null)[]) => changes.map((sincePrevious, at) => point(year[at] ?? '', 50, { sincePrevious }))
    expect(trendOf(steps(null, 3, 1, 2))).toBe('everUp')
    expect(trendOf(steps(null, -3, -1))).toBe('everDown')
    expect(trendOf(steps(null, 3, null, 2))).toBe('unknown')
    // A quarter without a release is not one in which the number grew.
    const spaced = ['2024-12-31', '2025-03-31', '2025-09-30'].map((date, at) => point(date, 50, { sincePrevious: at === 0 ? null : 3 }))
    expect(trendOf(spaced)).toBe('unknown')
    expect(trendOf(spaced.map((one) => ({ ...one, sinceYear: 6 })))).toBe('up')
    const ends = (sinceYear: number | null) => [...steps(null, 3, -1), point('2025-09-30', 50, { sincePrevious: 1, sinceYear })]
    expect([4, -4, 0, null].map((change) => trendOf(ends(change)))).toEqual(['up', 'down', 'same', 'unknown'])
  })
})
