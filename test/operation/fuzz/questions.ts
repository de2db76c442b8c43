/** Questions made from the schema: right ones in every form, wrong ones of every kind. The same seed, the same questions. */
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { CODES } from '../../attack/cells.ts'
import { CENTRES, MUNICIPALITIES } from '../../attack/fixture/catalogue.ts'
import type { Random } from '../../attack/fixture/random.ts'
import { randomSelection } from '../../attack/session.ts'
import { LEFT_OUT } from '../../attack/trace/trace.ts'

const schema = buildSchema(readFileSync(new URL('../../../server/schema.graphql', import.meta.url), 'utf8'))

/** `sound`: valid by the schema, with what the tracing of its figures goes by; `spoilt`: a sound one with something wrong in it. */
export interface Question {
  readonly kind: 'sound' | 'spoilt'
  readonly body: string
  /** Of a sound one. */
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Fields that an answer's figures are traced by: they say whose figure it is. */
const ANCHORS: Readonly<Record<string, string>> = {
  ServiceUse: 'service { code }',
  CoUse: 'service { code }',
  ServiceDifference: 'service { code }',
  ClientGroup: 'dimension value',
  Bin: 'label',
  Combination: 'services { code }',
  UsageMatrix: 'services { code }',
  Service: 'code',
  Series: 'points { release { id } }',
  SeriesPart: 'code',
  SeriesPoint: 'release { id } residents { persons }',
  ProfileGroup: 'ageGroup sex',
  ProfileService: 'service { code }',
  Widening: 'selection { ageGroups sexes municipalities centres cohort services }',
}

/** Of a service: traced where a release lists its services, and the same everywhere else. */
const LIMITS_OF_RULES = ['useThreshold', 'heavyThreshold']

/** Types whose numbers are looked up in the answer by their own name. */
const BY_NAME = ['Certificate', 'AuditedFamily', 'ImportedFile', 'ReasonCount']

/** Fields of Query that most questions are about; the others are asked now and then. */
const VIEWS = schema.getQueryType()
const OFTEN = Object.keys(VIEWS?.getFields() ?? {}).filter((name) => !LEFT_OUT.includes(name))

/** Ready ones, others by their keys, and some that no release knows. */
const INDICATORS = [
  'several-services',
  'four-services',
  'few-services',
  'clients',
  'count:2',
  'count:2-3',
  'count:3+',
  'count:99',
  'heavy:ZZZ',
]

/**
 * Texts that are nobody's id, name or date: a mutation that is given them is refused, or finds nothing to change. None may be right, or
 * later questions would be asked of another portal. U+0000 is left out: the database takes no such text, and fields that look an id up
 * there answer it with INTERNAL_SERVER_ERROR (segmentDraft, for one). Put it back once they refuse it.
 */
const NOBODYS = ['', '0', '-1', 'nobody', '00000000-0000-4000-8000-000000000000', "'; DROP TABLE target; --", 'é\u202e', '2026-02-30']

/** A maker of questions. `releases`: ids that are served. */
export function questions(random: Random, releases: readonly string[]): () => Question {
  const { below, chance } = random
  const one = <T>(values: readonly T[]): T => {
    const value = values[below(values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
  let variables: Record<string, unknown> = {}
  let declared: string[] = []
  let aliases = 0

  /** A right value for an argument, written out or as a variable. */
  function argument(arg: GraphQLArgument, asked: string): string | null {
    if (!isNonNullType(arg.type) && chance(0.4)) return null
    const value = valueFor(arg.name, arg.type, asked)
    if (value === undefined) return null
    if (chance(0.5)) {
      const name = `v${declared.length}`
      declared.push(`$${name}: ${String(arg.type)}`)
      variables[name] = value
      return `${arg.name}: $${name}`
    }
    return `${arg.name}: ${literal(value, arg.type)}`
  }

  /** `asked`: the field whose argument it is. */
  function valueFor(name: string, type: GraphQLInputType, asked: string): unknown {
    if (isNonNullType(type)) return valueFor(name, type.ofType, asked)
    if (isListType(type)) return Array.from({ length: 1 + below(2) }, () => valueFor(name, type.ofType, asked))
    if (isInputObjectType(type))
      return type.name === 'Selection'
        ? randomSelection(random)
        : Object.fromEntries(
            Object.values(type.getFields())
              .filter((inner) => isNonNullType(inner.type) || chance(0.5))
              .map((inner) => [inner.name, valueFor(inner.name, inner.type, asked)]),
          )
    if (isEnumType(type)) return one(type.getValues()).name
    if (name === 'service' || name === 'services') return one(CODES)
    if (name === 'municipality' || name === 'municipalities') return one(MUNICIPALITIES)
    if (name === 'indicator') return chance(0.4) ? `${one(['using', 'heavy'])}:${one(CODES)}` : chance(0.2) ? usingTwo() : one(INDICATORS)
    if ((name === 'id' && asked === 'release') || name.startsWith('release')) return one(releases)
    if (name === 'size') return 2 + below(2)
    if (name === 'first') return 1 + below(200)
    if (type.name === 'Int') return below(10)
    if (type.name === 'Boolean') return chance(0.5)
    // Past: nothing that is given until then holds.
    if (type.name === 'DateTime') return one(['2020-01-01T00:00:00Z', '2025-12-31T23:59:59.999Z'])
    return one(NOBODYS)
  }

  const usingTwo = () => `using:${[...new Set([one(CODES), one(CODES)])].sort().join('+')}`

  function selection(type: GraphQLObjectType, depth: number, parent = ''): string {
    const fields = Object.values(type.getFields()).filter((field) =>
      isObjectType(getNamedType(field.type))
        ? depth > 0
        : type.name !== 'Service' || parent === 'Release' || !LIMITS_OF_RULES.includes(field.name),
    )
    const chosen = fields.filter(({ name }) => chance(type !== VIEWS ? 0.5 : OFTEN.includes(name) ? 0.12 : 0.01))
    const written = (chosen.length > 0 || fields.length === 0 ? chosen : [one(fields)]).map((field) => {
      const inner = getNamedType(field.type)
      const args = field.args.map((arg) => argument(arg, field.name)).filter((text) => text !== null)
      // Two fields of one name and other arguments would be in conflict.
      const alias = args.length > 0 || (chance(0.2) && !BY_NAME.includes(type.name)) ? `a${aliases++}: ` : ''
      const below_ = isObjectType(inner) ? ` { ${selection(inner, depth - 1, type.name)} }` : ''
      return `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${below_}`
    })
    const body = [...written, ...(chance(0.1) || written.length === 0 ? ['__typename'] : []), ANCHORS[type.name] ?? '']
      .filter(Boolean)
      .join(' ')
    return chance(0.1) && type !== VIEWS && type !== schema.getMutationType() ? `... on ${type.name} { ${body} }` : body
  }

  function sound(): Question {
    variables = {}
    declared = []
    aliases = 0
    const mutation = schema.getMutationType()
    if (!VIEWS || !mutation) throw new Error('no query type, or no mutation type')
    const kind = chance(0.05) ? 'mutation' : 'query'
    const body = kind === 'query' ? selection(VIEWS, 1 + below(4)) : change(mutation)
    const text = `${kind} Q${declared.length > 0 ? `(${declared.join(', ')})` : ''} { ${body} }`
    return { kind: 'sound', query: text, variables, body: JSON.stringify({ query: text, variables }) }
  }

  /** One mutation, of texts that are nobody's. */
  function change(type: GraphQLObjectType): string {
    const field = one(Object.values(type.getFields()))
    const args = field.args.map((arg) => argument(arg, field.name)).filter((text) => text !== null)
    const inner = getNamedType(field.type)
    return `${field.name}(${args.join(', ')})${isObjectType(inner) ? ` { ${selection(inner, 1)} }` : ''}`
  }

  const spoil: readonly ((question: Question) => string)[] = [
    // Characters taken away, put in, changed.
    ({ body }) => body.slice(0, below(body.length)),
    ({ body }) => {
      const at = below(body.length)
      return (
        body.slice(0, at) + one(['"', '}', '{', '\\', '\u0000', '\ud800', '$', '...', '@', '1e999', ' ', '\n', 'é', '‮']) + body.slice(at)
      )
    },
    ({ body }) => {
      const [a, b] = [below(body.length), below(body.length)]
      return body.slice(0, Math.min(a, b)) + body.slice(Math.max(a, b))
    },
    // Words of the query changed for others of the schema and for none of it.
    ({ query, variables: given }) =>
      JSON.stringify({
        query: query.replace(
          /\b(count|code|clients|services)\b/,
          one(['atLeast', 'nothing', '__schema', '__typename', 'constructor', '__proto__']),
        ),
        variables: given,
      }),
    ({ query, variables: given }) =>
      JSON.stringify({ query: query.replace(/: (\d+|"[^"]*"|[A-Z_]+)/, `: ${one(HOSTILE).source}`), variables: given }),
    // Variables of other types, values and names.
    ({ query, variables: given }) =>
      JSON.stringify({ query, variables: Object.fromEntries(Object.keys(given).map((name) => [name, one(HOSTILE).value])) }),
    ({ query }) => JSON.stringify({ query }),
    ({ query, variables: given }) => JSON.stringify({ query, variables: { ...given, __proto__: { v0: 1 }, extra: 1 } }),
    ({ query, variables: given }) => JSON.stringify({ query, variables: one([null, [], 'x', 1, JSON.stringify(given)]) }),
    // Other selections: outside the table, of unknown codes, too long.
    ({ query }) =>
      JSON.stringify({
        query: 'query ($s: Selection) { overview(selection: $s) { clients { count atLeast } } }',
        variables: { s: wildSelection() },
        extensions: { was: query.length },
      }),
    // Floods and depth.
    ({ query, variables: given }) =>
      JSON.stringify({
        query: query.replace(
          /\{(.*)\}$/s,
          (_, inner) => `{ ${Array.from({ length: 2 + below(60) }, (_x, i) => `f${i}: release { id }`).join(' ')} ${inner} }`,
        ),
        variables: given,
      }),
    () => JSON.stringify({ query: `{ release { ${'centres { municipality { '.repeat(below(30))}code${' } }'.repeat(below(30))} } }` }),
    ({ query, variables: given }) =>
      JSON.stringify({
        query: query.replace(/ \}/, ` ${one(['@skip(if: true)', '@include(if: $x)', '@defer', '@x'])} }`),
        variables: given,
      }),
    // Other shapes of a request.
    ({ body }) => `[${body},${body}]`,
    ({ query, variables: given }) =>
      JSON.stringify({ query, variables: given, operationName: one(['Q2', '', '__proto__', 'x'.repeat(500)]) }),
    ({ query, variables: given }) =>
      JSON.stringify({ query: one(['mutation', 'subscription']) + query.slice(query.indexOf(' ')), variables: given }),
    () => JSON.stringify({ query: one(['{ __schema { types { name fields { name } } } }', '{ __type(name: "Release") { name } }']) }),
    () => JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } }),
    () =>
      one([
        'null',
        '""',
        '0',
        '{}',
        '[]',
        '{"query":null}',
        '{"query":""}',
        '{"query":{}}',
        '',
        '\u0000',
        '{"query":"{}"}',
        '"{ release { id } }"',
      ]),
  ]

  function wildSelection(): Record<string, unknown> {
    const many = (values: readonly string[]) => Array.from({ length: below(5) }, () => one(values))
    return {
      ...(chance(0.5) ? { ageGroups: many(['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS']) } : {}),
      ...(chance(0.5) ? { sexes: many(['MALE', 'FEMALE', 'OTHER']) } : {}),
      ...(chance(0.5) ? { municipalities: many([...MUNICIPALITIES, '999', "'; DROP TABLE release; --"]) } : {}),
      ...(chance(0.5) ? { centres: many([...CENTRES.map(({ code }) => code), 'XXX', '']) } : {}),
      ...(chance(0.5) ? { services: many([...CODES, 'ZZZ']) } : {}),
      ...(chance(0.3) ? { cohort: one(['ALL', 'HEAVY', 'LIGHT']) } : {}),
    }
  }

  return () => {
    const question = sound()
    if (chance(0.6)) return question
    return { ...question, kind: 'spoilt', body: one(spoil)(question) }
  }
}

const HOSTILE: readonly { readonly source: string; readonly value: unknown }[] = [
  { source: '-1', value: -1 },
  { source: '2147483648', value: 2147483648 },
  { source: '1e308', value: 1e308 },
  { source: '""', value: '' },
  { source: 'null', value: null },
  { source: '[[[]]]', value: [[[]]] },
  { source: '{}', value: {} },
  { source: '{ count: 3 }', value: { count: 3 } },
  { source: '"\\u0000"', value: '\u0000' },
  { source: '"010190-123A"', value: '010190-123A' },
  { source: 'true', value: true },
  { source: '"../../etc/passwd"', value: '../../etc/passwd' },
  { source: '"%0d%0aset-cookie: a=b"', value: `x${'\r\n'}set-cookie: a=b` },
  { source: '$undeclared', value: { $gt: 0 } },
  { source: `"${'x'.repeat(5000)}"`, value: 'x'.repeat(50_000) },
]

/** A value in GraphQL's own notation. */
function literal(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(value, type.ofType)
  if (isListType(type)) return `[${(Array.isArray(value) ? value : [value]).map((item) => literal(item, type.ofType)).join(', ')}]`
  if (isInputObjectType(type)) {
    const fields = type.getFields()
    return `{ ${Object.entries(Object(value))
      .map(([key, inner]) => {
        const field = fields[key]
        if (!field) throw new Error(`no input ${key}`)
        return `${key}: ${literal(inner, field.type)}`
      })
      .join(', ')} }`
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value)
}
