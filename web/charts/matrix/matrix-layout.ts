import type { Sector } from '../../controls/sector-shape.ts'
import type { MatrixService } from './matrix-figures.ts'

/** White space between sectors; it holds the heading of the sector. */
const sectorChannel = 18
/** White space between service tasks of a sector. */
const taskGap = 3
/** Part of a pitch that stays empty between two cells. */
export const cellGap = 1
/** Angle of the column labels in degrees. */
export const columnAngle = -58

/** A run of places of one sector, in pixels from the first cell. */
export interface SectorRun {
  readonly sector: Sector
  readonly from: number
  readonly to: number
}

/** A framed block of similar services, in pixels from the first cell; letters A, B, C … by place. */
export interface BlockRun {
  readonly letter: string
  readonly from: number
  readonly to: number
  readonly services: readonly number[]
}

/** Where everything of the square is, in pixels from the corner of the first cell; the same down and across. */
export interface MatrixLayout {
  /** Service indexes by place. */
  readonly order: readonly number[]
  /** Distance from a cell to the next; the cell is one `cellGap` smaller. */
  readonly pitch: number
  /** Side of the square. */
  readonly extent: number
  /** Offset by place. */
  readonly offsets: readonly number[]
  /** Offset by service index. */
  readonly offsetOf: readonly number[]
  /** Place by service index. */
  readonly placeOf: readonly number[]
  readonly sectors: readonly SectorRun[]
  readonly blocks: readonly BlockRun[]
}

export interface MatrixLayoutInput {
  readonly services: readonly MatrixService[]
  /** Codes of services by place; unknown codes are left out, missing services follow in their own order. */
  readonly order: readonly string[]
  /** Channels between sectors, gaps between service tasks, rails: the order by sector. */
  readonly grouped: boolean
  /** Blocks to frame, as codes; drawn where they are neighbours in the order. */
  readonly blocks?: readonly (readonly string[])[]
  readonly pitch: number
  /** White space between sectors and between service tasks; smaller in thumbnails. */
  readonly channel?: number
  readonly gap?: number
}

/** Places the services. Degenerate case first: no services give an empty square. */
export function matrixLayout(input: MatrixLayoutInput): MatrixLayout {
  const { services, order, grouped, blocks = [], pitch, channel = sectorChannel, gap = taskGap } = input
  const indexes = orderIndexes(services, order)
  const offsets: number[] = []
  const offsetOf = new Array<number>(services.length).fill(0)
  const placeOf = new Array<number>(services.length).fill(0)
  const sectors: { sector: Sector; from: number; to: number }[] = []
  let at = 0
  indexes.forEach((index, place) => {
    const service = services[index]
    if (!service) return
    const before = services[indexes[place - 1] ?? -1]
    if (grouped && before) at += gapBetween(before, service, channel, gap)
    offsets.push(at)
    offsetOf[index] = at
    placeOf[index] = place
    const run = sectors.at(-1)
    if (grouped && run && before?.sector === service.sector) run.to = at + pitch - cellGap
    else if (grouped) sectors.push({ sector: service.sector, from: at, to: at + pitch - cellGap })
    at += pitch
  })
  return {
    order: indexes,
    pitch,
    extent: Math.max(0, at - (indexes.length ? cellGap : 0)),
    offsets,
    offsetOf,
    placeOf,
    sectors,
    blocks: blockRuns(services, blocks, placeOf, offsets, pitch),
  }
}

/** The largest whole pitch whose square fits `available` pixels, within `smallest` and `largest`. */
export function matrixPitch(
  services: readonly MatrixService[],
  grouped: boolean,
  available: number,
  smallest: number,
  largest: number,
): number {
  const gaps = grouped ? services.reduce((sum, service, i) => sum + (i ? gapBetween(services[i - 1], service) : 0), 0) : 0
  const pitch = Math.floor((available - gaps) / Math.max(1, services.length))
  return Math.min(largest, Math.max(smallest, pitch))
}

/** The place whose cell holds the offset, or null in a channel or outside. */
export function placeAt(layout: MatrixLayout, offset: number): number | null {
  let low = 0
  let high = layout.offsets.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const from = layout.offsets[middle] ?? 0
    if (offset < from) high = middle - 1
    else if (offset >= from + layout.pitch) low = middle + 1
    else return middle
  }
  return null
}

function orderIndexes(services: readonly MatrixService[], order: readonly string[]): number[] {
  const indexOf = new Map(services.map((service, index) => [service.code, index]))
  const indexes = new Set<number>()
  for (const code of order) {
    const index = indexOf.get(code)
    if (index !== undefined) indexes.add(index)
  }
  services.forEach((_, index) => {
    indexes.add(index)
  })
  return [...indexes]
}

function gapBetween(before: MatrixService | undefined, service: MatrixService, channel = sectorChannel, gap = taskGap): number {
  if (!before) return 0
  if (before.sector !== service.sector) return channel
  return before.task !== service.task ? gap : 0
}

function blockRuns(
  services: readonly MatrixService[],
  blocks: readonly (readonly string[])[],
  placeOf: readonly number[],
  offsets: readonly number[],
  pitch: number,
): BlockRun[] {
  const indexOf = new Map(services.map((service, index) => [service.code, index]))
  return blocks
    .map((codes) => codes.flatMap((code) => indexOf.get(code) ?? []).sort((a, b) => (placeOf[a] ?? 0) - (placeOf[b] ?? 0)))
    .filter((members) => members.length > 1 && areNeighbours(members, placeOf))
    .sort((a, b) => (placeOf[a[0] ?? 0] ?? 0) - (placeOf[b[0] ?? 0] ?? 0))
    .map((members, index) => ({
      letter: String.fromCharCode(65 + index),
      from: offsets[placeOf[members[0] ?? 0] ?? 0] ?? 0,
      to: (offsets[placeOf[members.at(-1) ?? 0] ?? 0] ?? 0) + pitch - cellGap,
      services: members,
    }))
}

function areNeighbours(members: readonly number[], placeOf: readonly number[]): boolean {
  const first = placeOf[members[0] ?? 0] ?? 0
  const last = placeOf[members.at(-1) ?? 0] ?? 0
  return last - first === members.length - 1
}
