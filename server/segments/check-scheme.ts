/** What is odd about a scheme's rules, as far as rules alone can tell. */
import { reasonerOf } from './possible.ts'
import type { SchemeRules } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

export type Finding =
  /** No possible client meets the rule of segment `at`. */
  | { readonly kind: 'NEVER_MET'; readonly at: number }
  /** Whoever meets the rule falls into an earlier segment; `by`: the one that does it alone, or null where several do together. */
  | { readonly kind: 'SWALLOWED'; readonly at: number; readonly by: number | null }
  /** Every possible client falls into a segment: 'other' stays empty. */
  | { readonly kind: 'NOTHING_LEFT' }

/**
 * Decided exactly on the possible clients of `box.ts`, within a number of boxes; a question that takes more is left open, so
 * that every finding is true but not every oddity need be found.
 */
export function checkScheme({ scope, rules }: SchemeRules, vocabulary: Vocabulary): readonly Finding[] {
  const { canMeet } = reasonerOf(vocabulary, scope)
  const findings: Finding[] = rules.flatMap((rule, at): readonly Finding[] => {
    if (canMeet(rule, []) === 'impossible') return [{ kind: 'NEVER_MET', at }]
    const earlier = rules.slice(0, at)
    if (earlier.length === 0 || canMeet(rule, earlier) !== 'impossible') return []
    const by = earlier.findIndex((other) => canMeet(rule, [other]) === 'impossible')
    return [{ kind: 'SWALLOWED', at, by: by < 0 ? null : by }]
  })
  return canMeet(null, rules) === 'impossible' ? [...findings, { kind: 'NOTHING_LEFT' }] : findings
}
