/** Schemes as they go in and out: texts, rules, cards. */
import {
  CARD_FIELDS,
  CARD_LEVELS,
  type Card,
  type CardText,
  CHANNELS,
  EMPTY_CARD,
  type LocalText,
  type SchemeContent,
  type Segment,
  VALUE_MODES,
} from '../../../segments/content.ts'
import { agesOf, CONDITION_KINDS, COUNTED, type Condition, LEAF_AGES, RULE_SEXES, type Rule, SCOPES } from '../../../segments/rule.ts'
import { ruleSentence } from '../../../segments/sentence.ts'
import { sealed } from '../../release/told-numbers.ts'
import { vocabularyOf } from '../../segments/vocabulary.ts'
import { builder } from '../builder.ts'
import { AgeGroupEnum, LocaleEnum, SexEnum } from '../enums.ts'

export const SchemeScopeEnum = builder.enumType('SchemeScope', { values: SCOPES })
const ConditionKindEnum = builder.enumType('ConditionKind', { values: CONDITION_KINDS })
const CountedServicesEnum = builder.enumType('CountedServices', {
  description: 'Which different services are counted; HEALTH includes oral care.',
  values: COUNTED,
})
const CardFieldEnum = builder.enumType('CardField', { values: CARD_FIELDS })
const CardLevelEnum = builder.enumType('CardLevel', {
  description: 'Who says it; where several do, the nearest is read: organisation, county, general.',
  values: CARD_LEVELS,
})
const ChannelEnum = builder.enumType('ServiceChannel', { values: CHANNELS })
const ValueModeEnum = builder.enumType('ValueMode', { values: VALUE_MODES })

export const LocalTextType = builder.objectRef<LocalText>('LocalText').implement({
  description: 'A text in the languages in which the group wrote it.',
  fields: (t) => ({
    fi: t.exposeString('fi', { nullable: true }),
    sv: t.exposeString('sv', { nullable: true }),
    en: t.exposeString('en', { nullable: true }),
  }),
})

const ConditionType = builder.objectRef<Condition>('SegmentCondition').implement({
  fields: (t) => ({
    kind: t.expose('kind', { type: ConditionKindEnum }),
    services: t.idList({ complexity: { multiplier: 1 }, resolve: (one) => ('services' in one ? [...one.services] : []) }),
    of: t.field({ type: CountedServicesEnum, nullable: true, resolve: (one) => (one.kind === 'SERVICES' ? one.of : null) }),
    least: t.field({
      type: 'Parameter',
      nullable: true,
      resolve: (one) => ('least' in one && one.least !== null ? sealed.ruleNumber(one.least) : null),
    }),
    most: t.field({
      type: 'Parameter',
      nullable: true,
      resolve: (one) => (one.kind === 'SERVICES' && one.most !== null ? sealed.ruleNumber(one.most) : null),
    }),
    ages: t.field({ type: [AgeGroupEnum], complexity: { multiplier: 1 }, resolve: (one) => (one.kind === 'AGE' ? [...one.ages] : []) }),
    sexes: t.field({ type: [SexEnum], complexity: { multiplier: 1 }, resolve: (one) => (one.kind === 'SEX' ? [...one.sexes] : []) }),
  }),
})

const CardTextType = builder.objectRef<CardText>('CardText').implement({
  fields: (t) => ({
    field: t.expose('field', { type: CardFieldEnum }),
    level: t.expose('level', { type: CardLevelEnum }),
    organisation: t.exposeString('organisation', { nullable: true }),
    text: t.expose('text', { type: LocalTextType }),
  }),
})

const CardType = builder.objectRef<Card>('SegmentCard').implement({
  fields: (t) => ({
    channels: t.field({ type: [ChannelEnum], complexity: { multiplier: 1 }, resolve: (card) => [...card.channels] }),
    valueMode: t.expose('valueMode', { type: ValueModeEnum, nullable: true }),
    tags: t.stringList({ complexity: { multiplier: 1 }, resolve: (card) => [...card.tags] }),
    texts: t.field({ type: [CardTextType], complexity: { multiplier: 3 }, resolve: (card) => [...card.texts] }),
  }),
})

const SegmentType = builder.objectRef<Segment>('Segment').implement({
  fields: (t) => ({
    key: t.exposeID('key'),
    name: t.expose('name', { type: LocalTextType }),
    proxy: t.field({
      type: LocalTextType,
      nullable: true,
      description: 'Why the rule stands in for criteria that the county has not agreed; null where it has.',
      resolve: (segment) => segment.proxy,
    }),
    rule: t.field({
      type: t.listRef(t.listRef(ConditionType)),
      description: 'Alternatives, each a list of conditions that all hold.',
      complexity: { multiplier: 3 },
      resolve: (segment) => segment.rule.alternatives.map((alternative) => [...alternative]),
    }),
    sentence: t.string({
      args: { locale: t.arg({ type: LocaleEnum, defaultValue: 'FI' }) },
      resolve: async (segment, { locale }, context) =>
        ruleSentence(segment.rule, vocabularyOf(await context.release()), languageOf(locale ?? 'FI')),
    }),
    card: t.expose('card', { type: CardType }),
  }),
})

export const SchemeContentType = builder.objectRef<SchemeContent>('SchemeContent').implement({
  fields: (t) => ({
    title: t.expose('title', { type: LocalTextType }),
    purpose: t.expose('purpose', { type: LocalTextType }),
    segments: t.field({
      type: [SegmentType],
      description: 'In order: a client falls into the first whose rule it meets.',
      complexity: { multiplier: 7 },
      resolve: (content) => [...content.segments],
    }),
  }),
})

export const languageOf = (locale: 'FI' | 'SV' | 'EN') => (({ FI: 'fi', SV: 'sv', EN: 'en' }) as const)[locale]

const LocalTextInput = builder.inputType('LocalTextInput', {
  fields: (t) => ({ fi: t.string(), sv: t.string(), en: t.string() }),
})
const ConditionInput = builder.inputType('SegmentConditionInput', {
  description: 'What a kind does not need is left out.',
  fields: (t) => ({
    kind: t.field({ type: ConditionKindEnum, required: true }),
    services: t.idList(),
    of: t.field({ type: CountedServicesEnum }),
    least: t.int(),
    most: t.int(),
    ages: t.field({ type: [AgeGroupEnum] }),
    sexes: t.field({ type: [SexEnum] }),
  }),
})
export const RuleInput = builder.inputType('SegmentRuleInput', {
  description: 'Alternatives, each a list of conditions that all hold.',
  fields: (t) => ({ alternatives: t.field({ type: t.listRef(t.listRef(ConditionInput)), required: true }) }),
})
const CardTextInput = builder.inputType('CardTextInput', {
  fields: (t) => ({
    field: t.field({ type: CardFieldEnum, required: true }),
    level: t.field({ type: CardLevelEnum, required: true }),
    organisation: t.string(),
    text: t.field({ type: LocalTextInput, required: true }),
  }),
})
const CardInput = builder.inputType('SegmentCardInput', {
  fields: (t) => ({
    channels: t.field({ type: [ChannelEnum], required: true }),
    valueMode: t.field({ type: ValueModeEnum }),
    tags: t.stringList({ required: true }),
    texts: t.field({ type: [CardTextInput], required: true }),
  }),
})
const SegmentInput = builder.inputType('SegmentInput', {
  fields: (t) => ({
    key: t.id({ required: true, description: 'Small letters, digits and hyphens; the same from version to version.' }),
    name: t.field({ type: LocalTextInput, required: true }),
    proxy: t.field({ type: LocalTextInput }),
    rule: t.field({ type: RuleInput, required: true }),
    card: t.field({ type: CardInput }),
  }),
})
export const SchemeContentInput = builder.inputType('SchemeContentInput', {
  fields: (t) => ({
    title: t.field({ type: LocalTextInput, required: true }),
    purpose: t.field({ type: LocalTextInput }),
    segments: t.field({ type: [SegmentInput], required: true }),
  }),
})

/** As `checkContent` and `parseRule` take it: shapes are the schema's, limits and codes are theirs. */
export const contentOf = (input: typeof SchemeContentInput.$inferInput): SchemeContent => ({
  title: textOf(input.title),
  purpose: textOf(input.purpose),
  segments: input.segments.map((segment) => ({
    key: segment.key,
    name: textOf(segment.name),
    proxy: segment.proxy ? textOf(segment.proxy) : null,
    rule: ruleOf(segment.rule),
    card: segment.card
      ? {
          channels: segment.card.channels,
          valueMode: segment.card.valueMode ?? null,
          tags: segment.card.tags,
          texts: segment.card.texts.map(({ field, level, organisation, text }) => ({
            ...{ field, level, organisation: organisation ?? null, text: textOf(text) },
          })),
        }
      : EMPTY_CARD,
  })),
})

export const ruleOf = ({ alternatives }: typeof RuleInput.$inferInput): Rule => ({
  alternatives: alternatives.map((conditions) => conditions.map(conditionOf)),
})

/** What is missing is left empty, and refused by `parseRule`. */
function conditionOf(input: typeof ConditionInput.$inferInput): Condition {
  switch (input.kind) {
    case 'USES_ALL':
    case 'USES_ANY':
    case 'HEAVY_IN':
      return { kind: input.kind, services: input.services ?? [] }
    case 'SERVICES':
      return { kind: 'SERVICES', of: input.of ?? 'ALL', least: input.least ?? null, most: input.most ?? null }
    case 'TASKS':
      return { kind: 'TASKS', least: input.least ?? -1 }
    case 'HEAVY_USER':
      return { kind: 'HEAVY_USER' }
    case 'AGE':
      return {
        kind: 'AGE',
        ages: (input.ages ?? []).flatMap((age) => (age === 'AGE_65_PLUS' ? agesOf(age) : LEAF_AGES.filter((leaf) => leaf === age))),
      }
    case 'SEX':
      return { kind: 'SEX', sexes: RULE_SEXES.filter((sex) => input.sexes?.includes(sex)) }
    default:
      return input.kind satisfies never
  }
}

const textOf = (input: typeof LocalTextInput.$inferInput | null | undefined): LocalText => ({
  fi: input?.fi ?? null,
  sv: input?.sv ?? null,
  en: input?.en ?? null,
})
