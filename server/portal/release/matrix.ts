/** Services × services of one selection: counts, lifts, row shares and their orders. */
import type { Figure, Tally } from './figure.ts'
import type { ReleaseReader } from './reader.ts'
import { remembering } from './remembering.ts'
import { type SealedTable, smallestFirst } from './sealed.ts'
import { type Selection, selectionKey } from './selection.ts'
import { type Similarity, similarityOf } from './similarity.ts'
import { pairLifts, pairShares, pairTally, type Square } from './square.ts'

/** Row-major and square in the order of the release's services. Tables are made of the counts whenever they are asked for: that is quick. */
export interface Matrix extends Square {
  readonly clients: Figure
  /** The lift of a service with itself is not a figure: null. */
  readonly lifts: () => SealedTable<'Lift'>
  readonly rowShares: () => SealedTable<'Share'>
  /** Figures published in full, of those within the scope: clients, each service and each pair. */
  readonly tally: Tally
  readonly bySize: () => readonly number[]
  readonly bySector: () => readonly number[]
  /** Worked out when first asked for. */
  readonly similarity: () => Similarity
}

/** In the order in which every page has them, whatever the catalogue's. */
const SECTORS = ['HEALTH', 'DENTAL', 'SOCIAL'] as const

/** The fields of an answer and its audit ask for one in turn; many more would all grow old before they are forgotten. */
const matrices = remembering<Matrix>(32)

/** Of a selection that the matrix view admits; worked out once. */
export function matrixOf(reader: ReleaseReader, selection: Selection): Matrix {
  return matrices(reader, selectionKey(selection), () => build(reader, selection))
}

/** Keeps no figure of a cell alive. */
function build(reader: ReleaseReader, selection: Selection): Matrix {
  const figures = reader.figuresOf(selection)
  const { services } = reader
  const clients = figures.using()
  const square = figures.square()
  const { counts } = square
  const lifts = () => pairLifts(square, clients)
  const each = () => services.map((_, position) => position)
  return {
    ...square,
    ...{ clients, lifts, rowShares: () => pairShares(square) },
    tally: pairTally(square, clients, figures.seesAll ? null : (a, b) => figures.sees(a, b)),
    bySize: () => each().toSorted((a, b) => smallestFirst(counts.at(b, b), counts.at(a, a), 0) || a - b),
    bySector() {
      return SECTORS.flatMap((sector) => each().filter((position) => services[position]?.sector === sector))
    },
    similarity: similarityOnce(lifts),
  }
}

function similarityOnce(lifts: () => SealedTable<'Lift'>): () => Similarity {
  let made: Similarity | null = null
  return () => {
    made ??= similarityOf(lifts())
    return made
  }
}
