import { describe, expect, it } from 'vitest'
import { canonicalScheme, schemeText } from '../../server/segments/canonical.ts'
import {
  type Crosswalk,
  crossed,
  crosswalkText,
  parseCrosswalk,
  parseCrosswalkRules,
  turnedRound,
} from '../../server/segments/crosswalk.ts'
import type { SchemeRules, Scope } from '../../server/segments/rule.ts'
import { all, any, heavyUser, number, rule, VOCABULARY } from './example.ts'

const scheme = (scope: Scope, ...rules: SchemeRules['rules']): SchemeRules => canonicalScheme({ scope, rules }, VOCABULARY)
const ONE = scheme('ALL', rule([heavyUser]), rule([all('H1')]))
const OTHER = scheme('ALL', rule([any('S1', 'S3')]), rule([number('ALL', 2)]))
const size = (n: number | null) => ({ size: n, low: 0, high: (n ?? 0) + 60 })

describe('the question of a crosswalk', () => {
  it('is one text in whichever order the two schemes are given, and says which order that is', () => {
    const [there, back] = [crossed(ONE, OTHER), crossed(OTHER, ONE)]
    expect(crosswalkText(there.rules)).toBe(crosswalkText(back.rules))
    expect(there.turned).not.toBe(back.turned)
  })

  it('is the same text for rules that are equal once canonical', () => {
    const written = scheme('ALL', rule([heavyUser]), rule([all('H1', 'H1')], [all('H1'), number('ALL', 1)]))
    expect(crosswalkText(crossed(written, OTHER).rules)).toBe(crosswalkText(crossed(ONE, OTHER).rules))
  })

  it('is never the text of a scheme', () => {
    const texts = [schemeText(ONE), schemeText(OTHER), crosswalkText(crossed(ONE, OTHER).rules), crosswalkText(crossed(ONE, ONE).rules)]
    expect(new Set(texts).size).toBe(4)
  })

  it('is read back as the two schemes that it was made of', () => {
    const { rules } = crossed(ONE, OTHER)
    const read = parseCrosswalkRules(JSON.parse(crosswalkText(rules)), VOCABULARY)
    expect(read.ok && read.value.map((side) => side.rules)).toEqual(rules.sides)
  })

  it.each([
    null,
    7,
    {},
    { scope: 'ALL', sides: [] },
    { scope: 'ALL', sides: [ONE.rules] },
    { scope: 'ALL', sides: [ONE.rules, ONE.rules, ONE.rules] },
  ])('is none where it has not two sides: %j', (json) => {
    expect(parseCrosswalkRules(json, VOCABULARY).ok).toBe(false)
  })

  it('is of one age group', () => {
    expect(() => crossed(ONE, scheme('AGE_0_17', rule([all('H1')]), rule([all('H2')])))).toThrow('age groups')
  })
})

describe('the answer', () => {
  const crosswalk: Crosswalk = {
    cells: [
      [size(100), size(null), size(60)],
      [size(200), size(300), size(400)],
    ],
    rows: [size(160), size(900)],
    columns: [size(300), size(300), size(460)],
  }
  const answer = {
    kind: 'crosswalk',
    crosswalk,
    stored: false,
    budget: { of: 100, left: { ALL: 1, AGE_0_17: 1, AGE_18_64: 1, AGE_65_PLUS: 1 } },
  }

  it('turned round twice is itself, and once has rows for columns', () => {
    expect(turnedRound(turnedRound(crosswalk))).toEqual(crosswalk)
    expect(turnedRound(crosswalk).cells).toEqual([
      [size(100), size(200)],
      [size(null), size(300)],
      [size(60), size(400)],
    ])
  })

  it('is taken as it came', () => {
    expect(parseCrosswalk(answer)).toEqual(answer)
  })

  it.each([
    ['a number that is not in tens', { ...crosswalk, rows: [size(160), { size: 901, low: 0, high: 1000 }] }],
    ['a small number', { ...crosswalk, columns: [size(10), size(300), size(460)] }],
    ['a cell too few', { ...crosswalk, cells: [[size(100)], [size(200), size(300), size(400)]] }],
    ['a row too many', { ...crosswalk, rows: [size(160), size(900), size(20)] }],
    ['no cells', { rows: [], columns: [] }],
  ])('is none with %s', (_, wrong) => {
    expect(() => parseCrosswalk({ ...answer, crosswalk: wrong })).toThrow(TypeError)
  })
})
