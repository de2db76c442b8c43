/** Sealed values as the rest of the portal knows them: by kind, and opened by the scalars alone. */
import { FlagTable, fits, flagsOf, opened, openedCells, openedRows, Sealed, type SealedKind, SealedTable, unitOf } from './sealing.ts'
import { flagRows, numberRows, type UnwrittenTable } from './table-text.ts'

export { FlagTable, Sealed, type SealedKind, SealedTable }

export type Count = Sealed<'Count'>
export type Share = Sealed<'Share'>
export type Lift = Sealed<'Lift'>
export type CountDifference = Sealed<'CountDifference'>
export type ShareDifference = Sealed<'ShareDifference'>
export type FigureCount = Sealed<'FigureCount'>
export type Parameter = Sealed<'Parameter'>
export type EventCount = Sealed<'EventCount'>
export type Residents = Sealed<'Residents'>
export type Rate = Sealed<'Rate'>
/** Of a draft segment: with noise, in tens, never a figure of a release. */
export type NoisySize = Sealed<'NoisySize'>
/** One noisy size less an earlier one. */
export type NoisyChange = Sealed<'NoisyChange'>
/** Whole per cent of noisy sizes. */
export type NoisyShare = Sealed<'NoisyShare'>
/** Of noisy sizes, one decimal: clients of a hundred clients or of 1,000 residents. */
export type NoisyRate = Sealed<'NoisyRate'>
/** How many times as often, of noisy sizes, in tenths. */
export type NoisyTimes = Sealed<'NoisyTimes'>
/** Rows of a file before anything is released: two significant digits, never under twenty. */
export type RoughRows = Sealed<'RoughRows'>
/** Whole per cent of such rows. */
export type RowShare = Sealed<'RowShare'>
/** Of a step of an order, in tens of per cent. */
export type Progress = Sealed<'Progress'>

/** The number behind a sealed value, for its scalar. Throws where the value is of another origin or below the threshold of its release. */
export function unseal(kind: SealedKind, value: unknown): number {
  if (!(value instanceof Sealed) || !fits(value, kind)) throw new Error(`not a publishable ${kind}`)
  return opened(value)
}

/** The numbers of a table. Throws where the table is of another kind. */
export const unsealTable = (kind: SealedKind, table: SealedTable<SealedKind>): (number | null)[][] => openedRows(table, kind)

/** The same as JSON, for the table's scalar. */
export const tableText = (kind: SealedKind, table: SealedTable<SealedKind>): UnwrittenTable =>
  numberRows(table.size, openedCells(table, kind), unitOf(table))

/** Flags as JSON. */
export const flagText = (table: FlagTable): UnwrittenTable => flagRows(table.size, flagsOf(table))

/** Order of sealed values of one kind, smallest first; null counts as `absent`. */
export const smallestFirst = <K extends SealedKind>(a: Sealed<K> | null, b: Sealed<K> | null, absent: number): number =>
  (a ? opened(a) : absent) - (b ? opened(b) : absent)
