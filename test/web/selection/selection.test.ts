import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  AGE_GROUPS,
  EVERYONE,
  normalise,
  parseSelection,
  SEXES,
  type Selection,
  selectionConflicts,
  toInput,
  writeSelection,
} from '../../../web/selection/selection.ts'

const code = fc.stringMatching(/^[A-Z0-9]{2,5}$/)
const selections: fc.Arbitrary<Selection> = fc
  .record({
    ageGroups: fc.subarray([...AGE_GROUPS]),
    sexes: fc.subarray([...SEXES]),
    place: fc.constantFrom('none', 'municipalities', 'centres'),
    codes: fc.array(code, { minLength: 1, maxLength: 3 }),
    cohort: fc.constantFrom('ALL', 'HEAVY'),
    services: fc.array(code, { maxLength: 2 }),
    release: fc.option(code),
  })
  .map(({ place, codes, ...rest }) => ({
    ...rest,
    municipalities: place === 'municipalities' ? codes : [],
    centres: place === 'centres' ? codes : [],
  }))

describe('a selection in the address', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        expect(parseSelection(writeSelection(selection))).toEqual(normalise(selection))
      }),
      { seed: 11 },
    )
  })

  it('is written the same way in whatever order it was chosen', () => {
    fc.assert(
      fc.property(selections, (selection) => {
        const turned = { ...selection, ageGroups: [...selection.ageGroups].reverse(), services: [...selection.services].reverse() }
        expect(writeSelection(turned).toString()).toBe(writeSelection(selection).toString())
      }),
      { seed: 12 },
    )
  })

  it('leaves everyone out of the address and other parts in it', () => {
    expect(writeSelection(EVERYONE, new URLSearchParams('age=65plus&order=size')).toString()).toBe('order=size')
  })

  it('joins 65–79 and 80+ into 65+, and all ages into none', () => {
    expect(normalise({ ...EVERYONE, ageGroups: ['AGE_65_79', 'AGE_80_PLUS'] }).ageGroups).toEqual(['AGE_65_PLUS'])
    expect(normalise({ ...EVERYONE, ageGroups: ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] }).ageGroups).toEqual([])
  })

  it('drops what it does not know', () => {
    expect(parseSelection(new URLSearchParams('age=17&sex=other&cohort=x&municipality=<script>'))).toEqual(EVERYONE)
  })

  it('keeps the municipality where a centre is asked for too, and says so', () => {
    const params = new URLSearchParams('municipality=272&centre=KOK1')
    expect(parseSelection(params)).toEqual({ ...EVERYONE, municipalities: ['272'] })
    expect(selectionConflicts(params)).toEqual([{ kind: 'place', centres: ['KOK1'] }])
  })

  it('keeps two services of three, and says which it left', () => {
    const params = new URLSearchParams('uses=S04,S05,H01')
    expect(parseSelection(params).services).toEqual(['S04', 'S05'])
    expect(selectionConflicts(params)).toEqual([{ kind: 'services', left: ['H01'] }])
  })

  it('counts a service that is named twice once', () => {
    const params = new URLSearchParams('uses=S04,S04,S05')
    expect(parseSelection(params).services).toEqual(['S04', 'S05'])
    expect(selectionConflicts(params)).toEqual([])
  })
})

describe('a selection as a GraphQL input', () => {
  it('is empty for everyone', () => {
    expect(toInput(EVERYONE)).toEqual({})
  })

  it('names only what restricts, and never the release', () => {
    const selection: Selection = { ...EVERYONE, ageGroups: ['AGE_80_PLUS'], sexes: ['FEMALE', 'MALE'], cohort: 'HEAVY', release: 'abc' }
    expect(toInput(selection)).toEqual({ ageGroups: ['AGE_80_PLUS'], cohort: 'HEAVY' })
  })
})
