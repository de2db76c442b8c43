import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Dumbbell } from '../../../web/charts/dumbbell.tsx'
import { Histogram } from '../../../web/charts/histogram.tsx'
import { LiftTrack } from '../../../web/charts/lift-track.tsx'
import { QUARTERS, shareAxis } from '../../../web/charts/share-axis.ts'
import { ShareBar } from '../../../web/charts/share-bar.tsx'

/** One element a line: a change of a drawing shows as the lines that changed. */
const drawn = (chart: ReactNode) => `${renderToStaticMarkup(chart).replaceAll('><', '>\n<')}\n`
const axis = shareAxis('linear', 100)

describe('drawings from fixed figures', () => {
  it('dumbbells: far apart, touching, one side withheld, both withheld, both at least', async () => {
    const rows = [
      createElement(Dumbbell, { key: 1, axis, sector: 'HEALTH', ring: 59, mark: 75 }),
      createElement(Dumbbell, { key: 2, axis, sector: 'DENTAL', ring: 1, mark: 2 }),
      createElement(Dumbbell, { key: 3, axis, sector: 'SOCIAL', ring: 3, mark: null }),
      createElement(Dumbbell, { key: 4, axis, sector: 'SOCIAL', ring: null, mark: null }),
      createElement(Dumbbell, { key: 5, axis, sector: 'SOCIAL', ring: null, mark: null, open: { ring: true, mark: true } }),
    ]
    await expect(drawn(rows)).toMatchFileSnapshot('dumbbells.svg')
  })

  it('bars both ways, a withheld one hatched, never of length 0, one of an open sum as a sign', async () => {
    const narrow = shareAxis('linear', 100, QUARTERS)
    const rows = [
      createElement(ShareBar, { key: 1, axis: narrow, share: 74, fill: 'HEALTH', label: '74 %' }),
      createElement(ShareBar, { key: 2, axis: narrow, share: 5, fill: 'outline', label: '5 %' }),
      createElement(ShareBar, { key: 3, axis: narrow, share: 0, fill: 'SOCIAL', label: 'alle 1 %' }),
      createElement(ShareBar, { key: 4, axis: narrow, share: null, fill: 'outline', label: 'ei näytetä' }),
      createElement(ShareBar, { key: 5, axis: narrow, share: null, fill: 'DENTAL', label: '', open: true }),
    ]
    await expect(drawn(rows)).toMatchFileSnapshot('share-bars.svg')
  })

  it('lifts: orange above one, grey below, an arrow beyond the axis, none where withheld', async () => {
    const rows = [8.4, 1, 0.7, 30.8, null].map((lift) => createElement(LiftTrack, { key: String(lift), lift }))
    const markup = drawn(rows)
    expect(markup.match(/lift-mark up/g)).toHaveLength(3)
    expect(markup.match(/lift-beyond/g)).toHaveLength(1)
    await expect(markup).toMatchFileSnapshot('lifts.svg')
  })

  it('a histogram with a withheld bin, one of at least so many, and its comparison, dashed at the base where withheld', async () => {
    const bins = [
      { label: '0', share: 18, line: 2, open: false, figure: '18', words: '0: 18 %' },
      { label: '1', share: 62, line: 40, open: false, figure: '62', words: '1: 62 %' },
      { label: '2', share: null, line: 58, open: false, figure: '·', words: '2: ei näytetä' },
      { label: '3', share: 0, line: null, open: false, figure: '<1', words: '3: alle 1 %' },
      { label: '4+', share: null, line: null, open: true, figure: '–', words: '4+: vähintään 17' },
    ]
    const chart = createElement(Histogram, {
      bins,
      colour: 'social',
      label: 'Sosiaalipalveluja',
      percent: (tick) => `${tick} %`,
      plain: String,
    })
    await expect(drawn(chart)).toMatchFileSnapshot('histogram.txt')
    const alone = bins.map((bin) => ({ ...bin, line: undefined }))
    expect(drawn(createElement(Histogram, { ...chart.props, bins: alone }))).not.toContain('histogram-line')
  })
})
