import type { Figure } from '../format.ts'

/** Lengths of one band in the strip, in percent of all clients. */
export interface BandLength {
  /** As long as it is at least. */
  readonly drawn: number
  /** What may be its own beside that, hatched. */
  readonly open: number
}

/** A band as published: its share in whole percent, or clients alone. */
export interface BandFigures {
  readonly share: number | null
  readonly clients: Figure
}

/**
 * Lengths that tell no more than the figures do: a band with a share is as long as that, one of 'at least so many' as long as those, and
 * what is left of the whole is hatched, in equal parts behind the bands without a share. `clients`: all of the selection.
 */
export function bandLengths(bands: readonly BandFigures[], clients: number | null): readonly BandLength[] {
  const drawn = bands.map((band) => band.share ?? (clients && band.clients.count !== null ? (100 * band.clients.count) / clients : 0))
  const unsettled = bands.filter(({ share }) => share === null).length
  const left = Math.max(0, 100 - drawn.reduce((sum, length) => sum + length, 0))
  return bands.map(({ share }, at) => ({ drawn: drawn[at] ?? 0, open: share === null ? left / unsettled : 0 }))
}
