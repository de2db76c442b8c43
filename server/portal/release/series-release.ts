/** A release as a series reads it: single cells, and the residents of public statistics beside them. */
import { measureColumns, placeCount, rowCount } from '../../release/lattice.ts'
import type { PrismaClient, ResidentCount as StoredCount } from '../generated/prisma/client.ts'
import { loadWithoutTriples } from './load.ts'
import { residentsOf } from './ratios.ts'
import type { ReleaseReader } from './reader.ts'
import type { Residents } from './sealed.ts'
import type { Selection } from './selection.ts'

export interface SeriesRelease {
  readonly reader: ReleaseReader
  /** Residents of one area and age group as the catalogue has them; null where it names none. */
  readonly residents: (selection: Selection) => ResidentCount | null
  /** Memory of its cells. */
  readonly bytes: number
}

export interface ResidentCount {
  readonly persons: Residents
  readonly on: Date
  readonly source: string
}

/** As stored with a release. */
export const residentCount = ({ persons, countedOn, source }: StoredCount): ResidentCount => ({
  persons: residentsOf(persons),
  on: countedOn,
  source,
})

/** Null: there is none, or it was withdrawn. Throws as `loadRelease`. */
export async function loadSeriesRelease(prisma: PrismaClient, id: string): Promise<SeriesRelease | null> {
  const reader = await loadWithoutTriples(prisma, id)
  if (!reader) return null
  const rows = await prisma.residentCount.findMany({ where: { releaseId: id } })
  const byCell = new Map(rows.map((row) => [`${row.area} ${row.ageGroup}`, row]))
  return {
    reader,
    residents(selection) {
      const cell = cellOf(selection, reader.release.countyCode)
      const row = cell === null ? undefined : byCell.get(cell)
      return row ? residentCount(row) : null
    },
    bytes: 4 * rowCount(placeCount(reader.layout)) * measureColumns(reader.layout).width,
  }
}

/** Statistics have one area and one age group, and neither sex, cohort nor centre. Who uses what is what is counted, not whom. */
function cellOf({ ageGroups, sexes, municipalities, centres }: Selection, countyCode: string): string | null {
  if (sexes.length > 0 || centres.length > 0 || municipalities.length > 1 || ageGroups.length > 1) return null
  return `${municipalities[0] ?? countyCode} ${ageGroups[0] ?? 'ALL'}`
}
