/** From what somebody sent to rules: shapes, limits and codes, checked once. */
import { COUNTED, type Condition, LEAF_AGES, LIMITS, RULE_SEXES, type Rule, SCOPES, type SchemeRules } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Why something is not a rule; `at` is a path such as `rules.2.alternatives.0.conditions.1`. */
export interface RuleProblem {
  readonly at: string
  readonly reason: RuleProblemReason
}

export type RuleProblemReason =
  | 'NOT_A_RULE'
  | 'TOO_MANY_ALTERNATIVES'
  | 'TOO_MANY_CONDITIONS'
  | 'NO_CONDITION'
  | 'NO_SERVICE'
  | 'TOO_MANY_SERVICES'
  | 'UNKNOWN_SERVICE'
  | 'NO_HEAVY_RULE'
  | 'NUMBER_OUT_OF_RANGE'
  | 'NO_LIMIT'
  | 'NO_AGE'
  | 'NO_SEX'
  | 'NUMBER_OF_SEGMENTS'
  | 'UNKNOWN_SCOPE'

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: RuleProblem }

/** Scheme rules from JSON; the first thing that is wrong with them otherwise. */
export function parseSchemeRules(json: unknown, vocabulary: Vocabulary): Parsed<SchemeRules> {
  return attempt(() => {
    const { scope: scopeName, rules } = record(json, '')
    const scope = SCOPES.find((one) => one === scopeName)
    if (!scope) throw new Refused('scope', 'UNKNOWN_SCOPE')
    const listed = list(rules, 'rules')
    if (listed.length < LIMITS.segments.least || listed.length > LIMITS.segments.most) throw new Refused('rules', 'NUMBER_OF_SEGMENTS')
    return { scope, rules: listed.map((rule, at) => readRule(rule, vocabulary, `rules.${at}`)) }
  })
}

/** One rule from JSON. */
export const parseRule = (json: unknown, vocabulary: Vocabulary): Parsed<Rule> => attempt(() => readRule(json, vocabulary, ''))

class Refused extends Error {
  constructor(
    readonly at: string,
    readonly reason: RuleProblemReason,
  ) {
    super(reason)
  }
}

function attempt<T>(read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() }
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause
    return { ok: false, problem: { at: cause.at, reason: cause.reason } }
  }
}

function readRule(json: unknown, vocabulary: Vocabulary, at: string): Rule {
  const alternatives = list(record(json, at).alternatives, at)
  if (alternatives.length === 0) throw new Refused(at, 'NO_CONDITION')
  if (alternatives.length > LIMITS.alternatives) throw new Refused(at, 'TOO_MANY_ALTERNATIVES')
  return {
    alternatives: alternatives.map((alternative, a) => {
      const conditions = list(alternative, `${at}.${a}`)
      if (conditions.length === 0) throw new Refused(`${at}.${a}`, 'NO_CONDITION')
      if (conditions.length > LIMITS.conditions) throw new Refused(`${at}.${a}`, 'TOO_MANY_CONDITIONS')
      return conditions.map((condition, c) => readCondition(condition, vocabulary, `${at}.${a}.${c}`))
    }),
  }
}

function readCondition(json: unknown, vocabulary: Vocabulary, at: string): Condition {
  const given = record(json, at)
  switch (given.kind) {
    case 'USES_ALL':
    case 'USES_ANY':
      return { kind: given.kind, services: services(given.services, vocabulary, at) }
    case 'HEAVY_IN': {
      const codes = services(given.services, vocabulary, at)
      const heavy = new Set(vocabulary.services.filter((one) => one.heavy).map((one) => one.code))
      if (!codes.every((code) => heavy.has(code))) throw new Refused(at, 'NO_HEAVY_RULE')
      return { kind: 'HEAVY_IN', services: codes }
    }
    case 'HEAVY_USER':
      return { kind: 'HEAVY_USER' }
    case 'SERVICES': {
      const of = COUNTED.find((one) => one === given.of)
      if (!of) throw new Refused(at, 'NOT_A_RULE')
      const [least, most] = [limit(given.least, at), limit(given.most, at)]
      if (least === null && most === null) throw new Refused(at, 'NO_LIMIT')
      return { kind: 'SERVICES', of, least, most }
    }
    case 'TASKS': {
      const least = limit(given.least, at)
      if (least === null) throw new Refused(at, 'NO_LIMIT')
      return { kind: 'TASKS', least }
    }
    case 'AGE': {
      const ages = values(given.ages, LEAF_AGES, at)
      if (ages.length === 0) throw new Refused(at, 'NO_AGE')
      return { kind: 'AGE', ages }
    }
    case 'SEX': {
      const sexes = values(given.sexes, RULE_SEXES, at)
      if (sexes.length === 0) throw new Refused(at, 'NO_SEX')
      return { kind: 'SEX', sexes }
    }
    default:
      throw new Refused(at, 'NOT_A_RULE')
  }
}

function services(json: unknown, vocabulary: Vocabulary, at: string): readonly string[] {
  const codes = list(json, at)
  if (codes.length === 0) throw new Refused(at, 'NO_SERVICE')
  if (codes.length > LIMITS.services) throw new Refused(at, 'TOO_MANY_SERVICES')
  const known = new Set(vocabulary.services.map((one) => one.code))
  return codes.map((code) => {
    if (typeof code !== 'string' || !known.has(code)) throw new Refused(at, 'UNKNOWN_SERVICE')
    return code
  })
}

function limit(json: unknown, at: string): number | null {
  if (json === null || json === undefined) return null
  if (typeof json !== 'number' || !Number.isInteger(json) || json < 0 || json > LIMITS.number) throw new Refused(at, 'NUMBER_OUT_OF_RANGE')
  return json
}

function values<T extends string>(json: unknown, among: readonly T[], at: string): readonly T[] {
  return list(json, at).map((one) => {
    const found = among.find((value) => value === one)
    if (!found) throw new Refused(at, 'NOT_A_RULE')
    return found
  })
}

function list(json: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(json)) throw new Refused(at, 'NOT_A_RULE')
  return json
}

function record(json: unknown, at: string): Readonly<Record<string, unknown>> {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new Refused(at, 'NOT_A_RULE')
  return Object.fromEntries(Object.entries(json))
}
