import type { Sector } from '../../controls/sector-shape.ts'

/** A service of the matrix; `name` and `shortName` in the reader's language, `task` the slug of its service task. */
export interface MatrixService {
  readonly code: string
  readonly slug: string
  readonly sector: Sector
  readonly task: string | null
  readonly name: string
  readonly shortName: string
}

/**
 * Published figures of a matrix, row-major, in the order of `services`. `null` is withheld. `rowShares[i][j]`: of the
 * clients of i, whole per cent who use j. The diagonal of `counts` is the clients of the service.
 */
export interface MatrixFigures {
  readonly services: readonly MatrixService[]
  readonly counts: readonly (readonly (number | null)[])[]
  readonly atLeast: readonly (readonly boolean[])[]
  readonly lifts: readonly (readonly (number | null)[])[]
  readonly rowShares: readonly (readonly (number | null)[])[]
  /** Codes of the services whose rows the reader sees; absent: all. Cells of no such service are left out, not withheld. */
  readonly seen?: readonly string[] | null
}

/** Whether a cell is of a row and column that the reader's rights do not cover. */
export function isOutside({ services, seen }: Pick<MatrixFigures, 'services' | 'seen'>, row: number, column: number): boolean {
  if (!seen || row === column) return false
  return ![row, column].some((at) => seen.includes(services[at]?.code ?? ''))
}

/** What the colour of a cell tells; `both`: counts below the diagonal and lift above it. */
export type MatrixMeasure = 'both' | 'clients' | 'share' | 'lift'

/** One published number of a cell, or that it is withheld or outside the reader's rights, or the service itself on the diagonal. */
export type MatrixCell =
  | { readonly kind: 'clients' | 'share' | 'lift'; readonly value: number; readonly atLeast: boolean }
  | { readonly kind: 'service'; readonly value: number | null; readonly atLeast: boolean }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'outside' }

/**
 * What the cell of services `row` and `column` shows under `measure`. `below` says whether it is drawn below the
 * diagonal; it decides what `both` shows.
 */
export function matrixCell(figures: MatrixFigures, measure: MatrixMeasure, row: number, column: number, below: boolean): MatrixCell {
  const atLeast = figures.atLeast[row]?.[column] ?? false
  const count = figures.counts[row]?.[column] ?? null
  if (row === column) return { kind: 'service', value: count, atLeast }
  if (isOutside(figures, row, column)) return { kind: 'outside' }
  const kind = measure === 'both' ? (below ? 'clients' : 'lift') : measure
  switch (kind) {
    case 'clients':
      return count === null ? { kind: 'withheld' } : { kind, value: count, atLeast }
    case 'share':
      return shown(kind, figures.rowShares[row]?.[column] ?? null, atLeast)
    case 'lift':
      return shown(kind, figures.lifts[row]?.[column] ?? null, atLeast)
    default:
      return kind satisfies never
  }
}

function shown(kind: 'share' | 'lift', value: number | null, atLeast: boolean): MatrixCell {
  return value === null ? { kind: 'withheld' } : { kind, value, atLeast }
}
