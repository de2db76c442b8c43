/** Plots of the benchmark as SVG: series on logarithmic axes, each named at its end. Colours work on white and on dark. */
export interface PlotSeries {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** An axis: what it counts, in words; times are told in milliseconds and seconds. */
export type Axis = 'time' | 'processor time' | (string & {})

const [WIDTH, HEIGHT] = [640, 380]
const [LEFT, TOP, BOTTOM] = [92, 52, 56]
/** Room at the right for names of series. */
const NAMES = 196
const NO_NAMES = 32
/** So much of the axis is left below the first point of a series alone, whose value stands there. */
const BELOW = 1.25
/** Names stand so far apart at least. */
const NAME_HEIGHT = 17
const COLOURS: Readonly<Record<string, string>> = { DuckDB: '#c0392b', PostgreSQL: '#2e7d4f' }
/** Of series that are no peer's, in turn; dark enough for their names. */
const OWN = ['#2a6ebb', '#8a5a00', '#7a4ea3', '#00796b', '#b23a6b'] as const
/** Of series over one row a client; the others of the same peer are whole lines. */
const DASHES = ' stroke-dasharray="6 4"'

type Point = readonly [x: number, y: number]

/** Every value above zero. One series stands without its name, its values beside its points. */
export function logPlot(title: string, x: Axis, y: Axis, all: readonly PlotSeries[]): string {
  const alone = all.length === 1
  const [bottom, right] = [HEIGHT - BOTTOM, WIDTH - (alone ? NO_NAMES : NAMES)]
  const points = all.flatMap((series) => series.points)
  const [xs, ys] = [
    spanOf(points.map(([value]) => value)),
    spanOf(
      points.map(([, value]) => value),
      alone ? BELOW : 1,
    ),
  ]
  const px = (value: number) => LEFT + along(xs, value) * (right - LEFT)
  const py = (value: number) => bottom - along(ys, value) * (bottom - TOP)
  const middle = (TOP + bottom) / 2
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text([16, 28], 'start', title, ' font-size="16" font-weight="600" fill="#1c2733"'),
    '<g stroke="#d7dce1" stroke-width="1">',
    ...ticks(xs).map((value) => line([px(value), TOP], [px(value), bottom])),
    ...ticks(ys).map((value) => line([LEFT, py(value)], [right, py(value)])),
    '</g>',
    '<g fill="#44505c">',
    ...ticks(xs).map((value) => text([px(value), bottom + 19], 'middle', told(x, value))),
    ...ticks(ys).map((value) => text([LEFT - 8, py(value) + 4], 'end', told(y, value))),
    text([(LEFT + right) / 2, bottom + 42], 'middle', x),
    text([20, middle], 'middle', y, ` transform="rotate(-90 20 ${middle.toFixed(1)})"`),
    '</g>',
    ...all.flatMap(({ name, points: own }, position) => {
      const path = own.map(([a, b]) => [px(a).toFixed(1), py(b).toFixed(1)] as const)
      return [
        `<polyline points="${path.map((at) => at.join()).join(' ')}" fill="none" stroke="${colour(name, position)}" stroke-width="2"${name.endsWith('clients') ? DASHES : ''}/>`,
        ...path.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3.5" fill="${colour(name, position)}"/>`),
      ]
    }),
    ...(alone
      ? points.map(([a, b], i) => {
          // The first stands below its line, where the axis is not.
          const at: Point = i === 0 ? [px(a) + 7, py(b) + 17] : [px(a) - 8, py(b) - 9]
          return text(at, i === 0 ? 'start' : 'end', told(y, b), ' fill="#1c2733"')
        })
      : apart(all.map(({ points: own }) => py(own.at(-1)?.[1] ?? ys[0]))).map((at, i) =>
          text([right + 10, at + 4], 'start', all[i]?.name ?? '', ` fill="${colour(all[i]?.name ?? '', i)}" font-weight="600"`),
        )),
    '</svg>',
    '',
  ].join('\n')
}

const STEPS = [1, 2, 5] as const
/** More would stand too close for their labels. */
const MOST_TICKS = 9

/** From the last round number at or below the values to the first above them. */
function spanOf(values: readonly number[], below = 1): readonly [low: number, high: number] {
  const [least, most] = [Math.min(...values) / below, Math.max(...values)]
  const round = rounds(least / 10, most * 10)
  const low = round.findLast((value) => value <= least * 1.001) ?? least
  return [low, round.find((value) => value > low && value >= most * 0.999) ?? most]
}

/** 1, 2, 5, 10, 20 … between two values. */
function rounds(from: number, to: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))]
  const found = Array.from({ length: last - first + 1 }, (_, i) => STEPS.map((step) => Number(`${step}e${first + i}`)))
  return found.flat().filter((value) => value >= from && value <= to)
}

/** Round numbers of a span; the powers of ten alone where these would be too many. */
function ticks([low, high]: readonly [number, number]): readonly number[] {
  const all = rounds(low, high)
  return all.length <= MOST_TICKS ? all : all.filter((value) => Number.isInteger(Math.log10(value)))
}

const along = ([low, high]: readonly [number, number], value: number): number => Math.log(value / low) / Math.log(high / low)

/** Heights moved apart as far as names need, in their order. */
function apart(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, i) => i).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0))
  const moved = [...heights]
  for (const [place, i] of order.entries()) {
    const above = place === 0 ? Number.NEGATIVE_INFINITY : (moved[order[place - 1] ?? 0] ?? 0)
    moved[i] = Math.max(heights[i] ?? 0, above + NAME_HEIGHT)
  }
  return moved
}

function told(axis: Axis, value: number): string {
  if (axis !== 'time' && axis !== 'processor time') return short(value)
  return value >= 1000 ? `${short(value / 1000)} s` : `${Number(value.toPrecision(2))} ms`
}

const short = (value: number): string =>
  value >= 1_000_000
    ? `${Number((value / 1_000_000).toPrecision(2))} M`
    : value >= 10_000
      ? `${Number((value / 1000).toPrecision(2))} k`
      : `${Number(value.toPrecision(2))}`

const colour = (name: string, position: number): string => COLOURS[name.split(',')[0] ?? ''] ?? OWN[position % OWN.length] ?? OWN[0]
const text = ([x, y]: Point, anchor: string, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`
const line = (from: Point, to: Point): string =>
  `<line x1="${from[0].toFixed(1)}" y1="${from[1].toFixed(1)}" x2="${to[0].toFixed(1)}" y2="${to[1].toFixed(1)}"/>`
const escaped = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
