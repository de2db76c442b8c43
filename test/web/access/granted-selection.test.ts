import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantedSelection } from '../../../web/access/granted-selection.ts'
import { AGE_GROUPS, EVERYONE, parseSelection, writeSelection } from '../../../web/selection/selection.ts'

const sight = (ages: readonly (typeof AGE_GROUPS)[number][] | null, municipalities: readonly string[] | null) => ({
  ...{ may: () => true, ages, municipalities, services: null },
})

describe('the selection of somebody with limited rights', () => {
  it('is one that the address can say, whatever the rights add up to', () => {
    fc.assert(
      fc.property(
        fc.subarray([...AGE_GROUPS], { minLength: 1 }),
        fc.option(fc.subarray(['217', '272'], { minLength: 1 })),
        (ages, municipalities) => {
          const granted = grantedSelection(EVERYONE, sight(ages, municipalities))
          const read = parseSelection(writeSelection(granted))
          expect(read.ageGroups).not.toEqual([])
          expect(grantedSelection(read, sight(ages, municipalities))).toBe(read)
        },
      ),
      { seed: 31 },
    )
  })

  it('is the widest of one right, and one group where only several rights cover every age', () => {
    expect(grantedSelection(EVERYONE, sight(['AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'], null)).ageGroups).toEqual(['AGE_65_PLUS'])
    expect(grantedSelection(EVERYONE, sight([...AGE_GROUPS], null)).ageGroups).toEqual(['AGE_0_17'])
  })

  it('is everyone without limits', () => {
    expect(grantedSelection(EVERYONE, sight(null, null))).toBe(EVERYONE)
  })
})
