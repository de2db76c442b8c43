import { describe, expect, it } from 'vitest'
import {
  type AskedSelection,
  admit,
  rowsOf,
  type Selection,
  type ServiceNeed,
  selectionKey,
} from '../../../server/portal/release/selection.ts'
import { AGES, SEXES } from '../../../server/release/lattice.ts'

const layout = {
  services: ['S01', 'S02', 'S03', 'S04'],
  municipalities: ['M01', 'M02', 'M03'],
  centres: ['C01', 'C02'],
  centreMunicipality: [0, 0],
  tops: { health: 2, social: 2, all: 3 },
}
const OVERVIEW: ServiceNeed = { named: [], free: 1 }
const MATRIX: ServiceNeed = { named: [], free: 2 }
const EVERYONE: Selection = { ageGroups: [], sexes: [], municipalities: [], centres: [], cohort: 'ALL', services: [] }

const ask = (asked: AskedSelection | null, need = OVERVIEW) => admit(layout, asked, need)
function admitted(asked: AskedSelection | null, need = OVERVIEW): Selection {
  const answer = ask(asked, need)
  if ('refused' in answer) throw new Error(`refused: ${answer.rule}`)
  return answer
}
const cells = (asked: AskedSelection) => rowsOf(layout, admitted(asked)).map((row) => `${SEXES[row.sex]} ${AGES[row.age]} ${row.place}`)

describe('a selection', () => {
  it('is everyone when absent, null or with null fields', () => {
    expect(ask(null)).toEqual(EVERYONE)
    expect(ask({})).toEqual(EVERYONE)
    expect(ask({ ageGroups: null, sexes: null, municipalities: null, centres: null, cohort: null, services: null })).toEqual(EVERYONE)
  })

  it('does not depend on the order or doubles of its values', () => {
    const a = admitted({ ageGroups: ['AGE_80_PLUS', 'AGE_0_17'], municipalities: ['M03', 'M01'], services: ['S02', 'S01', 'S02'] })
    const b = admitted({
      ageGroups: ['AGE_0_17', 'AGE_80_PLUS', 'AGE_0_17'],
      municipalities: ['M01', 'M03', 'M03'],
      services: ['S01', 'S02'],
    })
    expect(selectionKey(a)).toBe(selectionKey(b))
    expect(a.municipalities).toEqual(['M01', 'M03'])
    expect(a.services).toEqual(['S01', 'S02'])
  })

  it('reads all values as ALL', () => {
    expect(cells({ sexes: ['MALE', 'FEMALE'] })).toEqual(['ALL ALL 0'])
    expect(cells({ municipalities: ['M01', 'M02', 'M03'] })).toEqual(['ALL ALL 0'])
    expect(cells({ centres: ['C02', 'C01'] })).toEqual(['ALL ALL 0'])
    expect(cells({ ageGroups: ['AGE_0_17', 'AGE_18_64', 'AGE_65_PLUS'] })).toEqual(['ALL ALL 0'])
    expect(cells({ ageGroups: ['AGE_0_17', 'AGE_18_64', 'AGE_65_79', 'AGE_80_PLUS'] })).toEqual(['ALL ALL 0'])
  })

  it('reads 65–79 with 80+ as 65+', () => {
    expect(cells({ ageGroups: ['AGE_65_79', 'AGE_80_PLUS'] })).toEqual(['ALL AGE_65_PLUS 0'])
    expect(cells({ ageGroups: ['AGE_0_17', 'AGE_80_PLUS', 'AGE_65_79'] })).toEqual(['ALL AGE_0_17 0', 'ALL AGE_65_PLUS 0'])
  })

  it('with several values in several dimensions is their product', () => {
    expect(cells({ ageGroups: ['AGE_0_17', 'AGE_80_PLUS'], sexes: ['FEMALE'], municipalities: ['M01', 'M03'] })).toEqual([
      'FEMALE AGE_0_17 1',
      'FEMALE AGE_0_17 3',
      'FEMALE AGE_80_PLUS 1',
      'FEMALE AGE_80_PLUS 3',
    ])
    expect(cells({ centres: ['C02'] })).toEqual(['ALL ALL 5'])
  })
})

describe('a selection outside the closed table', () => {
  const outside: readonly (readonly [string, AskedSelection, ServiceNeed])[] = [
    ['centre with municipality', { municipalities: ['M01'], centres: ['C01'] }, OVERVIEW],
    ['65+ with 80+', { ageGroups: ['AGE_65_PLUS', 'AGE_80_PLUS'] }, OVERVIEW],
    ['65+ with 65–79', { ageGroups: ['AGE_65_79', 'AGE_65_PLUS'] }, OVERVIEW],
    ['65+ with both of its parts', { ageGroups: ['AGE_65_PLUS', 'AGE_65_79', 'AGE_80_PLUS'] }, OVERVIEW],
    ['no age group at all', { ageGroups: [] }, OVERVIEW],
    ['no sex at all', { sexes: [] }, OVERVIEW],
    ['no municipality at all', { municipalities: [] }, OVERVIEW],
    ['no centre at all', { centres: [] }, OVERVIEW],
    ['no service at all', { services: [] }, OVERVIEW],
    ['three services', { services: ['S01', 'S02', 'S03'] }, OVERVIEW],
    ['two services in the matrix: four together', { services: ['S01', 'S02'] }, MATRIX],
    ['three together at a centre', { services: ['S01'], centres: ['C01'] }, MATRIX],
    ['two chosen and a third at a centre', { services: ['S01', 'S02'], centres: ['C01'] }, OVERVIEW],
    ['four with the view’s own', { services: ['S01', 'S02'] }, { named: ['S03'], free: 1 }],
    ['services in the histograms', { services: ['S01'] }, { named: [], free: 0, serviceCounts: true }],
  ]
  it.each(outside)('is refused: %s', (_, asked, need) => {
    const answer = ask(asked, need)
    expect(answer).toMatchObject({ refused: 'SELECTION_NOT_PUBLISHED' })
  })

  it('is refused in words, without a digit', () => {
    for (const [, asked, need] of outside) expect(JSON.stringify(ask(asked, need))).not.toMatch(/\d/)
  })

  it.each([
    ['municipality', { municipalities: ['M01', 'nowhere'] }],
    ['centre', { centres: ['M01'] }],
    ['service', { services: ['S99'] }],
    ['place named like a property', { municipalities: ['__proto__'] }],
  ] as const)('has a code of its own for an unknown %s, and does not repeat it', (_, asked) => {
    const answer = ask(asked)
    expect(answer).toMatchObject({ refused: 'UNKNOWN_CODE' })
    expect(JSON.stringify(answer)).not.toMatch(/nowhere|S99|M01|proto/)
  })

  it('may name the view’s own service twice', () => {
    expect(admitted({ services: ['S01', 'S02'] }, { named: ['S02'], free: 1 }).services).toEqual(['S01', 'S02'])
  })
})
