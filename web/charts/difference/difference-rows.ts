import { SECTORS, type Sector } from '../../controls/sector-shape.ts'
import type { SeriesBreak } from '../../release/break-words.ts'
import { isOutside, type MatrixFigures } from '../matrix/matrix-figures.ts'
import { type DifferenceMatrix, inPlacesOf } from './difference-cells.ts'

/** A published number. */
export interface DifferenceFigure {
  readonly count: number | null
  readonly atLeast: boolean
}

/** One service in two selections; differences are the server's, null unless both sides are published. */
export interface DifferenceRow {
  readonly code: string
  readonly name: string
  readonly sector: Sector
  readonly a: DifferenceFigure
  readonly b: DifferenceFigure
  readonly shareA: number | null
  readonly shareB: number | null
  readonly points: number | null
  /** Why no difference is given though both sides may be shown: their releases do not count the same. */
  readonly breaks: readonly SeriesBreak[]
}

export type DifferenceOrder = 'sector' | 'gap' | 'size'

export interface DifferenceGroup {
  /** Null where the order runs across sectors. */
  readonly sector: DifferenceRow['sector'] | null
  readonly rows: readonly DifferenceRow[]
  /** Services of which neither side shows a figure. */
  readonly folded: readonly DifferenceRow[]
}

/** Arranges rows; services withheld on both sides fold. Equal values keep the order of the catalogue. */
export function differenceGroups(rows: readonly DifferenceRow[], order: DifferenceOrder): readonly DifferenceGroup[] {
  const isShown = (row: DifferenceRow) => row.a.count !== null || row.b.count !== null
  if (order === 'sector')
    return SECTORS.map((sector) => {
      const own = rows.filter((row) => row.sector === sector)
      return { sector, rows: sorted(own.filter(isShown), 'size'), folded: own.filter((row) => !isShown(row)) }
    }).filter((group) => group.rows.length + group.folded.length > 0)
  return [{ sector: null, rows: sorted(rows.filter(isShown), order), folded: rows.filter((row) => !isShown(row)) }]
}

/** The row of one service (its index in A) in two matrices: what else its clients use. What the reader's rights do not cover is left out. */
export function rowsBeside(a: MatrixFigures, b: MatrixFigures, points: DifferenceMatrix, chosen: number): readonly DifferenceRow[] {
  const inB = inPlacesOf(a, b)
  const row = inB[chosen] ?? -1
  return a.services.flatMap(({ code, name, sector }, index): DifferenceRow[] => {
    if (index === chosen || isOutside(a, chosen, index)) return []
    const column = inB[index] ?? -1
    return [
      {
        ...{ code, name, sector, clients: null, breaks: [] },
        a: { count: a.counts[chosen]?.[index] ?? null, atLeast: a.atLeast[chosen]?.[index] ?? false },
        b: { count: b.counts[row]?.[column] ?? null, atLeast: b.atLeast[row]?.[column] ?? false },
        shareA: a.rowShares[chosen]?.[index] ?? null,
        shareB: b.rowShares[row]?.[column] ?? null,
        points: points[chosen]?.[index] ?? null,
      },
    ]
  })
}

/** The row with the largest published difference of shares, or null. */
export function largestGap(rows: readonly DifferenceRow[]): DifferenceRow | null {
  const [first] = sorted(
    rows.filter((row) => row.points !== null && row.points !== 0),
    'gap',
  )
  return first ?? null
}

function sorted(rows: readonly DifferenceRow[], by: 'gap' | 'size'): readonly DifferenceRow[] {
  const key = (row: DifferenceRow) =>
    by === 'gap' ? (row.points === null ? -1 : Math.abs(row.points)) : (row.a.count ?? row.b.count ?? -1)
  return [...rows].sort((x, y) => key(y) - key(x))
}
