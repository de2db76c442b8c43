import { complexityFromQuery } from '@pothos/plugin-complexity'
import { type DocumentNode, Kind, print, type VariableDefinitionNode, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { LIMITS, MAX_TOKENS } from '../../../server/portal/schema/limits.ts'
import { schema } from '../../../server/portal/schema/schema.ts'
import * as generated from '../../../web/generated/graphql.ts'

const documents = Object.entries(generated).filter((entry): entry is [string, DocumentNode] => entry[0].endsWith('Document'))

/** Something for each required variable: the most where it is a number. */
function someVariables(document: DocumentNode): Record<string, unknown> {
  const value = ({ type }: VariableDefinitionNode) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
    return named.kind !== Kind.NAMED_TYPE ? [] : ({ Int: 200, ID: 'S01', Locale: 'FI' }[named.name.value] ?? null)
  }
  return Object.fromEntries(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map((variable) => [variable.variable.name.value, value(variable)])
        : [],
    ),
  )
}

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
