import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { LineChart } from '../../../../web/charts/series/line-chart.tsx'
import { labelHeights, lineLayout } from '../../../../web/charts/series/line-layout.ts'
import { SmallLine } from '../../../../web/charts/series/small-line.tsx'

const DATES = ['2023-12-31', '2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31', '2025-03-31', '2025-06-30', '2025-09-30']
const line = (values: readonly (number | null)[], broken: readonly number[] = []) =>
  values.map((value, at) => ({ date: DATES[at] ?? '', value, broken: broken.includes(at), words: String(value) }))
const scale = (top: number) => ({ from: '2023-12-31', to: '2025-09-30', top })
const drawn = (chart: ReturnType<typeof createElement>) => `${renderToStaticMarkup(chart).replaceAll('><', '>\n<')}\n`

describe('a line over releases', () => {
  it('starts from zero and ends at its last release', () => {
    const { ticks, points } = lineLayout(line([60, 70, 80, 90, 95, 97, 98, 100]), scale(100), 700, 200)
    expect(ticks[0]).toEqual({ value: 0, y: 200 })
    expect(points.at(-1)).toEqual({ x: 700, y: 0 })
    expect(points[0]?.x).toBe(0)
  })

  it('is a gap, to be hatched, where a release is withheld: never a zero, and no line across', () => {
    const { paths, gaps, points } = lineLayout(line([60, 70, null, null, 95, 97, null, 100]), scale(100), 700, 200)
    expect(paths).toHaveLength(2)
    expect(points.map((point) => point === null)).toEqual([false, false, true, true, false, false, true, false])
    expect(gaps).toHaveLength(2)
    expect(gaps[0]?.width).toBeGreaterThan(gaps[1]?.width ?? Number.NaN)
    expect(points.every((point) => point === null || point.y < 200)).toBe(true)
  })

  it('has an axis that says no more than where nought is while nothing is shown', () => {
    expect(lineLayout(line([null, null]), scale(1), 700, 200).ticks.map(({ value }) => value)).toEqual([0])
    expect(lineLayout(line([null, 1]), scale(1), 700, 200).ticks.length).toBeGreaterThan(1)
    expect(lineLayout(line([null, null]), scale(60), 700, 200).ticks.length).toBeGreaterThan(1)
  })

  it('is hatched to its ends where the first and the last are withheld', () => {
    const { gaps } = lineLayout(line([null, 70, 80, 90, 95, 97, 98, null]), scale(100), 700, 200)
    expect(gaps[0]?.x).toBe(0)
    expect((gaps[1]?.x ?? 0) + (gaps[1]?.width ?? 0)).toBe(700)
  })

  it('is not drawn across a break, which has a place of its own', () => {
    const { paths, breaks, xs } = lineLayout(line([60, 70, 80, 90, 95, 97, 98, 100], [4]), scale(100), 700, 200)
    expect(paths).toHaveLength(2)
    expect(breaks.map(({ at }) => at)).toEqual([4])
    expect(breaks[0]?.x).toBeGreaterThan(xs[3] ?? Number.NaN)
    expect(breaks[0]?.x).toBeLessThan(xs[4] ?? Number.NaN)
  })

  it('is not drawn across a quarter that has no release', () => {
    const values = line([60, 70, 80, 90, 95, 97, 98, 100]).filter((_, at) => at !== 3)
    expect(lineLayout(values, scale(100), 700, 200).paths).toHaveLength(2)
  })

  it('is hatched for a quarter where one was withheld and those around it were not counted', () => {
    const [, , , lone] = line([null, null, null, null, null, null, null, null])
    const [from, to] = [line([1])[0]?.date ?? '', lone?.date ?? '']
    const { gaps } = lineLayout(lone ? [lone] : [], { from, to, top: 10 }, 300, 100)
    expect(gaps).toHaveLength(1)
    // Half a quarter of the three: what is right of the last release is cut.
    expect(gaps[0]?.width).toBeGreaterThan(48)
    expect(gaps[0]?.width).toBeLessThan(52)
  })

  it('is hatched twice where quarters without a release lie between two that were withheld', () => {
    const eight = line([null, null, null, null, null, null, null, null])
    const values = [0, 1, 7].flatMap((at) => eight[at] ?? [])
    const { gaps, xs } = lineLayout(values, scale(10), 700, 100)
    expect(gaps).toHaveLength(2)
    const [first, second] = gaps
    expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThan((xs[1] ?? 0) + 60)
    expect(second?.x).toBeGreaterThan(600)
  })

  it('lies at the same height for the same value on a common scale, whatever else it holds', () => {
    const a = lineLayout(line([5, 10, 20]), scale(40), 100, 100)
    const b = lineLayout(line([20, 30, 40]), scale(40), 100, 100)
    expect(a.points[2]?.y).toBe(b.points[0]?.y)
  })

  it('with notes, a target, a break, a gap and a ring is drawn as before', async () => {
    const chart = createElement(LineChart, {
      points: line([4922, null, 5156, 5160, 5360, 5500, 5610, 5846], [5]),
      notes: [
        { date: '2024-10-15', text: 'Perhekeskusmalli alkoi' },
        { date: '2025-04-01', text: 'Uusi järjestelmä' },
        { date: '2020-01-01', text: 'Ennen viivaa' },
      ],
      targets: [{ value: 5000, due: '2026-06-30', text: 'tavoite' }],
      breakWords: new Map([[5, 'palvelut muuttuivat']]),
      ...{ label: 'Kehitys', unit: 'asiakasta', yearAgo: 3, yearAgoWords: 'vuosi sitten' },
      ...{ write: String, date: (iso: string) => iso },
    })
    const svg = drawn(chart)
    expect(svg).not.toContain('Ennen viivaa')
    expect(svg).toContain('palvelut muuttuivat')
    await expect(svg).toMatchFileSnapshot('line.txt')
  })

  it('small, with a lone point between gaps, is drawn as before', async () => {
    const chart = createElement(SmallLine, {
      values: line([null, 12, null, 14, 15, 16, 15, 17]),
      scale: scale(40),
      whole: 20,
      last: '17 %',
    })
    await expect(drawn(chart)).toMatchFileSnapshot('small-line.txt')
  })
})

describe('labels beside a line', () => {
  const heights = (...ys: number[]) =>
    labelHeights(
      ys.map((y) => ({ x: 300, y })),
      [],
    )

  it('stand at their own heights where there is room, else below one another in their order', () => {
    expect(heights(20, 80, 140)).toEqual([20, 80, 140])
    expect(heights(100, 102, 90)).toEqual([126, 162, 90])
    expect(heights()).toEqual([])
  })

  it('leave the last number its place, and are not in the way of those further left', () => {
    expect(labelHeights([{ x: 300, y: 100 }], [{ x: 300, y: 98 }])).toEqual([134])
    const apart = [
      { x: 100, y: 100 },
      { x: 300, y: 104 },
    ]
    expect(labelHeights(apart, [])).toEqual([100, 104])
  })
})
