/** What can be said of rules alone, while they are written: sentences, problems, oddities. No client is counted. */
import { checkScheme, type Finding } from '../../../segments/check-scheme.ts'
import { parseRule } from '../../../segments/parse-rules.ts'
import { type ReadyScheme, readySchemes } from '../../../segments/ready-schemes.ts'
import { LIMITS } from '../../../segments/rule.ts'
import { ruleSentence } from '../../../segments/sentence.ts'
import { vocabularyOf } from '../../segments/vocabulary.ts'
import { builder } from '../builder.ts'
import { LocaleEnum } from '../enums.ts'
import { PortalError } from '../errors.ts'
import { languageOf, RuleInput, ruleOf, SchemeContentType, SchemeScopeEnum } from './content.ts'

interface CheckedRule {
  readonly sentence: string | null
  readonly problem: string | null
  readonly problemAt: string | null
}

const CheckedRuleType = builder.objectRef<CheckedRule>('CheckedRule').implement({
  fields: (t) => ({
    sentence: t.exposeString('sentence', { nullable: true, description: 'The rule in words; null where it is not whole yet.' }),
    problem: t.exposeString('problem', { nullable: true, description: 'Why it is not a rule yet: a word of a fixed list.' }),
    problemAt: t.exposeString('problemAt', { nullable: true, description: 'Path in the rule: alternative, condition.' }),
  }),
})

const FindingKindEnum = builder.enumType('RuleFindingKind', { values: ['NEVER_MET', 'SWALLOWED', 'NOTHING_LEFT'] as const })

const FindingType = builder.objectRef<Finding>('RuleFinding').implement({
  description:
    'NEVER_MET: nobody can meet the rule. SWALLOWED: whoever meets it falls into an earlier segment. NOTHING_LEFT: nobody is left for other.',
  fields: (t) => ({
    kind: t.expose('kind', { type: FindingKindEnum }),
    at: t.id({ nullable: true, description: 'Position of the segment, from 0.', resolve: (one) => ('at' in one ? String(one.at) : null) }),
    by: t.id({
      nullable: true,
      description: 'Position of the segment that swallows it alone; null where several do.',
      resolve: (one) => (one.kind === 'SWALLOWED' && one.by !== null ? String(one.by) : null),
    }),
  }),
})

const SchemeCheckType = builder
  .objectRef<{ readonly rules: readonly CheckedRule[]; readonly findings: readonly Finding[] }>('SchemeCheck')
  .implement({
    fields: (t) => ({
      rules: t.field({ type: [CheckedRuleType], resolve: ({ rules }) => [...rules] }),
      findings: t.field({ type: [FindingType], description: 'Once every rule is whole.', resolve: ({ findings }) => [...findings] }),
    }),
  })

const ReadySchemeType = builder.objectRef<ReadyScheme>('ReadyScheme').implement({
  fields: (t) => ({
    key: t.exposeID('key'),
    scope: t.expose('scope', { type: SchemeScopeEnum }),
    content: t.expose('content', { type: SchemeContentType }),
  }),
})

builder.queryFields((t) => ({
  readySchemes: t.field({
    type: [ReadySchemeType],
    description: 'Schemes to begin from, those whose services the county has.',
    complexity: { multiplier: 5 },
    resolve: async (_, __, context) => [...readySchemes((await context.release()).services.map(({ code }) => code))],
  }),
  checkSegments: t.field({
    type: SchemeCheckType,
    description: 'What the rules say in words, and what is odd about them. Looks at rules alone, never at clients.',
    args: {
      scope: t.arg({ type: SchemeScopeEnum, required: true }),
      rules: t.arg({ type: [RuleInput], required: true }),
      locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }),
    },
    complexity: { field: 20, multiplier: 1 },
    resolve: async (_, { scope, rules, locale }, context) => {
      if (rules.length > LIMITS.segments.most) throw new PortalError('BAD_USER_INPUT', 'NUMBER_OF_SEGMENTS rules')
      const vocabulary = vocabularyOf(await context.release())
      const parsed = rules.map((rule) => parseRule(ruleOf(rule), vocabulary))
      const whole = parsed.flatMap((one) => (one.ok ? [one.value] : []))
      return {
        rules: parsed.map((one) =>
          one.ok
            ? { sentence: ruleSentence(one.value, vocabulary, languageOf(locale ?? 'FI')), problem: null, problemAt: null }
            : { sentence: null, problem: one.problem.reason, problemAt: one.problem.at },
        ),
        findings: whole.length === parsed.length ? checkScheme({ scope, rules: whole }, vocabulary) : [],
      }
    },
  }),
}))
