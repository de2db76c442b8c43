import { complexityFromQuery } from '@pothos/plugin-complexity'
import {
  type DocumentNode,
  type GraphQLInputObjectType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  print,
  type VariableDefinitionNode,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { LIMITS, MAX_TOKENS } from '../../../server/portal/schema/limits.ts'
import { schema } from '../../../server/portal/schema/schema.ts'
import * as generated from '../../../web/generated/graphql.ts'

const documents = Object.entries(generated).filter((entry): entry is [string, DocumentNode] => entry[0].endsWith('Document'))

/** Something for each variable that must have a value: the most where it is a number. */
function someVariables(document: DocumentNode): Record<string, unknown> {
  const value = ({ type }: VariableDefinitionNode): unknown => {
    if (type.kind !== Kind.NON_NULL_TYPE) return null
    if (type.type.kind === Kind.LIST_TYPE) return []
    const named = schema.getType(type.type.name.value)
    if (isEnumType(named)) return named.getValues()[0]?.name
    if (isInputObjectType(named)) return someInput(named)
    if (named?.name === 'Boolean') return true
    return named?.name === 'Int' ? 200 : named?.name === 'DateTime' ? '2026-01-01T00:00:00Z' : 'S01'
  }
  const optional = (variable: VariableDefinitionNode) =>
    variable.type.kind === Kind.NAMED_TYPE && variable.type.name.value === 'Int' ? 200 : value(variable)
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map((variable) => [variable.variable.name.value, optional(variable)])
        : [],
    ),
  )
}

/** An input object with what it must have. */
const someInput = (type: GraphQLInputObjectType): object =>
  Object.fromEntries(
    Object.values(type.getFields())
      .filter(isRequiredInputField)
      .map(({ name, type: of }) => {
        const named = getNamedType(of)
        if (isNonNullType(of) && isListType(of.ofType)) return [name, []]
        if (isInputObjectType(named)) return [name, someInput(named)]
        return [name, isEnumType(named) ? named.getValues()[0]?.name : named.name === 'Int' ? 1 : 'S01']
      }),
  )

describe('what the web asks', () => {
  it.each(documents)('%s is valid and within the limits', (_, document) => {
    expect(validate(schema, document)).toEqual([])
    const { complexity, depth, breadth } = complexityFromQuery(document, { schema, variables: someVariables(document) })
    expect(complexity).toBeLessThan(LIMITS.limit.complexity)
    expect(depth).toBeLessThanOrEqual(LIMITS.limit.depth)
    expect(breadth).toBeLessThanOrEqual(LIMITS.limit.breadth)
    expect(print(document).length).toBeLessThan(MAX_TOKENS)
  })
})
