/**
 * Lists of rows completed whole. For each field of each row graphql-js makes a map of arguments, and each row in a form that neither fills nor
 * is written quickly: more than half of what an overview of forty services takes. Where the asked fields of a list are nothing but
 * properties of its rows, rows are made in one pass by the same scalars and the same rules of null.
 */
import {
  type DocumentNode,
  defaultFieldResolver,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>
type Complete = (value: unknown) => unknown

/** What is asked of each row of a list: keys of the answer with the property that each comes from. */
interface RowShape {
  readonly type: GraphQLObjectType
  readonly fields: readonly { readonly key: string; readonly property: string; readonly complete: Complete }[]
}

/** Stands for every list of rows while it is executed; its value is complete already. */
const ROWS = new GraphQLNonNull(new GraphQLScalarType({ name: 'Rows' }))

/** Gives every field of type [object!]! a scalar in place of its list, and a resolver that completes it. `contract` is what else a resolver sees of types. */
export function completeRowsWhole(executed: GraphQLSchema, contract: GraphQLSchema): void {
  const roots = [executed.getQueryType(), executed.getMutationType()]
  for (const type of Object.values(executed.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    const told = contract.getType(type.name)
    for (const field of Object.values(type.getFields())) {
      const returnType = isObjectType(told) ? told.getFields()[field.name]?.type : undefined
      if (!returnType) throw new Error(`the contract has no ${type.name}.${field.name}`)
      const row = rowOf(field.type)
      if (!row && !roots.includes(type)) continue
      const resolve: GraphQLFieldResolver<unknown, unknown> = field.resolve ?? defaultFieldResolver
      // How much is asked, and what to fetch for it, is worked out from the contract.
      const asked: typeof resolve = (source, args, context, info) =>
        resolve(source, args, context, { ...info, schema: contract, returnType })
      field.resolve = row ? completing(row, asked) : asked
      if (row) field.type = ROWS
    }
  }
}

/** Whether every list of a document asks for properties of its rows alone: the document may be executed so. */
export function asksPlainRows(contract: GraphQLSchema, document: DocumentNode): boolean {
  const fragments = Object.fromEntries(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  )
  const types = new TypeInfo(contract)
  let plain = true
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ selectionSet }) {
        const type = types.getType()
        const row = type ? rowOf(type) : null
        if (row && selectionSet && !shapeOf(row, [selectionSet], fragments)) plain = false
      },
    }),
  )
  return plain
}

/** The type of the rows where `type` is a list of objects without null. */
function rowOf(type: GraphQLOutputType): GraphQLObjectType | null {
  const list = isNonNullType(type) ? type.ofType : null
  const row: GraphQLOutputType | null = isListType(list) && isNonNullType(list.ofType) ? list.ofType.ofType : null
  return isObjectType(row) && !row.name.startsWith('__') ? row : null
}

function completing(row: GraphQLObjectType, resolve: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  /** Documents are kept by Apollo Server: a list that stands in one once has one shape. */
  const shapes = new WeakMap<SelectionSetNode, RowShape>()
  const shape = ({ fieldNodes, fragments }: GraphQLResolveInfo): RowShape => {
    const sets = fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    const [only] = sets.length === 1 ? sets : []
    const made = (only && shapes.get(only)) ?? shapeOf(row, sets, fragments)
    if (!made) throw new Error('rows with fields of their own are not executed here')
    if (only) shapes.set(only, made)
    return made
  }
  const complete = (rows: unknown, info: GraphQLResolveInfo): readonly unknown[] => {
    if (!Array.isArray(rows)) throw new Error('rows are a list')
    const asked = shape(info)
    return rows.map((one: unknown) => rowBy(asked, one))
  }
  return (source, args, context, info) => {
    const found: unknown = resolve(source, args, context, info)
    return Array.isArray(found) ? complete(found, info) : Promise.resolve(found).then((rows) => complete(rows, info))
  }
}

function rowBy({ type, fields }: RowShape, row: unknown): Record<string, unknown> {
  if (typeof row !== 'object' || row === null) throw new Error(`a ${type.name} is an object`)
  const completed: Record<string, unknown> = {}
  for (const { key, property, complete } of fields) completed[key] = complete(Reflect.get(row, property))
  return completed
}

/** Null where something is asked that is no property: it has a resolver, arguments, a directive or rows of its own. */
function shapeOf(type: GraphQLObjectType, sets: readonly SelectionSetNode[], fragments: Fragments): RowShape | null {
  const nodes = sets.flatMap((set) => set.selections.map((one) => fieldsOf(one, type, fragments)))
  const asked = new Map<string, { readonly property: string; readonly sets: SelectionSetNode[] }>()
  for (const node of nodes.flat()) {
    if (node === null) return null
    const key = node.alias?.value ?? node.name.value
    const known = asked.get(key) ?? { property: node.name.value, sets: [] }
    if (node.selectionSet) known.sets.push(node.selectionSet)
    asked.set(key, known)
  }
  const fields = [...asked].map(([key, { property, sets: inner }]) => {
    const complete = key === '__proto__' ? null : completionOf(type, property, inner, fragments)
    return complete && { key, property, complete }
  })
  const all = fields.filter((field) => field !== null)
  return all.length === fields.length ? { type, fields: all } : null
}

/** The fields that a selection adds, fragments taken apart; null among them where it has a directive or is of another type. */
function fieldsOf(one: SelectionNode, type: GraphQLObjectType, fragments: Fragments): readonly (FieldOnly | null)[] {
  if (one.directives?.length) return [null]
  if (one.kind === Kind.FIELD) return [one.arguments?.length ? null : one]
  const fragment = one.kind === Kind.FRAGMENT_SPREAD ? fragments[one.name.value] : one
  if (!fragment || fragment.directives?.length || (fragment.typeCondition && fragment.typeCondition.name.value !== type.name)) return [null]
  return fragment.selectionSet.selections.flatMap((inner) => fieldsOf(inner, type, fragments))
}
type FieldOnly = Extract<SelectionNode, { kind: Kind.FIELD }>

function completionOf(type: GraphQLObjectType, name: string, sets: readonly SelectionSetNode[], fragments: Fragments): Complete | null {
  if (name === '__typename') return () => type.name
  const field: GraphQLField<unknown, unknown> | undefined = type.getFields()[name]
  if (!field || field.args.length > 0 || (field.resolve && field.resolve !== defaultFieldResolver)) return null
  const inner = isNonNullType(field.type) ? field.type.ofType : field.type
  const complete = isLeafType(inner) ? (value: unknown) => inner.serialize(value) : isObjectType(inner) ? rowsOf(inner) : null
  if (!complete) return null
  return (value) => {
    if (value !== null && value !== undefined) return complete(value)
    if (isNonNullType(field.type)) throw new Error(`${type.name}.${name} has no null`)
    return null
  }

  function rowsOf(object: GraphQLObjectType): Complete | null {
    const shape = shapeOf(object, sets, fragments)
    return shape && ((value) => rowBy(shape, value))
  }
}
