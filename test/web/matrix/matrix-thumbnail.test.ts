import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { MatrixFigures } from '../../../web/charts/matrix/matrix-figures.ts'
import { MatrixThumbnail, thumbnailLayout } from '../../../web/charts/matrix/matrix-thumbnail.tsx'
import { county } from './county.ts'

/** The county's matrix of its first services. */
function few(size: number): MatrixFigures {
  const square = <T>(rows: readonly (readonly T[])[]) => rows.slice(0, size).map((row) => row.slice(0, size))
  return {
    ...county,
    ...{ services: county.services.slice(0, size), counts: square(county.counts), lifts: square(county.lifts) },
    ...{ rowShares: square(county.rowShares), atLeast: square(county.atLeast) },
  }
}
const order = county.services.map(({ code }) => code)
const drawn = (figures: MatrixFigures) =>
  renderToStaticMarkup(createElement(MatrixThumbnail, { figures, measure: 'both', order, grouped: true }))

describe('the matrix in small', () => {
  it('has the same room for seven services as for forty', () => {
    expect(thumbnailLayout(county, order, true).pitch).toBe(3)
    const { pitch, extent } = thumbnailLayout(few(7), order, true)
    expect(pitch).toBe(17)
    expect(extent).toBeGreaterThan(110)
    expect(extent).toBeLessThan(130)
  })

  it('draws many services without gaps, few as in the matrix: apart, with squares on the diagonal', () => {
    expect(drawn(county)).toContain('class="diagonal"')
    expect(drawn(county)).toContain('h3v3h-3z')
    expect(drawn(few(7))).toContain('class="own"')
    expect(drawn(few(7))).not.toContain('class="diagonal"')
    expect(drawn(few(7))).toContain('h16v16h-16z')
    expect(drawn(few(7))).not.toContain('h17v17')
  })

  it('hatches what is withheld, as the large matrix does', () => {
    expect(drawn(county)).toMatch(/<path class="withheld" fill="url\(#withheld-small\)" d="M/)
  })

  it('tells sectors at its edges where it is a map, and nowhere else', () => {
    const map = renderToStaticMarkup(
      createElement(MatrixThumbnail, { figures: county, measure: 'both', order, grouped: true, rails: true }),
    )
    for (const sector of ['health', 'dental', 'social']) {
      expect(map.match(new RegExp(`<rect class="${sector}"`, 'g'))?.length).toBeGreaterThanOrEqual(2)
      expect(drawn(county)).not.toContain(`class="${sector}"`)
    }
    expect(map).toContain('viewBox="-8 -8 ')
  })

  it('draws nothing of no services', () => {
    expect(drawn(few(0))).toContain('viewBox="0 0 1 1"')
  })
})
