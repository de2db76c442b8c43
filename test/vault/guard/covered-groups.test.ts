import { describe, expect, it } from 'vitest'
import { lineLength, lineMember } from '../../../server/vault/guard/family-lines.ts'
import {
  type FamilyGroups,
  type LinkedFamily,
  linkFamily,
  markOf,
  reveal,
  takeBack,
  UNKNOWN,
} from '../../../server/vault/guard/linked-family.ts'
import { seededClients } from '../cube/population.ts'
import { atHome, pairFamily } from './pair-family.ts'

const SIZE = { services: 2, municipalities: 2, centres: 4 }
const { family: plain } = pairFamily(atHome(seededClients(41, 500, SIZE), SIZE), SIZE)
const { shape, selections, values, k } = plain
/** Every figure of five clients or more, the largest first. */
const figures = shape.measures
  .flatMap(({ table }) => Array.from({ length: selections.count }, (_, s) => table * selections.count + s))
  .filter((group) => selections.hidden[group % selections.count] !== 1 && (values[group] ?? 0) >= k)
  .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b)
const opened = (groups: Partial<FamilyGroups> = {}): LinkedFamily =>
  linkFamily({ shape, selections, values, k, exempt: 0, ruledOut: new Uint8Array(shape.tables), sums: true, ...groups })
const linesOf = ({ unknown }: LinkedFamily) => [...unknown.keys()]

/** Most clients in known groups inside each group, no client twice, from the definition. */
function coveredAnew(family: LinkedFamily): Int32Array {
  const covered = family.values.map((n, group) => (family.state[group] === UNKNOWN ? 0 : n))
  for (let changed = true; changed; ) {
    changed = false
    for (const line of linesOf(family)) {
      const total = lineMember(family, line, 0)
      const parts = Array.from({ length: lineLength(family, line) - 1 }, (_, m) => covered[lineMember(family, line, m + 1)] ?? 0)
      const sum = parts.reduce((a, b) => a + b, 0)
      if (family.state[total] !== UNKNOWN || sum <= (covered[total] ?? 0)) continue
      covered[total] = sum
      changed = true
    }
  }
  return covered
}

describe('what is known inside a group', () => {
  it('is the most that lines take apart, whatever was shown and taken back before', () => {
    const family = opened()
    let refused = 0
    for (const [n, group] of figures.entries()) {
      const mark = markOf(family)
      const safe = reveal(family, group)
      if (!safe) refused++
      if (!safe || n % 3 === 0) takeBack(family, mark)
    }
    expect(refused).toBeGreaterThan(0)
    expect(family.trail.length).toBeGreaterThan(20)
    expect([...(family.covered?.groups ?? [])]).toEqual([...coveredAnew(family)])
    takeBack(family, 0)
    expect(family.covered?.groups.some((n) => n > 0) || family.covered?.lines.some((n) => n > 0)).toBe(false)
  })

  it('leaves no known total over one to four clients, which the lines alone do', () => {
    const leftOver = (family: LinkedFamily) => {
      for (const group of figures) {
        const mark = markOf(family)
        if (!reveal(family, group)) takeBack(family, mark)
      }
      const covered = coveredAnew(family)
      return linesOf(family).filter((line) => {
        const total = lineMember(family, line, 0)
        if (family.state[total] === UNKNOWN) return false
        const parts = Array.from({ length: lineLength(family, line) - 1 }, (_, m) => covered[lineMember(family, line, m + 1)] ?? 0)
        const left = parts.reduce((rest, n) => rest - n, values[total] ?? 0)
        return left > 0 && left < k
      }).length
    }
    expect(leftOver(opened({ sums: false }))).toBeGreaterThan(0)
    expect(leftOver(opened())).toBe(0)
  })
})
