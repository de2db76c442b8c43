import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema, getNamedType, isInputType, isInterfaceType, isObjectType, isScalarType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../../server/portal/access/permissions.ts'
import { schema } from '../../../server/portal/schema/schema.ts'
import { sdlOf } from '../../../server/portal/schema/sdl.ts'

/** Scalars that may leave; those with numbers open sealed values only. */
const TEXT = ['ID', 'String', 'Boolean']
const SEALED = [
  ...['Count', 'Share', 'Lift', 'CountDifference', 'ShareDifference', 'FigureCount', 'Parameter'],
  ...[
    'EventCount',
    'Residents',
    'Rate',
    'NoisySize',
    'NoisyChange',
    'NoisyShare',
    'NoisyRate',
    'NoisyTimes',
    'RoughRows',
    'RowShare',
    'Progress',
  ],
]
const DATES = ['Date', 'DateTime']

/** Output fields whose type is a scalar of another kind than those allowed. */
function otherOutputs(built: GraphQLSchema): readonly string[] {
  return Object.values(built.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && (isObjectType(type) || isInterfaceType(type)))
    .flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.values(type.getFields()).flatMap((field) => {
            const named = getNamedType(field.type)
            const fine = !isScalarType(named) || [...TEXT, ...SEALED, ...DATES].includes(named.name)
            return fine ? [] : [`${type.name}.${field.name}: ${named.name}`]
          })
        : [],
    )
}

describe('the schema', () => {
  it('is the committed contract', () => {
    expect(readFileSync('server/schema.graphql', 'utf8')).toBe(sdlOf(schema))
  })

  it('lets numbers out in its own scalars only', () => {
    expect(otherOutputs(schema)).toEqual([])
  })

  it('would be caught with a plain number in it', () => {
    const leaking = buildSchema('type Query { rows: [[Int]!]! mean: Float! any: JSON } scalar JSON')
    expect(otherOutputs(leaking)).toEqual(['Query.rows: Int', 'Query.mean: Float', 'Query.any: JSON'])
  })

  it('has figures as output only', () => {
    const inputs = Object.values(schema.getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields()).flatMap((field) => field.args.map((arg) => getNamedType(arg.type).name))
        : 'getFields' in type && isInputType(type)
          ? Object.values(type.getFields()).map((field) => getNamedType(field.type).name)
          : [],
    )
    for (const name of SEALED) expect(inputs).not.toContain(name)
  })

  it.each(SEALED)('serialises no raw value as %s', (name) => {
    const scalar = schema.getType(name)
    if (!isScalarType(scalar)) throw new Error(`${name} is no scalar`)
    for (const raw of [3, 5, 1000, '12', true, {}, { value: 9 }, []]) expect(() => scalar.serialize(raw)).toThrow('publishable')
  })

  it('has a row of the table of permissions for every field of Query and Mutation', () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
    )
    expect(fields.filter((field) => !(field in PERMISSIONS))).toEqual([])
    expect(schema.getSubscriptionType()).toBeUndefined()
  })

  it('takes figures nowhere as input of a change', () => {
    const args = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ args }) =>
      args.map((arg) => getNamedType(arg.type).name),
    )
    for (const name of [...SEALED, 'Int', 'Float']) expect(args).not.toContain(name)
  })
})
