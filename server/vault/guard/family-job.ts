/** Jobs of the guard: one family each. A level's jobs are independent of each other and rest on the level below. See suppression.md. */
import type { Histogram } from './client-patterns.ts'
import type { NumberSlice } from './number-slice.ts'
import type { FamilyFindings } from './suppress-family.ts'
import type { WideFindings } from './wide-audit.ts'
import type { WideFamily } from './wide-family.ts'

export type FamilyJob =
  | { readonly kind: 'clients' }
  | { readonly kind: 'single'; readonly services: readonly [number] }
  | { readonly kind: 'heavyIn'; readonly services: readonly [number] }
  /**
   * Histograms of health and social services, their grid, and the bins of all services that follow from it. `narrowed`: of how many of sex, age
   * and place the grid is shown at most.
   */
  | { readonly kind: 'grid'; readonly narrowed: 0 | 1 }
  /** All bins of one histogram. */
  | { readonly kind: 'histogram'; readonly of: Histogram }
  /** One bin of a histogram or of the grid against all others: `column` of the base block. */
  | { readonly kind: 'bin'; readonly column: number }
  | { readonly kind: 'pair'; readonly services: readonly [number, number] }
  | { readonly kind: 'triple'; readonly services: readonly [number, number, number] }
  /** Clients, services and all pairs of a small catalogue at once. */
  | { readonly kind: 'joint' }
  /** Histograms and grid of many selections at once. */
  | { readonly kind: 'slice'; readonly slice: NumberSlice }
  /** Figures of different kinds of which one holds the other. */
  | { readonly kind: 'nested' }
  /** Everything published of one selection. */
  | { readonly kind: 'wide'; readonly family: WideFamily }
  /** Histograms, grid and the sums over services of one selection, of a catalogue too large for all patterns. */
  | { readonly kind: 'numbers'; readonly family: WideFamily }

export interface FamilyResult {
  readonly job: FamilyJob
  /** Cells shown: positions in the base block, or for a triple in the triples block. */
  readonly cells: Int32Array
  /** Cells shown before that are withheld now. */
  readonly gone?: WideFindings['gone'] | undefined
  readonly findings: FamilyFindings
  /** Whether the attacker was let in. */
  readonly audited: boolean
}
