/** Plots of the benchmark as SVG: series on logarithmic axes. Colours work on white and on dark. */
export interface PlotSeries {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

const [WIDTH, HEIGHT] = [640, 400]
const [LEFT, TOP, RIGHT, BOTTOM] = [76, 56, 24, 92]
const COLOURS = ['#2a6ebb', '#c0392b', '#2e8b57', '#8e5ea2', '#b7791f']

/** `x` and `y`: axis labels. Every value above zero. */
export function logPlot(title: string, x: string, y: string, all: readonly PlotSeries[]): string {
  const points = all.flatMap((series) => series.points)
  const spanOf = (pick: 0 | 1) => {
    const logs = points.map((point) => Math.log10(point[pick]))
    const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))]
    return [low, Math.max(high, low + 1)] as const
  }
  const [xs, ys] = [spanOf(0), spanOf(1)]
  const px = (value: number) => LEFT + ((Math.log10(value) - xs[0]) / (xs[1] - xs[0])) * (WIDTH - LEFT - RIGHT)
  const py = (value: number) => HEIGHT - BOTTOM - ((Math.log10(value) - ys[0]) / (ys[1] - ys[0])) * (HEIGHT - TOP - BOTTOM)
  const tens = ([low, high]: readonly [number, number]) => Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i))
  const text = (at: readonly [number, number], anchor: string, words: string, more = '') =>
    `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`
  const line = (from: readonly [number, number], to: readonly [number, number]) =>
    `<line x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}"/>`
  const [bottom, right] = [HEIGHT - BOTTOM, WIDTH - RIGHT]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text([LEFT, 28], 'start', title, ' font-size="16" font-weight="600"'),
    '<g stroke="#d7dce1" stroke-width="1">',
    ...tens(xs).map((value) => line([px(value), TOP], [px(value), bottom])),
    ...tens(ys).map((value) => line([LEFT, py(value)], [right, py(value)])),
    '</g>',
    '<g fill="#44505c">',
    ...tens(xs).map((value) => text([px(value), bottom + 18], 'middle', short(value))),
    ...tens(ys).map((value) => text([LEFT - 8, py(value) + 4], 'end', short(value))),
    text([(LEFT + right) / 2, bottom + 38], 'middle', x),
    text([16, (TOP + bottom) / 2], 'middle', y, ` transform="rotate(-90 16 ${((TOP + bottom) / 2).toFixed(1)})"`),
    '</g>',
    ...all.flatMap(({ name, points: own }, i) => {
      const colour = COLOURS[i % COLOURS.length] ?? '#000000'
      const path = own.map(([a, b]) => `${px(a).toFixed(1)},${py(b).toFixed(1)}`)
      return [
        `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...path.map((at) => `<circle cx="${at.split(',')[0]}" cy="${at.split(',')[1]}" r="3.5" fill="${colour}"/>`),
        `<rect x="${LEFT + (i % 3) * 180}" y="${HEIGHT - 36 + Math.floor(i / 3) * 20}" width="12" height="12" fill="${colour}"/>`,
        text([LEFT + (i % 3) * 180 + 18, HEIGHT - 25 + Math.floor(i / 3) * 20], 'start', name),
      ]
    }),
    '</svg>',
    '',
  ].join('\n')
}

const short = (value: number): string =>
  value >= 1_000_000 ? `${value / 1_000_000} M` : value >= 1000 ? `${value / 1000} k` : `${Number(value.toPrecision(2))}`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
