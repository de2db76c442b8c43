import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createHotStore } from '../../../web/charts/matrix/hot-cell.ts'
import { MatrixChart, type MatrixWords } from '../../../web/charts/matrix/matrix-chart.tsx'
import type { MatrixMeasure } from '../../../web/charts/matrix/matrix-figures.ts'
import { matrixFrame } from '../../../web/charts/matrix/matrix-frame.ts'
import { matrixLayout } from '../../../web/charts/matrix/matrix-layout.ts'
import { matrixRoom } from '../../../web/charts/matrix/matrix-room.ts'
import { county, similarity } from './county.ts'

const words: MatrixWords = {
  label: 'Matriisi',
  help: 'Ohje',
  role: 'matriisi',
  clients: 'asiakkaita',
  sector: (sector) => sector,
  count: ({ count, atLeast }) => (count === null ? '' : `${atLeast ? '≥' : ''}${count}`),
  number: (_, value) => String(value),
  speech: () => '',
  pinned: () => '',
}
const sectors = county.services.map((service) => service.code)
const none = () => ''

function drawn(measure: MatrixMeasure, order: 'sector' | 'similarity', pitch = 16): string {
  const layout = matrixLayout({
    services: county.services,
    order: order === 'sector' ? sectors : similarity,
    grouped: order === 'sector',
    blocks: order === 'similarity' ? [similarity.slice(5, 10), similarity.slice(11, 18)] : [],
    pitch,
  })
  const chart = createElement(MatrixChart, {
    figures: county,
    measure,
    layout,
    frame: matrixFrame(county.services, none, 1),
    scale: 1,
    keep: null,
    pins: ['S08'],
    selected: [28, 27],
    hot: createHotStore(),
    words,
    onSelect: () => undefined,
    onPin: () => undefined,
    svgRef: null,
    stageRef: null,
  })
  const svg = /<svg.*?class="matrix".*?<\/svg>(?=<svg)/s.exec(renderToStaticMarkup(chart))?.[0] ?? ''
  return `${svg.replaceAll('><', '>\n<')}\n`
}

describe('the drawing of the matrix', () => {
  it('shows counts below the diagonal and lift above it, by sector', async () => {
    await expect(drawn('both', 'sector')).toMatchFileSnapshot('matrix-both-sector.svg')
  })

  it('frames blocks and shows shares along rows, by similarity', async () => {
    await expect(drawn('share', 'similarity')).toMatchFileSnapshot('matrix-share-similarity.svg')
  })

  it('is few elements however many cells there are', () => {
    expect(drawn('both', 'sector').match(/<path/g)?.length).toBeLessThan(70)
  })

  it('writes the numbers once cells are large enough', () => {
    expect(drawn('clients', 'sector')).not.toContain('matrix-numbers')
    const large = drawn('clients', 'sector', 32)
    expect(large).toContain('>4128</text>')
  })
})

describe('the room of the matrix', () => {
  it('stands beside its companions on a wide screen, over them on a narrow one, with short names on a tablet', () => {
    const at = (width: number, scale = 1) => matrixRoom(county.services, none, { width, scale }, 272 * scale)
    expect(at(1376)).toMatchObject({ beside: true, frame: { brief: false } })
    expect(at(1376).pitch).toBeGreaterThanOrEqual(15)
    expect(at(1216)).toMatchObject({ beside: false, frame: { brief: false } })
    expect(at(960)).toMatchObject({ beside: false, frame: { brief: true } })
    expect(at(960).pitch).toBeGreaterThanOrEqual(14)
    expect(at(1376, 1.35)).toMatchObject({ beside: false })
  })

  it('has room left of the square for the longest name, be it of a sector', () => {
    const brief = county.services.map((service) => ({ ...service, name: 'S1', shortName: 'S1' }))
    const left = (heading: string) => matrixFrame(brief, () => heading, 1).left
    expect(left('Suun terveydenhuolto') - left('Suu')).toBeGreaterThan(60)
    expect(matrixFrame(county.services, () => 'Suu', 1)).toEqual(matrixFrame(county.services, none, 1))
  })

  it('gives few services larger cells, many the same as ever', () => {
    const pitch = (count: number) => matrixRoom(county.services.slice(0, count), none, { width: 1376, scale: 1 }, 272).pitch
    expect([1, 7, 12, 18, 25].map(pitch)).toEqual([36, 36, 27, 18, 18])
    expect(matrixRoom(county.services.slice(0, 7), none, { width: 390, scale: 1 }, 272).scrolls).toBe(false)
  })
})
