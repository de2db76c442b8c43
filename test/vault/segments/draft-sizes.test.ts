import { describe, expect, it } from 'vitest'
import type { SchemeRules } from '../../../server/segments/rule.ts'
import { sealCounts } from '../../../server/vault/cube/open-counts.ts'
import { profileColumns } from '../../../server/vault/cube/profile-columns.ts'
import { draftCounter } from '../../../server/vault/segments/draft-sizes.ts'
import { all, any, heavyIn, heavyUser, number, rule, tasks, VOCABULARY } from '../../segments/example.ts'
import { counter, profile, scheme } from './example-clients.ts'
import { seededDraw } from './seeded-draw.ts'

const EPSILON = { numerator: 1, denominator: 10 }

const COUNTY = [
  profile(100, ['H1']),
  profile(40, ['H1', 'H2', 'S1'], { age: 3, sex: 2 }),
  profile(30, ['S1', 'S3'], { heavyUser: true, sex: 0 }),
  profile(200, ['H1'], { heavyServices: [0], heavyUser: true, age: 0 }),
  profile(3, ['D1']),
]

describe('sizes of a draft scheme', () => {
  it('are of a partition: each client in the first segment that it meets, the rest in other', () => {
    const sizes = counter(COUNTY).sizes(scheme(rule([tasks(2)]), rule([heavyIn('H1')]), rule([any('H1', 'H2')])), EPSILON)
    expect(sizes.map(({ size }) => size)).toEqual([30, 200, 140, null])
  })

  it('follow the order of the segments', () => {
    const sizes = (...rules: SchemeRules['rules']) =>
      counter(COUNTY)
        .sizes(scheme(...rules), EPSILON)
        .map(({ size }) => size)
    expect(sizes(rule([heavyUser]), rule([all('H1')]))).toEqual([230, 140, null])
    expect(sizes(rule([all('H1')]), rule([heavyUser]))).toEqual([340, 30, null])
  })

  it('count the age groups of the scope alone', () => {
    const sizes = counter(COUNTY).sizes({ scope: 'AGE_65_PLUS', rules: [rule([all('S1')]), rule([number('ALL', 1)])] }, EPSILON)
    expect(sizes.map(({ size }) => size)).toEqual([40, null, null])
  })

  it('are in tens, withheld below twenty, with an interval that does not tell which small size', () => {
    for (const clients of [0, 1, 4, 9, 14]) {
      const [size] = counter([profile(clients + 1, ['H1'], { clients })]).sizes(scheme(rule([all('H1')]), rule([all('H2')])), EPSILON)
      expect(size).toEqual({ size: null, low: 0, high: 40 })
    }
    const [shown] = counter([profile(344, ['H1'])]).sizes(scheme(rule([all('H1')]), rule([all('H2')])), EPSILON)
    expect(shown).toEqual({ size: 340, low: 310, high: 370 })
  })

  it('hold the true size in the interval nine times in ten or more', () => {
    const evaluated = counter([profile(500, ['H1'])], seededDraw(11))
    let held = 0
    for (let i = 0; i < 4000; i++) {
      const [size] = evaluated.sizes(scheme(rule([all('H1')]), rule([all('H2')])), EPSILON)
      if (size && size.low <= 500 && 500 <= size.high) held++
    }
    expect(held / 4000).toBeGreaterThanOrEqual(0.9)
  })

  it('change by one client in one segment where one client is added: the sensitivity that the noise is made for', () => {
    const rules = scheme(rule([tasks(2)]), rule([heavyIn('H1')]), rule([any('H1', 'H2')]))
    // Ten clients at once: without noise, and in tens, each counts as one step.
    for (const added of [profile(10, ['S1', 'S3']), profile(10, ['H1']), profile(10, []), profile(10, ['H1', 'H2'], { age: 2 })]) {
      const county = COUNTY.map((row) => (row.clients === 3 ? { ...row, clients: 100 } : row))
      const [before, after] = [counter(county), counter([...county, added])].map((one) =>
        one.sizes(rules, EPSILON).map(({ size }) => size ?? 0),
      )
      const changes = (before ?? []).map((size, at) => (after?.[at] ?? 0) - size)
      expect(changes.filter((change) => change !== 0)).toEqual([10])
    }
  })

  it('differ from evaluation to evaluation, by a source of chance of its own', () => {
    const own = draftCounter(sealCounts(profileColumns([profile(5000, ['H1'])])), VOCABULARY)
    const seen = new Set(Array.from({ length: 60 }, () => own.sizes(scheme(rule([all('H1')]), rule([all('H2')])), EPSILON)[0]?.size))
    expect(seen.size).toBeGreaterThan(2)
  })
})
