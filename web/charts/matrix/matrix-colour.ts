import { type MatrixFigures, type MatrixMeasure, matrixCell } from './matrix-figures.ts'

/** c1–c7: counts and shares, blue; l1–l8: lift, grey below 0.8 and orange above 1; less, same, more: differences. */
export type ColourClass = (typeof colourClasses)[number]

/** Every class, in the order of drawing and of the legends. */
export const colourClasses = [
  ...(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'] as const),
  ...(['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l7', 'l8'] as const),
  ...(['less1', 'less2', 'less3', 'less4', 'same', 'more1', 'more2', 'more3', 'more4'] as const),
] as const

/** Lower limits of the classes, fixed across ages, selections and releases (design language, 'Counts and shares', 'Lift'). */
export const classLimits = {
  clients: [5, 10, 25, 50, 150, 500, 2000],
  share: [0, 5, 10, 20, 35, 50, 75],
  lift: [0, 0.5, 0.8, 1.3, 2, 4, 8, 16],
} as const

/** The class of a published value. */
export function colourClass(kind: keyof typeof classLimits, value: number): ColourClass {
  const limits: readonly number[] = classLimits[kind]
  const index = Math.max(
    0,
    limits.findLastIndex((limit) => value >= limit),
  )
  const first = kind === 'lift' ? 7 : 0
  return colourClasses[first + index] ?? 'c1'
}

/** Part of a cell's side that a class fills: lift below 0.8 is small, so that the direction survives greyscale; a difference grows. */
export function classSide(name: ColourClass): number {
  if (name === 'same') return 0.2
  const size = /^(?:more|less)(\d)$/.exec(name)?.[1]
  if (size) return [0.35, 0.55, 0.75, 1][Number(size) - 1] ?? 1
  return isSmallClass(name) ? 0.47 : 1
}

/** Lift below 0.8 is drawn as a small square, so that the direction survives greyscale. */
export function isSmallClass(name: ColourClass): boolean {
  return name === 'l1' || name === 'l2'
}

/** Whether a class can occur under a measure. */
export function isClassOf(name: ColourClass, measure: MatrixMeasure): boolean {
  if (measure === 'both') return /^[cl]\d$/.test(name)
  return new RegExp(measure === 'lift' ? '^l\\d$' : '^c\\d$').test(name)
}

/** Cells as pairs of service indexes [row, column, row, column, …]. */
export type CellPairs = readonly number[]

/** The cells of a matrix by what they look like. */
export interface CellSets {
  readonly byClass: ReadonlyMap<ColourClass, CellPairs>
  readonly withheld: CellPairs
  /** Cells of `byClass` whose number is at least so large: a part of the sum is withheld. */
  readonly open: CellPairs
}

/**
 * Sorts the cells into colour classes; `order` are service indexes by place and decides what is below the diagonal. A
 * service whose clients are withheld is a withheld cell of the diagonal.
 */
export function classifyCells(figures: MatrixFigures, measure: MatrixMeasure, order: readonly number[]): CellSets {
  const byClass = new Map<ColourClass, number[]>()
  const withheld: number[] = []
  const open: number[] = []
  order.forEach((row, rowPlace) => {
    order.forEach((column, columnPlace) => {
      const cell = matrixCell(figures, measure, row, column, rowPlace > columnPlace)
      if (cell.kind === 'outside') return
      if (cell.kind === 'service' && cell.value !== null) return
      if (cell.kind === 'withheld' || cell.kind === 'service') {
        withheld.push(row, column)
        return
      }
      if (cell.atLeast) open.push(row, column)
      const name = colourClass(cell.kind, cell.value)
      const pairs = byClass.get(name)
      if (pairs) pairs.push(row, column)
      else byClass.set(name, [row, column])
    })
  })
  return { byClass, withheld, open }
}

/** How many pairs are withheld under `measure`; under `share`, where both ways are figures of their own, how many cells. */
export function withheldFigures(figures: MatrixFigures, measure: MatrixMeasure): number {
  const kind = measure === 'both' ? 'clients' : measure
  let withheld = 0
  figures.services.forEach((_, row) => {
    figures.services.forEach((_, column) => {
      if (row === column || (column > row && measure !== 'share')) return
      if (matrixCell(figures, kind, row, column, true).kind === 'withheld') withheld += 1
    })
  })
  return withheld
}
