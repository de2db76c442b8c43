/**
 * Executes operations with tables of figures completed whole. graphql-js keeps a path and a try for every cell of a list, which
 * for a matrix of services costs several times what the rest of the request does. The contract (validation, introspection, SDL)
 * stays the schema as built; only execution sees tables as one scalar, whose cells still pass their own scalar one by one, or were sealed
 * as a table of its kind, which `answerText` then writes.
 */
import { type ApolloServerPlugin, type BaseContext, type GraphQLRequestListener, HeaderMap } from '@apollo/server'
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
import { FlagTable, flagText, type SealedKind, SealedTable, tableText } from './release/sealed.ts'
import { asksPlainRows, completeRowsWhole } from './whole-rows.ts'

/**
 * Executes queries on `executed`, another build of the contract's schema, which is changed. Apollo Server executes the rest on the contract:
 * mutations, questions about types, and once more what ended in an error, since Apollo knows how to tell errors. `forget` undoes what
 * resolvers have noted in the context till then. (Apollo's way for an executor of one's own, the gateway, makes an object with accessors for
 * every request. V8 gives each a hidden class, among what has lived long, that keeps the whole request until the whole heap is collected.)
 */
export function wholeLists<C extends BaseContext>(
  schema: GraphQLSchema,
  executed: GraphQLSchema,
  forget: (context: C) => void,
): ApolloServerPlugin<C> {
  completeTablesWhole(executed)
  completeRowsWhole(executed, schema)
  const answers: GraphQLRequestListener<C> = {
    async responseForOperation({ document, operation, request, contextValue }) {
      // There is none, whatever the type says, where a document has several and none is named.
      if (operation?.operation !== 'query' || !isPlain(schema, document)) return null
      const { data, errors } = await execute({
        ...{ schema: executed, document, contextValue },
        variableValues: request.variables ?? null,
        operationName: request.operationName ?? null,
      })
      if (data && !errors) return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } }
      forget(contextValue)
      return null
    },
  }
  return { requestDidStart: async () => answers }
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
