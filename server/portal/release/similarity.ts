/** Services in an order of likeness, and blocks of alike ones: average linkage over published lifts. */
import { agnes, type Cluster } from 'ml-hclust'
import { leafOrder, type Tree } from './leaf-order.ts'
import { type SealedTable, unsealTable } from './sealed.ts'

export interface Similarity {
  readonly order: readonly number[]
  /** Runs of the order, each of at least two services and at most a fifth of all (or four). */
  readonly blocks: readonly (readonly number[])[]
}

/** Services of one block are used together at least this many times as often as if unrelated, on the average of their distances. */
const BLOCK_LIFT = 1.5

/** From a square, symmetric matrix of published lifts. A withheld lift says nothing: it counts as 'unrelated'. */
export function similarityOf(table: SealedTable<'Lift'>): Similarity {
  const lifts = unsealTable('Lift', table)
  const distances = lifts.map((row, a) => row.map((lift, b) => (a === b ? 0 : distanceOf(lift ?? 1))))
  const distance = (a: number, b: number): number => distances[a]?.[b] ?? 0
  const each = lifts.map((_, i) => i)
  if (each.length < 2) return { order: each, blocks: [] }
  const root = agnes(
    distances.map((row) => [...row]),
    { method: 'average', isDistanceMatrix: true },
  )
  const order = leafOrder(treeOf(root), distance)
  const place = new Map(order.map((service, i) => [service, i]))
  const blocks = blocksOf(root, Math.max(4, Math.round(each.length / 5)))
    .map((block) => [...block].sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)))
    .sort((a, b) => (place.get(a[0] ?? 0) ?? 0) - (place.get(b[0] ?? 0) ?? 0))
  return { order, blocks }
}

/** 0 for what is always together, a half for unrelated, 1 for never together. */
const distanceOf = (lift: number): number => 1 / (1 + lift)

/** The largest clusters, of two to `most` services, that are close enough. */
function blocksOf(cluster: Cluster, most: number): readonly (readonly number[])[] {
  if (cluster.isLeaf) return []
  if (cluster.size <= most && cluster.height <= distanceOf(BLOCK_LIFT)) return [cluster.indices()]
  return cluster.children.flatMap((child) => blocksOf(child, most))
}

function treeOf(cluster: Cluster): Tree {
  const [left, right] = cluster.children
  return left && right ? [treeOf(left), treeOf(right)] : cluster.index
}
