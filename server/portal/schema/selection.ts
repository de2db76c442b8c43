/** A selection as input and as output. */
import type { Selection } from '../release/selection.ts'
import { builder } from './builder.ts'
import { AgeGroupEnum, CohortEnum, SexEnum } from './enums.ts'

export const SelectionInput = builder.inputType('Selection', {
  description: 'Which clients. A field that is absent or null means everyone; an empty list is refused.',
  fields: (t) => ({
    ageGroups: t.field({ type: [AgeGroupEnum], description: 'Overlapping values (65+ with 80+) are refused.' }),
    sexes: t.field({ type: [SexEnum] }),
    municipalities: t.idList({ description: 'Official codes; never together with centres.' }),
    centres: t.idList(),
    cohort: t.field({ type: CohortEnum, defaultValue: 'ALL' }),
    services: t.idList({ description: 'Clients who use all of them; at most two.' }),
  }),
})

export const SelectionValueType = builder.objectRef<Selection>('SelectionValue').implement({
  description: 'A selection as output: normalised, so that equal selections are equal. An empty list means everyone.',
  fields: (t) => ({
    ageGroups: t.field({ type: [AgeGroupEnum], resolve: (selection) => [...selection.ageGroups] }),
    sexes: t.field({ type: [SexEnum], resolve: (selection) => [...selection.sexes] }),
    municipalities: t.idList({ resolve: (selection) => [...selection.municipalities] }),
    centres: t.idList({ resolve: (selection) => [...selection.centres] }),
    cohort: t.expose('cohort', { type: CohortEnum }),
    services: t.idList({ resolve: (selection) => [...selection.services] }),
  }),
})
