/** Services in an order of likeness, and blocks of alike ones: average linkage over published lifts. */
import { agnes, type Cluster } from 'ml-hclust'
import { type Lift, unseal } from './figures.ts'
import { leafOrder, type Tree } from './leaf-order.ts'

export interface Similarity {
  readonly order: readonly number[]
  /** Runs of the order, each of at least two services. */
  readonly blocks: readonly (readonly number[])[]
}

/** Services of one block are used together at least this many times as often as if unrelated, on the average of their distances. */
const BLOCK_LIFT = 1.5

/** From a square, symmetric matrix of published lifts. A withheld lift says nothing: it counts as 'unrelated'. */
export function similarityOf(lifts: readonly (readonly (Lift | null)[])[]): Similarity {
  const distance = (a: number, b: number): number => {
    const lift = lifts[a]?.[b]
    return a === b ? 0 : distanceOf(lift ? unseal('Lift', lift) : 1)
  }
  const each = lifts.map((_, i) => i)
  if (each.length < 2) return { order: each, blocks: [] }
  const root = agnes(
    each.map((a) => each.map((b) => distance(a, b))),
    { method: 'average', isDistanceMatrix: true },
  )
  const order = leafOrder(treeOf(root), distance)
  const place = new Map(order.map((service, i) => [service, i]))
  const blocks = root
    .cut(distanceOf(BLOCK_LIFT))
    .map((cluster) => cluster.indices().sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)))
    .filter((block) => block.length > 1)
    .sort((a, b) => (place.get(a[0] ?? 0) ?? 0) - (place.get(b[0] ?? 0) ?? 0))
  return { order, blocks }
}

/** 0 for what is always together, a half for unrelated, 1 for never together. */
const distanceOf = (lift: number): number => 1 / (1 + lift)

function treeOf(cluster: Cluster): Tree {
  const [left, right] = cluster.children
  return left && right ? [treeOf(left), treeOf(right)] : cluster.index
}
