import type { MatrixService } from './matrix-figures.ts'
import { columnAngle } from './matrix-layout.ts'

/** Margins of the drawing around the square, in pixels. */
export interface MatrixFrame {
  /** Left of the square: pin, name, sign of the sector, clients, rail. */
  readonly left: number
  /** Above the square: slanted short names, heading of the first sector, rail. */
  readonly top: number
  /** Right of the square: the overhang of the last slanted names. */
  readonly right: number
  /** Right edge of the names, of the clients, and the middle of the sign, from the left of the drawing. */
  readonly nameEdge: number
  readonly countEdge: number
  readonly markAt: number
  /** Rows carry short names too: there is no room for the full ones. */
  readonly brief: boolean
}

/** The heading over the services of a sector; an empty text where there is none. */
export type HeadingOf = (sector: MatrixService['sector']) => string

// Widths of Source Sans 3 a character of running Finnish, Swedish and English, measured at 13 and 12 px, with some air.
const nameCharacter = 5.75
/** A heading is heavier than a name. */
const headingCharacter = 6.4
const shortCharacter = 5.5

/**
 * Frames the square for the names of this language, those of services and, as headings, of their sectors; `scale` is the text size in
 * parts of 16 px (1.35 in workshop mode).
 */
export function matrixFrame(services: readonly MatrixService[], headingOf: HeadingOf, scale: number, brief = false): MatrixFrame {
  const names = services.map((service) => (brief ? service.shortName : service.name).length * nameCharacter)
  const headings = services.map(({ sector }) => headingOf(sector).length * headingCharacter)
  const name = Math.max(8 * nameCharacter, ...names, ...headings) * scale
  const short = Math.max(8, ...services.map((service) => service.shortName.length)) * shortCharacter * scale
  const last = (services.at(-1)?.shortName.length ?? 8) * shortCharacter * scale
  const angle = (-columnAngle * Math.PI) / 180
  const left = Math.ceil(16 + name + 62 * scale)
  return {
    left,
    top: Math.ceil(Math.max(short * Math.sin(angle) + 20, 52 * scale)),
    right: Math.ceil(last * Math.cos(angle)),
    nameEdge: Math.round(left - 62 * scale),
    markAt: Math.round(left - 53 * scale),
    countEdge: left - 10,
    brief,
  }
}
