/**
 * Whom a rule meets: a pure function of a client's summary. Nothing but what keeps its result from being seen may import this
 * file (draft-sizes.ts, which adds noise); biome.json says so.
 */
import { agesOf, type Condition, LEAF_AGES, RULE_SEXES, type SchemeRules } from '../../segments/rule.ts'
import type { Vocabulary } from '../../segments/vocabulary.ts'
import type { MemberFacts } from './member-facts.ts'

/**
 * The segment of the client at a place: its position in the scheme, the number of segments for 'other', −1 for clients outside
 * the scheme's age groups.
 */
export function segmentOf({ scope, rules }: SchemeRules, vocabulary: Vocabulary, facts: MemberFacts): (place: number) => number {
  const within = new Uint8Array(LEAF_AGES.length)
  for (const age of agesOf(scope)) within[LEAF_AGES.indexOf(age)] = 1
  const tests = rules.map((rule) => rule.alternatives.map((alternative) => alternative.map((one) => conditionTest(one, vocabulary, facts))))
  return (place) => {
    if (!within[facts.age[place] ?? 0]) return -1
    for (let segment = 0; segment < tests.length; segment++) {
      for (const alternative of tests[segment] ?? []) if (meetsAll(alternative, place)) return segment
    }
    return tests.length
  }
}

type Test = (place: number) => boolean

function meetsAll(tests: readonly Test[], place: number): boolean {
  for (const test of tests) if (!test(place)) return false
  return true
}

function conditionTest(condition: Condition, vocabulary: Vocabulary, facts: MemberFacts): Test {
  switch (condition.kind) {
    case 'USES_ALL':
      return everyBit(facts.used, facts.words, bitsOf(condition.services, vocabulary, facts.words))
    case 'USES_ANY':
      return someBit(facts.used, facts.words, bitsOf(condition.services, vocabulary, facts.words))
    case 'HEAVY_IN':
      return someBit(facts.heavy, facts.words, bitsOf(condition.services, vocabulary, facts.words))
    case 'HEAVY_USER':
      return (place) => facts.heavyUser[place] === 1
    case 'SERVICES': {
      const { of, least, most } = condition
      const [low, high] = [least ?? 0, most ?? Number.MAX_SAFE_INTEGER]
      const { all, social } = facts
      const number: (place: number) => number =
        of === 'ALL'
          ? (place) => all[place] ?? 0
          : of === 'SOCIAL'
            ? (place) => social[place] ?? 0
            : (place) => (all[place] ?? 0) - (social[place] ?? 0)
      return (place) => {
        const n = number(place)
        return n >= low && n <= high
      }
    }
    case 'TASKS':
      return (place) => (facts.tasks[place] ?? 0) >= condition.least
    case 'AGE': {
      const among = new Uint8Array(LEAF_AGES.length)
      for (const age of condition.ages) among[LEAF_AGES.indexOf(age)] = 1
      return (place) => among[facts.age[place] ?? 0] === 1
    }
    case 'SEX': {
      const among = new Uint8Array(3)
      for (const sex of condition.sexes) among[RULE_SEXES.indexOf(sex) + 1] = 1
      return (place) => among[facts.sex[place] ?? 0] === 1
    }
    default:
      return condition satisfies never
  }
}

function bitsOf(codes: readonly string[], { services }: Vocabulary, words: number): Int32Array {
  const bits = new Int32Array(words)
  for (const code of codes) {
    const at = services.findIndex((service) => service.code === code)
    if (at < 0) throw new Error('a rule names a service that the import does not have')
    bits[at >> 5] = (bits[at >> 5] ?? 0) | (1 << (at & 31))
  }
  return bits
}

const everyBit =
  (column: Int32Array, words: number, bits: Int32Array): Test =>
  (place) => {
    for (let word = 0; word < words; word++) {
      const wanted = bits[word] ?? 0
      if (((column[place * words + word] ?? 0) & wanted) !== wanted) return false
    }
    return true
  }

const someBit =
  (column: Int32Array, words: number, bits: Int32Array): Test =>
  (place) => {
    for (let word = 0; word < words; word++) if ((column[place * words + word] ?? 0) & (bits[word] ?? 0)) return true
    return false
  }
