/** Figures and coverage, which every view answers. */

import { type Coverage, coverageOf, type View } from '../release/coverage.ts'
import type { Figure } from '../release/figure.ts'
import type { ReleaseReader } from '../release/reader.ts'
import type { Selection } from '../release/selection.ts'
import { builder } from './builder.ts'
import { SelectionValueType } from './selection.ts'

/** What the fields of a view are resolved from. */
export interface ViewAnswer {
  readonly reader: ReleaseReader
  readonly selection: Selection
  readonly view: View
}

export const FigureType = builder.objectRef<Figure>('Figure').implement({
  description: 'One published number.',
  fields: (t) => ({
    count: t.expose('count', { type: 'Count', nullable: true }),
    atLeast: t.exposeBoolean('atLeast', { description: 'A sum of which a part is withheld.' }),
  }),
})

const WideningType = builder.objectRef<NonNullable<Coverage['widening']>>('Widening').implement({
  fields: (t) => ({
    selection: t.field({ type: SelectionValueType, resolve: (widening) => widening.selection }),
    gain: t.expose('gain', { type: 'FigureCount' }),
  }),
})

export const CoverageType = builder.objectRef<Coverage>('Coverage').implement({
  description: "How many of the view's figures are published in full.",
  fields: (t) => ({
    shown: t.expose('shown', { type: 'FigureCount' }),
    of: t.expose('of', { type: 'FigureCount' }),
    widening: t.field({
      type: WideningType,
      nullable: true,
      description: 'The smallest single step of widening that publishes more figures; null where none does.',
      resolve: (coverage) => coverage.widening,
    }),
  }),
})

/** For the `coverage` field of a view. */
export const coverageFor = (answer: ViewAnswer): Coverage => coverageOf(answer.reader, answer.view, answer.selection)
