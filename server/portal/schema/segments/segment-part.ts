/** Cells of a scheme's figures by segment, table and column, and what is told of them. */
import { type AdoptedFigures, type AdoptedTable, BANDS, groupsOf } from '../../../segments/adopted.ts'
import type { NoisySize } from '../../../segments/answer.ts'
import { type Estimate, timesAsOften } from '../../../segments/estimates.ts'
import type { Scope } from '../../../segments/rule.ts'
import { toldShare } from './estimates.ts'

/** One segment in the figures, or all of them together (`at` null). */
export interface Part {
  readonly scope: Scope
  readonly figures: AdoptedFigures
  readonly at: number | null
  readonly key: string | null
}

export const cellOf = ({ figures, at }: Part, table: AdoptedTable, column: number): NoisySize => {
  const { segments, all } = figures.tables[table]
  const cell = at === null ? all[column] : segments[at]?.[column]
  if (!cell) throw new Error('figures of a scheme have another shape than their scheme')
  return cell
}
export const whole = (part: Part): Part => ({ ...part, at: null, key: null })
export const clients = (part: Part): NoisySize => cellOf(part, 'SIZES', 0)
export const timesOf = (part: Part, service: number): Estimate | null =>
  part.at === null
    ? null
    : timesAsOften(cellOf(part, 'SERVICES', service), clients(part), cellOf(whole(part), 'SERVICES', service), clients(whole(part)))

export interface Column {
  readonly part: Part
  readonly column: number
}
export const columnsOf = (part: Part, count: number): readonly Column[] => Array.from({ length: count }, (_, column) => ({ part, column }))
export const sizeOf =
  (table: AdoptedTable) =>
  ({ part, column }: Column) =>
    cellOf(part, table, column)
/** Of the segment; a segment alone does not tell what is withheld of all of them. */
export const shareWithin =
  (table: AdoptedTable) =>
  ({ part, column }: Column) =>
    toldShare(cellOf(part, table, column), clients(part), cellOf(whole(part), table, column))
/** Of everybody in the column. */
export const shareOfColumn = (table: AdoptedTable, { part, column }: Column) =>
  toldShare(cellOf(part, table, column), cellOf(whole(part), table, column), clients(part))

export function groupAt({ scope }: Part, column: number) {
  const group = groupsOf(scope)[column]
  if (!group) throw new Error('a group outside the scheme')
  return group
}
export function bandAt(column: number) {
  const band = BANDS[column]
  if (!band) throw new Error('a band outside the list')
  return band
}
export function codeAt(codes: readonly string[], at: number): string {
  const code = codes[at]
  if (code === undefined) throw new Error('a code outside the list')
  return code
}
