import { codes, oneOf, type ParamCodec } from '../../selection/use-view-param.ts'
import { type ColourClass, colourClasses } from './matrix-colour.ts'

/** Codes of the row and the column of the chosen cell. */
export type CellCodes = readonly [row: string, column: string]

export const MEASURES = ['both', 'clients', 'share', 'lift'] as const
export const ORDERS = ['sector', 'size', 'similarity'] as const
export const MEASURE = oneOf(MEASURES)
export const ORDER = oneOf(ORDERS)
export const PINS = codes

/** cell=S08.S09 */
export const CELL: ParamCodec<CellCodes | null> = {
  parse(raw) {
    const [row, column, ...rest] = raw?.split('.') ?? []
    return row && column && rest.length === 0 ? [row, column] : null
  },
  write: (cell) => (cell ? cell.join('.') : null),
}

/** The colour class that the legend keeps. */
export const KEEP: ParamCodec<ColourClass | null> = {
  parse: (raw) => colourClasses.find((name) => name === raw) ?? null,
  write: (name) => name,
}
