/** One published number, and what is asked of several. */

import type { Count, FigureCount } from './sealed.ts'
import { opened } from './sealing.ts'
import { figureCount } from './sealing-figures.ts'

/** One published number. `count` null: withheld. `atLeast`: a sum of which a part is withheld. */
export interface Figure {
  readonly count: Count | null
  readonly atLeast: boolean
}

/** A figure that no release has. */
export const WITHHELD: Figure = { count: null, atLeast: false }

/** What a cell counts. Services by their position in the layout, one to three of them, or none for all clients. */
export type Measure =
  | { readonly kind: 'used'; readonly services: readonly number[] }
  | { readonly kind: 'heavyIn'; readonly service: number }
  /** Clients with `from` to `to` services, both included, `top` meaning 'top or more': the sum of these bins. */
  | { readonly kind: 'bins'; readonly histogram: 'health' | 'social' | 'all'; readonly from: number; readonly to: number }
  | { readonly kind: 'grid'; readonly health: number; readonly social: number }
  /** Clients of at least so many health and so many social services: the sum of these cells of the grid. */
  | { readonly kind: 'corner'; readonly health: number; readonly social: number }

/** Whether a figure is published in full. */
export const isExact = (figure: Figure): boolean => figure.count !== null && !figure.atLeast

/** Figures published in full, of how many. */
export interface Tally {
  readonly shown: FigureCount
  readonly of: FigureCount
}

/** How many of the figures are published in full, and how many there are. */
export function tally(figures: readonly Figure[]): Tally {
  return { shown: figureCount(figures.filter(isExact).length), of: figureCount(figures.length) }
}

/** How many more `b` has than `a`; null unless it is more. */
export function gainOf(a: FigureCount, b: FigureCount): FigureCount | null {
  return opened(b) > opened(a) ? figureCount(opened(b) - opened(a)) : null
}

/** Order of figures by published value, largest first, withheld last. */
export const largestFirst = (a: Figure, b: Figure): number => (b.count ? opened(b.count) : 0) - (a.count ? opened(a.count) : 0)
