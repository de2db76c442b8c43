import { buildSchema, execute, GraphQLObjectType, type GraphQLResolveInfo, type GraphQLSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { asksPlainRows, completeRowsWhole } from '../../server/portal/whole-rows.ts'

const SDL = `
  type Query { shop: Shop! }
  type Shop { rows: [Row!]!, some: [Row!]!, missing: [Row!]! }
  type Row { code: ID!, count: Int, price(of: Int): Int, named: String!, inner: Inner, always: Inner!, list: [Inner!]! }
  type Inner { a: Boolean!, b: String }`

const ROWS = [
  { code: 'A', count: 5, named: 'x', inner: { a: true, b: null }, always: { a: false, b: 'ö' }, list: [] },
  { code: 7, inner: null, named: 'x', always: { a: true }, list: [{ a: true }] },
]

/** The schema as told and as executed, with one field of rows that has a resolver of its own. */
function versions(
  rows: unknown,
  look: (info: GraphQLResolveInfo) => void = () => {},
): { readonly contract: GraphQLSchema; readonly executed: GraphQLSchema } {
  const [contract, executed] = [0, 0].map(() => {
    const schema = buildSchema(SDL)
    resolveBy(schema, 'Row', 'named', () => 'by a resolver')
    resolveBy(schema, 'Shop', 'rows', (info) => {
      look(info)
      return rows
    })
    resolveBy(schema, 'Query', 'shop', (info) => {
      look(info)
      return { some: Promise.resolve(rows) }
    })
    return schema
  })
  if (!contract || !executed) throw new Error('two schemas')
  completeRowsWhole(executed, contract)
  return { contract, executed }
}

function resolveBy(schema: GraphQLSchema, type: string, field: string, value: (info: GraphQLResolveInfo) => unknown): void {
  const found = schema.getType(type)
  const known = found instanceof GraphQLObjectType ? found.getFields()[field] : undefined
  if (!known) throw new Error(`there is a ${type}.${field}`)
  known.resolve = (_, __, ___, info) => value(info)
}

async function both(query: string, rows: unknown = ROWS, variableValues: Record<string, unknown> = {}) {
  const { contract, executed } = versions(rows)
  const document = parse(query)
  expect(validate(contract, document)).toEqual([])
  const plain = asksPlainRows(contract, document)
  const of = async (schema: GraphQLSchema) => {
    const { data, errors } = await execute({ schema, document, variableValues })
    return { text: JSON.stringify(data), errors: errors?.length ?? 0 }
  }
  return { plain, whole: plain ? await of(executed) : null, graphql: await of(contract) }
}

describe('rows completed whole', () => {
  it('are what graphql-js makes of them, in the same order, whatever is asked of them', async () => {
    for (const query of [
      '{ shop { rows { count code } } }',
      '{ shop { some { code, again: code, __typename } } }',
      '{ shop { rows { inner { b } code always { b a __typename } inner { a } } } }',
      '{ shop { rows { ...R ... on Row { count } ... { inner { a } } } more: rows { count } } } fragment R on Row { code always { ...I } } fragment I on Inner { a }',
      '{ shop { rows { code } rows { count inner { a } } } shop { rows { inner { b } } } }',
    ]) {
      const { plain, whole, graphql } = await both(query)
      expect(plain, query).toBe(true)
      expect(whole, query).toEqual(graphql)
      expect(graphql.errors).toBe(0)
    }
  })

  it('are left to graphql-js where more than properties is asked', async () => {
    for (const query of [
      '{ shop { rows { named } } }',
      '{ shop { rows { code price } } }',
      '{ shop { rows { list { a } } } }',
      '{ shop { rows { __proto__: always { a } } } }',
      'query ($no: Boolean!) { shop { rows { code @skip(if: $no) } } }',
      'query ($no: Boolean!) { shop { rows { ...R @include(if: $no) } } } fragment R on Row { code }',
      '{ shop { rows { code } } } fragment R on Shop { rows { named } }',
    ])
      expect(asksPlainRows(versions(ROWS).contract, parse(query)), query).toBe(false)
  })

  it('let no value past its scalar, and no null where there is none', async () => {
    for (const [query, rows] of [
      ['{ shop { rows { count } } }', [{ count: 'no number' }]],
      ['{ shop { rows { code } } }', [{ code: null }]],
      ['{ shop { rows { always { a } } } }', [{}]],
      ['{ shop { rows { always { a } } } }', [{ always: { a: 'yes' } }]],
      ['{ shop { rows { code } } }', [null]],
      ['{ shop { rows { code } } }', 'rows'],
      ['{ shop { missing { code } } }', []],
    ] as const) {
      const { whole } = await both(query, rows)
      expect(whole?.text, query).toBe('null')
      expect(whole?.errors, query).toBe(1)
    }
  })

  it('are lists of the contract to resolvers that look at types', async () => {
    const seen: GraphQLResolveInfo[] = []
    const { contract, executed } = versions(ROWS, (info) => seen.push(info))
    await execute({ schema: executed, document: parse('{ shop { rows { code } } }') })
    expect(seen.map(({ schema, returnType }) => [schema === contract, String(returnType)])).toEqual([
      [true, 'Shop!'],
      [true, '[Row!]!'],
    ])
  })
})
