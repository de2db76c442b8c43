/** Sizes of segments as they are told, and what is left of the books that they are paid from. */
import type { NoisySize } from '../../../segments/answer.ts'
import type { Scope } from '../../../segments/rule.ts'
import { sealed } from '../../release/told-numbers.ts'
import type { Budgets, SizesState } from '../../segments/sizes.ts'
import { builder } from '../builder.ts'
import { SchemeScopeEnum } from './content.ts'

const SizesStateEnum = builder.enumType('DraftSizesState', {
  description:
    'NOT_SHOWN: outside the rights of the viewer. SPENT: no evaluations are left for the age group. NOT_POSSIBLE: the vault holds no data of the release.',
  values: ['NOT_SHOWN', 'NEVER_ASKED', 'WAITING', 'SIZES', 'SPENT', 'NOT_POSSIBLE'] as const,
})

export const NoisySizeType = builder.objectRef<NoisySize>('DraftSize').implement({
  description: 'size: with noise, in tens; null: withheld. low to high holds the true size in nine evaluations of ten, or more.',
  fields: (t) => ({
    size: t.field({ type: 'NoisySize', nullable: true, resolve: (one) => sealed.noisySize(one).size }),
    low: t.field({ type: 'NoisySize', resolve: (one) => sealed.noisySize(one).low }),
    high: t.field({ type: 'NoisySize', resolve: (one) => sealed.noisySize(one).high }),
  }),
})

export const BudgetLineType = builder.objectRef<{ readonly scope: Scope; readonly budgets: Budgets }>('EvaluationBudget').implement({
  description: 'The shared ledger of evaluations of draft schemes, for one age group and the data of the current release.',
  fields: (t) => ({
    scope: t.expose('scope', { type: SchemeScopeEnum }),
    left: t.field({ type: 'Parameter', resolve: ({ scope, budgets }) => sealed.ruleNumber(budgets.drafts.left[scope]) }),
    of: t.field({ type: 'Parameter', resolve: ({ budgets }) => sealed.ruleNumber(budgets.drafts.of) }),
    schemesLeft: t.field({
      type: 'Parameter',
      nullable: true,
      description: 'Schemes that may still be adopted and counted; null before the vault has said.',
      resolve: ({ scope, budgets: { adopted } }) => adopted && sealed.ruleNumber(adopted.left[scope]),
    }),
    schemesOf: t.field({
      type: 'Parameter',
      nullable: true,
      resolve: ({ budgets: { adopted } }) => adopted && sealed.ruleNumber(adopted.of),
    }),
  }),
})

export const SizesType = builder.objectRef<SizesState>('DraftSizes').implement({
  fields: (t) => ({
    state: t.field({
      type: SizesStateEnum,
      resolve: ({ kind }) =>
        (
          ({
            'not shown': 'NOT_SHOWN',
            'never asked': 'NEVER_ASKED',
            waiting: 'WAITING',
            sizes: 'SIZES',
            spent: 'SPENT',
            'not possible': 'NOT_POSSIBLE',
          }) as const
        )[kind],
    }),
    sizes: t.field({
      type: [NoisySizeType],
      complexity: { multiplier: 8 },
      description: 'One a segment, other last; empty unless state is SIZES.',
      resolve: (state) => (state.kind === 'sizes' ? [...state.sizes] : []),
    }),
  }),
})
