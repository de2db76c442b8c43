import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalRule, canonicalScheme, schemeText } from '../../server/segments/canonical.ts'
import { checkScheme } from '../../server/segments/check-scheme.ts'
import { parseSchemeRules } from '../../server/segments/parse-rules.ts'
import { reasonerOf } from '../../server/segments/possible.ts'
import { agesOf, type Condition, LEAF_AGES, type Rule, SCOPES, type SchemeRules, type Scope } from '../../server/segments/rule.ts'
import { segmentOf } from '../../server/vault/segments/membership.ts'
import { everyClient } from './every-client.ts'
import { all, any, heavyIn, heavyUser, number, rule, tasks, VOCABULARY } from './example.ts'

const CODES = VOCABULARY.services.map(({ code }) => code)
const HEAVY = VOCABULARY.services.filter(({ heavy }) => heavy).map(({ code }) => code)

const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 3 }).map((services) => all(...services)),
  fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 1, maxLength: 4 }).map((services) => any(...services)),
  fc.uniqueArray(fc.constantFrom(...HEAVY), { minLength: 1, maxLength: 2 }).map((services) => heavyIn(...services)),
  fc.constant(heavyUser),
  fc.integer({ min: 0, max: 3 }).map(tasks),
  fc
    .tuple(fc.constantFrom('ALL', 'HEALTH', 'SOCIAL'), fc.integer({ min: 0, max: 4 }), fc.option(fc.integer({ min: 0, max: 5 })))
    .map(([of, least, most]) => number(of, least, most)),
  fc.subarray([...LEAF_AGES], { minLength: 1 }).map((ages): Condition => ({ kind: 'AGE', ages })),
  fc.subarray(['MALE', 'FEMALE'] as const, { minLength: 1 }).map((sexes): Condition => ({ kind: 'SEX', sexes })),
)
const someRule: fc.Arbitrary<Rule> = fc
  .array(fc.array(condition, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((alternatives) => ({ alternatives }))
const scope = fc.constantFrom(...SCOPES)
const scheme: fc.Arbitrary<SchemeRules> = fc.record({ scope, rules: fc.array(someRule, { minLength: 2, maxLength: 4 }) })

const clients = everyClient(VOCABULARY)
const falls = (asked: SchemeRules): readonly number[] => {
  const segment = segmentOf(asked, VOCABULARY, clients)
  return Array.from({ length: clients.length }, (_, place) => segment(place))
}
const meets = (one: Rule, of: Scope): readonly boolean[] => falls({ scope: of, rules: [one] }).map((segment) => segment === 0)

describe('whether anybody can meet a rule', () => {
  it('is answered as trying every possible client answers it', () => {
    fc.assert(
      fc.property(scope, someRule, fc.array(someRule, { maxLength: 3 }), (of, one, none) => {
        const some = falls({ scope: of, rules: [...none, one] }).includes(none.length)
        expect(reasonerOf(VOCABULARY, of).canMeet(one, none)).toBe(some ? 'possible' : 'impossible')
      }),
      { numRuns: 300 },
    )
  })
})

describe('the canonical form of a rule', () => {
  it('meets the same clients', () => {
    fc.assert(
      fc.property(scope, someRule, (of, one) => {
        expect(meets(canonicalRule(one, of, VOCABULARY), of)).toEqual(meets(one, of))
      }),
      { numRuns: 300 },
    )
  })

  it('is its own canonical form, and can be parsed', () => {
    fc.assert(
      fc.property(scheme, (one) => {
        const canonical = canonicalScheme(one, VOCABULARY)
        expect(canonicalScheme(canonical, VOCABULARY)).toEqual(canonical)
        expect(parseSchemeRules(JSON.parse(schemeText(canonical)), VOCABULARY)).toEqual({ ok: true, value: canonical })
      }),
      { numRuns: 200 },
    )
  })

  it('does not depend on the order of what is given', () => {
    fc.assert(
      fc.property(scope, someRule, fc.nat(), (of, one, seed) => {
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          [...list.slice(seed % list.length), ...list.slice(0, seed % list.length)].reverse()
        const other = {
          alternatives: shuffled(one.alternatives).map((alternative) =>
            shuffled(alternative).map((c) => ('services' in c ? { ...c, services: shuffled(c.services) } : c)),
          ),
        }
        const text = (each: Rule) => JSON.stringify(canonicalRule(each, of, VOCABULARY))
        expect(text(other)).toBe(text(one))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['what heavy use already says', rule([heavyIn('H1'), all('H1')]), rule([heavyIn('H1')])],
    ['a list of one', rule([any('S1')]), rule([all('S1')])],
    ['a number that the services named make up', rule([all('S1', 'S2'), number('ALL', 2)]), rule([all('S2', 'S1')])],
    ['limits given twice', rule([number('ALL', 2), number('ALL', 3, 9)]), rule([number('ALL', 3)])],
    ['an alternative that another covers', rule([all('H1')], [all('H1', 'H2')]), rule([all('H1')])],
    ['an alternative that nobody meets', rule([all('H1')], [all('H2'), number('ALL', null, 0)]), rule([all('H1')])],
    ['heavy users by enough social services', rule([heavyUser, number('SOCIAL', 3)]), rule([number('SOCIAL', 3)])],
  ])('leaves out %s', (_, one, same) => {
    expect(canonicalRule(one, 'ALL', VOCABULARY)).toEqual(canonicalRule(same, 'ALL', VOCABULARY))
  })
})

describe('a scheme under check', () => {
  const check = (...rules: readonly Rule[]) => checkScheme({ scope: 'ALL', rules }, VOCABULARY)

  it('has nothing odd where every segment can have clients', () => {
    expect(check(rule([heavyUser]), rule([number('ALL', 2)]))).toEqual([])
  })

  it('is told of a rule that can never be met', () => {
    expect(check(rule([number('SOCIAL', 2), all('H1'), number('ALL', null, 2)]), rule([all('H1')]))).toEqual([{ kind: 'NEVER_MET', at: 0 }])
    expect(check(rule([heavyUser, number('ALL', null, 0)]), rule([all('H1')]))).toEqual([{ kind: 'NEVER_MET', at: 0 }])
    expect(check(rule([tasks(3)]), rule([all('H1')]))).toEqual([{ kind: 'NEVER_MET', at: 0 }])
  })

  it('is told which earlier segment swallows a later one', () => {
    expect(check(rule([all('H1')]), rule([heavyIn('H1')]))).toEqual([{ kind: 'SWALLOWED', at: 1, by: 0 }])
    expect(check(rule([number('SOCIAL', 1)]), rule([number('SOCIAL', null, 0)]), rule([heavyUser]))).toEqual([
      { kind: 'SWALLOWED', at: 2, by: null },
      { kind: 'NOTHING_LEFT' },
    ])
  })

  it('asks of the scope alone', () => {
    const old: Condition = { kind: 'AGE', ages: ['AGE_80_PLUS'] }
    expect(checkScheme({ scope: 'AGE_0_17', rules: [rule([old]), rule([all('H1')])] }, VOCABULARY)).toEqual([{ kind: 'NEVER_MET', at: 0 }])
    expect(agesOf('AGE_65_PLUS')).toContain('AGE_80_PLUS')
  })
})
