/** A session of the web: its own operations, with selections as a reader clicks them together. */
import { type DocumentNode, Kind, OperationTypeNode, print, type TypeNode } from 'graphql'
import * as operations from '../../web/generated/graphql.ts'
import { CODES, type Published } from './cells.ts'
import { CENTRES, MUNICIPALITIES } from './fixture/catalogue.ts'
import { type Random, random } from './fixture/random.ts'
import { LEFT_OUT, trace } from './trace/trace.ts'
import type { Portal, Variables } from './world.ts'

/**
 * The web's questions about figures, by name: what holds none by design is named in LEFT_OUT, and changes ask for no figures. Series join
 * several releases; the fuzzed questions trace them (test/operation/fuzz.test.ts).
 */
export const OPERATIONS: readonly (readonly [string, DocumentNode])[] = Object.entries(operations).flatMap(
  ([name, value]): [string, DocumentNode][] =>
    name.endsWith('Document') &&
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'Document' &&
    asksFigures(Object(value))
      ? [[name, Object(value)]]
      : [],
)

function asksFigures({ definitions }: DocumentNode): boolean {
  return definitions.some(
    (one) =>
      one.kind === Kind.OPERATION_DEFINITION &&
      one.operation === OperationTypeNode.QUERY &&
      one.selectionSet.selections.some((field) => field.kind === Kind.FIELD && !LEFT_OUT.includes(field.name.value)) &&
      !one.selectionSet.selections.some((field) => field.kind === Kind.FIELD && field.name.value === 'series'),
  )
}

export interface Session {
  readonly answers: number
  readonly refused: number
  readonly traced: number
  readonly untraced: readonly string[]
}

/** Asks every operation `rounds` times and traces each number of each answer to the crawled cells of its release. */
export async function webSession(portal: Portal, cells: ReadonlyMap<string, Published>, rounds: number): Promise<Session> {
  const draw = random(4)
  const ids = [...cells.keys()]
  const of = (release: unknown): Published => {
    const found = cells.get(String(release))
    if (!found) throw new Error('an operation asked an unknown release')
    return found
  }
  let [answers, refused, traced] = [0, 0, 0]
  const untraced: string[] = []
  for (const [name, document] of OPERATIONS)
    for (let round = 0; round < rounds; round++) {
      const variables = variablesOf(document, draw, ids)
      const { text } = await portal.post(JSON.stringify({ query: print(document), variables }))
      const answer: { data?: unknown; errors?: unknown } = JSON.parse(text)
      if (answer.errors || !answer.data) {
        refused++
        if (/"count":\s*\d/.test(text)) untraced.push(`${name}: a refusal with a count`)
        continue
      }
      answers++
      const found = trace(document, variables, answer.data, of)
      traced += found.traced
      untraced.push(...found.untraced.map((what) => `${name}${what}`))
    }
  return { answers, refused, traced, untraced }
}

function variablesOf(document: DocumentNode, draw: Random, releases: readonly string[]): Variables {
  const release = releases[draw.below(releases.length)]
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)
  return Object.fromEntries(
    (operation?.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      valueFor(variable.name.value, typeName(type), draw, release),
    ]),
  )
}

const typeName = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type))

function valueFor(variable: string, type: string, draw: Random, release: string | undefined): unknown {
  const one = <T>(values: readonly T[]): T | undefined => values[draw.below(values.length)]
  if (variable.startsWith('release')) return release
  switch (type) {
    case 'Selection':
      return randomSelection(draw)
    case 'ID':
      return one(CODES)
    case 'Int':
      return 2 + draw.below(2)
    case 'Locale':
      return one(['FI', 'SV', 'EN'])
    case 'CombinationOrder':
      return one(['CLIENTS', 'LIFT', 'LOWEST_LIFT'])
    case 'MatrixOrder':
      return one(['SECTOR', 'SIZE', 'SIMILARITY'])
    default:
      throw new Error(`no value for a variable of type ${type}`)
  }
}

/** As the selection bar makes them; some outside the lattice, which must be refused. */
export function randomSelection({ below, chance }: Random): Readonly<Record<string, unknown>> {
  const some = <T>(values: readonly T[]): readonly T[] => {
    const found = values.filter(() => chance(0.5))
    return found.length === 0 ? [values[below(values.length)]].flatMap((value) => (value === undefined ? [] : [value])) : found
  }
  const place = below(3)
  return {
    ...(chance(0.5)
      ? { ageGroups: some(chance(0.7) ? ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] : ['AGE_18_64', 'AGE_65_PLUS']) }
      : {}),
    ...(chance(0.3) ? { sexes: some(['MALE', 'FEMALE']) } : {}),
    ...(place === 1 ? { municipalities: some(MUNICIPALITIES) } : {}),
    ...(place === 2 ? { centres: some(CENTRES.map(({ code }) => code)) } : {}),
    ...(chance(0.3) ? { cohort: 'HEAVY' } : {}),
    ...(chance(0.2) ? { services: [CODES[below(CODES.length)]] } : {}),
  }
}
