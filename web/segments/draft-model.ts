/** A draft as it is edited: what the server gave, and what goes back to it. */
import type { ReadySchemesQuery, SchemeContentInput, SegmentDraftOfQuery } from '../generated/graphql.ts'
import type { Locale } from '../i18n/locale.ts'

export type Draft = SegmentDraftOfQuery['segmentDraft']
export type Version = Draft['version']
export type Content = Version['content']
export type Segment = Content['segments'][number]
export type Condition = Segment['rule'][number][number]
export type LocalText = Segment['name']
export type Card = Segment['card']
export type Scope = ReadySchemesQuery['readySchemes'][number]['scope']

export const NO_TEXT: LocalText = { fi: null, sv: null, en: null }
const NO_CARD: Card = { channels: [], valueMode: null, tags: [], texts: [] }

/** The text in the reader's language, else in the one that there is. */
export const textIn = (text: LocalText, locale: Locale): string => text[locale] ?? text.fi ?? text.sv ?? text.en ?? ''

export const withText = (text: LocalText, locale: Locale, written: string): LocalText => ({ ...text, [locale]: written })

export const emptyCondition = (kind: Condition['kind']): Condition => ({
  ...{ kind, services: [], of: kind === 'SERVICES' ? 'ALL' : null, least: kind === 'SERVICES' || kind === 'TASKS' ? 1 : null, most: null },
  ...{ ages: [], sexes: [] },
})

/** A new segment whose key none of the others has. Its rule is whole, to be narrowed: whoever uses some service. */
export function emptySegment(segments: readonly Segment[], name: LocalText): Segment {
  const taken = new Set(segments.map(({ key }) => key))
  let n = segments.length + 1
  while (taken.has(`s${n}`)) n++
  return { key: `s${n}`, name, proxy: null, rule: [[emptyCondition('SERVICES')]], sentence: '', card: NO_CARD }
}

export const inputOf = (content: Content): SchemeContentInput => ({
  title: bareText(content.title),
  purpose: bareText(content.purpose),
  segments: content.segments.map(({ key, name, proxy, rule, card }) => ({
    ...{ key, name: bareText(name), proxy: proxy && bareText(proxy), rule: ruleInput(rule) },
    card: {
      ...{ channels: card.channels, valueMode: card.valueMode, tags: card.tags },
      texts: card.texts.map(({ field, level, organisation, text }) => ({ field, level, organisation, text: bareText(text) })),
    },
  })),
})

export const ruleInput = (rule: Segment['rule']) => ({
  alternatives: rule.map((conditions) =>
    conditions.map(({ kind, services, of, least, most, ages, sexes }) => ({ kind, services, of, least, most, ages, sexes })),
  ),
})

/** Without Apollo's own marks. */
const bareText = ({ fi, sv, en }: LocalText): LocalText => ({ fi, sv, en })

/** The list with the item at `from` one place earlier or later. */
export function moved<T>(list: readonly T[], from: number, step: -1 | 1): readonly T[] {
  const to = from + step
  const [item, other] = [list[from], list[to]]
  if (item === undefined || other === undefined) return list
  return list.map((each, at) => (at === from ? other : at === to ? item : each))
}

export const replaced = <T>(list: readonly T[], at: number, item: T): readonly T[] =>
  list.map((each, place) => (place === at ? item : each))
export const without = <T>(list: readonly T[], at: number): readonly T[] => list.filter((_, place) => place !== at)

/** The text of a card's field that a reader gets: of their organisation, else the county's, else the general one. */
export function nearestText(card: Card, field: Card['texts'][number]['field'], organisation: string | null): Card['texts'][number] | null {
  const of = (level: Card['texts'][number]['level']) =>
    card.texts.find((one) => one.field === field && one.level === level && (level !== 'ORGANISATION' || one.organisation === organisation))
  return (organisation === null ? undefined : of('ORGANISATION')) ?? of('COUNTY') ?? of('GENERAL') ?? null
}

export const organisationsOf = (card: Card): readonly string[] => [...new Set(card.texts.flatMap(({ organisation }) => organisation ?? []))]
