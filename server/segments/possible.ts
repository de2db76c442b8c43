/**
 * Whether somebody can meet a rule and none of others: a search over boxes, exact on the possible clients of `box.ts`.
 * It gives up after a number of boxes and says so; then nothing is claimed.
 */
import { type Box, both, EVERYONE, isInhabited, isWithin, type ServiceGroups, serviceGroups } from './box.ts'
import { agesOf, type Condition, LEAF_AGES, RULE_SEXES, type Rule, type Scope } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

export type Possible = 'possible' | 'impossible' | 'undecided'

/** Met where at least one of the boxes holds. */
type Clause = readonly Box[]

/** Boxes looked at for one question, and for all questions to one reasoner: a tenth of a second and a second at worst. */
const BOXES = { question: 100_000, reasoner: 1_000_000 }

export interface Reasoner {
  /** Whether a client of the scope can meet one alternative of `rule` and no rule of `none`. `null`: whoever is in the scope. */
  canMeet(rule: Rule | null, none: readonly Rule[]): Possible
}

/** For questions about the clients of a scope. */
export function reasonerOf(vocabulary: Vocabulary, scope: Scope): Reasoner {
  const groups = serviceGroups(vocabulary)
  const position = new Map(vocabulary.services.map((service, at) => [service.code, at]))
  const ages = agesOf(scope).reduce((mask, age) => mask | (1 << LEAF_AGES.indexOf(age)), 0)
  const universe: Box = { ...EVERYONE, ages }
  let remaining = BOXES.reasoner
  const meaning = meaningOf(vocabulary, groups, (code) => position.get(code) ?? -1)
  return {
    canMeet(rule, none) {
      const broken: readonly Clause[] = none.flatMap((other) =>
        other.alternatives.map((alternative) => alternative.flatMap((condition) => meaning.broken(condition))),
      )
      const allowed = Math.min(BOXES.question, remaining)
      const budget = { left: allowed }
      let undecided = false
      for (const alternative of rule === null ? [[]] : rule.alternatives) {
        const found = search(universe, [...alternative.map((condition) => meaning.met(condition)), ...broken], groups, budget)
        if (found === 'undecided') undecided = true
        if (found !== 'possible') continue
        remaining -= allowed - budget.left
        return found
      }
      remaining -= allowed - budget.left
      return undecided ? 'undecided' : 'impossible'
    },
  }
}

/** Narrows the box by one clause after another, the one with the fewest ways first. */
function search(box: Box, clauses: readonly Clause[], groups: ServiceGroups, budget: { left: number }): Possible {
  if (budget.left <= 0) return 'undecided'
  if (!isInhabited(box, groups)) return 'impossible'
  budget.left -= 1 + clauses.reduce((ways, clause) => ways + clause.length, 0)
  const open = clauses
    .filter((clause) => !clause.some((way) => isWithin(box, way)))
    .map((clause) => clause.map((way) => both(box, way)).filter((way) => isInhabited(way, groups)))
    .sort((a, b) => a.length - b.length)
  const [first, ...rest] = open
  if (!first) return 'possible'
  let undecided = false
  for (const way of first) {
    const found = search(way, rest, groups, budget)
    if (found === 'possible') return found
    if (found === 'undecided') undecided = true
  }
  return undecided ? 'undecided' : 'impossible'
}

/** What a condition says, and what its opposite says, each as ways of which one holds. */
function meaningOf(vocabulary: Vocabulary, groups: ServiceGroups, position: (code: string) => number) {
  const { socialServices, socialTasks } = vocabulary.heavyUser
  const bit = (at: number) => 1n << BigInt(at)
  const bitsOf = (codes: readonly string[]) => codes.map((code) => bit(position(code)))
  const together = (bits: readonly bigint[]) => bits.reduce((set, one) => set | one, 0n)
  const eachOf = (set: bigint) => vocabulary.services.flatMap((_, at) => (set & bit(at) ? [bit(at)] : []))
  const box = (facts: Partial<Box>): Box => ({ ...EVERYONE, ...facts })
  const counted = (of: 'ALL' | 'HEALTH' | 'SOCIAL', range: readonly [number, number]): Box => {
    switch (of) {
      case 'ALL':
        return box({ all: range })
      case 'HEALTH':
        return box({ health: range })
      case 'SOCIAL':
        return box({ social: range })
      default:
        return of satisfies never
    }
  }
  const maskOf = <T>(all: readonly T[], some: readonly T[], from = 0) =>
    some.reduce((mask, one) => mask | (1 << (all.indexOf(one) + from)), 0)
  const [, most] = EVERYONE.all

  const met = (condition: Condition): Clause => {
    switch (condition.kind) {
      case 'USES_ALL':
        return [box({ used: together(bitsOf(condition.services)) })]
      case 'USES_ANY':
        return bitsOf(condition.services).map((used) => box({ used }))
      case 'SERVICES':
        return [counted(condition.of, [condition.least ?? 0, condition.most ?? most])]
      case 'TASKS':
        return [box({ tasks: [condition.least, most] })]
      case 'HEAVY_IN':
        return bitsOf(condition.services).map((heavy) => box({ heavy, used: heavy }))
      case 'HEAVY_USER':
        return [
          box({ social: [socialServices, most] }),
          box({ tasks: [socialTasks, most] }),
          ...eachOf(groups.heavy).map((heavy) => box({ heavy, used: heavy })),
        ]
      case 'AGE':
        return [box({ ages: maskOf(LEAF_AGES, condition.ages) })]
      case 'SEX':
        return [box({ sexes: maskOf(RULE_SEXES, condition.sexes, 1) })]
      default:
        return condition satisfies never
    }
  }
  const broken = (condition: Condition): Clause => {
    switch (condition.kind) {
      case 'USES_ALL':
        return bitsOf(condition.services).map((unused) => box({ unused }))
      case 'USES_ANY':
        return [box({ unused: together(bitsOf(condition.services)) })]
      case 'SERVICES':
        return [
          ...(condition.least ? [counted(condition.of, [0, condition.least - 1])] : []),
          ...(condition.most === null ? [] : [counted(condition.of, [condition.most + 1, most])]),
        ]
      case 'TASKS':
        return condition.least > 0 ? [box({ tasks: [0, condition.least - 1] })] : []
      case 'HEAVY_IN':
        return [box({ light: together(bitsOf(condition.services)) })]
      case 'HEAVY_USER':
        return [box({ light: groups.heavy, social: [0, socialServices - 1], tasks: [0, socialTasks - 1] })]
      case 'AGE':
        return [box({ ages: EVERYONE.ages & ~maskOf(LEAF_AGES, condition.ages) })]
      case 'SEX':
        return [box({ sexes: EVERYONE.sexes & ~maskOf(RULE_SEXES, condition.sexes, 1) })]
      default:
        return condition satisfies never
    }
  }
  return { met, broken }
}
