import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matrixLayout, matrixPitch, placeAt } from '../../../web/charts/matrix/matrix-layout.ts'
import { county, similarity } from './county.ts'

const services = county.services
const bySector = services.map((service) => service.code)
const sectorLayout = matrixLayout({ services, order: bySector, grouped: true, pitch: 16 })

describe('the layout of the matrix', () => {
  it('sets cells 16 px apart, sectors 18 px and service tasks 3 px further', () => {
    expect(sectorLayout.offsets.slice(14, 18)).toEqual([224, 240, 274, 290])
    expect(sectorLayout.offsets.slice(20, 25)).toEqual([356, 372, 388, 407, 423])
    expect(sectorLayout.extent).toBe(693)
  })

  it('draws one rail a sector', () => {
    expect(sectorLayout.sectors).toEqual([
      { sector: 'HEALTH', from: 0, to: 255 },
      { sector: 'DENTAL', from: 274, to: 337 },
      { sector: 'SOCIAL', from: 356, to: 693 },
    ])
  })

  it('has neither channels nor rails in the order by similarity', () => {
    const layout = matrixLayout({ services, order: similarity, grouped: false, pitch: 16 })
    expect(layout.extent).toBe(40 * 16 - 1)
    expect(layout.sectors).toEqual([])
    expect(layout.order[0]).toBe(services.findIndex((service) => service.code === similarity[0]))
  })

  it('frames blocks whose services are neighbours, lettered by place, and no others', () => {
    const blocks = [similarity.slice(30, 33), similarity.slice(5, 10).toReversed(), [similarity[0] ?? '', similarity[20] ?? '']]
    const layout = matrixLayout({ services, order: similarity, grouped: false, blocks, pitch: 16 })
    expect(layout.blocks.map(({ letter, from, to }) => ({ letter, from, to }))).toEqual([
      { letter: 'A', from: 80, to: 159 },
      { letter: 'B', from: 480, to: 527 },
    ])
  })

  it('keeps services that the order forgets and passes over codes that it invents', () => {
    const layout = matrixLayout({ services: services.slice(0, 3), order: ['H03', 'NO'], grouped: false, pitch: 10 })
    expect(layout.order).toEqual([2, 0, 1])
  })

  it('gives an empty square for no services', () => {
    expect(matrixLayout({ services: [], order: [], grouped: true, pitch: 16 })).toMatchObject({ extent: 0, offsets: [], sectors: [] })
  })

  it('finds the place of every pixel of every cell and none in a channel', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 15 }), (place, pixel) => {
        expect(placeAt(sectorLayout, (sectorLayout.offsets[place] ?? 0) + pixel)).toBe(place)
      }),
      { seed: 4 },
    )
    expect(placeAt(sectorLayout, 260)).toBeNull()
    expect(placeAt(sectorLayout, -1)).toBeNull()
    expect(placeAt(sectorLayout, 9999)).toBeNull()
  })

  it('chooses the largest whole pitch that fits, within limits', () => {
    expect(matrixPitch(services, true, 700, 10, 22)).toBe(16)
    expect(matrixPitch(services, true, 600, 10, 22)).toBe(13)
    expect(matrixPitch(services, true, 100, 10, 22)).toBe(10)
    expect(matrixPitch(services, true, 9000, 10, 22)).toBe(22)
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 1500 }), fc.boolean(), (available, grouped) => {
        const pitch = matrixPitch(services, grouped, available, 8, 30)
        const extent = matrixLayout({ services, order: bySector, grouped, pitch }).extent
        expect(extent <= available || pitch === 8).toBe(true)
      }),
      { seed: 4 },
    )
  })
})
