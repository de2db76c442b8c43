/**
 * Order of the leaves of a binary tree in which neighbours are as close as the tree allows.
 * Exact, by dynamic programming: Bar-Joseph, Gifford and Jaakkola, 'Fast optimal leaf ordering for hierarchical clustering' (2001).
 */
export type Tree = number | readonly [Tree, Tree]

/** Leaves, left to right, with the least sum of distances between neighbours; of equals, the one that starts with the smaller leaf. */
export function leafOrder(tree: Tree, distance: (a: number, b: number) => number): readonly number[] {
  if (typeof tree === 'number') return [tree]
  const paths = bestPaths(tree, distance)
  let best: Path | null = null
  for (const path of paths.values()) {
    if (best === null || path.length < best.length - 1e-12) best = path
  }
  return best === null ? [] : walk(best)
}

/** The shortest order of a subtree that begins and ends with given leaves. */
interface Path {
  readonly first: number
  readonly last: number
  readonly length: number
  readonly parts: readonly [Path, Path] | null
}

function bestPaths(tree: Tree, distance: (a: number, b: number) => number): Map<string, Path> {
  if (typeof tree === 'number') {
    return new Map([[`${tree} ${tree}`, { first: tree, last: tree, length: 0, parts: null }]])
  }
  const [left, right] = [[...bestPaths(tree[0], distance).values()], [...bestPaths(tree[1], distance).values()]]
  const found = new Map<string, Path>()
  const join = (heads: readonly Path[], tails: readonly Path[]) => {
    for (const head of heads) {
      for (const tail of tails) {
        const length = head.length + distance(head.last, tail.first) + tail.length
        const key = `${head.first} ${tail.last}`
        const other = found.get(key)
        if (!other || length < other.length - 1e-12) found.set(key, { first: head.first, last: tail.last, length, parts: [head, tail] })
      }
    }
  }
  join(left, right)
  join(right, left)
  return new Map([...found].sort(([, a], [, b]) => a.first - b.first || a.last - b.last))
}

const walk = (path: Path): readonly number[] => (path.parts === null ? [path.first] : [...walk(path.parts[0]), ...walk(path.parts[1])])
