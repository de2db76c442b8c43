/** What is left to read: of the cells that the threshold allows, the share that is shown, by level of detail. */
import type { PublishedCells } from '../../release/format.ts'
import { COHORTS, measureColumns, placeCount } from '../../release/lattice.ts'
import type { CellCounts } from '../cube/cell-counts.ts'

/** Clients, one service and two services: the cells that G4 of the disclosure-control page compares methods by. */
export type Level = 'all' | 'county' | 'county, all clients'

export interface Usefulness {
  readonly level: Level
  readonly shown: number
  /** Cells of k clients or more. */
  readonly of: number
}

/** Counts cells by level; a group under two names (65+ where nobody is younger) counts under both. */
export function usefulnessOf({ layout, base }: CellCounts, cells: PublishedCells, k: number): readonly Usefulness[] {
  const at = measureColumns(layout)
  const places = placeCount(layout)
  const rows = base.length / at.width
  const tally = new Map<Level, { shown: number; of: number }>()
  for (const level of ['all', 'county', 'county, all clients'] as const) tally.set(level, { shown: 0, of: 0 })
  for (let row = 0; row < rows; row++) {
    const county = row % places === 0
    const levels: Level[] = [
      'all',
      ...(county ? (['county'] as const) : []),
      ...(county && row < rows / COHORTS.length ? (['county, all clients'] as const) : []),
    ]
    for (let column = 0; column < at.heavyIn; column++) {
      const cell = row * at.width + column
      if ((base[cell] ?? 0) < k) continue
      for (const level of levels) {
        const one = tally.get(level)
        if (!one) continue
        one.of++
        if ((cells.base[cell] ?? 0) > 0) one.shown++
      }
    }
  }
  return [...tally].map(([level, one]) => ({ level, ...one }))
}
