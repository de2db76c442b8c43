/** Services × services of one selection, worked out once: counts, lifts, row shares and their orders. */
import { type Figure, largestFirst, liftOf, SealedTable, shareOf } from './figures.ts'
import type { ReleaseReader } from './reader.ts'
import { Recent } from './recent.ts'
import { type Selection, selectionKey } from './selection.ts'
import { type Similarity, similarityOf } from './similarity.ts'

/** Row-major and square in the order of the release's services. The lift of a service with itself is not a figure: null. */
export interface Matrix {
  readonly clients: Figure
  readonly counts: SealedTable<'Count'>
  readonly atLeast: readonly (readonly boolean[])[]
  readonly lifts: SealedTable<'Lift'>
  readonly rowShares: SealedTable<'Share'>
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

function build(reader: ReleaseReader, selection: Selection): Matrix {
  const figures = reader.figuresOf(selection)
  const each = reader.services.map((_, position) => position)
  const clients = figures.using()
  const single = each.map((service) => figures.using(service))
  const square = symmetric(each, (a, b) => figures.using(a, b))
  const of = (a: number): Figure => single[a] ?? clients
  const joint = (a: number, b: number): Figure => square[a]?.[b] ?? clients
  const liftOfPair = symmetric(each, (a, b) => (a === b ? null : liftOf(joint(a, b), [of(a), of(b)], clients)))
  const lifts = new SealedTable('Lift', each.length, (a, b) => liftOfPair[a]?.[b] ?? null)
  const sectors = [...new Set(reader.services.map((service) => service.sector))]
  return {
    clients,
    counts: new SealedTable('Count', each.length, (a, b) => joint(a, b).count),
    atLeast: square.map((row) => row.map((figure) => figure.atLeast)),
    lifts,
    rowShares: new SealedTable('Share', each.length, (a, b) => shareOf(joint(a, b), of(a))),
    bySize: [...each].sort((a, b) => largestFirst(of(a), of(b)) || a - b),
    bySector: sectors.flatMap((sector) => each.filter((position) => reader.services[position]?.sector === sector)),
    similarity: once(() => similarityOf(lifts)),
  }
}

/** Each unordered pair is worked out once and stands in both halves. */
function symmetric<T>(each: readonly number[], value: (a: number, b: number) => T): readonly (readonly T[])[] {
  const rows: T[][] = each.map(() => [])
  for (const a of each) {
    for (const b of each.slice(a)) {
      const one = value(a, b)
      const [upper, lower] = [rows[a], rows[b]]
      if (upper) upper[b] = one
      if (lower) lower[a] = one
    }
  }
  return rows
}

function once<T extends object>(make: () => T): () => T {
  let made: T | null = null
  return () => {
    made ??= make()
    return made
  }
}
