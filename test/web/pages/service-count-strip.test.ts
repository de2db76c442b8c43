import { describe, expect, it } from 'vitest'
import { type BandFigures, bandLengths } from '../../../web/pages/service-count-strip.ts'

const share = (percent: number): BandFigures => ({ share: percent, clients: { count: percent, atLeast: false } })
const atLeast = (count: number): BandFigures => ({ share: null, clients: { count, atLeast: true } })
const withheld: BandFigures = { share: null, clients: { count: null, atLeast: false } }

describe('the strip of numbers of services', () => {
  it('is as long as the shares where all are shown', () => {
    expect(bandLengths([share(37), share(50), share(13)], 30_330)).toEqual([37, 50, 13].map((drawn) => ({ drawn, open: 0 })))
  })

  it('draws at least so many as long as those, and hatches what is left behind them', () => {
    const lengths = bandLengths([atLeast(400), share(51), atLeast(200)], 4000)
    expect(lengths).toEqual([
      { drawn: 10, open: 17 },
      { drawn: 51, open: 0 },
      { drawn: 5, open: 17 },
    ])
  })

  it('hatches a band of which nothing is shown', () => {
    expect(bandLengths([share(60), withheld, share(38)], 500)).toEqual([
      { drawn: 60, open: 0 },
      { drawn: 0, open: 2 },
      { drawn: 38, open: 0 },
    ])
    expect(bandLengths([withheld, withheld], null)).toEqual([
      { drawn: 0, open: 50 },
      { drawn: 0, open: 50 },
    ])
  })

  it('hatches nothing where rounded shares come to more than the whole', () => {
    expect(bandLengths([share(50), share(51), withheld], 500).map(({ open }) => open)).toEqual([0, 0, 0])
  })
})
