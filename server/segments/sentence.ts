/** A rule in words. Service names are never inflected: a carrier word bears the case. */
import { type Condition, LEAF_AGES, type LeafAge, type Rule } from './rule.ts'
import type { Vocabulary, Words } from './vocabulary.ts'

export type Language = keyof Words

/** One sentence in the language; several alternatives are numbered. */
export function ruleSentence(rule: Rule, vocabulary: Vocabulary, language: Language): string {
  const grammar = GRAMMARS[language]
  const name = (code: string) => vocabulary.services.find((service) => service.code === code)?.name[language] ?? code
  const alternatives = rule.alternatives.map((conditions) =>
    enumerated(
      conditions.map((condition, at) => grammar.condition(condition, name, at === 0)),
      grammar.and,
    ),
  )
  const [only] = alternatives
  if (alternatives.length === 1 && only !== undefined) return `${capital(only)}.`
  return `${grammar.oneOf} ${enumerated(
    alternatives.map((words, at) => `(${at + 1}) ${words}`),
    grammar.or,
    ';',
  )}.`
}

/** a; a and b; a, b and c. */
function enumerated(parts: readonly string[], and: string, comma = ','): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(`${comma} `)} ${and} ${last}`
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

interface Grammar {
  readonly and: string
  readonly or: string
  readonly oneOf: string
  condition(condition: Condition, name: (code: string) => string, first: boolean): string
}

/** Names as quoted titles: some hold commas and 'and' themselves. */
const listed = (codes: readonly string[], name: (code: string) => string, and: string, [open, close]: readonly [string, string]) =>
  enumerated(
    codes.map((code) => `${open}${name(code)}${close}`),
    and,
  )

const range = (least: number | null, most: number | null, words: { least: string; most: string; exactly: string }): string => {
  if (least !== null && most !== null) return least === most ? `${words.exactly} ${least}` : `${least}–${most}`
  return least !== null ? `${words.least} ${least}` : `${words.most} ${most ?? 0}`
}

/** 0–17, 65+: groups next to each other made one. */
function ageRanges(ages: readonly LeafAge[], andOver: (from: number) => string): readonly string[] {
  const edges: Readonly<Record<LeafAge, readonly [number, number | null]>> = {
    AGE_0_17: [0, 17],
    AGE_18_64: [18, 64],
    AGE_65_79: [65, 79],
    AGE_80_PLUS: [80, null],
  }
  const spans: [number, number | null][] = []
  for (const age of LEAF_AGES.filter((one) => ages.includes(one))) {
    const [from, to] = edges[age]
    const last = spans.at(-1)
    if (last && last[1] === from - 1) last[1] = to
    else spans.push([from, to])
  }
  return spans.map(([from, to]) => (to === null ? andOver(from) : `${from}–${to}`))
}

const isAnyNumber = (condition: { readonly least: number | null; readonly most: number | null }) =>
  (condition.least ?? 0) === 0 && condition.most === null

const fi: Grammar = {
  and: 'ja',
  or: 'tai',
  oneOf: 'Jokin näistä täyttyy:',
  condition(condition, name, first) {
    const [who, whose] = first ? ['asiakas', 'asiakkaalla'] : ['hän', 'hänellä']
    const names = (codes: readonly string[], and: string) => listed(codes, name, and, ['”', '”'])
    switch (condition.kind) {
      case 'USES_ALL':
        return `${who} käyttää ${condition.services.length === 1 ? 'palvelua' : 'kaikkia palveluja'} ${names(condition.services, 'ja')}`
      case 'USES_ANY':
        return `${who} käyttää ${condition.services.length === 1 ? 'palvelua' : 'ainakin yhtä palveluista'} ${names(condition.services, 'tai')}`
      case 'HEAVY_IN':
        return `${who} käyttää paljon ${condition.services.length === 1 ? 'palvelua' : 'ainakin yhtä palveluista'} ${names(condition.services, 'tai')}`
      case 'HEAVY_USER':
        return `${who} on paljon palveluja käyttävä`
      case 'SERVICES': {
        if (isAnyNumber(condition)) return `${who} on kuka tahansa`
        const noun = {
          ALL: ['palvelu', 'palvelua'],
          HEALTH: ['terveyspalvelu', 'terveyspalvelua'],
          SOCIAL: ['sosiaalipalvelu', 'sosiaalipalvelua'],
        }[condition.of]
        if (condition.most === 0) return `${whose} ei ole yhtään ${noun[1]}`
        const one = (condition.most ?? condition.least) === 1 && (condition.least ?? 1) === 1
        return `${whose} on ${range(condition.least, condition.most, { least: 'vähintään', most: 'enintään', exactly: 'tasan' })} ${one ? noun[0] : `eri ${noun[1]}`}`
      }
      case 'TASKS':
        return `${whose} on päätöksiä vähintään ${condition.least} ${condition.least === 1 ? 'palvelutehtävässä' : 'eri palvelutehtävässä'}`
      case 'AGE':
        return `${who} on iältään ${enumerated(
          ageRanges(condition.ages, (from) => `${from} vuotta tai enemmän`).map((one) => (one.includes('vuotta') ? one : `${one} vuotta`)),
          'tai',
        )}`
      case 'SEX':
        return condition.sexes.length === 1 ? `${who} on ${condition.sexes[0] === 'MALE' ? 'mies' : 'nainen'}` : `${who} on mies tai nainen`
      default:
        return condition satisfies never
    }
  },
}

const sv: Grammar = {
  and: 'och',
  or: 'eller',
  oneOf: 'Något av detta gäller:',
  condition(condition, name, first) {
    const who = first ? 'klienten' : 'hen'
    const names = (codes: readonly string[], and: string) => listed(codes, name, and, ['”', '”'])
    switch (condition.kind) {
      case 'USES_ALL':
        return `${who} använder ${condition.services.length === 1 ? 'tjänsten' : 'alla tjänsterna'} ${names(condition.services, 'och')}`
      case 'USES_ANY':
        return `${who} använder ${condition.services.length === 1 ? 'tjänsten' : 'minst en av tjänsterna'} ${names(condition.services, 'eller')}`
      case 'HEAVY_IN':
        return `${who} använder mycket av ${condition.services.length === 1 ? 'tjänsten' : 'minst en av tjänsterna'} ${names(condition.services, 'eller')}`
      case 'HEAVY_USER':
        return `${who} använder mycket tjänster`
      case 'SERVICES': {
        if (isAnyNumber(condition)) return `${who} är vem som helst`
        const noun = { ALL: ['tjänst', 'tjänster'], HEALTH: ['hälsotjänst', 'hälsotjänster'], SOCIAL: ['socialtjänst', 'socialtjänster'] }[
          condition.of
        ]
        if (condition.most === 0) return `${who} har inga ${noun[1]}`
        const one = (condition.most ?? condition.least) === 1 && (condition.least ?? 1) === 1
        return `${who} har ${range(condition.least, condition.most, { least: 'minst', most: 'högst', exactly: 'precis' })} ${one ? noun[0] : `olika ${noun[1]}`}`
      }
      case 'TASKS':
        return `${who} har beslut inom minst ${condition.least} ${condition.least === 1 ? 'serviceuppgift' : 'olika serviceuppgifter'}`
      case 'AGE':
        return `${who} är ${enumerated(
          ageRanges(condition.ages, (from) => `${from} år eller äldre`).map((one) => (one.includes('år') ? one : `${one} år`)),
          'eller',
        )}`
      case 'SEX':
        return condition.sexes.length === 1 ? `${who} är ${condition.sexes[0] === 'MALE' ? 'man' : 'kvinna'}` : `${who} är man eller kvinna`
      default:
        return condition satisfies never
    }
  },
}

const en: Grammar = {
  and: 'and',
  or: 'or',
  oneOf: 'One of these holds:',
  condition(condition, name, first) {
    const who = first ? 'the client' : 'they'
    const does = (verb: 'use' | 'have' | 'be') =>
      ({ use: first ? 'uses' : 'use', have: first ? 'has' : 'have', be: first ? 'is' : 'are' })[verb]
    const names = (codes: readonly string[], and: string) => listed(codes, name, and, ['‘', '’'])
    switch (condition.kind) {
      case 'USES_ALL':
        return `${who} ${does('use')} ${condition.services.length === 1 ? 'the service' : 'all of the services'} ${names(condition.services, 'and')}`
      case 'USES_ANY':
        return `${who} ${does('use')} ${condition.services.length === 1 ? 'the service' : 'at least one of the services'} ${names(condition.services, 'or')}`
      case 'HEAVY_IN':
        return `${who} ${does('use')} much of ${condition.services.length === 1 ? 'the service' : 'at least one of the services'} ${names(condition.services, 'or')}`
      case 'HEAVY_USER':
        return first ? `${who} is a heavy user of services` : `${who} are heavy users of services`
      case 'SERVICES': {
        if (isAnyNumber(condition)) return `${who} may be anyone`
        const noun = {
          ALL: ['service', 'services'],
          HEALTH: ['health service', 'health services'],
          SOCIAL: ['social service', 'social services'],
        }[condition.of]
        if (condition.most === 0) return `${who} ${does('have')} no ${noun[1]}`
        const one = (condition.most ?? condition.least) === 1 && (condition.least ?? 1) === 1
        return `${who} ${does('have')} ${range(condition.least, condition.most, { least: 'at least', most: 'at most', exactly: 'exactly' })} ${one ? noun[0] : `different ${noun[1]}`}`
      }
      case 'TASKS':
        return `${who} ${does('have')} decisions in at least ${condition.least} ${condition.least === 1 ? 'service task' : 'different service tasks'}`
      case 'AGE':
        return `${who} ${does('be')} aged ${enumerated(
          ageRanges(condition.ages, (from) => `${from} or over`),
          'or',
        )}`
      case 'SEX':
        return condition.sexes.length === 1
          ? `${who} ${does('be')} ${condition.sexes[0] === 'MALE' ? (first ? 'a man' : 'men') : first ? 'a woman' : 'women'}`
          : `${who} ${does('be')} ${first ? 'a man or a woman' : 'men or women'}`
      default:
        return condition satisfies never
    }
  },
}

const GRAMMARS: Readonly<Record<Language, Grammar>> = { fi, sv, en }
