/**
 * Executes operations with tables of figures completed whole. graphql-js keeps a path and a try for every cell of a list, which
 * for a matrix of services costs several times what the rest of the request does. The contract (validation, introspection, SDL)
 * stays the schema as built; only execution sees tables as one scalar, whose cells still pass their own scalar one by one, or were sealed
 * as a table of its kind, which `answerText` then writes.
 */
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server'
import {
  type DocumentNode,
  execute,
  type GraphQLLeafType,
  GraphQLNonNull,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { TableText } from './answer-text.ts'
import { FlagTable, flagText, type SealedKind, SealedTable, tableText } from './release/figures.ts'
import { asksPlainRows, completeRowsWhole } from './whole-rows.ts'

/** The way into Apollo Server: it validates against `schema` and executes on `executed`, another build of the same schema, which is changed. */
export function wholeLists(schema: GraphQLSchema, executed: GraphQLSchema): ApolloServerOptionsWithGateway<BaseContext>['gateway'] {
  completeTablesWhole(executed)
  completeRowsWhole(executed, schema)
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        execute({
          schema: isPlain(schema, document) ? executed : schema,
          document,
          contextValue: context,
          variableValues: request.variables ?? null,
          operationName: request.operationName ?? null,
        }),
    }),
    stop: async () => {},
  }
}

/** Gives every field of type [[leaf]!]!, nullable inside or not, a scalar in place of its lists. */
function completeTablesWhole(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const cell = cellOf(field.type)
      if (cell) field.type = new GraphQLNonNull(tableOf(cell))
    }
  }
}

/** The type of the cells where `type` is a table of leaves. */
function cellOf(type: GraphQLOutputType): GraphQLOutputType | null {
  const rows = isNonNullType(type) ? type.ofType : null
  const row = isListType(rows) && isNonNullType(rows.ofType) ? rows.ofType.ofType : null
  const cell: GraphQLOutputType | null = isListType(row) ? row.ofType : null
  return cell && isLeafType(isNonNullType(cell) ? cell.ofType : cell) ? cell : null
}

function tableOf(cell: GraphQLOutputType): GraphQLScalarType {
  const nullable = !isNonNullType(cell)
  const leaf = (nullable ? cell : cell.ofType) as GraphQLLeafType // cellOf has seen to it
  const one = (value: unknown): unknown => {
    if (value !== null && value !== undefined) return leaf.serialize(value)
    if (!nullable) throw new Error('a cell that has no null is null')
    return null
  }
  return new GraphQLScalarType({
    name: 'Table',
    serialize(rows) {
      if (rows instanceof SealedTable) return new TableText(tableText(leaf.name as SealedKind, rows)) // a table of another kind is refused there
      if (rows instanceof FlagTable && leaf.name === 'Boolean') return new TableText(flagText(rows))
      if (!Array.isArray(rows)) throw new Error('a table is a list of rows')
      return rows.map((row: unknown) => {
        if (!Array.isArray(row)) throw new Error('a row is a list of cells')
        return row.map(one)
      })
    },
  })
}

/** Whether a document may be executed so: it asks nothing about types anywhere, and of rows their properties alone. */
function isPlain(schema: GraphQLSchema, document: DocumentNode): boolean {
  let known = plain.get(document)
  if (known === undefined) {
    const asksAboutTypes = /"value":"__(schema|type)"/.test(
      JSON.stringify(document, (key, value: unknown) => (key === 'loc' ? undefined : value)),
    )
    known = !asksAboutTypes && asksPlainRows(schema, document)
    plain.set(document, known)
  }
  return known
}

/** Apollo Server keeps documents that it has parsed: each is looked through once. */
const plain = new WeakMap<DocumentNode, boolean>()
