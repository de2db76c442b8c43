import { ApolloServer } from '@apollo/server'
import { buildSchema, type GraphQLSchema, isObjectType, printSchema } from 'graphql'
import { describe, expect, it, vi } from 'vitest'
import { wholeLists } from '../../server/portal/whole-lists.ts'

/** A count must be at least five: the scalar of this test refuses the rest, as the program's refuse what is not sealed. */
function smallSchema(): GraphQLSchema {
  const schema = buildSchema(
    'scalar Count type Query { table: [[Count]!]! full: [[Count!]!]! list: [Count]! } type Mutation { change: Int! }',
  )
  const count = schema.getType('Count')
  Object.assign(count ?? {}, {
    serialize: (value: unknown) => {
      if (typeof value !== 'number' || value < 5) throw new Error('not publishable')
      return value
    },
  })
  return schema
}

const CONTEXT = { asks: 'somebody' }
let changes = 0

/** Answers over a schema whose three fields resolve to `value`, and whose change fails. */
async function answer(value: unknown, query: string, forget: (context: object) => void = () => {}) {
  changes = 0
  const [contract, executed] = [smallSchema(), smallSchema()]
  for (const schema of [contract, executed]) {
    const root = schema.getQueryType()
    if (!isObjectType(root)) throw new Error('there is a query type')
    for (const field of Object.values(root.getFields())) field.resolve = () => value
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
      field.resolve = () => {
        changes++
        throw new Error('it fails')
      }
  }
  const before = printSchema(contract)
  const server = new ApolloServer({ schema: contract, plugins: [wholeLists(contract, executed, forget)], introspection: true })
  await server.start()
  const { body } = await server.executeOperation({ query }, { contextValue: CONTEXT })
  await server.stop()
  expect(printSchema(contract)).toBe(before)
  if (body.kind !== 'single') throw new Error('one result')
  // What is sent, not objects without a prototype.
  const sent: { data?: Record<string, unknown> | null; errors?: unknown[] } = JSON.parse(JSON.stringify(body.singleResult))
  return sent
}

describe('tables completed whole', () => {
  it('are what lists would have been', async () => {
    const rows = [
      [5, null],
      [null, 12],
    ]
    expect((await answer(rows, '{ table }')).data).toEqual({ table: rows })
  })

  it('let no cell past its scalar', async () => {
    for (const bad of [[[5, 3]], [[5], ['x']], [5], 'rows', null]) {
      const { data, errors } = await answer(bad, '{ table }')
      expect(errors).toHaveLength(1)
      expect([null, { table: [[5, null]] }, { table: [[5], [null]] }]).toContainEqual(data)
    }
  })

  it('forget what was noted before they are executed once more to tell an error', async () => {
    const forgotten = vi.fn()
    await answer([[5]], '{ table }', forgotten)
    expect(forgotten).not.toHaveBeenCalled()
    await answer([[3]], '{ table }', forgotten)
    expect(forgotten).toHaveBeenCalledExactlyOnceWith(CONTEXT)
  })

  it('leave mutations to the contract: nothing is changed twice', async () => {
    const forgotten = vi.fn()
    const { data, errors } = await answer([[3]], 'mutation { change }', forgotten)
    expect([data, errors?.length, changes, forgotten.mock.calls.length]).toEqual([null, 1, 1, 0])
  })

  it('have no null where the contract has none', async () => {
    expect((await answer([[5]], '{ full }')).data).toEqual({ full: [[5]] })
    expect((await answer([[5, null]], '{ full }')).data).toBeNull()
  })

  it('are still lists of lists to who asks about the schema, alone or beside a table', async () => {
    const type = 'kind ofType { kind ofType { kind ofType { kind ofType { name } } } }'
    const { data } = await answer([[5]], `{ table __type(name: "Query") { fields { name type { ${type} } } } }`)
    expect(data?.table).toEqual([[5]])
    expect(JSON.stringify(data)).toContain('"name":"table","type":{"kind":"NON_NULL","ofType":{"kind":"LIST"')
    expect(JSON.stringify(data)).not.toContain('"Table"')
  })
})
