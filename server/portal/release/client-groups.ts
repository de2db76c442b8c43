/** The groups of a selection by which a service's clients are told apart: who they are. */
import type { ReleaseLayout } from '../../release/lattice.ts'
import { LEAF_AGES } from '../../segments/rule.ts'
import { type AgeGroup, canonical, SEX_VALUES, type Selection } from './selection.ts'

export type GroupDimension = 'AGE' | 'SEX' | 'COHORT' | 'MUNICIPALITY'

export interface Group {
  readonly dimension: GroupDimension
  readonly value: string
  /** The clients of the selection who are in the group; always a selection of the closed table. */
  readonly selection: Selection
}

/** Fixed by the selection alone: four age groups, the sexes, heavy users, the municipalities, as far as the selection has them. */
export function clientGroups(layout: ReleaseLayout, selection: Selection): readonly Group[] {
  const part = (dimension: GroupDimension, value: string, narrowed: Partial<Selection>): Group => ({
    dimension,
    value,
    selection: canonical(layout, { ...selection, ...narrowed }),
  })
  const has = (age: AgeGroup) =>
    selection.ageGroups.length === 0 ||
    selection.ageGroups.includes(age) ||
    (selection.ageGroups.includes('AGE_65_PLUS') && (age === 'AGE_65_79' || age === 'AGE_80_PLUS'))
  const among = <T>(chosen: readonly T[], all: readonly T[]) => (chosen.length === 0 ? all : chosen)
  return [
    ...LEAF_AGES.filter(has).map((age) => part('AGE', age, { ageGroups: [age] })),
    ...among(selection.sexes, SEX_VALUES).map((sex) => part('SEX', sex, { sexes: [sex] })),
    ...(selection.cohort === 'ALL' ? [part('COHORT', 'HEAVY', { cohort: 'HEAVY' })] : []),
    ...(selection.centres.length > 0 ? [] : among(selection.municipalities, layout.municipalities)).map((municipality) =>
      part('MUNICIPALITY', municipality, { municipalities: [municipality] }),
    ),
  ]
}
