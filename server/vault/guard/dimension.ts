/** One dimension of a linked table: its groups (ALL, parts, parts of parts) over leaves, and which groups are sums of which. */

export interface Dimension {
  readonly nodes: readonly DimensionNode[]
  /** A total, then its parts: positions in `nodes`. */
  readonly lines: readonly (readonly number[])[]
  /** For each leaf, the nodes that contain it. */
  readonly nodesOf: readonly (readonly number[])[]
}

export interface DimensionNode {
  /** Leaves that hold anybody, ascending. */
  readonly leaves: readonly number[]
  /** Positions under which the group is published; several where two names stand for the same clients, none where never shown. */
  readonly published: readonly number[]
}

/**
 * Links the groups of a dimension. `filled[leaf]` is 0 where nobody in the whole table stands: such a leaf is no category, and groups
 * that differ by it alone are one group. Every filled leaf becomes a node, shown or not.
 */
export function linkDimension(
  groups: readonly { readonly leaves: readonly number[]; readonly published: number }[],
  sums: readonly { readonly total: readonly number[]; readonly parts: readonly (readonly number[])[] }[],
  filled: Uint8Array,
): Dimension {
  const nodes: { leaves: readonly number[]; published: number[] }[] = []
  const byLeaves = new Map<string, number>()
  const nodeOf = (leaves: readonly number[]): number => {
    const kept = leaves.filter((leaf) => filled[leaf] === 1).sort((a, b) => a - b)
    if (kept.length === 0) return -1
    const key = kept.join()
    const known = byLeaves.get(key)
    if (known !== undefined) return known
    byLeaves.set(key, nodes.length)
    return nodes.push({ leaves: kept, published: [] }) - 1
  }
  for (const { leaves, published } of groups) nodes[nodeOf(leaves)]?.published.push(published)
  filled.forEach((_, leaf) => {
    nodeOf([leaf])
  })
  const lines = new Map<string, readonly number[]>()
  for (const { total, parts } of sums) {
    const line = [nodeOf(total), ...parts.map(nodeOf).filter((node) => node >= 0)]
    if (line.length < 3 || line[0] === -1) continue
    const key = line.join()
    if (!lines.has(key)) lines.set(key, line)
  }
  return {
    nodes,
    lines: [...lines.values()],
    nodesOf: Array.from(filled, (_, leaf) => nodes.flatMap((node, n) => (node.leaves.includes(leaf) ? [n] : []))),
  }
}
