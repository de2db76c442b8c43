import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { UpsetChart } from '../../../web/charts/upset/upset-chart.tsx'
import { type UpsetCombination, upsetLayout } from '../../../web/charts/upset/upset-layout.ts'
import { createFormats } from '../../../web/format.ts'
import { county } from '../matrix/county.ts'

const formats = createFormats('fi', {
  withheld: 'ei näytetä',
  atLeast: (count) => `vähintään ${count}`,
  underOne: 'alle 1 %',
  points: (points) => points,
})
const combinations: readonly UpsetCombination[] = county.services
  .flatMap((a, i) =>
    county.services.flatMap((b, j) => {
      const count = i < j ? (county.counts[i]?.[j] ?? null) : null
      return count === null ? [] : [{ codes: [a.code, b.code], clients: { count, atLeast: false }, lift: county.lifts[i]?.[j] ?? null }]
    }),
  )
  .sort((x, y) => (y.lift ?? 0) - (x.lift ?? 0))
  .slice(0, 12)
const services = county.services.map(({ code, sector, name }, index) => ({
  code,
  sector,
  name,
  clients: { count: county.counts[index]?.[index] ?? null, atLeast: false },
}))

describe('the drawing of combinations', () => {
  const markup = renderToStaticMarkup(
    createElement(UpsetChart, {
      layout: upsetLayout({ combinations, services, left: 330, width: 1000, scale: 1 }),
      combinations,
      formats,
      words: { clients: 'Asiakkaita', lift: 'Nostokerroin', list: 'Yhdistelmät', name: (index) => `yhdistelmä ${index + 1}` },
      chosen: 2,
      onChoose: () => undefined,
      svgRef: null,
    }),
  )

  it('is as the file says', async () => {
    const svg = /<svg.*<\/svg>(?=<div)/s.exec(markup)?.[0] ?? ''
    await expect(`${svg.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot('upset-lift.svg')
  })

  it('gives every combination a button with its words, of which one is a tab stop', () => {
    expect(markup.match(/<button/g)).toHaveLength(combinations.length)
    expect(markup.match(/tabindex="0"/g)).toHaveLength(1)
    expect(markup).toContain('aria-label="yhdistelmä 3" aria-pressed="true"')
  })
})
