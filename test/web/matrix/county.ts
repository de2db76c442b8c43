import { readFileSync } from 'node:fs'
import type { MatrixFigures, MatrixService } from '../../../web/charts/matrix/matrix-figures.ts'

interface CountyFile {
  readonly clients: number
  readonly services: readonly MatrixService[]
  readonly similarity: readonly string[]
  readonly counts: readonly (readonly (number | null)[])[]
  readonly lifts: readonly (readonly (number | null)[])[]
  readonly rowShares: readonly (readonly (number | null)[])[]
}

// The file is written by hand with this shape and lies beside this one.
const file = JSON.parse(readFileSync(new URL('county-18-64.json', import.meta.url), 'utf8')) as CountyFile

/** A synthetic matrix of clients aged 18–64: 40 services, 435 of 780 pairs published. */
export const county: MatrixFigures = { ...file, atLeast: file.counts.map((row) => row.map(() => false)) }

/** Codes in an order by similarity, and five blocks in it. */
export const similarity: readonly string[] = file.similarity
