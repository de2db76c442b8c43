import { describe, expect, it } from 'vitest'
import { linkDimension } from '../../../server/vault/guard/dimension.ts'

const AGES = [
  { leaves: [0, 1, 2, 3], published: 0 },
  { leaves: [0], published: 1 },
  { leaves: [1], published: 2 },
  { leaves: [2, 3], published: 3 },
  { leaves: [2], published: 4 },
  { leaves: [3], published: 5 },
]
const SUMS = [
  { total: [0, 1, 2, 3], parts: [[0], [1], [2, 3]] },
  { total: [2, 3], parts: [[2], [3]] },
]

describe('a dimension', () => {
  it('has a node for every group and a line for every sum', () => {
    const { nodes, lines } = linkDimension(AGES, SUMS, Uint8Array.of(1, 1, 1, 1))
    expect(nodes.map(({ published }) => published)).toEqual([[0], [1], [2], [3], [4], [5]])
    expect(lines).toEqual([
      [0, 1, 2, 3],
      [3, 4, 5],
    ])
  })

  it('knows two names of the same clients as one group: where nobody is under 65, ALL is 65+', () => {
    const { nodes, lines } = linkDimension(AGES, SUMS, Uint8Array.of(0, 0, 1, 1))
    expect(nodes.map(({ published }) => published)).toEqual([[0, 3], [4], [5]])
    expect(lines).toEqual([[0, 1, 2]])
  })

  it('makes a leaf that is never shown a sibling', () => {
    const { nodes, lines } = linkDimension(
      [
        { leaves: [0, 1, 2], published: 0 },
        { leaves: [1], published: 1 },
        { leaves: [2], published: 2 },
      ],
      [{ total: [0, 1, 2], parts: [[1], [2], [0]] }],
      Uint8Array.of(1, 1, 1),
    )
    expect(nodes.map(({ published }) => published)).toEqual([[0], [1], [2], []])
    expect(lines).toEqual([[0, 1, 2, 3]])
  })
})
