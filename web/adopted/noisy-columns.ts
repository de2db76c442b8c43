/** Noisy numbers in exported tables: each is three columns. */
import type { TFunction } from 'i18next'
import type { ExportColumn, ExportUnit } from '../export/exportable.ts'
import type { Estimate } from './adopted-words.ts'

const measures = (t: TFunction, ids: readonly string[], unit: ExportUnit): readonly ExportColumn[] =>
  ids.map((id) => ({ kind: 'measure', id, label: t(`adopted.column.${id}`), unit }))

/** A number of clients and the ends of its interval. */
export const sizeColumns = (t: TFunction): readonly ExportColumn[] => measures(t, ['clients', 'low', 'high'], 'clients')
/** A share and its ends. */
export const shareColumns = (t: TFunction): readonly ExportColumn[] => measures(t, ['share', 'shareLow', 'shareHigh'], 'percent')

export const sizeValues = ({ size, low, high }: { readonly size?: number | null; readonly low: number; readonly high: number }) => [
  ...[size ?? null, low, high],
]
export const shareValues = (one: Estimate | null | undefined) => [one?.value ?? null, one?.low ?? null, one?.high ?? null]
