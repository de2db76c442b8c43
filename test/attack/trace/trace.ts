/** Traces every number of an answer to published cells: what it must be is worked out from the crawled table alone. */
import { readFileSync } from 'node:fs'
import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import type { Published } from '../cells.ts'
import { field } from '../json.ts'
import type { Variables } from '../world.ts'
import type { Below } from './scope.ts'
import { matrixDifference, viewScope } from './view-scope.ts'

const schema = buildSchema(readFileSync(new URL('../../../server/schema.graphql', import.meta.url), 'utf8'))
/** Not among them: `Residents` (public statistics), `EventCount` (events of the audit log), `NoisySize`, `NoisyChange`, `NoisyShare`, `NoisyRate`, `NoisyTimes` (of segments, never of a release), `RoughRows` and `RowShare` (of files), `Progress`. */
const NUMBERS = ['Count', 'Share', 'Lift', 'Rate', 'CountDifference', 'ShareDifference', 'FigureCount', 'Parameter', 'Int', 'Float']

/** Fields of Query without figures of a release: nothing of theirs is traced. No mutation has one either. */
export const LEFT_OUT: readonly string[] = [
  // Who is signed in, what they may do and how they came in: names, times and rights.
  ...['viewer', 'accounts', 'sessions', 'mySessions', 'apiTokens', 'grants', 'roleMapping'],
  // Administration: orders, rows of files told roughly, certificates (numbers of figures), tables of the catalogue.
  ...['administration', 'vaultOrders', 'managedReleases', 'catalogueTables', 'catalogueChanges'],
  // The audit log counts events, and figures that were shown, never clients.
  ...['auditChain', 'auditEvents', 'auditSummary'],
  // What people write beside a series: a target's number is set by a person.
  ...['targets', 'annotations', 'mayFollow'],
  // Keys and topics of indicators; data dates.
  ...['indicators', 'pendingQuarters'],
  // Rules of segments, their drafts and what was said of them; sizes of drafts are noisy and of no release.
  ...['readySchemes', 'checkSegments', 'segmentWriter', 'segmentDrafts', 'segmentDraft', 'adoptedSchemes', 'schemeDifferences'],
  // Figures of adopted schemes: noisy as those of drafts, and of no cell.
  ...['segmentation', 'segmentSeries', 'segmentDetail'],
  // Whether anybody works for the vault just now.
  'vaultAnswers',
  // Crosswalks of two schemes: noisy as sizes of drafts, and of no cell.
  'schemeCrosswalk',
  // Evaluations that are left: a number of questions.
  'evaluationBudget',
]

/** Fields that are left out, and mutations, through whose types a figure of a release could be reached: none may be. */
export function leadingToFigures(): readonly string[] {
  const leads = (type: GraphQLNamedType, seen: Set<string>): boolean => {
    if (['Count', 'Share', 'Lift', 'Rate', 'CountDifference', 'ShareDifference'].includes(type.name)) return true
    if (!isObjectType(type) || seen.has(type.name)) return false
    seen.add(type.name)
    return Object.values(type.getFields()).some((one) => leads(getNamedType(one.type), seen))
  }
  const [queries, mutations] = [schema.getQueryType(), schema.getMutationType()].map((type) => Object.values(type?.getFields() ?? {}))
  const left = [...(queries ?? []).filter(({ name }) => LEFT_OUT.includes(name)), ...(mutations ?? [])]
  return left.filter(({ type }) => leads(getNamedType(type), new Set())).map(({ name }) => name)
}

export interface Traced {
  /** Numbers and withheld places that were traced. */
  readonly traced: number
  /** What could not be traced, or is another value than its cells give. */
  readonly untraced: readonly string[]
}

/** Traces an answer's data. `cells`: published cells by release id. */
export function trace(document: DocumentNode, variables: Variables, data: unknown, cells: (release: unknown) => Published): Traced {
  const fragments = new Map(
    document.definitions.flatMap((one): [string, FragmentDefinitionNode][] =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  )
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  const query = schema.getQueryType()
  if (!operation || !query) throw new Error('no operation')
  if (operation.operation === 'mutation') return { traced: 0, untraced: [] }
  let traced = 0
  const untraced: string[] = []

  const argument = (node: FieldNode, name: string): unknown => {
    const found = node.arguments?.find((one) => one.name.value === name)
    return found ? valueFromASTUntyped(found.value, variables) : undefined
  }
  const fieldsOf = (set: SelectionSetNode): readonly FieldNode[] =>
    set.selections.flatMap((one): readonly FieldNode[] => {
      if (one.kind === Kind.FIELD) return [one]
      if (one.kind === Kind.INLINE_FRAGMENT) return fieldsOf(one.selectionSet)
      return fieldsOf(fragments.get(one.name.value)?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] })
    })

  const check = (path: string, value: unknown, expected: unknown) => {
    traced += JSON.stringify(value)?.match(/null|-?\d+(\.\d+)?/g)?.length ?? 0
    if (JSON.stringify(value) !== JSON.stringify(expected))
      untraced.push(`${path}: ${JSON.stringify(value)?.slice(0, 60)}, published ${JSON.stringify(expected)?.slice(0, 60)}`)
  }

  function walk(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    value: unknown,
    path: string,
    expected: ReadonlyMap<string, unknown>,
    below: Below,
  ): void {
    for (const node of fieldsOf(set)) {
      const name = node.name.value
      const key = node.alias?.value ?? name
      const definition = type.getFields()[name]
      if (name === '__typename' || (type === query && LEFT_OUT.includes(name))) continue
      if (!definition) throw new Error(`no field ${type.name}.${name}`)
      const inner = getNamedType(definition.type)
      const at = `${path}.${key}`
      const found = field(value, key)
      if (isObjectType(inner)) {
        const items = Array.isArray(found) ? found : found === null ? [] : [found]
        items.forEach((item: unknown, i) => {
          const scope = below(node, item, inner, i)
          if (node.selectionSet)
            walk(inner, node.selectionSet, item, Array.isArray(found) ? `${at}[${i}]` : at, scope.expected, scope.below)
        })
      } else if (NUMBERS.includes(inner.name)) {
        if (type === query && name === 'usageMatrixDifference')
          check(
            at,
            found,
            matrixDifference((argumentName) => argument(node, argumentName), cells),
          )
        else if (!expected.has(name)) untraced.push(`${at}: nothing is known of ${type.name}.${name}`)
        else check(at, found, expected.get(name))
      }
    }
  }

  walk(query, operation.selectionSet, data, '', new Map(), (node, item, _type) =>
    viewScope(node.name.value, (name, of = node) => argument(of, name), item, cells),
  )
  return { traced, untraced }
}
