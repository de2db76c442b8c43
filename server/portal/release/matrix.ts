/** Services × services of one selection, worked out once: counts, lifts, row shares and their orders. */
import { type Figure, type FigureCount, largestFirst, type PairTables, pairTables, type SealedTable, tally } from './figures.ts'
import type { ReleaseReader } from './reader.ts'
import { Recent } from './recent.ts'
import { type Selection, selectionKey } from './selection.ts'
import { type Similarity, similarityOf } from './similarity.ts'

/** Row-major and square in the order of the release's services. The lift of a service with itself is not a figure: null. */
export interface Matrix extends PairTables {
  readonly clients: Figure
  readonly atLeast: readonly (readonly boolean[])[]
  /** Figures published in full, of those within the scope: clients, each service and each pair. */
  readonly tally: { readonly shown: FigureCount; readonly of: FigureCount }
  readonly bySize: readonly number[]
  readonly bySector: readonly number[]
  /** Worked out when first asked for. */
  readonly similarity: () => Similarity
}

const known = new WeakMap<ReleaseReader, Recent<Matrix>>()

/** Of a selection that the matrix view admits. */
export function matrixOf(reader: ReleaseReader, selection: Selection): Matrix {
  const remembered = known.get(reader) ?? new Recent<Matrix>(200)
  known.set(reader, remembered)
  const key = selectionKey(selection)
  const found = remembered.get(key)
  if (found) return found
  const matrix = build(reader, selection)
  remembered.set(key, matrix)
  return matrix
}

/** Keeps no figure of a cell alive: hundreds of matrices are remembered. */
function build(reader: ReleaseReader, selection: Selection): Matrix {
  const figures = reader.figuresOf(selection)
  const each = reader.services.map((_, position) => position)
  const clients = figures.using()
  const square = figures.square()
  const tables = pairTables(square, clients)
  const of = (a: number): Figure => square[a]?.[a] ?? clients
  const sectors = [...new Set(reader.services.map((service) => service.sector))]
  return {
    ...tables,
    clients,
    atLeast: square.map((row) => row.map((figure) => figure.atLeast)),
    tally: tally([clients, ...square.flatMap((row, a) => row.slice(a).filter((_, i) => figures.sees(a, a + i)))]),
    bySize: [...each].sort((a, b) => largestFirst(of(a), of(b)) || a - b),
    bySector: sectors.flatMap((sector) => each.filter((position) => reader.services[position]?.sector === sector)),
    similarity: similarityOnce(tables.lifts),
  }
}

function similarityOnce(lifts: SealedTable<'Lift'>): () => Similarity {
  let made: Similarity | null = null
  return () => {
    made ??= similarityOf(lifts)
    return made
  }
}
