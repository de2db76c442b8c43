/** What the fields at a place of an answer must be, and what holds for those below them. */
import type { FieldNode, GraphQLObjectType } from 'graphql'
import { field } from '../json.ts'
import { type Figure, whole } from '../table.ts'

/** What says whole whom a widening is about. */
const SELECTION_PARTS = ['ageGroups', 'sexes', 'municipalities', 'centres', 'cohort', 'services']

export type Below = (
  node: FieldNode,
  item: unknown,
  type: GraphQLObjectType,
  index: number,
) => { readonly expected: ReadonlyMap<string, unknown>; readonly below: Below }
export type Expected = ReturnType<Below>

export const figureScope = ({ count, atLeast }: Figure): Expected => ({
  expected: new Map<string, unknown>([
    ['count', count],
    ['atLeast', atLeast],
  ]),
  below: nothing,
})
/** Where nothing is known. */
export const nothing = (): Expected => ({ expected: new Map(), below: nothing })

/** A figure under the name `child`, beside `more` numbers and what is `below` other names. */
export const withFigure = (
  child: string,
  figure: Figure,
  more: readonly (readonly [string, unknown])[],
  below: Below = nothing,
): Expected => ({
  expected: new Map(more),
  below: (node, inner, type, i) => (node.name.value === child ? figureScope(figure) : below(node, inner, type, i)),
})

/** An argument of the view's field, or of a field below it. */
export type Argument = (name: string, of?: FieldNode) => unknown

/** How many figures are shown, and how many more in a widening: `figures` of the selection itself (null) or of a wider one. */
export function tallyScope(figures: (wider: unknown) => readonly Figure[]): Expected {
  const shownOf = (list: readonly Figure[]) => list.filter((figure) => whole(figure) !== null).length
  const own = figures(null)
  return {
    expected: new Map([
      ['shown', shownOf(own)],
      ['of', own.length],
    ]),
    below: (_node, widening) => {
      const selection = field(widening, 'selection')
      for (const part of SELECTION_PARTS)
        if (selection === null || typeof selection !== 'object' || !(part in selection))
          throw new Error(`a widening does not tell its ${part}`)
      return { expected: new Map([['gain', shownOf(figures(selection)) - shownOf(own)]]), below: nothing }
    },
  }
}
