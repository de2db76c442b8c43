import { describe, expect, it } from 'vitest'
import { commonScale, figureOf, lineValues, type Point, quartersOf, trendOf, yearAgoOf } from '../../../web/pages/series-values.ts'

const point = (dataDate: string, count: number | null, more: Partial<Point> = {}): Point => ({
  release: { id: dataDate, dataDate, current: false },
  clients: { count, atLeast: false },
  of: { count: 1000, atLeast: false },
  share: count === null ? null : Math.round(count / 10),
  perThousand: null,
  shareOfResidents: null,
  sincePrevious: null,
  sinceYear: null,
  shareSinceYear: null,
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

  it('span the quarters between their first and last day, be there a release for each or not', () => {
    const over = (...dates: string[]) => quartersOf(dates.map((date) => point(date, 50)))
    expect(over(...year)).toBe(4)
    expect(over('2024-12-31', '2025-03-31')).toBe(1)
    expect(over('2023-12-31', '2025-09-30')).toBe(7)
    expect([over('2025-09-30'), over()]).toEqual([0, 0])
  })

  it('tell the trend by the signs of the server’s differences, and nothing where they are not there', () => {
    const steps = (...changes: (number | null)[]) => changes.map((sincePrevious, at) => point(year[at] ?? '', 50, { sincePrevious }))
    expect(trendOf(steps(null, 3, 1, 2))).toBe('everUp')
    expect(trendOf(steps(null, -3, -1))).toBe('everDown')
    expect(trendOf(steps(null, 3, null, 2))).toBe('unknown')
    const ends = (sinceYear: number | null) => [...steps(null, 3, -1), point('2025-09-30', 50, { sincePrevious: 1, sinceYear })]
    expect([4, -4, 0, null].map((change) => trendOf(ends(change)))).toEqual(['up', 'down', 'same', 'unknown'])
  })
})
