import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leafOrder, type Tree } from '../../../server/portal/release/leaf-order.ts'

const leaves = (tree: Tree): readonly number[] => (typeof tree === 'number' ? [tree] : [...leaves(tree[0]), ...leaves(tree[1])])

/** Every order that the tree allows: each node with its children either way round. */
const allOrders = (tree: Tree): readonly (readonly number[])[] =>
  typeof tree === 'number'
    ? [[tree]]
    : allOrders(tree[0]).flatMap((left) =>
        allOrders(tree[1]).flatMap((right) => [
          [...left, ...right],
          [...right, ...left],
        ]),
      )

const arbitraryTree = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.infiniteStream(fc.nat(1000))).map(([size, choices]) => {
  const parts: Tree[] = Array.from({ length: size }, (_, i) => i)
  while (parts.length > 1) {
    const take = () => parts.splice((choices.next().value ?? 0) % parts.length, 1)[0] ?? 0
    parts.push([take(), take()])
  }
  return parts[0] ?? 0
})

describe('the order of leaves', () => {
  it('has the shortest way that the tree allows', () => {
    fc.assert(
      fc.property(
        arbitraryTree,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 49, maxLength: 49 }),
        (tree, weights) => {
          const distance = (a: number, b: number) => weights[Math.min(a, b) * 7 + Math.max(a, b)] ?? 0
          const length = (order: readonly number[]) => order.slice(1).reduce((sum, leaf, i) => sum + distance(order[i] ?? 0, leaf), 0)
          const found = leafOrder(tree, distance)
          const orders = allOrders(tree)
          expect(orders.map((order) => order.join())).toContain(found.join())
          expect(length(found)).toBeCloseTo(Math.min(...orders.map(length)), 9)
        },
      ),
      { seed: 20251231, numRuns: 200 },
    )
  })

  it('is one of two mirror images, always the one that starts with the smaller leaf', () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        const order = leafOrder(tree, () => 1)
        expect(order[0]).toBe(Math.min(...[order[0] ?? 0, order.at(-1) ?? 0]))
        expect([...order].sort()).toEqual([...leaves(tree)].sort())
      }),
      { seed: 20251231, numRuns: 50 },
    )
  })
})
