/** Which selections contain which. */
import type { Dimension } from './dimension.ts'
import { ragged } from './ragged.ts'

export interface Containment {
  /** Selections that contain leaf selection s: `ancestors[ancestorStart[s]]` up to `ancestorStart[s + 1] − 1`; none for others. */
  readonly ancestorStart: Int32Array
  readonly ancestors: Int32Array
  /** Selections nested with selection s, from `nestedStart[s]`: t where it lies inside t, −t − 1 where t lies inside it. */
  readonly nestedStart: Int32Array
  readonly nested: Int32Array
  /** Whether a selection contains a finest one. */
  readonly contains: (selection: number, finest: number) => boolean
}

/** Finds it from what the nodes of each dimension contain. `index`: selection of a node of each. */
export function containmentOf(
  count: number,
  { sex, age, place }: { readonly sex: Dimension; readonly age: Dimension; readonly place: Dimension },
  index: (s: number, a: number, p: number) => number,
): Containment {
  const containing: number[][] = Array.from({ length: count }, () => [])
  const leafNodes = (dimension: Dimension) =>
    dimension.nodes.flatMap(({ leaves }, n) => (leaves.length === 1 ? [[leaves[0] ?? 0, n] as const] : []))
  for (const [sl, s] of leafNodes(sex))
    for (const [al, a] of leafNodes(age))
      for (const [pl, p] of leafNodes(place))
        containing[index(s, a, p)] = (sex.nodesOf[sl] ?? []).flatMap((sn) =>
          (age.nodesOf[al] ?? []).flatMap((an) => (place.nodesOf[pl] ?? []).map((pn) => index(sn, an, pn))),
        )
  const { start: ancestorStart, items: ancestors } = ragged(containing)

  const within = new Uint8Array(count * count)
  containing.forEach((all, finest) => {
    for (const s of all) within[s * count + finest] = 1
  })

  const finestOf: number[][] = Array.from({ length: count }, () => [])
  containing.forEach((all, finest) => {
    for (const s of all) finestOf[s]?.push(finest)
  })
  const nestedLists: number[][] = Array.from({ length: count }, () => [])
  for (let s = 0; s < count; s++) {
    const own = finestOf[s] ?? []
    // what contains all its finest selections contains it
    for (const t of containing[own[0] ?? 0] ?? [])
      if (t !== s && own.every((finest) => within[t * count + finest] === 1)) {
        nestedLists[s]?.push(t)
        nestedLists[t]?.push(-s - 1)
      }
  }
  const { start: nestedStart, items: nested } = ragged(nestedLists)
  const contains = (selection: number, finest: number) => within[selection * count + finest] === 1
  return { ancestorStart, ancestors, nestedStart, nested, contains }
}
