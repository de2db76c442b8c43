/** The parts of a selection that small multiples show, each a selection of its own; always in the order of names or ages, never of size. */
import type { ReleaseLayout } from '../../release/lattice.ts'
import { LEAF_AGES } from '../../segments/rule.ts'
import { canonical, SEX_VALUES, type Selection } from '../release/selection.ts'

export const PART_DIMENSIONS = ['MUNICIPALITY', 'CENTRE', 'AGE', 'SEX'] as const
export type PartDimension = (typeof PART_DIMENSIONS)[number]

export interface Part {
  /** Official code of a place, or the value of an enumeration. */
  readonly code: string
  readonly selection: Selection
}

/** Every place, age group or sex, whichever of them is selected. */
export function partsOf(layout: ReleaseLayout, selection: Selection, dimension: PartDimension): readonly Part[] {
  const part = (code: string, narrowed: Partial<Selection>): Part => ({ code, selection: canonical(layout, { ...selection, ...narrowed }) })
  switch (dimension) {
    case 'MUNICIPALITY':
      return layout.municipalities.map((code) => part(code, { municipalities: [code], centres: [] }))
    case 'CENTRE':
      return layout.centres.map((code) => part(code, { municipalities: [], centres: [code] }))
    case 'AGE':
      return LEAF_AGES.map((age) => part(age, { ageGroups: [age] }))
    case 'SEX':
      return SEX_VALUES.map((sex) => part(sex, { sexes: [sex] }))
    default: {
      const never: never = dimension
      throw new Error(`unknown dimension ${String(never)}`)
    }
  }
}
