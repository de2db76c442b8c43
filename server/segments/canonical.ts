/**
 * One form for equal rules. What an alternative's other conditions already say is left out, as is an alternative that another
 * covers; the rest is merged and sorted. Two rules that mean the same in ways beyond this stay two: that costs an evaluation,
 * never privacy.
 */
import { reasonerOf } from './possible.ts'
import { COUNTED, type Condition, type Counted, LEAF_AGES, RULE_SEXES, type Rule, type SchemeRules, type Scope } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The scheme with every rule in canonical form. Idempotent. */
export const canonicalScheme = ({ scope, rules }: SchemeRules, vocabulary: Vocabulary): SchemeRules => ({
  scope,
  rules: rules.map((rule) => canonicalRule(rule, scope, vocabulary)),
})

/** Equal text, equal scheme: what stored sizes are found by. */
export const schemeText = (canonical: SchemeRules): string => JSON.stringify(canonical)

/** Of every rule that no possible client meets, and of an alternative that all do. */
const NOBODY: Rule = { alternatives: [[{ kind: 'SERVICES', of: 'ALL', least: 1, most: 0 }]] }
const ANYBODY: readonly Condition[] = [{ kind: 'SERVICES', of: 'ALL', least: 0, most: null }]

/** The rule in canonical form, for clients of a scope. */
export function canonicalRule(rule: Rule, scope: Scope, vocabulary: Vocabulary): Rule {
  const { canMeet } = reasonerOf(vocabulary, scope)
  const implies = (some: readonly Condition[], other: readonly Condition[]) =>
    canMeet(some.length > 0 ? { alternatives: [some] } : null, [{ alternatives: [other] }]) === 'impossible'
  const possible = rule.alternatives.map(merged).filter((one) => canMeet({ alternatives: [one] }, []) !== 'impossible')
  if (possible.length === 0) return NOBODY
  const alternatives = possible.map((one) => needed(one, implies))
  const sorted = distinct(alternatives.map((one) => [...one].sort(byText))).sort(byText)
  const kept = sorted.filter((one, at) => !sorted.some((other, b) => b !== at && implies(one, other) && (!implies(other, one) || b < at)))
  return { alternatives: kept.map((one) => one.map(ordered)) }
}

/** Conditions of one kind made one, where 'and' allows it. */
function merged(conditions: readonly Condition[]): readonly Condition[] {
  const used = new Set<string>()
  const ranges = new Map<Counted, { least: number; most: number | null }>()
  let tasks = 0
  let heavyUser = false
  let ages: readonly string[] | null = null
  let sexes: readonly string[] | null = null
  const anyOf: Condition[] = []
  for (const one of conditions) {
    switch (one.kind) {
      case 'USES_ALL':
        for (const code of one.services) used.add(code)
        break
      case 'USES_ANY': {
        const codes = [...new Set(one.services)].sort()
        const [only] = codes
        if (codes.length === 1 && only !== undefined) used.add(only)
        else anyOf.push({ kind: 'USES_ANY', services: codes })
        break
      }
      case 'HEAVY_IN':
        anyOf.push({ kind: 'HEAVY_IN', services: [...new Set(one.services)].sort() })
        break
      case 'SERVICES': {
        const now = ranges.get(one.of) ?? { least: 0, most: null }
        ranges.set(one.of, { least: Math.max(now.least, one.least ?? 0), most: lower(now.most, one.most) })
        break
      }
      case 'TASKS':
        tasks = Math.max(tasks, one.least)
        break
      case 'HEAVY_USER':
        heavyUser = true
        break
      case 'AGE':
        ages = LEAF_AGES.filter((age) => one.ages.includes(age) && (ages === null || ages.includes(age)))
        break
      case 'SEX':
        sexes = RULE_SEXES.filter((sex) => one.sexes.includes(sex) && (sexes === null || sexes.includes(sex)))
        break
      default:
        one satisfies never
    }
  }
  return [
    ...(used.size > 0 ? [{ kind: 'USES_ALL', services: [...used].sort() } as const] : []),
    ...anyOf,
    ...COUNTED.flatMap((of) => {
      const range = ranges.get(of)
      return range ? [{ kind: 'SERVICES', of, least: range.least > 0 ? range.least : null, most: range.most } as const] : []
    }),
    ...(tasks > 0 ? [{ kind: 'TASKS', least: tasks } as const] : []),
    ...(heavyUser ? [{ kind: 'HEAVY_USER' } as const] : []),
    ...(ages === null ? [] : [{ kind: 'AGE', ages: LEAF_AGES.filter((age) => ages?.includes(age)) } as const]),
    ...(sexes === null ? [] : [{ kind: 'SEX', sexes: RULE_SEXES.filter((sex) => sexes?.includes(sex)) } as const]),
  ]
}

/** Without the conditions that the others imply, tried in a fixed order; services used one by one. */
function needed(conditions: readonly Condition[], implies: (some: readonly Condition[], other: readonly Condition[]) => boolean) {
  let kept = conditions.flatMap(parts)
  // The most telling stay: services and heavy use are tried last.
  const order: readonly Condition['kind'][] = ['AGE', 'SEX', 'HEAVY_USER', 'TASKS', 'SERVICES', 'USES_ANY', 'USES_ALL', 'HEAVY_IN']
  for (const one of [...kept].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byText(a, b))) {
    const rest = kept.filter((other) => other !== one)
    if (implies(rest, [one])) kept = rest
  }
  return kept.length > 0 ? merged(kept) : ANYBODY
}

/** A condition as the smallest ones that say the same together. */
function parts(one: Condition): readonly Condition[] {
  if (one.kind === 'USES_ALL') return one.services.map((code) => ({ kind: 'USES_ALL', services: [code] }))
  if (one.kind !== 'SERVICES') return [one]
  return [...(one.least === null ? [] : [{ ...one, most: null }]), ...(one.most === null ? [] : [{ ...one, least: null }])]
}

/** Keys in one order: JSON of equal conditions is equal text. */
function ordered(one: Condition): Condition {
  switch (one.kind) {
    case 'USES_ALL':
    case 'USES_ANY':
    case 'HEAVY_IN':
      return { kind: one.kind, services: one.services }
    case 'SERVICES':
      return { kind: one.kind, of: one.of, least: one.least, most: one.most }
    case 'TASKS':
      return { kind: one.kind, least: one.least }
    case 'HEAVY_USER':
      return { kind: one.kind }
    case 'AGE':
      return { kind: one.kind, ages: one.ages }
    case 'SEX':
      return { kind: one.kind, sexes: one.sexes }
    default:
      return one satisfies never
  }
}

const lower = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b))
const byText = (a: unknown, b: unknown): number => {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)]
  return left < right ? -1 : left > right ? 1 : 0
}
const distinct = <T>(items: readonly T[]): T[] => [...new Map(items.map((one) => [JSON.stringify(one), one])).values()]
