/** What a working group writes: a scheme with its segments, their rules and their cards. */
import { type Parsed, parseRule, type RuleProblemReason } from './parse-rules.ts'
import { LIMITS, type Rule } from './rule.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A text in the languages that the group wrote it in; null where it did not. */
export interface LocalText {
  readonly fi: string | null
  readonly sv: string | null
  readonly en: string | null
}

export const CARD_FIELDS = ['WHO', 'AIMS', 'PACKAGE', 'CHAIN', 'COORDINATION', 'PROFESSIONAL', 'FOLLOW_UP'] as const
export type CardField = (typeof CARD_FIELDS)[number]

/** From the farthest to the nearest: where several speak, the nearest is read. */
export const CARD_LEVELS = ['GENERAL', 'COUNTY', 'ORGANISATION'] as const
export type CardLevel = (typeof CARD_LEVELS)[number]

export const CHANNELS = ['RECEPTION', 'TELEPHONE', 'GROUP', 'NETWORK_MEETING', 'REMOTE'] as const
export const VALUE_MODES = ['WORKSHOP', 'CHAIN', 'NETWORK'] as const

export interface CardText {
  readonly field: CardField
  readonly level: CardLevel
  /** Name of the organisation; null at the other levels. */
  readonly organisation: string | null
  readonly text: LocalText
}

export interface Card {
  readonly channels: readonly (typeof CHANNELS)[number][]
  readonly valueMode: (typeof VALUE_MODES)[number] | null
  readonly tags: readonly string[]
  readonly texts: readonly CardText[]
}

export interface Segment {
  /** Stays the same from version to version. */
  readonly key: string
  readonly name: LocalText
  /** Why the rule stands in for criteria that the county has not agreed; null where it has. */
  readonly proxy: LocalText | null
  readonly rule: Rule
  readonly card: Card
}

export interface SchemeContent {
  readonly title: LocalText
  readonly purpose: LocalText
  readonly segments: readonly Segment[]
}

export const EMPTY_CARD: Card = { channels: [], valueMode: null, tags: [], texts: [] }

export type ContentProblemReason =
  | RuleProblemReason
  | 'NO_TITLE'
  | 'NO_NAME'
  | 'TEXT_TOO_LONG'
  | 'SAME_KEY'
  | 'NO_ORGANISATION'
  | 'SAME_CARD_TEXT'
  | 'TOO_MANY_TAGS'

export interface ContentProblem {
  /** Path such as `segments.2.name`. */
  readonly at: string
  readonly reason: ContentProblemReason
}

const LENGTHS = { title: 120, name: 60, text: 2000, tag: 40 }
const MOST_TAGS = 8

/** Content as it came, trimmed and checked; the first thing that is wrong with it otherwise. */
export function checkContent(content: SchemeContent, vocabulary: Vocabulary): SchemeContent | ContentProblem {
  const title = trimmed(content.title)
  if (isEmpty(title)) return { at: 'title', reason: 'NO_TITLE' }
  if (isLong(title, LENGTHS.title)) return { at: 'title', reason: 'TEXT_TOO_LONG' }
  const purpose = trimmed(content.purpose)
  if (isLong(purpose, LENGTHS.text)) return { at: 'purpose', reason: 'TEXT_TOO_LONG' }
  const { segments } = content
  if (segments.length < LIMITS.segments.least || segments.length > LIMITS.segments.most)
    return { at: 'segments', reason: 'NUMBER_OF_SEGMENTS' }
  const checked: Segment[] = []
  for (const [at, segment] of segments.entries()) {
    const result = checkSegment(segment, vocabulary, `segments.${at}`)
    if ('reason' in result) return result
    if (checked.some(({ key }) => key === result.key)) return { at: `segments.${at}`, reason: 'SAME_KEY' }
    checked.push(result)
  }
  return { title, purpose, segments: checked }
}

function checkSegment(segment: Segment, vocabulary: Vocabulary, at: string): Segment | ContentProblem {
  const name = trimmed(segment.name)
  if (isEmpty(name)) return { at: `${at}.name`, reason: 'NO_NAME' }
  if (isLong(name, LENGTHS.name)) return { at: `${at}.name`, reason: 'TEXT_TOO_LONG' }
  if (!/^[a-z0-9-]{1,40}$/.test(segment.key)) return { at: `${at}.key`, reason: 'SAME_KEY' }
  const rule: Parsed<Rule> = parseRule(segment.rule, vocabulary)
  if (!rule.ok) return { at: `${at}.rule${rule.problem.at}`, reason: rule.problem.reason }
  const proxy = segment.proxy && trimmed(segment.proxy)
  if (proxy && isLong(proxy, LENGTHS.text)) return { at: `${at}.proxy`, reason: 'TEXT_TOO_LONG' }
  const { channels, valueMode } = segment.card
  const tags = [...new Set(segment.card.tags.map((tag) => tag.trim()).filter(Boolean))]
  if (tags.length > MOST_TAGS) return { at: `${at}.card.tags`, reason: 'TOO_MANY_TAGS' }
  if (tags.some((tag) => tag.length > LENGTHS.tag)) return { at: `${at}.card.tags`, reason: 'TEXT_TOO_LONG' }
  const texts: CardText[] = []
  for (const one of segment.card.texts) {
    const organisation = one.level === 'ORGANISATION' ? (one.organisation?.trim() ?? '') : null
    if (organisation === '') return { at: `${at}.card.${one.field}`, reason: 'NO_ORGANISATION' }
    if (organisation !== null && organisation.length > LENGTHS.title) return { at: `${at}.card.${one.field}`, reason: 'TEXT_TOO_LONG' }
    const text = trimmed(one.text)
    if (isEmpty(text)) continue
    if (isLong(text, LENGTHS.text)) return { at: `${at}.card.${one.field}`, reason: 'TEXT_TOO_LONG' }
    const same = (other: CardText) => other.field === one.field && other.level === one.level && other.organisation === organisation
    if (texts.some(same)) return { at: `${at}.card.${one.field}`, reason: 'SAME_CARD_TEXT' }
    texts.push({ field: one.field, level: one.level, organisation, text })
  }
  return {
    ...{ key: segment.key, name, rule: rule.value },
    proxy: proxy && !isEmpty(proxy) ? proxy : null,
    card: { channels: CHANNELS.filter((one) => channels.includes(one)), valueMode, tags, texts },
  }
}

const LANGUAGES = ['fi', 'sv', 'en'] as const
const trimmed = (text: LocalText): LocalText => ({ fi: bare(text.fi), sv: bare(text.sv), en: bare(text.en) })
const bare = (text: string | null): string | null => text?.trim() || null
const isEmpty = (text: LocalText): boolean => LANGUAGES.every((language) => text[language] === null)
const isLong = (text: LocalText, most: number): boolean => LANGUAGES.some((language) => (text[language]?.length ?? 0) > most)
