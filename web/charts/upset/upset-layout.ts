import { scaleBand, scaleLinear, scaleLog } from '@visx/scale'
import type { Sector } from '../../controls/sector-shape.ts'

/** A combination as it is drawn: codes of its services, published clients and lift. */
export interface UpsetCombination {
  readonly codes: readonly string[]
  readonly clients: { readonly count: number | null; readonly atLeast: boolean }
  readonly lift: number | null
}

/** A service that takes part in a combination. */
export interface UpsetService {
  readonly code: string
  readonly sector: Sector
  readonly name: string
  readonly clients: { readonly count: number | null; readonly atLeast: boolean }
}

export interface UpsetColumn {
  /** Left edge and width of the column, middle of its marks. */
  readonly x: number
  readonly width: number
  readonly middle: number
  /** The bar of clients, from the top of the drawing; null where withheld. */
  readonly bar: { readonly y: number; readonly height: number } | null
  /** Where lift stands and where 1 stands; null where none is published. */
  readonly lift: { readonly y: number; readonly one: number } | null
  /** Heights of the marks, top to bottom. */
  readonly marks: readonly { readonly row: number; readonly y: number }[]
}

export interface UpsetRow {
  readonly service: UpsetService
  readonly y: number
  readonly middle: number
}

export interface UpsetTick {
  readonly value: number
  readonly y: number
}

/** Where everything is, in pixels; columns begin at `left`. */
export interface UpsetLayout {
  readonly width: number
  readonly height: number
  readonly left: number
  /** Right edges of names and counts, and the middle of the sectors' signs between them. */
  readonly names: { readonly edge: number; readonly mark: number; readonly count: number }
  readonly rowHeight: number
  readonly columns: readonly UpsetColumn[]
  readonly rows: readonly UpsetRow[]
  readonly clientTicks: readonly UpsetTick[]
  readonly liftTicks: readonly UpsetTick[]
  readonly bars: { readonly top: number; readonly bottom: number }
  readonly lifts: { readonly top: number; readonly bottom: number }
}

export interface UpsetLayoutInput {
  readonly combinations: readonly UpsetCombination[]
  /** In the order in which they stand; those in no combination are left out. */
  readonly services: readonly UpsetService[]
  readonly left: number
  readonly width: number
  /** Text size in parts of 16 px. */
  readonly scale: number
}

/** Width of a column at text size 1: a number of four digits over the bar. */
const upsetStep = 34
/** The axis of lift is the same in every view. */
const liftDomain = [0.5, 128] as const
const liftSteps = [0.5, 1, 4, 16, 64]
const sectorGap = 10

/** How many columns fit beside the names. */
export function upsetCapacity(width: number, left: number, scale: number): number {
  return Math.max(1, Math.floor((width - left) / (upsetStep * scale)))
}

/** Places bars, lift and marks. Bars begin at zero; their axis ends at a round number over the longest one. */
export function upsetLayout({ combinations, services, left, width, scale }: UpsetLayoutInput): UpsetLayout {
  const bars = { top: 24 * scale, bottom: 164 * scale }
  const lifts = { top: bars.bottom + 34 * scale, bottom: bars.bottom + 116 * scale }
  const used = new Set(combinations.flatMap(({ codes }) => codes))
  const rowHeight = 24 * scale
  const dotsTop = lifts.bottom + 22 * scale
  let y = dotsTop
  const shown = services.filter(({ code }) => used.has(code))
  const rows = shown.map((service, index) => {
    if (index > 0 && shown[index - 1]?.sector !== service.sector) y += sectorGap
    const row = { service, y, middle: y + rowHeight / 2 }
    y += rowHeight
    return row
  })
  const middleOf = new Map(rows.map((row, index) => [row.service.code, { row: index, y: row.middle }]))
  const step = Math.min(upsetStep * 1.5 * scale, Math.max(upsetStep * scale, (width - left) / Math.max(1, combinations.length)))
  const band = scaleBand({ domain: combinations.map((_, index) => index), range: [left, left + step * combinations.length], padding: 0 })
  const most = Math.max(1, ...combinations.map(({ clients }) => clients.count ?? 0))
  const clients = scaleLinear({ domain: [0, most], range: [bars.bottom, bars.top], nice: 4 })
  const lift = scaleLog({ domain: [...liftDomain], range: [lifts.bottom, lifts.top], base: 2, clamp: true })
  const columns = combinations.map((combination, index) => {
    const x = band(index) ?? left
    const count = combination.clients.count
    const top = count === null ? null : clients(count)
    return {
      x,
      width: band.bandwidth(),
      middle: x + band.bandwidth() / 2,
      bar: top === null ? null : { y: top, height: bars.bottom - top },
      lift: combination.lift === null ? null : { y: lift(combination.lift), one: lift(1) },
      marks: combination.codes.flatMap((code) => middleOf.get(code) ?? []).sort((a, b) => a.y - b.y),
    }
  })
  return {
    width: left + step * combinations.length,
    height: y + 4,
    left,
    names: { edge: left - 66 * scale, mark: left - 57 * scale, count: left - 10 * scale },
    rowHeight,
    columns,
    rows,
    clientTicks: clients.ticks(4).map((value) => ({ value, y: clients(value) })),
    liftTicks: liftSteps.map((value) => ({ value, y: lift(value) })),
    bars,
    lifts,
  }
}
